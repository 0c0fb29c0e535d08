import { describe, expect, it } from '@jest/globals';
import type { AccountSidesView, LeaseStatementView } from './api';
import { isAmount, sheetRows } from './model';

const sides = (receivable: string): AccountSidesView => ({ receivable, deposit: '0.00', unapplied: '0.00', refundable: '0.00' });

describe('the sheet of a statement', () => {
  it('begins with the opening, ends with the closing, and names a value date only where it differs', () => {
    const line = (id: string, valueOn: string) => ({
      id, kind: 'payment', ref: id, document: `B-${id}`, bookedOn: '2026-03-05', bookedAt: '2026-03-05T01:00:00Z', valueOn, moved: sides('-1.00'), after: sides('0.00'),
    });
    const statement: LeaseStatementView = {
      leaseId: 'l', leaseNumber: 'SL-1', zone: 'Asia/Shanghai', currency: 'CNY', final: true, opening: sides('2.00'), closing: sides('0.00'),
      lines: [line('1', '2026-03-05'), line('2', '2026-02-27')],
    };
    const rows = sheetRows(statement, { fromOn: '2026-03-01', lastOn: '2026-03-31' });
    expect(rows.map((row) => [row.on, row.kind, row.valueOn, row.document, row.edge])).toEqual([
      ['2026-03-01', 'opening', null, null, true],
      ['2026-03-05', 'payment', null, 'B-1', false],
      ['2026-03-05', 'payment', '2026-02-27', 'B-2', false],
      ['2026-03-31', 'closing', null, null, true],
    ]);
  });

  it.each([['0.00', false], ['-0.00', false], ['-12.50', true], ['0.01', true]])('takes %s for an amount: %s', (amount, is) => {
    expect(isAmount(amount)).toBe(is);
  });
});
