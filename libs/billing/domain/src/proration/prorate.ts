import { divideHalfUp, prorateMinor, splitByWeight } from '@seatline/kernel';
import type { Period } from '../plan/periods';

/**
 * What one seat costs for some days of a period: price × days ÷ periodDays as one exact fraction, rounded half-up once to the minor unit.
 * Under `fixed30` (periodDays 30) days beyond 30 cost nothing more, and a period used whole costs the whole price whatever its length.
 * 2000.00 for 9 of 28 days: 642.86. No days: 0. Source: domain.md 2, simulate.md (`dayCount`).
 */
export function seatRentMinor(priceMinor: bigint, days: number, period: Pick<Period, 'wholeDays' | 'periodDays'>): bigint {
  if (days === period.wholeDays) return priceMinor;
  return prorateMinor(priceMinor, Math.min(days, period.periodDays), period.periodDays);
}

/**
 * Cuts a whole period's price into consecutive legs of so many days each. Every leg but the last is rounded half-up, the last takes the
 * remainder, so that the legs sum to the price: 2000.00 over 9, 9 and 10 days is 642.86 + 642.86 + 714.28. No legs: none.
 * Source: domain.md 2 ("splits lose nothing"), billing.md 1.1 row 9.
 */
export function splitIntoLegs(priceMinor: bigint, legDays: readonly number[]): bigint[] {
  return splitByWeight(priceMinor, legDays.map(BigInt));
}

const PERCENT_SCALE = 100_000_000n;

/**
 * Tax on a line's net amount, rounded half-up once, away from zero for a credit. 33.42 at 6 %: 2.01.
 * @param percentMicros millionths of a percent. Source: domain.md 2 ("a line's tax rounds once").
 */
export function taxMinor(netMinor: bigint, percentMicros: bigint): bigint {
  return divideHalfUp(netMinor * percentMicros, PERCENT_SCALE);
}
