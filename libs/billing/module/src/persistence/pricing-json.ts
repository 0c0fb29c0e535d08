import { type IncludedMinutes, LIST_PRICE_ONLY, type PriceBasis, type Pricing } from '@seatline/billing-domain';

/** A pricing as JSON holds it: amounts and percentages as decimal text. */
export interface StoredPricing {
  readonly seatTiers: { readonly mode: 'graduated' | 'volume'; readonly tiers: readonly { throughSeat: number | null; seatMonthlyMinor: string }[] } | null;
  readonly termDiscounts: readonly { fromMonths: number; percentMicros: string }[];
  readonly discountMonths: number | null;
  readonly freeSeats: number;
  readonly oneOffFees: readonly { code: string; name: { en: string; 'zh-CN': string }; per: 'lease' | 'seat'; amountMinor: string }[];
  readonly depositSeatMinor: string | null;
  /** Missing in what was written before rents included minutes. */
  readonly includedMinutes?: IncludedMinutes | null;
}

export type StoredPriceBasis = Omit<PriceBasis, 'listMinor' | 'discountPercentMicros'> & { readonly listMinor: string; readonly discountPercentMicros: string };

export function pricingToJson(pricing: Pricing): StoredPricing {
  const { seatTiers, termDiscounts, oneOffFees, depositSeatMinor } = pricing;
  return {
    ...pricing,
    seatTiers: seatTiers && { mode: seatTiers.mode, tiers: seatTiers.tiers.map((tier) => ({ ...tier, seatMonthlyMinor: String(tier.seatMonthlyMinor) })) },
    termDiscounts: termDiscounts.map((step) => ({ ...step, percentMicros: String(step.percentMicros) })),
    oneOffFees: oneOffFees.map((fee) => ({ ...fee, amountMinor: String(fee.amountMinor) })),
    depositSeatMinor: depositSeatMinor === null ? null : String(depositSeatMinor),
  };
}

/** Contracts and plans that were written before there were prices beside the list price have none of them. */
export function pricingFromJson(stored: Partial<StoredPricing> | undefined): Pricing {
  if (stored === undefined) return LIST_PRICE_ONLY;
  const { seatTiers, termDiscounts = [], oneOffFees = [], depositSeatMinor = null, includedMinutes = null } = stored;
  return {
    seatTiers: seatTiers ? { mode: seatTiers.mode, tiers: seatTiers.tiers.map((tier) => ({ ...tier, seatMonthlyMinor: BigInt(tier.seatMonthlyMinor) })) } : null,
    termDiscounts: termDiscounts.map((step) => ({ ...step, percentMicros: BigInt(step.percentMicros) })),
    discountMonths: stored.discountMonths ?? null,
    freeSeats: stored.freeSeats ?? 0,
    oneOffFees: oneOffFees.map(({ code, name, per, amountMinor }) => ({ code, name: { en: name.en, 'zh-CN': name['zh-CN'] }, per, amountMinor: BigInt(amountMinor) })),
    depositSeatMinor: depositSeatMinor === null ? null : BigInt(depositSeatMinor),
    includedMinutes: includedMinutes && {
      perSeat: includedMinutes.perSeat, prefixes: [...includedMinutes.prefixes], exceptPrefixes: [...includedMinutes.exceptPrefixes],
    },
  };
}

export function priceBasisToJson(basis: PriceBasis): StoredPriceBasis {
  return { ...basis, listMinor: String(basis.listMinor), discountPercentMicros: String(basis.discountPercentMicros) };
}

/** Field by field: jsonb has an order of its own, and a verification compares what is written. */
export function priceBasisFromJson({ listMinor, tier, discountPercentMicros, isFree }: StoredPriceBasis): PriceBasis {
  return {
    listMinor: BigInt(listMinor),
    tier: tier && { mode: tier.mode, fromSeat: tier.fromSeat, throughSeat: tier.throughSeat },
    discountPercentMicros: BigInt(discountPercentMicros),
    isFree,
  };
}
