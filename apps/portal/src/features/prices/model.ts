import type { PricingInput, PricingView } from './api';

/** Prices as they are typed: amounts and percentages stay text, an empty field is left out. */
export interface PriceDraft {
  seatMonthly: string;
  dayCount: 'actual' | 'fixed30';
  tierMode: 'graduated' | 'volume';
  tiers?: { throughSeat?: number | null; seatMonthly: string }[];
  termDiscounts?: { fromMonths: number; percent: string }[];
  freeSeats?: number | null;
  oneOffFees?: { code: string; nameEn: string; nameZh: string; per: 'lease' | 'seat'; amount: string }[];
  depositSeat?: string;
  includedPerSeat?: number | null;
  includedPrefixes?: string[];
  includedExcept?: string[];
}

export const EMPTY_PRICES: PriceDraft = { seatMonthly: '', dayCount: 'actual', tierMode: 'graduated', tiers: [], termDiscounts: [], freeSeats: 0, oneOffFees: [] };

/** What was typed, as the API takes it. The last tier is open, whatever was typed there. */
export function pricesOf(draft: PriceDraft): { seatMonthly: string; dayCount: 'actual' | 'fixed30'; pricing: PricingInput } {
  const tiers = draft.tiers ?? [];
  const deposit = draft.depositSeat?.trim() ?? '';
  return {
    seatMonthly: draft.seatMonthly.trim(),
    dayCount: draft.dayCount,
    pricing: {
      tierMode: draft.tierMode,
      tiers: tiers.map((tier, place) => ({ seatMonthly: tier.seatMonthly.trim(), throughSeat: place === tiers.length - 1 ? null : (tier.throughSeat ?? null) })),
      termDiscounts: draft.termDiscounts ?? [],
      freeSeats: draft.freeSeats ?? 0,
      oneOffFees: draft.oneOffFees ?? [],
      ...(deposit === '' ? {} : { depositSeat: deposit }),
      ...includedOf(draft),
    },
  };
}

/** No minutes: none are included. No exceptions: those that the platform has by default. */
function includedOf({ includedPerSeat, includedPrefixes = [], includedExcept = [] }: PriceDraft): Pick<PricingInput, 'includedMinutes'> {
  if (!includedPerSeat) return {};
  return { includedMinutes: { perSeat: includedPerSeat, prefixes: includedPrefixes, ...(includedExcept.length === 0 ? {} : { exceptPrefixes: includedExcept }) } };
}

/** Prices that are agreed already, to be typed over. */
export function draftOf(agreed: { seatMonthly: string; dayCount: 'actual' | 'fixed30'; pricing: PricingView }): PriceDraft {
  const { pricing } = agreed;
  return {
    seatMonthly: agreed.seatMonthly,
    dayCount: agreed.dayCount,
    tierMode: pricing.tierMode ?? 'graduated',
    tiers: pricing.tiers.map(({ throughSeat, seatMonthly }) => ({ throughSeat, seatMonthly })),
    termDiscounts: pricing.termDiscounts.map(({ fromMonths, percent }) => ({ fromMonths, percent: plainPercent(percent) })),
    freeSeats: pricing.freeSeats,
    oneOffFees: pricing.oneOffFees.map(({ code, en, zh, per, amount }) => ({ code, nameEn: en, nameZh: zh, per, amount })),
    depositSeat: pricing.depositSeat ?? '',
    includedPerSeat: pricing.includedMinutes?.perSeat ?? null,
    includedPrefixes: pricing.includedMinutes?.prefixes ?? [],
    includedExcept: pricing.includedMinutes?.exceptPrefixes ?? [],
  };
}

/** 5.000000 as 5, 7.500000 as 7.5. */
export function plainPercent(percent: string): string {
  return percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent;
}
