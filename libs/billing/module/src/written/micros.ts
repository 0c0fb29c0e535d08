import { type Currency, currencyDecimals, RATE_DECIMALS } from '@seatline/kernel';

/** Millionths of the major unit in one minor unit: 10000 where the minor unit is a hundredth. */
export function microsPerMinor(currency: string): bigint {
  return 10n ** BigInt(RATE_DECIMALS - currencyDecimals(currency as Currency));
}
