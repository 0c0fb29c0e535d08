import { describe, expect, it } from '@jest/globals';
import { call, cst, open, pay, short, tell, type WrittenEvent } from '../../test/support/told';

const opened = [open('2026-01-30T10:00', 2), pay('2026-01-30T11:00', '8240.00')];
const end = (local: string, on: string): WrittenEvent => ({ at: cst(local), do: 'end-lease', on });
const FEBRUARY = { contract: { term: { startOn: '2026-02-01', months: 12 } } };

describe('the settlement of the deposit', () => {
  it('comes the close hours after the end, right after that close’s telephone invoice', () => {
    const result = tell({ ...FEBRUARY, events: [...opened, call('2026-02-10T10:00', 'c', 600_000), end('2026-02-11', '2026-02-15')], until: cst('2026-02-17') });
    // 1.20 + 0.07; the credit of the end (2 × 1000.00 + 120.00) is unapplied and pays it
    expect(short(result).slice(-3)).toEqual(['2026-02-15 seats-released 2', '2026-02-17 invoice-issued 2', '2026-02-17 deposit-settled 0.00 4000.00']);
    expect(result.balances).toEqual({ receivable: '0.00', deposit: '0.00', unapplied: '2118.73' });
    expect(tell({ ...FEBRUARY, events: [...opened, end('2026-02-11', '2026-02-15')], until: '2026-02-16T23:59:59+08:00' }).balances.deposit).toBe('4000.00');
  });

  it('pays telephone charges first, then rent, and what is too much stays open', () => {
    const result = tell({
      ...FEBRUARY,
      events: [...opened, call('2026-03-05T10:00', 'c', 600_000_000), end('2026-03-08', '2026-04-01')],
      until: cst('2026-04-03'),
    });
    // March's rent 4240.00 is open since 03-01; telephone 10,000 minutes: 1200.00 + 72.00; deposit 4000.00
    expect(result.invoices.slice(1).map(({ kind, paid, open: left }) => [kind, paid, left])).toEqual([['rent', '2728.00', '1512.00'], ['telephone', '1272.00', '0.00']]);
    expect(short(result, 'deposit-settled')).toEqual(['2026-04-03 deposit-settled 4000.00 0.00']);
    expect(result.balances).toEqual({ receivable: '1512.00', deposit: '0.00', unapplied: '0.00' });
  });

  it('leaves out what was released before; seats removed in the last period are released at the same close', () => {
    const result = tell({
      ...FEBRUARY,
      events: [...opened, pay('2026-02-25', '2120.00'), { at: cst('2026-02-10'), do: 'remove-seats', seats: 1, when: 'period-end' }, { at: cst('2026-03-10'), do: 'remove-seats', seats: 1, when: 'now' }, end('2026-03-11', '2026-03-11')],
      until: cst('2026-04-03'),
    });
    expect(short(result, 'deposit-released', 'deposit-settled')).toEqual(['2026-03-03 deposit-released 2000.00', '2026-03-13 deposit-released 2000.00']);
    expect(result.balances.deposit).toBe('0.00');
  });

  it('is not told where no deposit was taken', () => {
    const result = tell({ contract: { ...FEBRUARY.contract, depositMonths: 0 }, events: [open('2026-01-30', 1), end('2026-01-31', '2026-02-02')], until: cst('2026-02-05') });
    expect(short(result, 'deposit-settled')).toEqual([]);
  });

  it('happens in the story of a lease that ends with its term and never paid', () => {
    const result = tell({ contract: { term: { startOn: '2026-01-31', months: 1 } }, events: [open('2026-01-30T10:00', 1)], until: cst('2026-03-10') });
    expect(short(result)).toEqual([
      '2026-01-30T10:00 invoice-issued 1', '2026-02-01 notice overdue 1', '2026-02-07 notice second 1', '2026-02-12 notice last-warning 1', '2026-02-16 suspended 1',
      '2026-02-28 seats-released 1', '2026-03-02 deposit-settled 2000.00 0.00', '2026-03-02 notice termination-proposed 1',
    ]);
    expect(result).toMatchObject({ balances: { receivable: '2120.00', deposit: '0.00' }, seats: { active: 0, suspended: 0 } });
  });
});
