import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { divideHalfUp, formatDecimal, type Instant, instant } from '@seatline/kernel';
import { deckRow } from '../../test/support/decks';
import { affordableSeconds } from './affordable-seconds';
import { compileDeck } from './compile-deck';
import { billedSeconds, callCost, durationSeconds, rateCall } from './rate-call';

const ANSWERED = instant('2026-02-11T09:00:00+08:00');
const MANY = { numRuns: 2_000 };

describe('rating a call', () => {
  const row = deckRow('86', { perMinuteMicros: 120_000n, initialSeconds: 60, incrementSeconds: 60 });
  const deck = compileDeck([row]);

  it('charges an answered call by its prefix, minimum and increments', () => {
    expect(rateCall(deck, { to: '+8613800138000', answeredAt: ANSWERED, milliseconds: 61_000 })).toEqual({
      status: 'rated', prefix: '86', billedSeconds: 120, costMicros: 240_000n, row,
    });
  });

  it.each([
    ['nobody answered', '86', null, 61_000],
    ['it lasted 0 ms', '86', ANSWERED, 0],
    ['nobody answered, and no prefix matches', '999', null, 61_000],
  ])('is free and unanswered when %s', (_, to, answeredAt, milliseconds) => {
    expect(rateCall(deck, { to, answeredAt, milliseconds })).toEqual({ status: 'unanswered', prefix: null, billedSeconds: 0, costMicros: 0n, row: null });
  });

  it.each([['999123456789'], ['anonymous'], [''], ['8613800138000138']])('keeps a call to %p without a price, never at a price of zero', (to) => {
    expect(rateCall(deck, { to, answeredAt: ANSWERED, milliseconds: 1 })).toEqual({
      status: 'quarantined', prefix: null, billedSeconds: null, costMicros: null, row: null,
    });
  });

  it('is rated by the deck in force at the answer, even when it ends under another', () => {
    const change = (ANSWERED + 1_000) as Instant;
    const versions = compileDeck([deckRow('86', { perMinuteMicros: 60n, effectiveTo: change }), deckRow('86', { perMinuteMicros: 6_000n, effectiveFrom: change })]);
    expect(rateCall(versions, { to: '86', answeredAt: ANSWERED, milliseconds: 60_000 })).toMatchObject({ costMicros: 60n });
    expect(rateCall(versions, { to: '86', answeredAt: change, milliseconds: 60_000 })).toMatchObject({ costMicros: 6_000n });
  });

  it('costs the connection fee once, and may cost nothing and still be rated', () => {
    const fee = compileDeck([deckRow('86', { perMinuteMicros: 0n, connectMicros: 500_000n })]);
    expect(rateCall(fee, { to: '86', answeredAt: ANSWERED, milliseconds: 3_600_000 })).toMatchObject({ status: 'rated', costMicros: 500_000n });
    const free = compileDeck([deckRow('86', { perMinuteMicros: 0n })]);
    expect(rateCall(free, { to: '86', answeredAt: ANSWERED, milliseconds: 1 })).toMatchObject({ status: 'rated', billedSeconds: 1, costMicros: 0n });
  });

  it.each([[-1], [0.5], [NaN], [Infinity]])('takes %p milliseconds for a bug', (milliseconds) => {
    expect(() => rateCall(deck, { to: '86', answeredAt: ANSWERED, milliseconds })).toThrow(RangeError);
  });
});

describe('seconds', () => {
  it.each([[0, 0], [1, 1], [999, 1], [1_000, 1], [1_001, 2], [61_000, 61], [61_001, 62], [Number.MAX_SAFE_INTEGER, 9_007_199_254_741]])(
    'of a call of %p ms are %p', (milliseconds, seconds) => {
      expect(durationSeconds(milliseconds)).toBe(seconds);
    },
  );

  it.each([
    // seconds, initial, increment, billed
    [0, 60, 60, 0], [1, 60, 60, 60], [60, 60, 60, 60], [61, 60, 60, 120],
    [59, 60, 6, 60], [61, 60, 6, 66], [66, 60, 6, 66], [67, 60, 6, 72],
    [1, 6, 6, 6], [32, 30, 6, 36], [205, 6, 6, 210], [7, 1, 1, 7],
    [1, 0, 1, 1], [1, 0, 60, 60], [61, 0, 60, 120], [5, 3, 4, 7],
  ])('%p with %p/%p are billed as %p', (seconds, initial, increment, billed) => {
    expect(billedSeconds(seconds, initial, increment)).toBe(billed);
  });

  it('billed are the fewest that the row allows and that reach the duration, up to a day and beyond', () => {
    const some = fc.integer({ min: 1, max: 86_400 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 0, max: 3_600 }), some, (seconds, initial, increment) => {
        const billed = billedSeconds(seconds, initial, increment);
        expect((billed - initial) % increment).toBe(0);
        expect(billed).toBeGreaterThanOrEqual(Math.max(seconds, initial));
        expect(billed === initial || billed - increment < seconds).toBe(true);
      }),
      MANY,
    );
  });
});

describe('the cost', () => {
  const micros = fc.bigInt({ min: 0n, max: 10n ** 15n - 1n });
  const seconds = fc.oneof(fc.integer({ min: 0, max: 86_400 }), fc.integer({ min: 0, max: 9_007_199_254_741 }));

  it('is one exact fraction rounded half-up once', () => {
    const cost = (perMinuteMicros: bigint, billed: number, decimals?: number) => callCost(deckRow('86', { perMinuteMicros }), billed, decimals);
    expect(cost(1n, 30)).toBe(1n);
    expect(cost(1n, 29)).toBe(0n);
    expect(cost(50_000n, 27)).toBe(22_500n);
    expect(formatDecimal(cost(50_000n, 27, 3), 3)).toBe('0.023');
    expect(formatDecimal(cost(50_000n, 27, 2), 2)).toBe('0.02');
    expect(formatDecimal(cost(1_000_000n, 30, 0), 0)).toBe('1');
    expect(formatDecimal(cost(100_000n, 1, 8), 8)).toBe('0.00166667');
  });

  it('is not rounded on the way: 0.4449995 to 2 decimals by way of 6 would be 0.45', () => {
    const row = deckRow('86', { perMinuteMicros: 1n, connectMicros: 444_999n });
    expect(callCost(row, 30)).toBe(445_000n);
    expect(callCost(row, 30, 2)).toBe(44n);
  });

  it('is the same by doubles and by big integers, up to calls and prices beyond what a double holds', () => {
    fc.assert(
      fc.property(micros, micros, seconds, (perMinuteMicros, connectMicros, billed) => {
        const exact = divideHalfUp(connectMicros * 60n + perMinuteMicros * BigInt(billed), 60n);
        expect(callCost(deckRow('86', { perMinuteMicros, connectMicros }), billed)).toBe(exact);
      }),
      MANY,
    );
  });

  it('grows with the duration and is never less than the connection fee', () => {
    const row = deckRow('86', { perMinuteMicros: 123_457n, connectMicros: 99n });
    let last = callCost(row, 0);
    expect(last).toBe(99n);
    for (let billed = 1; billed <= 86_400; billed += 7) {
      const cost = callCost(row, billed);
      expect(cost >= last).toBe(true);
      last = cost;
    }
  });
});

describe('the longest call that a balance pays for', () => {
  it('has as many whole increments as fit', () => {
    expect(affordableSeconds(deckRow('86', { perMinuteMicros: 50_000n, connectMicros: 150_000n }), 1_000_000n)).toBe(1_020);
    const minutes = deckRow('86', { perMinuteMicros: 100_000n, initialSeconds: 60, incrementSeconds: 60 });
    expect(affordableSeconds(minutes, 99_999n)).toBe(0);
    expect(affordableSeconds(minutes, 100_000n)).toBe(60);
    expect(affordableSeconds(minutes, 199_999n)).toBe(60);
    expect(affordableSeconds({ ...minutes, initialSeconds: 0 }, 199_999n)).toBe(60);
  });

  it('has no limit at no price, and is none when the fee is not covered', () => {
    expect(affordableSeconds(deckRow('86', { perMinuteMicros: 0n, connectMicros: 5n }), 5n)).toBeNull();
    expect(affordableSeconds(deckRow('86', { perMinuteMicros: 0n, connectMicros: 5n }), 4n)).toBe(0);
  });

  it('never costs more than the balance, and one increment more does', () => {
    const price = fc.bigInt({ min: 1n, max: 10n ** 7n });
    fc.assert(
      fc.property(price, price, fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 90 }), fc.bigInt({ min: 0n, max: 10n ** 9n }), (perMinuteMicros, connectMicros, initialSeconds, incrementSeconds, balance) => {
        const row = deckRow('86', { perMinuteMicros, connectMicros, initialSeconds, incrementSeconds });
        const affordable = affordableSeconds(row, balance)!;
        if (affordable > 0) expect(callCost(row, affordable) <= balance).toBe(true);
        const next = billedSeconds(affordable + 1, initialSeconds, incrementSeconds);
        expect(connectMicros * 60n + perMinuteMicros * BigInt(next) > balance * 60n).toBe(true);
      }),
      MANY,
    );
  });
});
