import { describe, expect, it } from '@jest/globals';
import { call, cst, open, pay, short, tell, type WrittenEvent } from '../../test/support/told';

/** Due 2026-03-01: a lease from 2026-02-01 whose first invoice was paid. */
const FEBRUARY = { contract: { term: { startOn: '2026-02-01', months: 12 } } };
const opened = [open('2026-01-30T10:00', 1), pay('2026-01-30T11:00', '4120.00')];
const hold = (local: string, untilOn: string): WrittenEvent => ({ at: cst(local), do: 'hold-arrears', untilOn, reason: 'promise to pay' });

describe('notices', () => {
  it('follow the due date at local midnights while the invoice is open', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, hold('2026-03-01', '2026-06-01')], until: cst('2026-04-10') });
    expect(short(result, 'invoice-issued', 'notice').filter((line) => line.endsWith(' 2'))).toEqual([
      '2026-02-22 invoice-issued 2', '2026-02-26 notice reminder 2', '2026-03-02 notice overdue 2', '2026-03-08 notice second 2',
      '2026-03-13 notice last-warning 2', '2026-03-31 notice termination-proposed 2',
    ]);
  });

  it('stop with the payment', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, pay('2026-03-07T23:59', '2120.00')], until: cst('2026-03-20') });
    expect(short(result, 'notice')).toEqual(['2026-02-26 notice reminder 2', '2026-03-02 notice overdue 2']);
  });

  it.each([
    [7, ['reminder 02-26', 'overdue 03-02', 'second 03-04', 'last-warning 03-05', 'termination-proposed 03-15']],
    [2, ['reminder 02-26', 'last-warning 02-28', 'overdue 03-02', 'second 03-02', 'termination-proposed 03-05']],
    [0, ['reminder 02-26', 'last-warning 02-26', 'second 03-01', 'termination-proposed 03-01', 'overdue 03-02']],
  ])('shift with a grace of %i days', (rentGraceDays, notices) => {
    const result = tell({ contract: { ...FEBRUARY.contract, rentGraceDays }, events: opened, until: cst('2026-03-20') });
    expect(result.timeline.filter((entry) => entry.what === 'notice' && entry['invoice'] === 2).map((entry) => `${String(entry['kind'])} ${entry.at.slice(5, 10)}`)).toEqual(notices);
  });

  it('that would fall before the issue are left out; one at its very instant is not', () => {
    const reminders = (invoiceLeadDays: number): string[] => short(tell({ contract: { ...FEBRUARY.contract, invoiceLeadDays }, events: opened, until: cst('2026-03-02') }), 'notice');
    expect(reminders(3)).toEqual(['2026-02-26 notice reminder 2', '2026-03-02 notice overdue 2']);
    expect(reminders(2)).toEqual(['2026-03-02 notice overdue 2']);
    expect(short(tell({ ...FEBRUARY, events: [open('2026-01-29T00:00', 1)], until: cst('2026-01-29') }), 'notice')).toEqual(['2026-01-29 notice reminder 1']);
    expect(short(tell({ ...FEBRUARY, events: [open('2026-01-29T00:01', 1)], until: cst('2026-02-01') }), 'notice')).toEqual([]);
  });

  it('of telephone charges follow their own grace', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, pay('2026-02-27', '2120.00'), call('2026-02-10T10:00', 'c', 61_000)], until: cst('2026-05-15') });
    const telephone = result.invoices.find(({ kind }) => kind === 'telephone')!;
    expect(telephone).toMatchObject({ number: 3, dueOn: '2026-03-13' });
    expect(short(result, 'notice').filter((line) => line.endsWith(' 3'))).toEqual([
      '2026-03-10 notice reminder 3', '2026-03-14 notice overdue 3', '2026-03-28 notice second 3', '2026-04-09 notice last-warning 3', '2026-05-12 notice termination-proposed 3',
    ]);
  });
});

describe('the renewal notice', () => {
  it.each([
    ['2026-01-31', 12, '2026-12-30'], // last day 2027-01-30
    ['2026-04-01', 12, '2027-02-28'], // last day 2027-03-31, clamped
    ['2026-02-01', 2, '2026-02-28'],
  ])('of a term from %s for %i months is given on %s', (startOn, months, on) => {
    const result = tell({ contract: { term: { startOn, months } }, events: [{ at: `${startOn}T00:00:00+08:00`, do: 'open-lease', seats: 1 }], until: cst('2028-01-01') });
    expect(result.timeline.filter((entry) => entry['kind'] === 'renewal')).toEqual([{ at: `${on}T00:00:00+08:00`, what: 'notice', kind: 'renewal' }]);
  });

  it('is not given for a lease that ends before its term, nor before the opening', () => {
    const ending: WrittenEvent = { at: cst('2026-12-01'), do: 'end-lease', on: '2027-01-15' };
    expect(short(tell({ ...FEBRUARY, events: [...opened, ending], until: cst('2027-03-01') }), 'notice').filter((line) => line.includes('renewal'))).toEqual([]);
    expect(short(tell({ contract: { term: { startOn: '2026-02-01', months: 1 } }, events: [open('2026-01-29', 1)], until: cst('2026-03-01') }), 'notice').filter((line) => line.includes('renewal'))).toEqual([]);
  });
});

describe('suspension', () => {
  it('comes at 00:00 of D+16 and not before: a payment at the last second of D+15 keeps the service on', () => {
    const inTime = tell({ ...FEBRUARY, events: [...opened, { ...pay('2026-03-16', '2120.00'), at: '2026-03-16T23:59:59+08:00' }], until: cst('2026-03-17') });
    expect(short(inTime, 'suspended')).toEqual([]);
    const late = tell({ ...FEBRUARY, events: [...opened, pay('2026-03-17T00:00', '2120.00')], until: cst('2026-03-17') });
    expect(short(late).slice(-3)).toEqual(['2026-03-17 suspended 2', '2026-03-17 payment 2120.00', '2026-03-17 restored']);
  });

  it('is worked out by the local midnight: due 2026-03-01 in Shanghai is 2026-03-16T16:00Z', () => {
    const result = tell({ ...FEBRUARY, events: opened, until: '2026-03-16T16:00:00Z' });
    expect(result.timeline.at(-1)).toEqual({ at: '2026-03-17T00:00:00+08:00', what: 'suspended', because: [2] });
    expect(result.seats).toEqual({ active: 0, suspended: 1 });
  });

  it('names every invoice beyond its grace, once; a later one does not suspend again but keeps it suspended', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, pay('2026-04-20T10:00', '2120.00'), pay('2026-04-20T11:00', '2120.00')], until: cst('2026-04-21') });
    expect(short(result, 'suspended', 'restored')).toEqual(['2026-03-17 suspended 2', '2026-04-20T11:00 restored']);
  });

  it('waits for telephone charges 30 days', () => {
    const events = [...opened, pay('2026-02-27', '2120.00'), call('2026-02-10T10:00', 'c', 61_000), pay('2026-03-30', '0.01')];
    // April's rent takes the 0.01 only after the telephone invoice, which is due earlier
    const result = tell({ ...FEBRUARY, events: [...events, pay('2026-04-01', '2120.00'), pay('2026-04-28', '2120.00')], until: cst('2026-05-15') });
    expect(result.invoices.find(({ kind }) => kind === 'telephone')).toMatchObject({ dueOn: '2026-03-13', open: '0.00' });
    const unpaid = tell({ contract: { ...FEBRUARY.contract, rentGraceDays: 60 }, events, until: cst('2026-04-13') });
    expect(short(unpaid, 'suspended')).toEqual(['2026-04-13 suspended 3']);
  });

  it('ends by a credit that ends its cause', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, { at: cst('2026-03-18T09:00'), do: 'end-lease', on: '2026-03-18' }, pay('2026-03-18T08:00', '1162.58')], until: cst('2026-03-18T09:00') });
    // 17 of 31 days: 1096.77 and tax 65.81 = 1162.58
    expect(short(result).slice(-5)).toEqual([
      '2026-03-17 suspended 2', '2026-03-18T08:00 payment 1162.58', '2026-03-18T09:00 credit-note 1 2', '2026-03-18T09:00 restored', '2026-03-18T09:00 seats-released 1',
    ]);
  });

  it('does not stop seats that are not in use yet', () => {
    const result = tell({ ...FEBRUARY, events: [open('2026-01-30T10:00', 2)], until: cst('2026-02-17') });
    expect(short(result, 'suspended')).toEqual(['2026-02-17 suspended 1']);
    expect(result.seats).toEqual({ active: 0, suspended: 0 });
  });

  it('does not befall a lease that is over', () => {
    const result = tell({
      contract: { term: { startOn: '2026-01-31', months: 1 }, depositMonths: 0, usageCloseHours: 0 }, events: [open('2026-01-30T10:00', 1), pay('2026-01-30T11:00', '2120.00'), call('2026-02-10T10:00', 'c', 61_000)],
      until: cst('2026-06-01'),
    });
    expect(result.balances.receivable).toBe('0.25');
    expect(short(result, 'suspended')).toEqual([]);
  });
});

describe('holds', () => {
  it('keep from suspending through the whole of their day, not from notices', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, hold('2026-03-10', '2026-03-20')], until: cst('2026-03-21') });
    expect(short(result, 'suspended')).toEqual(['2026-03-21 suspended 2']);
    expect(short(result, 'notice')).toContain('2026-03-13 notice last-warning 2');
  });

  it('restore, and suspend again the day after', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, hold('2026-03-18T10:00', '2026-03-20')], until: cst('2026-03-21') });
    expect(short(result, 'suspended', 'restored')).toEqual(['2026-03-17 suspended 2', '2026-03-18T10:00 restored', '2026-03-21 suspended 2']);
  });

  it('count by the longest, and not at all when past', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, hold('2026-03-10', '2026-03-25'), hold('2026-03-11', '2026-03-20')], until: cst('2026-03-26') });
    expect(short(result, 'suspended')).toEqual(['2026-03-26 suspended 2']);
    expect(short(tell({ ...FEBRUARY, events: [...opened, hold('2026-03-18', '2026-03-17')], until: cst('2026-03-18') }), 'restored')).toEqual([]);
  });

  it('do not let overdue tenants order', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, hold('2026-03-10', '2026-03-25'), { at: cst('2026-03-11'), do: 'add-seats', seats: 1 }], until: cst('2026-03-11') });
    expect(short(result, 'refused')).toEqual(['2026-03-11 refused overdue']);
  });
});

describe('rent while suspended', () => {
  it('accrues by default', () => {
    expect(tell({ ...FEBRUARY, events: [...opened, pay('2026-03-20T10:00', '2120.00')], until: cst('2026-03-21') }).creditNotes).toEqual([]);
  });

  it('is credited at restoration, each local day that began suspended, where it does not accrue', () => {
    const result = tell({ contract: { ...FEBRUARY.contract, rentAccruesWhileSuspended: false }, events: [...opened, pay('2026-03-20T10:00', '2120.00')], until: cst('2026-03-21') });
    // 03-17 … 03-20: 4 days; used 27 of 31: 1741.94; credit 258.06 and tax 120.00 − 104.52
    expect(result.creditNotes).toEqual([{ number: 1, invoice: 2, issuedAt: '2026-03-20T10:00:00+08:00', net: '258.06', tax: '15.48', total: '273.54' }]);
    expect(short(result).slice(-3)).toEqual(['2026-03-20T10:00 payment 2120.00', '2026-03-20T10:00 restored', '2026-03-20T10:00 credit-note 1 2']);
    expect(result.balances.unapplied).toBe('273.54');
  });

  it('counts the day of a restoration at its very midnight as one in service', () => {
    const result = tell({ contract: { ...FEBRUARY.contract, rentAccruesWhileSuspended: false }, events: [...opened, pay('2026-03-18T00:00', '2120.00')], until: cst('2026-03-21') });
    expect(result.creditNotes[0]!.net).toBe('64.52'); // 1 of 31 days
  });

  it('is credited over several periods and for every seat, and again after a second suspension', () => {
    const result = tell({
      contract: { ...FEBRUARY.contract, rentAccruesWhileSuspended: false },
      events: [open('2026-01-30T10:00', 2), pay('2026-01-30T11:00', '8240.00'), pay('2026-04-03T10:00', '4240.00'), pay('2026-04-22T10:00', '9000.00')], until: cst('2026-04-23'),
    });
    // 03-17 … 03-31: 15 days of March, 04-01 … 04-03: 3 of April; then due 04-01 suspends on 04-17: 04-17 … 04-22: 6 more of April
    expect(short(result, 'suspended', 'restored')).toEqual(['2026-03-17 suspended 2', '2026-04-03T10:00 restored', '2026-04-17 suspended 3', '2026-04-22T10:00 restored']);
    expect(result.creditNotes.map(({ invoice, net }) => [invoice, net])).toEqual([[2, '1935.48'], [3, '400.00'], [3, '800.00']]);
    const first = tell({
      contract: { ...FEBRUARY.contract, rentAccruesWhileSuspended: false },
      events: [open('2026-01-30T10:00', 2), pay('2026-01-30T11:00', '8240.00'), pay('2026-04-03T10:00', '4240.00')], until: cst('2026-04-03T10:00'),
    });
    // what the credit of March frees (2051.61) goes to April at once, whose own credit is 424.00
    expect(first.invoices[2]).toMatchObject({ total: '4240.00', paid: '2051.61', credited: '424.00', open: '1764.39' });
    expect(first.balances.unapplied).toBe('0.00');
  });

  it('is owed from their first day by seats that come with the restoration', () => {
    const result = tell({
      contract: { ...FEBRUARY.contract, rentAccruesWhileSuspended: false, rentGraceDays: 0 },
      events: [
        ...opened, { at: cst('2026-03-01T10:00'), do: 'add-seats', seats: 1 }, pay('2026-03-03T10:00', '9000.00'),
        { at: cst('2026-03-20T10:00'), do: 'remove-seats', seats: 1, when: 'now' },
      ],
      until: cst('2026-03-20T10:00'),
    });
    // suspended 03-02 and 03-03 began: 2 of 31 days; the new seat has 29 days from 03-03 (1870.97), 18 of them used (1161.29)
    expect(result.creditNotes.map(({ invoice, net }) => [invoice, net])).toEqual([[2, '129.03'], [3, '709.68']]);
  });

  it('is not credited twice for a seat that is removed in the suspension', () => {
    const result = tell({
      contract: { ...FEBRUARY.contract, rentAccruesWhileSuspended: false },
      events: [open('2026-01-30T10:00', 2), pay('2026-01-30T11:00', '8240.00'), { at: cst('2026-03-18T09:00'), do: 'remove-seats', seats: 1, when: 'now' }, pay('2026-03-20T10:00', '4240.00')], until: cst('2026-03-21'),
    });
    // removed: used 18 of 31 (1161.29), then of these the 17th and 18th again free: 16 of 31 (1032.26); the other: 27 of 31 (1741.94)
    expect(result.creditNotes.map(({ net }) => net)).toEqual(['838.71', '387.09']);
  });
});
