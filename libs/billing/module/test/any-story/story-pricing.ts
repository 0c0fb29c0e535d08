import { type LateFeeTerms, LIST_PRICE_ONLY, type Pricing, PROMISED_AROUND_THE_CLOCK, type SeatTier, type ServiceLevelTerms } from '@seatline/billing-domain';

/** How a story's seats are priced beside their list price. */
export interface StoryPricing {
  readonly tiers: 'none' | 'graduated' | 'volume';
  /** For terms of six months and more. */
  readonly discountPercent: number;
  readonly freeSeats: number;
  readonly fees: boolean;
  /** Minutes of talk that the rent of a seat includes; 0: none. */
  readonly minutes: number;
}

export const LIST_ONLY: StoryPricing = { tiers: 'none', discountPercent: 0, freeSeats: 0, fees: false, minutes: 0 };
export const DISCOUNT_FROM_MONTHS = 6;
export const LEASE_FEE = 15_000n;
export const SEAT_FEE = 3_333n;

/** Two seats at the list price, two at nine tenths of it, any more at seven. */
export function tiersOf(price: bigint): readonly SeatTier[] {
  return [
    { throughSeat: 2, seatMonthlyMinor: price },
    { throughSeat: 4, seatMonthlyMinor: (price * 9n) / 10n },
    { throughSeat: null, seatMonthlyMinor: (price * 7n) / 10n },
  ];
}

/** The same in the product's words. */
export function pricingOf(price: bigint, { tiers, discountPercent, freeSeats, fees, minutes }: StoryPricing): Pricing {
  return {
    ...LIST_PRICE_ONLY,
    freeSeats,
    seatTiers: tiers === 'none' ? null : { mode: tiers, tiers: tiersOf(price) },
    termDiscounts: discountPercent === 0 ? [] : [{ fromMonths: DISCOUNT_FROM_MONTHS, percentMicros: BigInt(discountPercent) * 1_000_000n }],
    oneOffFees: fees ? [fee('opening', 'lease', LEASE_FEE), fee('set-up', 'seat', SEAT_FEE)] : [],
    includedMinutes: minutes === 0 ? null : { perSeat: minutes, prefixes: [], exceptPrefixes: ['1900'] },
  };
}

function fee(code: string, per: 'lease' | 'seat', amountMinor: bigint): Pricing['oneOffFees'][number] {
  return { code, name: { en: code, 'zh-CN': '费用' }, per, amountMinor };
}

/** What is given back for seats that could not be used. */
export const SERVICE: Readonly<Record<'by-time' | 'by-days' | 'within-bounds', ServiceLevelTerms>> = {
  'by-time': PROMISED_AROUND_THE_CLOCK,
  'by-days': { ...PROMISED_AROUND_THE_CLOCK, creditBasis: 'by-days', dayThresholdMinutes: 240 },
  'within-bounds': { ...PROMISED_AROUND_THE_CLOCK, toleratedMinutes: 180, capPercent: 15 },
};

/** What delay costs, the same for rent and for calls. */
export function lateFeesOf({ daily, fromDay, cap }: { readonly daily: number; readonly fromDay: number; readonly cap: number | null }): LateFeeTerms {
  const rate = { dailyMillionths: daily, fromDay, capMillionths: cap };
  return { rent: rate, telephone: rate };
}
