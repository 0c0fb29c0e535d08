/**
 * Integer division that rounds half away from zero, so that a credit rounds like the charge it undoes:
 * 5/2 → 3, -5/2 → -3, 4/3 → 1. The only rounding of money in the product.
 * @throws RangeError when the divisor is not positive.
 */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError('the divisor must be positive');
  const negative = dividend < 0n;
  const magnitude = negative ? -dividend : dividend;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return negative ? -rounded : rounded;
}

/** Integer division that rounds towards positive infinity, for started seconds and increments. */
export function divideCeil(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError('the divisor must be positive');
  const quotient = dividend / divisor;
  return dividend % divisor > 0n ? quotient + 1n : quotient;
}
