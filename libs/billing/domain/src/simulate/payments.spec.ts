import { describe, expect, it } from '@jest/globals';
import { call, cst, open, pay, short, tell } from '../../test/support/told';

describe('payments', () => {
  it('are allocated at once, earliest due date first, on one date rent before telephone, then by number', () => {
    const result = tell({
      contract: { term: { startOn: '2026-02-01', months: 12 }, usageCloseHours: 0, telephoneDueDays: 31 },
      events: [open('2026-01-31', 1), pay('2026-01-31', '4120.00'), call('2026-02-10T09:00', 'c1', 3_600_000), pay('2026-03-26T10:00', '4245.00')],
      until: cst('2026-03-26T10:00'),
    });
    // due 03-01 rent 2, 04-01 telephone 3 (7.20 + 0.43) and 04-01 rent 4: 2120.00 + 2120.00, and 5.00 to telephone
    expect(result.invoices.map(({ number, kind, dueOn, paid, open: left }) => [number, kind, dueOn, paid, left])).toEqual([
      [1, 'rent', '2026-02-01', '4120.00', '0.00'], [2, 'rent', '2026-03-01', '2120.00', '0.00'],
      [3, 'telephone', '2026-04-01', '5.00', '2.63'], [4, 'rent', '2026-04-01', '2120.00', '0.00'],
    ]);
  });

  it('leave what is over unapplied, for the next invoice when it is issued', () => {
    const events = [open('2026-01-30', 1), pay('2026-01-30', '5000.00')];
    expect(tell({ events, until: cst('2026-02-20') }).balances).toEqual({ receivable: '0.00', deposit: '2000.00', unapplied: '880.00' });
    const later = tell({ events, until: cst('2026-02-21') });
    expect(later.invoices[1]).toMatchObject({ paid: '880.00', open: '1240.00' });
    expect(later.balances).toEqual({ receivable: '1240.00', deposit: '2000.00', unapplied: '0.00' });
  });

  it('carry a value date that undoes nothing', () => {
    const result = tell({ events: [open('2026-01-30', 1), pay('2026-02-16T09:00', '4120.00', { valueOn: '2026-02-15' })], until: cst('2026-02-17') });
    expect(short(result, 'suspended', 'payment', 'restored')).toEqual(['2026-02-16 suspended 1', '2026-02-16T09:00 payment 4120.00', '2026-02-16T09:00 restored']);
  });

  it('of one instant come in the order written, after what is due at that instant', () => {
    const result = tell({ events: [pay('2026-02-21T00:00', '100.00'), open('2026-01-30', 1), pay('2026-02-21T00:00', '200.00'), { at: '2026-02-20T16:00:00Z', do: 'remove-seats', seats: 1, when: 'period-end' }], until: cst('2026-02-21') });
    expect(short(result).slice(-4)).toEqual(['2026-02-21 invoice-issued 2', '2026-02-21 payment 100.00', '2026-02-21 payment 200.00', '2026-02-21 credit-note 1 2']);
  });
});
