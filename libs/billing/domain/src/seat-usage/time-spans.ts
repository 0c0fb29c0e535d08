import type { Instant } from '@seatline/kernel';

/** A time from an instant to before another; null: it goes on. */
export interface TimeSpan {
  readonly fromAt: Instant;
  readonly toAt: Instant | null;
}

interface Stretch {
  readonly fromAt: number;
  readonly toAt: number;
}

/**
 * The same times without overlaps, in their order; those that touch are one. A span that ends when it begins, or before, is no time and is left out; one
 * without an end lasts for ever.
 */
export function unionOf(spans: readonly TimeSpan[]): Stretch[] {
  const sorted = spans
    .map(({ fromAt, toAt }) => ({ fromAt: fromAt as number, toAt: toAt ?? Number.POSITIVE_INFINITY }))
    .filter((stretch) => stretch.toAt > stretch.fromAt)
    .sort((a, b) => a.fromAt - b.fromAt);
  const union: { fromAt: number; toAt: number }[] = [];
  for (const stretch of sorted) {
    const last = union.at(-1);
    if (last !== undefined && stretch.fromAt <= last.toAt) last.toAt = Math.max(last.toAt, stretch.toAt);
    else union.push({ ...stretch });
  }
  return union;
}

/** How much of the time from one instant to another a union of times covers, in milliseconds. */
export function coveredMilliseconds(union: readonly Stretch[], fromAt: Instant, toAt: Instant): number {
  let covered = 0;
  for (const stretch of union) covered += Math.max(0, Math.min(stretch.toAt, toAt) - Math.max(stretch.fromAt, fromAt));
  return covered;
}
