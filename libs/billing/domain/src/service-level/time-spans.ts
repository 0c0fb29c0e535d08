import type { Instant } from '@seatline/kernel';

/** From an instant to before another. */
export interface TimeSpan {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** The time that any of the spans covers, in order, each instant once; empty spans are left out. */
export function unitedSpans(spans: readonly TimeSpan[]): TimeSpan[] {
  const inOrder = spans.filter(({ startAt, endAt }) => startAt < endAt).sort((a, b) => a.startAt - b.startAt);
  const united: TimeSpan[] = [];
  for (const span of inOrder) {
    const last = united.at(-1);
    if (last === undefined || span.startAt > last.endAt) united.push(span);
    else if (span.endAt > last.endAt) united[united.length - 1] = { startAt: last.startAt, endAt: span.endAt };
  }
  return united;
}

/** The time of the spans that lies within others. */
export function spansWithin(spans: readonly TimeSpan[], within: readonly TimeSpan[]): TimeSpan[] {
  const limits = unitedSpans(within);
  return unitedSpans(spans).flatMap((span) => limits.flatMap((limit): TimeSpan[] => {
    const startAt = span.startAt > limit.startAt ? span.startAt : limit.startAt;
    const endAt = span.endAt < limit.endAt ? span.endAt : limit.endAt;
    return startAt < endAt ? [{ startAt, endAt }] : [];
  }));
}

/** The time of the spans without that of others. */
export function spansWithout(spans: readonly TimeSpan[], without: readonly TimeSpan[]): TimeSpan[] {
  const holes = unitedSpans(without);
  return unitedSpans(spans).flatMap((span) => {
    const left: TimeSpan[] = [];
    let { startAt } = span;
    for (const hole of holes) {
      if (hole.endAt <= startAt || hole.startAt >= span.endAt) continue;
      if (hole.startAt > startAt) left.push({ startAt, endAt: hole.startAt });
      startAt = hole.endAt;
    }
    return startAt < span.endAt ? [...left, { startAt, endAt: span.endAt }] : left;
  });
}

/** How long spans that do not overlap are together, in milliseconds. */
export function millisecondsOf(spans: readonly TimeSpan[]): number {
  return spans.reduce((sum, { startAt, endAt }) => sum + (endAt - startAt), 0);
}
