import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '@seatline/kernel';
import { anyInstant, anyNumber, anyRow, anyVersion, deckRow, findNaively, withoutOverlaps } from '../../test/support/decks';
import { compileDeck } from './compile-deck';
import { alignDigits } from './dialled-number';
import { prefixIntervals } from './prefix-intervals';

const at = (milliseconds: number) => milliseconds as Instant;
const NOW = at(1_000);
const prefixOf = (prefixes: readonly string[], to: string) => compileDeck(prefixes.map((prefix) => deckRow(prefix))).find(to, NOW)?.prefix ?? null;

describe('the row that prices a call', () => {
  it('is the one with the longest prefix, whatever it costs', () => {
    expect(prefixOf(['1', '1234'], '1234567890123')).toBe('1234');
    expect(prefixOf(['1', '1234'], '1235')).toBe('1');
    expect(prefixOf(['1', '1234'], '2')).toBeNull();
  });

  it('is found with and without a plus', () => {
    expect(prefixOf(['86', '8613'], '+8613800138000')).toBe('8613');
    expect(prefixOf(['86', '8613'], '8613800138000')).toBe('8613');
  });

  it('has no prefix that is longer than the number, though zeros follow', () => {
    expect(prefixOf(['86', '860'], '86')).toBe('86');
    expect(prefixOf(['860'], '86')).toBeNull();
    expect(prefixOf(['0', '00', '000'], '00')).toBe('00');
  });

  it('is found at both ends of the number space', () => {
    expect(prefixOf(['9', '999999999999999'], '999999999999999')).toBe('999999999999999');
    expect(prefixOf(['9', '999999999999999'], '999999999999998')).toBe('9');
    expect(prefixOf(['0'], '000000000000000')).toBe('0');
  });

  it.each([[''], ['+'], ['86 138'], ['sip:86'], ['86+1'], ['++86'], ['8613800138000138'], ['٨٦']])('does not exist for %p, which is no number of 1 to 15 digits', (to) => {
    expect(prefixOf(['0', '1', '8'], to)).toBeNull();
  });

  it('is in force from its beginning to before its end', () => {
    const deck = compileDeck([deckRow('86', { effectiveFrom: at(10), effectiveTo: at(20) })]);
    expect([9, 10, 19, 20].map((instant) => deck.find('86', at(instant)) !== null)).toEqual([false, true, true, false]);
  });

  it('gives way to a shorter prefix while it is not in force', () => {
    const deck = compileDeck([deckRow('86'), deckRow('8613', { effectiveFrom: at(10), effectiveTo: at(20) }), deckRow('86138', { effectiveFrom: at(15) })]);
    expect([5, 10, 15, 20].map((instant) => deck.find('8613800138000', at(instant))?.prefix)).toEqual(['86', '8613', '86138', '86138']);
    expect(deck.find('8613900138000', at(20))?.prefix).toBe('86');
  });

  it('is the version of its prefix that is in force', () => {
    const deck = compileDeck([
      deckRow('86', { effectiveFrom: at(20), perMinuteMicros: 3n }),
      deckRow('86', { effectiveTo: at(10), perMinuteMicros: 1n }),
      deckRow('86', { effectiveFrom: at(10), effectiveTo: at(20), perMinuteMicros: 2n }),
    ]);
    expect(deck.size).toBe(3);
    expect([9, 10, 19, 20].map((instant) => deck.find('86', at(instant))?.perMinuteMicros)).toEqual([1n, 2n, 2n, 3n]);
  });

  it('does not exist in an empty deck', () => {
    expect(compileDeck([]).find('86', NOW)).toBeNull();
  });

  it('is the one that the rule names when it is applied row by row, on any deck in any order', () => {
    const question = fc.tuple(anyNumber, fc.constantFrom('', '+'), anyInstant);
    fc.assert(
      fc.property(fc.array(fc.oneof(anyRow, anyVersion), { maxLength: 40 }), fc.array(question, { minLength: 20, maxLength: 20 }), fc.infiniteStream(fc.nat()), (any, questions, chance) => {
        const rows = withoutOverlaps(any);
        const shuffled = rows.map((row) => ({ row, key: chance.next().value })).sort((a, b) => a.key - b.key).map(({ row }) => row);
        const deck = compileDeck(rows);
        const other = compileDeck(shuffled);
        for (const [number, plus, instant] of questions) {
          const expected = findNaively(rows, number, instant);
          expect(deck.find(plus + number, instant)).toEqual(expected);
          expect(other.find(plus + number, instant)).toEqual(expected);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a deck that was not checked', () => {
  it('is refused as a bug', () => {
    expect(() => compileDeck([deckRow('86'), deckRow('86')])).toThrow(new RangeError('two rows of prefix 86 are in force at once'));
    expect(() => compileDeck([deckRow('+86')])).toThrow(RangeError);
    expect(() => compileDeck([deckRow('')])).toThrow(RangeError);
  });
});

describe('the intervals of a deck, which the table in the database has too', () => {
  it('cover all numbers, and each belongs to its longest prefix', () => {
    expect(prefixIntervals(['861', '86', '9'])).toEqual({
      starts: Float64Array.from([0, 86e13, 861e12, 862e12, 87e13, 9e14, 1e15]),
      owners: Int32Array.from([-1, 1, 0, 1, -1, 2, -1]),
      parents: Int32Array.from([1, -1, -1]),
    });
  });

  it('rise strictly, whatever the prefixes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyNumber, { maxLength: 60 }), (prefixes) => {
        const { starts, owners } = prefixIntervals(prefixes);
        expect(starts[0]).toBe(0);
        expect([...starts].every((start, place) => place === 0 || start > starts[place - 1]!)).toBe(true);
        for (const prefix of prefixes) {
          const owner = owners[starts.findLastIndex((start) => start <= alignDigits(prefix))]!;
          expect(prefixes[owner]!.replace(/0+$/, '').startsWith(prefix.replace(/0+$/, ''))).toBe(true);
        }
      }),
    );
  });
});
