import { divideHalfUp } from '@seatline/kernel';
import type { Contract } from './contract';
import type { Pricing, SeatTier, SeatTiers, TermDiscount } from './pricing';

/** How the price of a line's seats came about, where it is not simply the plan's seat price. */
export interface PriceBasis {
  /** The tier's price, or the plan's where there are no tiers, before the discount. */
  readonly listMinor: bigint;
  /** Seats from the `fromSeat`-th through the `throughSeat`-th of the lease (null: however many). */
  readonly tier: { readonly mode: SeatTiers['mode']; readonly fromSeat: number; readonly throughSeat: number | null } | null;
  readonly discountPercentMicros: bigint;
  readonly isFree: boolean;
}

/** Seats that follow each other and cost the same for the same reason. */
export interface PricedSeats {
  readonly seats: number;
  /** Rent of one seat for one whole period, in minor units. */
  readonly seatPriceMinor: bigint;
  /** Null: the plan's seat price, with nothing added or taken off. */
  readonly basis: PriceBasis | null;
}

type Terms = Pick<Contract, 'seatMonthlyMinor' | 'pricing' | 'term'>;

/**
 * What seats cost a whole period that join others in it: seats are counted in the order in which they came, so the new ones are the ones after
 * `present`. The first free seats of the lease cost nothing. With graduated tiers each seat costs what its own place says; with volume tiers all the new
 * ones cost what the number of seats together says, while those that are billed already keep their price. The discount of the term is taken
 * off the tier's price and makes a price in whole minor units, rounded half-up once, as a price list would print it. No seats: nothing.
 * A plan without tiers, discount and free seats gives one part at the plan's price.
 * @param present seats that the period is charged for already; 0 where all are priced anew, as at the beginning of every period.
 * Source: issue 3 ("volume tiers, term discounts, free seats"), billing.md 1.1 row 8.
 */
export function priceSeats(terms: Terms, present: number, added: number): PricedSeats[] {
  const last = present + added;
  const parts: PricedSeats[] = [];
  for (let place = present + 1; place <= last; ) {
    const { part, throughSeat } = partFrom(terms, place, last);
    parts.push(part);
    place = throughSeat + 1;
  }
  return parts;
}

/** The seats from a place on that share a price, and the last of them. */
function partFrom(terms: Terms, place: number, last: number): { readonly part: PricedSeats; readonly throughSeat: number } {
  const { seatTiers, freeSeats } = terms.pricing;
  const isFree = place <= freeSeats;
  const tier = seatTiers === null ? null : tierOf(seatTiers, seatTiers.mode === 'volume' ? last : place);
  const ends = [last, isFree ? freeSeats : last, seatTiers?.mode === 'graduated' ? tier?.throughSeat ?? last : last];
  const throughSeat = Math.min(...ends);
  const seats = throughSeat - place + 1;
  const listMinor = tier?.seatMonthlyMinor ?? terms.seatMonthlyMinor;
  const discountPercentMicros = termDiscountOf(terms)?.percentMicros ?? 0n;
  if (tier === null && !isFree && discountPercentMicros === 0n) return { part: { seats, seatPriceMinor: listMinor, basis: null }, throughSeat };
  const told = tier === null || seatTiers === null ? null : { mode: seatTiers.mode, fromSeat: tier.fromSeat, throughSeat: tier.throughSeat };
  const seatPriceMinor = isFree ? 0n : discountedMinor(listMinor, discountPercentMicros);
  return { part: { seats, seatPriceMinor, basis: { listMinor, tier: told, discountPercentMicros: isFree ? 0n : discountPercentMicros, isFree } }, throughSeat };
}

/** The tier that the seat of that count falls in; beyond a last tier that is not open, that last one. */
function tierOf({ tiers }: SeatTiers, count: number): SeatTier & { readonly fromSeat: number } {
  const found = tiers.findIndex(({ throughSeat }) => throughSeat === null || count <= throughSeat);
  const place = found < 0 ? tiers.length - 1 : found;
  const tier = tiers[place];
  if (!tier) throw new RangeError('seat tiers without a tier');
  return { ...tier, throughSeat: found < 0 ? null : tier.throughSeat, fromSeat: (tiers[place - 1]?.throughSeat ?? 0) + 1 };
}

/** The discount of the longest step that the agreed months reach; null where they reach none. 12 months with steps at 6 and 12: that of 12. */
export function termDiscountOf({ pricing, term }: Pick<Contract, 'pricing' | 'term'>): TermDiscount | null {
  const months = pricing.discountMonths ?? term.months;
  const reached = pricing.termDiscounts.filter(({ fromMonths }) => fromMonths <= months);
  return reached.reduce<TermDiscount | null>((longest, step) => (longest === null || step.fromMonths > longest.fromMonths ? step : longest), null);
}

const PERCENT_SCALE = 100_000_000n;

/** A price less a percentage, as a price in whole minor units: rounded half-up once. 1999.99 less 5 %: 1899.99. */
export function discountedMinor(listMinor: bigint, percentMicros: bigint): bigint {
  return divideHalfUp(listMinor * (PERCENT_SCALE - percentMicros), PERCENT_SCALE);
}

/** The discount is given for the months that are signed; a renewal, which extends at the same terms, does not raise it. */
export function withDiscountFixed(pricing: Pricing, months: number): Pricing {
  return pricing.termDiscounts.length === 0 || pricing.discountMonths !== null ? pricing : { ...pricing, discountMonths: months };
}
