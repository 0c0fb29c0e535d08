import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CoverableCall, coverCalls, isIncluded, pooledSeconds, priceBeyond } from './included-minutes';

describe('a pool', () => {
  it.each([
    ['one seat, the whole period', 400, 28, 28, 24_000],
    ['two whole and one for ten days of thirty', 100, 70, 30, 14_000],
    ['a day of thirty-one: 193.548… seconds', 100, 1, 31, 194],
    ['half a second is one', 1, 1, 120, 1],
    ['less is none', 1, 1, 121, 0],
    ['nobody', 400, 0, 30, 0],
  ])('of %s', (_, perSeat, seatDays, wholeDays, seconds) => {
    expect(pooledSeconds({ perSeat }, seatDays, wholeDays)).toBe(seconds);
  });
});

it('covers what its list names, everything where there is none, and never what is excepted', () => {
  const of = (prefixes: string[], exceptPrefixes: string[] = []) => (prefix: string) => isIncluded({ perSeat: 1, prefixes, exceptPrefixes }, prefix);
  expect(['86', '8610', '852', '1'].filter(of(['86', '852']))).toEqual(['86', '8610', '852']);
  expect(['86', '86168', '1900', '1'].filter(of([], ['86168', '1900']))).toEqual(['86', '1']);
  expect(of(['86'], ['86168'])('861681')).toBe(false);
  expect(of(['8610'])('86')).toBe(false);
});

it.each([
  ['not covered', 250_000n, 90, 0, 250_000n],
  ['covered whole', 250_000n, 90, 90, 0n],
  ['a third beyond', 250_000n, 90, 60, 83_333n],
  ['half a micro is one', 3n, 2, 1, 2n],
  ['covered for more than it was billed for at last', 250_000n, 60, 90, 0n],
])('a call %s', (_, cost, billed, covered, beyond) => {
  expect(priceBeyond(cost, billed, covered)).toBe(beyond);
});

const call = (key: string, answeredAt: number, billedSeconds: number, costMicros = 120_000n): CoverableCall => ({ key, answeredAt, billedSeconds, costMicros });

it('goes by the order of answers, and by the key where two are answered at once', () => {
  const calls = [call('late', 30, 60), call('b', 10, 60), call('a', 10, 60), call('free', 1, 60, 0n)];
  expect(coverCalls(90, calls)).toEqual([{ key: 'a', seconds: 60, micros: 120_000n }, { key: 'b', seconds: 30, micros: 60_000n }]);
  expect(coverCalls(0, calls)).toEqual([]);
});

const anyCalls = fc.array(
  fc.record({ answeredAt: fc.nat(20), billedSeconds: fc.nat(90), costMicros: fc.bigInt(0n, 10_000_000n) }), { maxLength: 12 },
).map((calls) => calls.map((each, place): CoverableCall => ({ ...each, key: String.fromCharCode(97 + place) })));

/** Second by second: the next one goes to the first call, by answer and key, that still wants one. */
function naive(pool: number, calls: readonly CoverableCall[]): Map<string, number> {
  const got = new Map<string, number>();
  for (let second = 0; second < pool; second++) {
    const wants = calls.filter((each) => each.costMicros > 0n && (got.get(each.key) ?? 0) < each.billedSeconds);
    const [next] = wants.sort((one, other) => one.answeredAt - other.answeredAt || one.key.localeCompare(other.key));
    if (!next) break;
    got.set(next.key, (got.get(next.key) ?? 0) + 1);
  }
  return got;
}

describe('any calls', () => {
  it('get what a naive count by seconds gives them; the pool is never overdrawn, and what they pay and what is taken off is their price', () => {
    fc.assert(
      fc.property(fc.nat(400), anyCalls, (pool, calls) => {
        const covered = coverCalls(pool, calls);
        expect(new Map(covered.map(({ key, seconds }) => [key, seconds]))).toEqual(naive(pool, calls));
        const used = covered.reduce((sum, { seconds }) => sum + seconds, 0);
        const wanted = calls.reduce((sum, each) => sum + (each.costMicros > 0n ? each.billedSeconds : 0), 0);
        expect(used).toBe(Math.min(pool, wanted));
        for (const { key, seconds, micros } of covered) {
          const { costMicros, billedSeconds } = calls.find((each) => each.key === key)!;
          expect(micros + priceBeyond(costMicros, billedSeconds, seconds)).toBe(costMicros);
          expect(micros >= 0n && seconds > 0 && seconds <= billedSeconds).toBe(true);
        }
      }),
      { seed: 20260401, numRuns: 500 },
    );
  });

  it('get the same in whatever order they are told', () => {
    fc.assert(
      fc.property(fc.nat(400), anyCalls.chain((calls) => fc.tuple(fc.constant(calls), fc.shuffledSubarray(calls, { minLength: calls.length }))), (pool, [calls, shuffled]) => {
        expect(coverCalls(pool, shuffled)).toEqual(coverCalls(pool, calls));
      }),
      { seed: 20260402, numRuns: 300 },
    );
  });
});
