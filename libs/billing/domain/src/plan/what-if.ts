import { seatRentMinor, taxMinor } from '../proration/prorate';
import type { Contract } from './contract';
import { type CoverableCall, coverCalls, type IncludedMinutes, isIncluded, priceBeyond } from './included-minutes';
import { priceSeats } from './seat-prices';

/** Terms of another plan, as far as they price rent that was billed; the term is the lease's own. */
export type SupposedTerms = Pick<Contract, 'seatMonthlyMinor' | 'pricing' | 'term' | 'taxPercentMicros' | 'dayCount'>;

/** Seats that one invoice billed for the same days. */
export interface BilledSeats {
  readonly seats: number;
  /** Seats that those days were billed for before: tiers and free seats count from there. */
  readonly present: number;
  readonly days: number;
  /** Calendar days of the whole period. */
  readonly wholeDays: number;
}

const FIXED_PERIOD_DAYS = 30;

/**
 * What billed rent would have come to under another plan's terms: the same seats and the same days of the same period, with its prices, tiers, discounts,
 * free seats, day count and tax. Rounded as lines are: each part's rent once a seat, its tax once. The one-off fees and deposits of a plan are no rent.
 * @returns net and tax in minor units. Source: issue 3 ("what if": another plan), domain.md 2.
 */
export function rentUnder({ seats, present, days, wholeDays }: BilledSeats, terms: SupposedTerms): { readonly netMinor: bigint; readonly taxMinor: bigint } {
  const period = { wholeDays, periodDays: terms.dayCount === 'fixed30' ? FIXED_PERIOD_DAYS : wholeDays };
  let netMinor = 0n;
  let tax = 0n;
  for (const part of priceSeats(terms, present, seats)) {
    const net = seatRentMinor(part.seatPriceMinor, days, period) * BigInt(part.seats);
    netMinor += net;
    tax += taxMinor(net, terms.taxPercentMicros);
  }
  return { netMinor, taxMinor: tax };
}

/** A call as a deck priced it; its prefix says whether included minutes cover it. */
export interface SupposedCall extends CoverableCall {
  readonly prefix: string;
}

/**
 * What each call of one period would be charged beyond included minutes: those that are covered use the pool in the order of their answers, as at a period's close; the others
 * cost what they cost. No minutes: every call costs what it costs.
 * @param pooledSeconds what the lease's seats have together in the period.
 * @returns the price in micros by the call's key. Source: issue 3 ("what if": another plan), ADR 20.
 */
export function beyondIncluded(calls: readonly SupposedCall[], included: IncludedMinutes | null, pooledSeconds: number): ReadonlyMap<string, bigint> {
  const beyond = new Map(calls.map(({ costMicros, key }) => [key, costMicros]));
  if (included === null) return beyond;
  const covered = coverCalls(pooledSeconds, calls.filter(({ prefix }) => isIncluded(included, prefix)));
  const callOf = new Map(calls.map((call) => [call.key, call]));
  for (const { key, seconds } of covered) {
    const call = callOf.get(key);
    if (call) beyond.set(key, priceBeyond(call.costMicros, call.billedSeconds, seconds));
  }
  return beyond;
}
