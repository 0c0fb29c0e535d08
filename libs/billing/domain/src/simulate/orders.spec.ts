import { describe, expect, it } from '@jest/globals';
import { cst, open, pay, short, tell, type WrittenEvent } from '../../test/support/told';

/** A lease from 2026-02-01 with one seat, paid for through the first month. */
const FEBRUARY = { contract: { term: { startOn: '2026-02-01', months: 12 } } };
const opened = [open('2026-01-30T10:00', 1), pay('2026-01-30T11:00', '4120.00')];
const add = (local: string, seats: number): WrittenEvent => ({ at: cst(local), do: 'add-seats', seats });

describe('orders of more seats', () => {
  it('book nothing until they are paid; then rent of the days left, the day of payment counting, and deposit', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, add('2026-02-18T09:00', 3), pay('2026-02-20T15:00', '8044.29', { for: 'order' })], until: cst('2026-02-21') });
    expect(result.invoices[1]).toEqual({
      number: 2, kind: 'rent', issuedAt: '2026-02-20T15:00:00+08:00', dueOn: '2026-02-20',
      lines: [
        { kind: 'rent', seats: 3, fromOn: '2026-02-20', toOn: '2026-03-01', days: 9, periodDays: 28, net: '1928.58', tax: '115.71' },
        { kind: 'deposit', seats: 3, net: '6000.00', tax: '0.00' },
      ],
      net: '7928.58', tax: '115.71', total: '8044.29', paid: '8044.29', credited: '0.00', open: '0.00',
    });
    expect(short(result).slice(3)).toEqual([
      '2026-02-18T09:00 ordered 3', '2026-02-20T15:00 payment 8044.29', '2026-02-20T15:00 invoice-issued 2', '2026-02-20T15:00 seats-activated 3',
    ]);
    expect(result).toMatchObject({ seats: { active: 4 }, balances: { receivable: '0.00', deposit: '8000.00', unapplied: '0.00' } });
  });

  it('bear the next period’s rent too when its invoice is out', () => {
    const { invoices } = tell({ ...FEBRUARY, events: [...opened, add('2026-02-18', 1), pay('2026-02-22T00:00', '2120.00'), pay('2026-02-23T10:00', '4574.29', { for: 'order' })], until: cst('2026-02-24') });
    // 6 of 28 days: 428.57 and tax 25.71; March 2000.00 and 120.00; deposit 2000.00
    expect(invoices[2]!.lines).toMatchObject([
      { fromOn: '2026-02-23', toOn: '2026-03-01', days: 6, net: '428.57', tax: '25.71' },
      { fromOn: '2026-03-01', toOn: '2026-04-01', days: 31, periodDays: 31, net: '2000.00', tax: '120.00' },
      { kind: 'deposit', net: '2000.00' },
    ]);
    expect(invoices[2]).toMatchObject({ total: '4574.28', open: '0.00' });
  });

  it('are filled at the order itself when what is unapplied covers them', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, pay('2026-02-10', '5000.00'), add('2026-02-20T09:00', 1)], until: cst('2026-02-20T09:00') });
    expect(short(result).slice(-3)).toEqual(['2026-02-20T09:00 ordered 1', '2026-02-20T09:00 invoice-issued 2', '2026-02-20T09:00 seats-activated 1']);
    expect(result.balances.unapplied).toBe('2318.57'); // 5000 − (642.86 + 38.57 + 2000.00)
  });

  it('are filled by any payment that leaves enough, without a word for whom', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, add('2026-02-20T09:00', 1), pay('2026-02-20T10:00', '2000.00'), pay('2026-02-20T11:00', '681.43')], until: cst('2026-02-21') });
    expect(short(result, 'seats-activated')).toEqual(['2026-02-01 seats-activated 1', '2026-02-20T11:00 seats-activated 1']);
    expect(result.balances.unapplied).toBe('0.00');
  });

  it('hold up the later ones while they are not covered', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, add('2026-02-20T09:00', 3), add('2026-02-20T10:00', 1), pay('2026-02-20T11:00', '8000.00')], until: cst('2026-02-20T12:00') });
    expect(result.invoices).toHaveLength(1);
    expect(result.balances.unapplied).toBe('8000.00');
  });

  it('are filled one after the other, each at once with its own invoice', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, add('2026-02-20T09:00', 2), add('2026-02-20T10:00', 1), pay('2026-02-20T11:00', '9000.00')], until: cst('2026-02-20T12:00') });
    expect(short(result, 'invoice-issued', 'seats-activated').slice(2)).toEqual([
      '2026-02-20T11:00 invoice-issued 2', '2026-02-20T11:00 seats-activated 2', '2026-02-20T11:00 invoice-issued 3', '2026-02-20T11:00 seats-activated 1',
    ]);
  });

  it('stand through the 7th day after their own and lapse as the 8th begins', () => {
    const events = [...opened, add('2026-02-02T23:59', 1)];
    const inTime = tell({ ...FEBRUARY, events: [...events, pay('2026-02-09T23:59', '9000.00')], until: cst('2026-02-12') });
    expect(short(inTime, 'order-lapsed')).toEqual([]);
    expect(inTime.seats.active).toBe(2);
    const late = tell({ ...FEBRUARY, events: [...events, pay('2026-02-10T00:00', '9000.00')], until: cst('2026-02-12') });
    expect(short(late, 'order-lapsed', 'payment')).toEqual(['2026-01-30T11:00 payment 4120.00', '2026-02-10 order-lapsed 1', '2026-02-10 payment 9000.00']);
    expect(late).toMatchObject({ seats: { active: 1 }, balances: { unapplied: '9000.00' } });
  });

  it('lapse all at the lease’s end', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, { at: cst('2026-02-05'), do: 'end-lease', on: '2026-02-10' }, add('2026-02-06', 1), add('2026-02-07', 2)], until: cst('2026-02-10') });
    expect(short(result).slice(-3)).toEqual(['2026-02-10 seats-released 1', '2026-02-10 order-lapsed 1', '2026-02-10 order-lapsed 2']);
  });

  it('are not filled as the lease ends, by a deposit released at that very instant', () => {
    const result = tell({
      contract: { term: { startOn: '2026-02-01', months: 1 }, usageCloseHours: 0 },
      events: [open('2026-01-30T10:00', 2), pay('2026-01-30T11:00', '8240.00'), { at: cst('2026-02-24'), do: 'remove-seats', seats: 1, when: 'period-end' }, add('2026-02-25', 1)],
      until: cst('2026-03-01'),
    });
    expect(short(result).slice(-5)).toEqual([
      '2026-03-01 deposit-released 2000.00', '2026-03-01 deposit-settled 0.00 2000.00', '2026-03-01 seats-released 1', '2026-03-01 seats-released 1', '2026-03-01 order-lapsed 1',
    ]);
    expect(result.balances.unapplied).toBe('2000.00');
  });

  it('are refused while anything is overdue, and none is filled', () => {
    const result = tell({
      ...FEBRUARY, events: [...opened, add('2026-02-27T10:00', 1), add('2026-03-01T23:00', 1), add('2026-03-02T00:00', 1), pay('2026-03-02T10:00', '2119.99', { for: 'order' }), pay('2026-03-02T11:00', '9000.00', { for: 'order' })],
      until: cst('2026-03-03'),
    });
    expect(short(result, 'ordered', 'refused', 'payment', 'seats-activated').slice(2)).toEqual([
      '2026-02-27T10:00 ordered 1', '2026-03-01T23:00 ordered 1', '2026-03-02 refused overdue', '2026-03-02T10:00 payment 2119.99',
      '2026-03-02T11:00 payment 9000.00', '2026-03-02T11:00 seats-activated 1', '2026-03-02T11:00 seats-activated 1',
    ]);
  });

  it('are refused after the lease’s end', () => {
    const result = tell({ contract: { term: { startOn: '2026-02-01', months: 1 } }, events: [...opened, add('2026-03-01T00:00', 1), { at: cst('2026-03-01'), do: 'remove-seats', seats: 1, when: 'now' }], until: cst('2026-03-01') });
    expect(short(result, 'refused')).toEqual(['2026-03-01 refused outside-term', '2026-03-01 refused outside-term']);
  });

  it('before the term’s start bear the whole first period and begin with it', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, add('2026-01-30T12:00', 2), pay('2026-01-31T12:00', '8240.00', { for: 'order' })], until: cst('2026-02-01') });
    expect(result.invoices[1]).toMatchObject({ dueOn: '2026-01-31', total: '8240.00', lines: [{ fromOn: '2026-02-01', days: 28 }, {}] });
    expect(short(result, 'seats-activated')).toEqual(['2026-02-01 seats-activated 3']);
  });

  it('bear rent only up to an agreed end', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, { at: cst('2026-02-05'), do: 'end-lease', on: '2026-02-15' }, pay('2026-02-06', '5000.00'), add('2026-02-10', 1)], until: cst('2026-02-10') });
    expect(result.invoices[1]!.lines[0]).toMatchObject({ fromOn: '2026-02-10', toOn: '2026-02-15', days: 5, periodDays: 28 });
  });
});

describe('paying for an order', () => {
  it('serves the oldest order before open invoices, if with what is unapplied it covers it', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, add('2026-02-23T09:00', 1), pay('2026-02-23T10:00', '5000.00', { for: 'order' })], until: cst('2026-02-23T12:00') });
    // invoice 2 (March, open 2120.00) is not due yet; the order costs 428.57 + 25.71 + 2120.00 + 2000.00 = 4574.28
    expect(result.invoices.map(({ number, paid, open: left }) => [number, paid, left])).toEqual([[1, '4120.00', '0.00'], [2, '425.72', '1694.28'], [3, '4574.28', '0.00']]);
  });

  it('is allocated like any money when it does not cover the order', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, add('2026-02-23T09:00', 1), pay('2026-02-23T10:00', '4574.27', { for: 'order' })], until: cst('2026-02-23T12:00') });
    expect(result.invoices.map(({ number, open: left }) => [number, left])).toEqual([[1, '0.00'], [2, '0.00']]);
    expect(result.balances.unapplied).toBe('2454.27');
  });
});
