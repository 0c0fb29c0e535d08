import type { Pricing } from './pricing';

/** What is wrong with a pricing, and where. */
export interface PricingFault {
  readonly field: 'seatTiers' | 'termDiscounts' | 'freeSeats' | 'oneOffFees' | 'depositSeat' | 'includedMinutes';
  readonly rule: 'empty' | 'not-ascending' | 'last-not-open' | 'equal-neighbours' | 'negative' | 'duplicate' | 'out-of-range' | 'no-name' | 'no-prefix';
  /** Place in its list, from 0; 0 where the field is no list. */
  readonly place: number;
}

const HUNDRED_PERCENT_MICROS = 100_000_000n;
const FEE_CODE = /^[a-z0-9-]{1,40}$/;
const PREFIX = /^[0-9]{1,15}$/;

/**
 * What keeps a pricing from being agreed: tiers that do not follow each other, end early or repeat their neighbour's price (they would be one tier),
 * discounts that are not between nothing and everything or that repeat a length of term, fees without a name of their own, included minutes that are none or
 * whose destinations are no prefixes, anything negative.
 * An empty list means that it can be agreed. Prices may be 0 and may rise with the tier.
 */
export function findPricingFaults(pricing: Pricing): PricingFault[] {
  return [...tierFaults(pricing), ...discountFaults(pricing), ...feeFaults(pricing), ...amountFaults(pricing), ...includedFaults(pricing)];
}

function tierFaults({ seatTiers }: Pricing): PricingFault[] {
  if (seatTiers === null) return [];
  const { tiers } = seatTiers;
  const fault = (rule: PricingFault['rule'], place: number): PricingFault => ({ field: 'seatTiers', rule, place });
  if (tiers.length === 0) return [fault('empty', 0)];
  return tiers.flatMap((tier, place) => {
    const before = tiers[place - 1];
    const isLast = place === tiers.length - 1;
    const reachesFrom = before === undefined ? 0 : before.throughSeat ?? Infinity;
    return [
      ...(tier.seatMonthlyMinor < 0n ? [fault('negative', place)] : []),
      ...(isLast !== (tier.throughSeat === null) ? [fault('last-not-open', place)] : []),
      ...(tier.throughSeat !== null && (!Number.isInteger(tier.throughSeat) || tier.throughSeat <= reachesFrom) ? [fault('not-ascending', place)] : []),
      ...(before?.seatMonthlyMinor === tier.seatMonthlyMinor ? [fault('equal-neighbours', place)] : []),
    ];
  });
}

function discountFaults({ termDiscounts }: Pricing): PricingFault[] {
  const fault = (rule: PricingFault['rule'], place: number): PricingFault => ({ field: 'termDiscounts', rule, place });
  return termDiscounts.flatMap(({ fromMonths, percentMicros }, place) => [
    ...(!Number.isInteger(fromMonths) || fromMonths < 1 ? [fault('out-of-range', place)] : []),
    ...(percentMicros < 0n || percentMicros > HUNDRED_PERCENT_MICROS ? [fault('out-of-range', place)] : []),
    ...(termDiscounts.findIndex((other) => other.fromMonths === fromMonths) < place ? [fault('duplicate', place)] : []),
  ]);
}

function feeFaults({ oneOffFees }: Pricing): PricingFault[] {
  const fault = (rule: PricingFault['rule'], place: number): PricingFault => ({ field: 'oneOffFees', rule, place });
  return oneOffFees.flatMap(({ code, name, amountMinor }, place) => [
    ...(amountMinor < 0n ? [fault('negative', place)] : []),
    ...(!FEE_CODE.test(code) || name.en.trim() === '' || name['zh-CN'].trim() === '' ? [fault('no-name', place)] : []),
    ...(oneOffFees.findIndex((other) => other.code === code) < place ? [fault('duplicate', place)] : []),
  ]);
}

function amountFaults({ freeSeats, depositSeatMinor }: Pricing): PricingFault[] {
  return [
    ...(!Number.isInteger(freeSeats) || freeSeats < 0 ? [{ field: 'freeSeats', rule: 'out-of-range', place: 0 } as const] : []),
    ...(depositSeatMinor !== null && depositSeatMinor < 0n ? [{ field: 'depositSeat', rule: 'negative', place: 0 } as const] : []),
  ];
}

function includedFaults({ includedMinutes }: Pricing): PricingFault[] {
  if (includedMinutes === null) return [];
  const { perSeat, prefixes, exceptPrefixes } = includedMinutes;
  const fault = (rule: PricingFault['rule'], place: number): PricingFault => ({ field: 'includedMinutes', rule, place });
  return [
    ...(!Number.isInteger(perSeat) || perSeat < 1 ? [fault('out-of-range', 0)] : []),
    ...[...prefixes, ...exceptPrefixes].flatMap((prefix, place) => (PREFIX.test(prefix) ? [] : [fault('no-prefix', place)])),
  ];
}
