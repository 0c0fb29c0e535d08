import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, civilDate } from '@seatline/kernel';
import { earnedByDay, type EarningLine, type LineCredit } from './earned-by-day';
import { receivableAge } from './receivable-age';

const FEBRUARY: EarningLine = { issuedOn: civilDate('2026-01-25'), fromOn: civilDate('2026-02-01'), toOn: civilDate('2026-03-01'), netMinor: 200_000n, credits: [] };

describe('rent is earned by day', () => {
  it.each([
    ['2026-01-24', 0n, 0n],
    ['2026-01-31', 0n, 200_000n],
    ['2026-02-01', 7_143n, 192_857n],
    ['2026-02-09', 64_286n, 135_714n],
    ['2026-02-18', 128_571n, 71_429n],
    ['2026-02-27', 192_857n, 7_143n],
    ['2026-02-28', 200_000n, 0n],
    ['2026-12-31', 200_000n, 0n],
  ])('2000.00 of February by %s', (on, earnedMinor, deferredMinor) => {
    expect(earnedByDay(FEBRUARY, civilDate(on))).toEqual({ earnedMinor, deferredMinor });
  });

  const removed: LineCredit = { on: civilDate('2026-02-09'), netMinor: 135_714n, daysFromOn: civilDate('2026-02-10') };
  const paused: LineCredit = { on: civilDate('2026-02-20'), netMinor: 71_429n, daysFromOn: null };

  it.each([
    ['a seat removed on the 9th has earned what it kept by then', [removed], '2026-02-09', 64_286n, 0n],
    ['and earns nothing more', [removed], '2026-02-28', 64_286n, 0n],
    ['a credit is not known before its day', [removed], '2026-02-08', 57_143n, 142_857n],
    ['days that are over are given back at once', [paused], '2026-02-20', 71_428n, 57_143n],
    ['and the rest is earned to the line’s end', [paused], '2026-02-28', 128_571n, 0n],
    ['after the line is over too', [{ ...paused, on: civilDate('2026-03-05') }], '2026-03-04', 200_000n, 0n],
    ['that is known later', [{ ...paused, on: civilDate('2026-03-05') }], '2026-03-05', 128_571n, 0n],
    ['a line credited whole before it began earns nothing', [{ on: civilDate('2026-01-30'), netMinor: 200_000n, daysFromOn: civilDate('2026-02-01') }], '2026-02-14', 0n, 0n],
  ])('%s', (_what, credits, on, earnedMinor, deferredMinor) => {
    expect(earnedByDay({ ...FEBRUARY, credits }, civilDate(on))).toEqual({ earnedMinor, deferredMinor });
  });

  it('the days sum to what the line keeps, none earns less than nothing, and nothing is deferred when it is over', () => {
    const spans = fc.record({ days: fc.integer({ min: 1, max: 40 }), netMinor: fc.bigInt({ min: 0n, max: 10n ** 12n }), keptDays: fc.integer({ min: 0, max: 40 }) });
    fc.assert(fc.property(spans, ({ days, netMinor, keptDays }) => {
      const toOn = addDays(FEBRUARY.fromOn, days);
      const kept = Math.min(keptDays, days);
      const credit: LineCredit = { on: FEBRUARY.issuedOn, netMinor: netMinor - (netMinor * BigInt(kept)) / BigInt(days), daysFromOn: addDays(FEBRUARY.fromOn, kept) };
      const line = { ...FEBRUARY, toOn, netMinor, credits: [credit] };
      let before = 0n;
      for (let each = FEBRUARY.fromOn; each < toOn; each = addDays(each, 1)) {
        const { earnedMinor, deferredMinor } = earnedByDay(line, each);
        expect(earnedMinor + deferredMinor).toBe(netMinor - credit.netMinor);
        expect(earnedMinor).toBeGreaterThanOrEqual(before - 1n); // two roundings may differ by one unit
        before = earnedMinor;
      }
      expect(earnedByDay(line, addDays(toOn, -1))).toEqual({ earnedMinor: netMinor - credit.netMinor, deferredMinor: 0n });
    }));
  });
});

describe('the age of what is open', () => {
  it.each([
    ['2026-02-20', 'not-due'], ['2026-03-01', 'not-due'], ['2026-03-02', '1-15'], ['2026-03-16', '1-15'], ['2026-03-17', '16-30'], ['2026-03-31', '16-30'],
    ['2026-04-01', '31-60'], ['2026-04-30', '31-60'], ['2026-05-01', '61-90'], ['2026-05-30', '61-90'], ['2026-05-31', 'over-90'],
  ])('due on 2026-03-01, on %s: %s', (on, age) => {
    expect(receivableAge(civilDate('2026-03-01'), civilDate(on))).toBe(age);
  });
});
