import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '@seatline/kernel';
import { anyRow, anyVersion, deckRow, meet, withoutOverlaps } from '../../test/support/decks';
import { validateDeckRows } from './validate-deck-rows';

const at = (milliseconds: number) => milliseconds as Instant;
const range = (from: number | null, to: number | null) => deckRow('86', { effectiveFrom: from === null ? null : at(from), effectiveTo: to === null ? null : at(to) });

describe('rows of one prefix', () => {
  it('may follow each other without a gap, since ranges are half-open', () => {
    expect(validateDeckRows([range(5, null), range(null, 3), range(3, 5)])).toEqual([]);
  });

  it('are a fault when two are in force at once, the later one of the deck being named', () => {
    expect(validateDeckRows([range(3, 5), range(null, 4)])).toEqual([{ row: 1, other: 0, prefix: '86' }]);
    expect(validateDeckRows([range(null, null), range(null, null)])).toEqual([{ row: 1, other: 0, prefix: '86' }]);
    expect(validateDeckRows([range(2, 3), range(4, 5), range(1, 6)])).toEqual([{ row: 2, other: 0, prefix: '86' }]);
  });

  it('do not meet rows of another prefix', () => {
    expect(validateDeckRows([deckRow('86'), deckRow('861'), deckRow('8')])).toEqual([]);
  });

  it('are named so that the deck without them can be used, and only where they meet', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyRow, anyVersion), { maxLength: 30 }), (rows) => {
        const overlaps = validateDeckRows(rows);
        const named = new Set(overlaps.map(({ row }) => row));
        expect(rows.filter((_, place) => !named.has(place))).toEqual(withoutOverlaps(rows));
        for (const { row, other, prefix } of overlaps) {
          expect(other).toBeLessThan(row);
          expect(rows[row]!.prefix).toBe(prefix);
          expect(meet(rows[row]!, rows[other]!)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
