import { type CivilDate, civilDateAt, type Instant, startOfDay } from '@seatline/kernel';
import type { TimelineEntry } from '../arrears/timeline';
import type { LeaseBook } from '../lease/book';
import { openInvoices } from '../lease/derived';
import { type CollectionSchedule, type CollectionTry, comingCollections } from './collection-schedule';

/** A try as it is told: of an invoice by the lease's own count. */
export interface ToldTry extends CollectionTry {
  readonly invoice: number;
  readonly state: 'created' | 'succeeded' | 'declined';
  readonly amountMinor: bigint;
  readonly card: string | null;
  readonly cause: string | null;
  readonly at: Instant;
}

/**
 * Tries to collect on a lease's line of time: those that were made with the card and, where it failed, why; and those that come while an invoice stays open.
 * @param plan null: nothing is charged by itself.
 */
export function collectionEntries(book: LeaseBook, tries: readonly ToldTry[], plan: { readonly schedule: CollectionSchedule; readonly method: string } | null, now: Instant): TimelineEntry[] {
  const { zone } = book.contract;
  const entry = (at: Instant, tense: TimelineEntry['tense'], more: Pick<TimelineEntry, 'kind' | 'invoice'> & Partial<TimelineEntry>): TimelineEntry => ({
    at, on: civilDateAt(at, zone), tense, notice: null, minor: null, untilOn: null, reason: null, ...more,
  });
  const made = tries.map((each) =>
    entry(each.at, 'past', {
      kind: each.state === 'succeeded' ? 'collected' : 'collection', invoice: each.invoice, minor: each.amountMinor,
      reason: [each.card, each.cause].filter((word) => word !== null).join(': ') || null,
    }),
  );
  if (!plan) return made;
  const today: CivilDate = civilDateAt(now, zone);
  const coming = openInvoices(book.invoices).flatMap((invoice) =>
    comingCollections(book, invoice, plan.schedule, tries.filter((each) => each.invoice === invoice.number), plan.method, today).map((on) =>
      entry(startOfDay(on, zone), 'future', { kind: 'collection', invoice: invoice.number }),
    ),
  );
  return [...made, ...coming];
}
