/**
 * Reads a plain decimal string (`"2000.00"`, `"-0.5"`, `"12"`) as an integer scaled by 10^decimals. No exponent, no grouping, no
 * plus sign, no bare point. Returns null for anything else, and for more decimals than the scale carries.
 */
export function parseDecimal(text: string, decimals: number): bigint | null {
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) return null;
  const scaled = BigInt(whole + fraction.padEnd(decimals, '0'));
  return sign === '-' ? -scaled : scaled;
}

/** Writes an integer scaled by 10^decimals with exactly that many decimals: (200000n, 2) → "2000.00". */
export function formatDecimal(scaled: bigint, decimals: number): string {
  const negative = scaled < 0n;
  const digits = (negative ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  return `${negative ? '-' : ''}${whole}${decimals > 0 ? `.${fraction}` : ''}`;
}
