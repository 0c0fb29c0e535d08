import { advance, apply, type LeaseBook, type LeaseEvent, type LeaseStep, type OpenUsage } from '@seatline/billing-domain';
import { civilDateAt, type Instant } from '@seatline/kernel';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';

/**
 * Brings a lease to an instant: everything due until then is done, each close of usage with what had arrived before it, as if somebody had looked at every
 * instant. One thing shows that nobody did: a last warning goes out when it is found, not when it was due, and one that is late by a day or more
 * moves the suspension that follows from it (domain.md 3).
 * @param sentAt when what is found due now really goes out; null for a look ahead, in which everything is in time.
 */
export function bringUp(lease: LoadedLease, until: Instant, sentAt: Instant | null): LeaseStep {
  const events: LeaseEvent[] = [];
  let { book } = lease;
  const { closesAt, arrived } = lease.waiting;
  const step = (to: Instant): void => {
    const next = advanceWarning(book, to, sentAt);
    book = next.book;
    events.push(...next.events);
  };
  closesAt.forEach((close, place) => {
    step(close);
    book = receive(book, arrived[place + 1]!, close);
  });
  step(until);
  return { book, events };
}

/** Advances to the instant, stopping at each last warning that goes out late, which changes what is due after it. */
function advanceWarning(book: LeaseBook, until: Instant, sentAt: Instant | null): LeaseStep {
  const step = advance(book, until);
  const late = sentAt === null ? undefined : step.events.find((event) => isLateWarning(event, book, sentAt));
  if (late?.type !== 'notice-due' || late.invoice === null || sentAt === null) return step;
  const before = advance(book, late.at);
  const confirmed = apply(before.book, { do: 'confirm-last-warning', invoice: late.invoice, sentAt }, late.at);
  const after = advanceWarning(confirmed.book, until, sentAt);
  return { book: after.book, events: [...before.events, ...confirmed.events, ...after.events] };
}

function isLateWarning(event: LeaseEvent, book: LeaseBook, sentAt: Instant): boolean {
  if (event.type !== 'notice-due' || event.kind !== 'last-warning') return false;
  const { zone } = book.contract;
  const warned = book.invoices[event.invoice - 1];
  const confirmed = warned !== undefined && warned.lastWarningSentAt !== null;
  return !confirmed && civilDateAt(sentAt, zone) > civilDateAt(event.at, zone);
}

/**
 * Lets in the calls that arrived between a close and the next. The engine is told of one of them, because the first call after a time without any decides
 * which close comes next once a lease is over.
 */
export function receive(book: LeaseBook, arrived: readonly OpenUsage[], close: Instant): LeaseBook {
  const [first] = arrived;
  if (!first) return book;
  const told = apply(book, { do: 'record-usage', answeredOn: first.answeredOn, costMicros: first.costMicros }, close);
  return { ...told.book, openUsage: [...book.openUsage, ...arrived] };
}
