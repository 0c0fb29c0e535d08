import { divideHalfUp } from '@seatline/kernel';

/** Talk that a lease's rent includes: so many minutes for each seat and whole period, which all of its seats use together. */
export interface IncludedMinutes {
  /** A whole number from 1. */
  readonly perSeat: number;
  /** Prefixes of decks whose calls they cover; empty: every destination. */
  readonly prefixes: readonly string[];
  /** Destinations that they never cover, whatever `prefixes` says: premium numbers. */
  readonly exceptPrefixes: readonly string[];
}

/** A call that costs something, as far as included minutes ask about it. */
export interface CoverableCall {
  /** Names the call; of two answered at once, the smaller key comes first. */
  readonly key: string;
  readonly answeredAt: number;
  readonly billedSeconds: number;
  readonly costMicros: bigint;
}

/** What included minutes did for one call. */
export interface CoveredCall {
  readonly key: string;
  /** More than 0, at most the call's billed seconds. */
  readonly seconds: number;
  /** What they took off its price. */
  readonly micros: bigint;
}

const SECONDS_PER_MINUTE = 60n;

/** Whether a call that a deck's prefix priced is covered: the prefix begins with one of the list (or there is no list), and with none that is excepted. */
export function isIncluded({ prefixes, exceptPrefixes }: IncludedMinutes, prefix: string): boolean {
  const begins = (listed: string): boolean => prefix.startsWith(listed);
  return (prefixes.length === 0 || prefixes.some(begins)) && !exceptPrefixes.some(begins);
}

/**
 * The seconds that a lease's seats have together in one period: minutes × 60 × seat-days ÷ days of the whole period, one fraction, rounded half-up once to the
 * second. A seat that was there for all of the period brings its minutes whole, one that came or went inside it brings its days' share. 100 minutes, two seats
 * for 30 of 30 days and one for 10: 100 × 60 × 70 ÷ 30 = 14000 seconds.
 * @param seatDays calendar days, summed over the seats. @param wholeDays calendar days of the uncut period.
 */
export function pooledSeconds({ perSeat }: Pick<IncludedMinutes, 'perSeat'>, seatDays: number, wholeDays: number): number {
  return Number(divideHalfUp(BigInt(perSeat) * SECONDS_PER_MINUTE * BigInt(seatDays), BigInt(wholeDays)));
}

/**
 * Lets calls use what is left of a pool: in the order of their answers, whatever the order in which they came in, each by its billed seconds until none are
 * left. A call that costs nothing uses none.
 * @param leftSeconds a whole number from 0.
 * @returns the calls that got any, in that order.
 */
export function coverCalls(leftSeconds: number, calls: readonly CoverableCall[]): CoveredCall[] {
  const inOrder = calls
    .filter(({ billedSeconds, costMicros }) => billedSeconds > 0 && costMicros > 0n)
    .sort((a, b) => a.answeredAt - b.answeredAt || (a.key < b.key ? -1 : 1));
  const covered: CoveredCall[] = [];
  let left = leftSeconds;
  for (const { key, billedSeconds, costMicros } of inOrder) {
    if (left === 0) break;
    const seconds = Math.min(left, billedSeconds);
    covered.push({ key, seconds, micros: costMicros - priceBeyond(costMicros, billedSeconds, seconds) });
    left -= seconds;
  }
  return covered;
}

/**
 * What is still to be paid of a call: its whole price, the connection fee with it, × seconds beyond ÷ billed seconds, rounded half-up once to the micro. Covered
 * whole it costs nothing; not at all, its price. 0.25 for 90 billed seconds of which 60 are covered: 0.083333.
 * @param coveredSeconds more than was billed (a call that was rated again for less) counts as all of it.
 */
export function priceBeyond(costMicros: bigint, billedSeconds: number, coveredSeconds: number): bigint {
  if (coveredSeconds === 0) return costMicros;
  if (coveredSeconds >= billedSeconds) return 0n;
  return divideHalfUp(costMicros * BigInt(billedSeconds - coveredSeconds), BigInt(billedSeconds));
}
