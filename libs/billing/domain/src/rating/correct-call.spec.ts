import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BilledPiece, correctCall } from './correct-call';

const piece = (invoice: number, micros: bigint): BilledPiece => ({ invoice, line: 0, micros });

describe('a call that is on an invoice and gets another price', () => {
  it.each<[string, BilledPiece[], bigint, bigint, ReturnType<typeof correctCall>]>([
    ['the same: nothing', [piece(1, 10n)], 0n, 10n, { debitMicros: 0n, debitCalls: 0, credits: [] }],
    ['dearer: the difference waits', [piece(1, 10n)], 0n, 15n, { debitMicros: 5n, debitCalls: 1, credits: [] }],
    ['dearer still: only more of it waits', [piece(1, 10n)], 5n, 18n, { debitMicros: 3n, debitCalls: 0, credits: [] }],
    ['back to the first price: nothing waits any more', [piece(1, 10n)], 5n, 10n, { debitMicros: -5n, debitCalls: -1, credits: [] }],
    ['cheaper: what waits goes first, then its line', [piece(1, 10n)], 5n, 7n, { debitMicros: -5n, debitCalls: -1, credits: [piece(1, 3n)] }],
    ['cheaper, on two lines: the last one gives first', [piece(1, 10n), piece(2, 5n)], 0n, 7n, { debitMicros: 0n, debitCalls: 0, credits: [piece(2, 5n), piece(1, 3n)] }],
    ['for nothing: everything is given back', [piece(1, 10n)], 0n, 0n, { debitMicros: 0n, debitCalls: 0, credits: [piece(1, 10n)] }],
  ])('%s', (_, billed, waiting, cost, expected) => {
    expect(correctCall(billed, waiting, cost)).toEqual(expected);
  });

  it('has no price below nothing', () => {
    expect(() => correctCall([piece(1, 10n)], 0n, -1n)).toThrow('a call costs nothing or something');
  });

  it('costs in the end what it was last rated at, however often, and no line gives more than it bills', () => {
    const anyPrices = fc.array(fc.record({ cost: fc.bigInt(0n, 100n), billed: fc.boolean() }), { maxLength: 12 });
    fc.assert(fc.property(fc.bigInt(1n, 100n), anyPrices, (first, prices) => {
      let pieces = [piece(1, first)];
      let waiting = 0n;
      for (const { cost, billed } of prices) {
        const correction = correctCall(pieces, waiting, cost);
        waiting += correction.debitMicros;
        pieces = pieces.map((each) => ({ ...each, micros: each.micros - (correction.credits.find(({ invoice }) => invoice === each.invoice)?.micros ?? 0n) }));
        expect(waiting >= 0n && pieces.every(({ micros }) => micros >= 0n)).toBe(true);
        expect(pieces.reduce((sum, { micros }) => sum + micros, waiting)).toBe(cost);
        expect(correctCall(pieces, waiting, cost)).toEqual({ debitMicros: 0n, debitCalls: 0, credits: [] });
        if (billed && waiting > 0n) {
          pieces = [...pieces, piece(pieces.length + 1, waiting)];
          waiting = 0n;
        }
      }
    }));
  });
});
