import type { IncludedMinutes } from './included-minutes';

/** A price for some of a lease's seats: from the one after the tier before it through the `throughSeat`-th (null: however many follow). */
export interface SeatTier {
  readonly throughSeat: number | null;
  /** Rent of one seat for one whole period, in minor units. */
  readonly seatMonthlyMinor: bigint;
}

/** `graduated`: each seat costs what the tier says that it falls in. `volume`: every seat costs what the tier of their number says. */
export interface SeatTiers {
  readonly mode: 'graduated' | 'volume';
  /** In the order of their seats; the last one is open. */
  readonly tiers: readonly SeatTier[];
}

/** What is taken off the seat price for a term of so many months or more, in millionths of a percent: 5 % is 5000000. */
export interface TermDiscount {
  readonly fromMonths: number;
  readonly percentMicros: bigint;
}

/** A charge that comes once: with the invoice that opens the lease, or for each seat with the invoice that brings it. Taxed as rent is; never prorated, never credited. */
export interface OneOffFee {
  readonly code: string;
  readonly name: { readonly en: string; readonly 'zh-CN': string };
  readonly per: 'lease' | 'seat';
  readonly amountMinor: bigint;
}

/** How a seat's price follows from a plan beyond its one list price. Everything left at its default changes nothing. */
export interface Pricing {
  readonly seatTiers: SeatTiers | null;
  readonly termDiscounts: readonly TermDiscount[];
  /** The months that the discount is given for; null while nothing is signed: the term's own. A renewal extends at the same terms, so it stays. */
  readonly discountMonths: number | null;
  /** The first so many seats of the lease cost no rent. They count in the tiers, and their deposit and fees are due. */
  readonly freeSeats: number;
  readonly oneOffFees: readonly OneOffFee[];
  /** Deposit of one seat and month; null: the plan's list price, whatever tier, discount or free seat lowers the rent. */
  readonly depositSeatMinor: bigint | null;
  /** Talk that the rent includes; null: none. */
  readonly includedMinutes: IncludedMinutes | null;
}

export const LIST_PRICE_ONLY: Pricing = {
  seatTiers: null, termDiscounts: [], discountMonths: null, freeSeats: 0, oneOffFees: [], depositSeatMinor: null, includedMinutes: null,
};
