import { divideHalfUp } from '@seatline/kernel';
import type { RentLine } from '../invoice/invoice';
import type { DayTime } from './lost-time';

type PricedDays = Pick<RentLine, 'seatPriceMinor' | 'periodDays' | 'wholeDays'>;

/**
 * The rent of one seat for time lost of the days of one rent line: for each day price ÷ days of the period × time lost ÷ time of the day, summed as one exact
 * fraction and rounded half-up once to the minor unit. Never more than the rent of the days touched: under `fixed30` the 31st day costs nothing more,
 * and a period lost whole is its whole price. 2000.00 in a period of 31 days, 6 hours of one day: 16.13. Nothing lost: 0.
 * Source: domain.md 5 ("pro rata of the rent"), billing.md 1.1 row 10.
 */
export function lostRentMinor({ seatPriceMinor, periodDays, wholeDays }: PricedDays, days: readonly DayTime[]): bigint {
  const isWhole = days.length === wholeDays && days.every(({ day, milliseconds }) => milliseconds === day.endAt - day.startAt);
  if (isWhole) return seatPriceMinor;
  const divisor = days.reduce((product, { day }) => leastCommonMultiple(product, BigInt(day.endAt - day.startAt)), 1n);
  const lost = days.reduce((sum, { day, milliseconds }) => sum + (BigInt(milliseconds) * divisor) / BigInt(day.endAt - day.startAt), 0n);
  const most = BigInt(Math.min(days.length, periodDays)) * divisor;
  return divideHalfUp(seatPriceMinor * (lost < most ? lost : most), divisor * BigInt(periodDays));
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return (a * b) / x;
}
