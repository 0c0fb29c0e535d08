import { describe, expect, it } from '@jest/globals';
import { cst, open, pay, short, tell, type WrittenEvent } from '../../test/support/told';

const FEBRUARY = { contract: { term: { startOn: '2026-02-01', months: 12 } } };
const opened = [open('2026-01-30T10:00', 3), pay('2026-01-30T11:00', '12360.00')];
const remove = (local: string, seats: number, when: 'now' | 'period-end'): WrittenEvent => ({ at: cst(local), do: 'remove-seats', seats, when });
const end = (local: string, on: string): WrittenEvent => ({ at: cst(local), do: 'end-lease', on });

describe('removing seats at the period’s end', () => {
  it('ends them with the period; the next invoice is for those who stay', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, remove('2026-02-10', 2, 'period-end')], until: cst('2026-03-01') });
    expect(result.invoices[1]!.lines[0]).toMatchObject({ seats: 1, net: '2000.00' });
    expect(result.creditNotes).toEqual([]);
    expect(short(result, 'seats-released')).toEqual(['2026-03-01 seats-released 2']);
    expect(result.seats.active).toBe(1);
    expect(tell({ ...FEBRUARY, events: [...opened, remove('2026-02-10', 2, 'period-end')], until: '2026-02-28T23:59:59+08:00' }).seats.active).toBe(3);
  });

  it('credits the next period’s invoice for them in full when it is out', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, remove('2026-02-22T00:00', 1, 'period-end')], until: cst('2026-02-23') });
    expect(result.creditNotes).toEqual([{ number: 1, invoice: 2, issuedAt: '2026-02-22T00:00:00+08:00', net: '2000.00', tax: '120.00', total: '2120.00' }]);
    expect(result.invoices[1]).toMatchObject({ total: '6360.00', credited: '2120.00', open: '4240.00', paid: '0.00' });
    expect(short(result, 'credit-note')).toEqual(['2026-02-22 credit-note 1 2']);
  });

  it('releases their deposit to unapplied when the usage of the period is closed, where it pays what is open', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, remove('2026-02-10', 2, 'period-end')], until: cst('2026-03-03') });
    expect(short(result, 'deposit-released')).toEqual(['2026-03-03 deposit-released 4000.00']);
    expect(result.invoices[1]).toMatchObject({ paid: '2120.00', open: '0.00' });
    expect(result.balances).toEqual({ receivable: '0.00', deposit: '2000.00', unapplied: '1880.00' });
  });
});

describe('removing seats now', () => {
  it('releases them at the event and credits the rest, the day counting as used', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, remove('2026-02-19T15:00', 1, 'now')], until: cst('2026-02-20') });
    // used 19 of 28 days: 1357.14; credit 642.86; tax 360.00 of three seats, kept 5357.14 × 6 % = 321.43
    expect(result.creditNotes).toEqual([{ number: 1, invoice: 1, issuedAt: '2026-02-19T15:00:00+08:00', net: '642.86', tax: '38.57', total: '681.43' }]);
    expect(short(result).slice(-2)).toEqual(['2026-02-19T15:00 seats-released 1', '2026-02-19T15:00 credit-note 1 1']);
    expect(result).toMatchObject({ seats: { active: 2 }, balances: { unapplied: '681.43', deposit: '6000.00' } });
    expect(result.invoices[0]).toMatchObject({ total: '12360.00', paid: '11678.57', credited: '681.43', open: '0.00' });
  });

  it('credits nothing on the period’s last day, and the next period in full when its invoice is out', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, remove('2026-02-28T12:00', 1, 'now')], until: cst('2026-03-01') });
    expect(result.creditNotes.map(({ invoice, net }) => [invoice, net])).toEqual([[2, '2000.00']]);
  });

  it('takes the last added first, each by the days of its own line', () => {
    const result = tell({
      ...FEBRUARY, events: [...opened, pay('2026-02-10', '3000.00'), pay('2026-02-10', '6000.00'), { at: cst('2026-02-15'), do: 'add-seats', seats: 2 }, remove('2026-02-19T15:00', 3, 'now')],
      until: cst('2026-02-20'),
    });
    // two seats from 02-15: 14 days, 1000.00 each, used 5 days: 357.14; one seat of the first three: 642.86
    expect(result.creditNotes.map(({ invoice, net, tax }) => [invoice, net, tax])).toEqual([[1, '642.86', '38.57'], [2, '1285.72', '77.14']]);
    expect(result.seats.active).toBe(2);
  });

  it('credits days under fixed30 so that both parts sum to the invoice', () => {
    const told = (day: string): string | undefined => tell({
      contract: { term: { startOn: '2026-03-01', months: 12 }, dayCount: 'fixed30' }, events: [open('2026-02-28', 1), remove(`${day}T10:00`, 1, 'now')], until: cst('2026-04-01'),
    }).creditNotes.find(({ invoice }) => invoice === 1)?.net;
    expect([told('2026-03-10'), told('2026-03-29'), told('2026-03-30'), told('2026-03-31')]).toEqual(['1333.33', '66.67', undefined, undefined]);
  });

  it('before the start uses no day', () => {
    const result = tell({ ...FEBRUARY, events: [open('2026-01-30T10:00', 3), remove('2026-01-31T10:00', 1, 'now'), pay('2026-01-31T11:00', '10240.00')], until: cst('2026-02-01') });
    expect(result.creditNotes[0]).toMatchObject({ net: '2000.00', tax: '120.00' });
    // the deposit was invoiced and is released at the close of the first period: it stays in what is owed until then
    expect(result.invoices[0]).toMatchObject({ credited: '2120.00', open: '0.00' });
    expect(result.seats.active).toBe(2);
  });

  it('is refused for more seats than last, those already leaving not counted', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, remove('2026-02-10', 2, 'period-end'), remove('2026-02-11', 2, 'now'), remove('2026-02-12', 1, 'now')], until: cst('2026-02-13') });
    expect(short(result, 'refused', 'seats-released')).toEqual(['2026-02-11 refused not-enough-seats', '2026-02-12 seats-released 1']);
  });

  it('of all seats leaves a lease without invoices', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, remove('2026-02-10', 3, 'now')], until: cst('2026-06-01') });
    expect(result.invoices.map(({ kind }) => kind)).toEqual(['rent']);
    expect(result.seats).toEqual({ active: 0, suspended: 0 });
  });

  it('makes seats usable when the credit leaves nothing open on the invoice that brought them', () => {
    const result = tell({ ...FEBRUARY, events: [open('2026-01-30T10:00', 2), pay('2026-02-05', '7300.00'), remove('2026-02-06T09:00', 1, 'now')], until: cst('2026-02-07') });
    // owed 8240.00 − credit (2000.00 − 428.57 + 94.29 tax = 1665.72) leaves less than was paid
    expect(short(result).slice(-4)).toEqual(['2026-02-05 payment 7300.00', '2026-02-06T09:00 seats-released 1', '2026-02-06T09:00 credit-note 1 1', '2026-02-06T09:00 seats-activated 1']);
    expect(result.balances.unapplied).toBe('725.72');
  });
});

describe('credits of unpaid invoices', () => {
  it('lower what is open; what was paid beyond becomes unapplied and is allocated at once', () => {
    const result = tell({
      ...FEBRUARY, events: [...opened, pay('2026-02-22T10:00', '6360.00'), remove('2026-03-24T10:00', 2, 'now')], until: cst('2026-03-25'),
    });
    // March: 2 seats × (2000.00 − 2000 × 24 ÷ 31 = 451.61), tax 360.00 − 5096.78 × 6 % = 54.19; April is out too (03-25 is not yet)
    expect(result.creditNotes.map(({ invoice, net, tax }) => [invoice, net, tax])).toEqual([[2, '903.22', '54.19']]);
    const april = result.invoices.find(({ dueOn }) => dueOn === '2026-04-01');
    expect(april).toMatchObject({ lines: [{ seats: 1 }], paid: '957.41' });
  });

  it('never exceed the line, however often it is credited', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, remove('2026-02-05', 1, 'now'), remove('2026-02-06', 1, 'now'), end('2026-02-07', '2026-02-08'), end('2026-02-07', '2026-02-07')], until: cst('2026-02-10') });
    const credited = result.creditNotes.reduce((sum, note) => sum + Number(note.net), 0);
    // kept: 5, 6 and 6 days of 28 at 2000.00: 357.14 + 428.57 + 428.57 = 1214.28
    expect(credited).toBeCloseTo(6000 - 1214.28, 2);
  });
});

describe('ending a lease', () => {
  it('takes the day as the first without service and credits what is prepaid beyond', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, end('2026-02-10T09:00', '2026-02-15')], until: cst('2026-02-15') });
    // used 14 of 28 days: 1000.00 a seat
    expect(result.creditNotes).toEqual([{ number: 1, invoice: 1, issuedAt: '2026-02-10T09:00:00+08:00', net: '3000.00', tax: '180.00', total: '3180.00' }]);
    expect(short(result).slice(-2)).toEqual(['2026-02-10T09:00 credit-note 1 1', '2026-02-15 seats-released 3']);
  });

  it('stops later invoices, and bills the last period up to the end when it was agreed before', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, end('2026-02-10T09:00', '2026-03-11')], until: cst('2026-05-01') });
    expect(result.invoices.filter(({ kind }) => kind === 'rent').map(({ lines: [line] }) => [line!.fromOn, line!.toOn, line!.days, line!.periodDays, line!.net])).toEqual([
      ['2026-02-01', '2026-03-01', 28, 28, '6000.00'], ['2026-03-01', '2026-03-11', 10, 31, '1935.48'],
    ]);
    expect(result.creditNotes).toEqual([]);
  });

  it('may be today, and then ends at once', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, end('2026-02-10T09:00', '2026-02-10')], until: cst('2026-02-11') });
    expect(short(result).slice(-2)).toEqual(['2026-02-10T09:00 credit-note 1 1', '2026-02-10T09:00 seats-released 3']);
    expect(result.creditNotes[0]!.net).toBe('4071.42'); // used 9 of 28 days: 642.86 a seat
  });

  it.each([
    ['before the term', '2026-01-31'], ['in the past', '2026-02-09'], ['after the term', '2027-02-02'],
  ])('is refused %s', (_, on) => {
    expect(short(tell({ ...FEBRUARY, events: [...opened, end('2026-02-10T09:00', on)], until: cst('2026-02-11') }), 'refused')).toEqual(['2026-02-10T09:00 refused outside-term']);
  });

  it('is refused later than agreed before, and after the end', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, end('2026-02-10', '2026-02-15'), end('2026-02-11', '2026-02-16'), end('2026-02-15', '2026-02-15')], until: cst('2026-02-16') });
    expect(short(result, 'refused')).toEqual(['2026-02-11 refused outside-term', '2026-02-15 refused outside-term']);
  });

  it('before the start cancels the lease', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, end('2026-01-31', '2026-02-01')], until: cst('2026-02-05') });
    expect(short(result).slice(2)).toEqual([
      '2026-01-31 credit-note 1 1', '2026-02-01 seats-released 3', '2026-02-03 deposit-settled 0.00 6000.00',
    ]);
    expect(result.balances).toEqual({ receivable: '0.00', deposit: '0.00', unapplied: '6360.00' });
  });

  it('comes by itself with the term', () => {
    const result = tell({ contract: { term: { startOn: '2026-01-31', months: 1 } }, events: [open('2026-01-30', 1), pay('2026-01-30', '4120.00')], until: cst('2026-03-02') });
    expect(short(result).slice(2)).toEqual(['2026-01-31 seats-activated 1', '2026-02-28 seats-released 1', '2026-03-02 deposit-settled 0.00 2000.00']);
    expect(result.invoices).toHaveLength(1);
  });
});
