import { closeAt, type LeaseBook, nextUsagePeriod } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';

/** The closes of usage that fall after what was done already and not after an instant, in their order. */
export function closesUntil(book: LeaseBook, until: Instant): Instant[] {
  const closes: Instant[] = [];
  let at = book;
  for (;;) {
    const { toOn } = nextUsagePeriod(at);
    const close = closeAt(at, toOn);
    if (close > until) return closes;
    if (close > book.advancedTo) closes.push(close);
    at = { ...at, usageClosedThroughOn: toOn };
  }
}

/**
 * Whether a lease's waiting usage has to be known to bring it to the instant: it closes usage until then, or it is over and has a next close only while
 * something waits.
 */
export function needsWaitingUsage(book: LeaseBook, until: Instant): boolean {
  return book.usageClosedThroughOn >= book.endOn || closesUntil(book, until).length > 0;
}
