/** E.164 allows at most 15 digits, which is also what a double holds exactly. */
export const NUMBER_DIGITS = 15;

const ZERO = 48;
const NINE = 57;
const PLUS = 43;

/** POWERS[n] = 10^n, exact. */
const POWERS: readonly number[] = Array.from({ length: NUMBER_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

/** True for one or more digits with or without a leading plus: `8613800138000`, `+8613800138000`. Spaces, dashes and letters make it none. */
export function isDialledNumber(to: string): boolean {
  return /^\+?[0-9]+$/.test(to);
}

/** How many digits a dialled number has, its plus left out. */
export function countDigits(to: string): number {
  return to.charCodeAt(0) === PLUS ? to.length - 1 : to.length;
}

/**
 * The number, its plus left out, as an integer whose digits are aligned left in 15 places: `86` → 860000000000000. Numbers with one
 * prefix are thereby one interval of integers. -1 for what is not 1 to 15 digits. Source: billing.md 2.
 */
export function alignDigits(to: string): number {
  const start = to.charCodeAt(0) === PLUS ? 1 : 0;
  const digits = to.length - start;
  if (digits < 1 || digits > NUMBER_DIGITS) return -1;
  let aligned = 0;
  for (let at = start; at < to.length; at++) {
    const code = to.charCodeAt(at);
    if (code < ZERO || code > NINE) return -1;
    aligned = aligned * 10 + (code - ZERO);
  }
  return aligned * POWERS[NUMBER_DIGITS - digits]!;
}

/** How many 15-digit integers begin with a prefix of that many digits. */
export function prefixSpan(digits: number): number {
  return POWERS[NUMBER_DIGITS - digits]!;
}
