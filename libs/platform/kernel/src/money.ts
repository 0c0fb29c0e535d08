import { type Currency, currencyDecimals } from './currency';
import { formatDecimal, parseDecimal } from './decimal';
import { divideHalfUp } from './ratio';

/** An amount in the currency's minor units (fen, cents). Never a float. */
export interface Money {
  readonly currency: Currency;
  readonly minor: bigint;
}

/** A unit price or a rated call: millionths of the currency's major unit. */
export interface Rate {
  readonly currency: Currency;
  readonly micros: bigint;
}

/** Decimals carried by rates and rated calls (domain.md 2). */
export const RATE_DECIMALS = 6;

/** @throws RangeError when two amounts of different currencies meet: there is no exchange inside an invoice. */
function requireSameCurrency(a: Currency, b: Currency): void {
  if (a !== b) throw new RangeError(`currencies differ: ${a} and ${b}`);
}

export function money(currency: Currency, minor: bigint): Money {
  return { currency, minor };
}

export function addMoney(a: Money, b: Money): Money {
  requireSameCurrency(a.currency, b.currency);
  return money(a.currency, a.minor + b.minor);
}

export function subtractMoney(a: Money, b: Money): Money {
  requireSameCurrency(a.currency, b.currency);
  return money(a.currency, a.minor - b.minor);
}

/** Reads "2000.00" as money; null when it is no plain decimal or has more decimals than the currency. */
export function parseMoney(text: string, currency: Currency): Money | null {
  const minor = parseDecimal(text, currencyDecimals(currency));
  return minor === null ? null : money(currency, minor);
}

/** "2000.00", without the currency. */
export function formatMoney(amount: Money): string {
  return formatDecimal(amount.minor, currencyDecimals(amount.currency));
}

/** Reads "0.12" as a rate; null when it is no plain decimal or has more than 6 decimals. */
export function parseRate(text: string, currency: Currency): Rate | null {
  const micros = parseDecimal(text, RATE_DECIMALS);
  return micros === null ? null : { currency, micros };
}

/** "0.120000", without the currency. */
export function formatRate(rate: Rate): string {
  return formatDecimal(rate.micros, RATE_DECIMALS);
}

/** Millionths of the major unit to minor units, rounded half-up once: 0.240000 CNY → 24 fen. */
export function microsToMinor(micros: bigint, currency: Currency): bigint {
  const exponent = RATE_DECIMALS - currencyDecimals(currency);
  return divideHalfUp(micros, 10n ** BigInt(exponent));
}

/** `minor × numerator ÷ denominator` as one exact fraction, rounded half-up once: the only way a price is prorated. */
export function prorateMinor(minor: bigint, numerator: number, denominator: number): bigint {
  return divideHalfUp(minor * BigInt(numerator), BigInt(denominator));
}

/**
 * Cuts a whole into parts by weight. Nothing is lost: each part but the last is rounded half-up, the last takes the remainder, and the
 * parts sum to the whole. An empty list of weights gives an empty list.
 */
export function splitByWeight(whole: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  let left = whole;
  return weights.map((weight, index) => {
    const part = index === weights.length - 1 ? left : total === 0n ? 0n : divideHalfUp(whole * weight, total);
    left -= part;
    return part;
  });
}
