import { type Instant, startOfDay } from '@seatline/kernel';
import { nextSuspensionAt } from '../arrears/clock';
import type { LeaseBook } from './book';
import { isSuspended, seatSummary } from './derived';
import { endLease, leaseEndAt, settlementAt, settleLease } from './ending';
import type { LeaseEvent } from './events';
import { giveNotice, giveRenewalNotice, nextNoticeAt, nextRenewalNoticeAt } from './notifying';
import { pressingInvoices } from './held-arrears';
import { dropOrders, orderLapsesAt } from './orders';
import { issueRent, nextRentIssueAt } from './rent-issue';
import { activateReadySeats, payableSeatsReady, releaseSeats } from './seats';
import { suspend } from './suspension';
import { closeUsage, nextCloseAt } from './usage-close';
import { change, today, type Work } from './work';

interface DueWork {
  /** When the next piece of this work is due; null when none is in sight. */
  readonly dueAt: (book: LeaseBook) => Instant | null;
  readonly perform: (work: Work) => void;
}

/**
 * All that happens by itself, in the order in which it happens at one instant (simulate.md, "Story"). Orders stand through a day, so at its end they lapse
 * before anything else can pay them; the deposit is settled right after its close's telephone invoice.
 */
const DUE_WORK: readonly DueWork[] = [
  { dueAt: nextLapseAt, perform: (work) => dropOrders(work, work.book.orders.filter((order) => orderLapsesAt(work.book, order) <= work.at), 'order-lapsed') },
  { dueAt: nextRentIssueAt, perform: issueRent },
  { dueAt: nextCloseAt, perform: closeUsage },
  { dueAt: settlementAt, perform: settleLease },
  { dueAt: nextActivationAt, perform: activateReadySeats },
  { dueAt: nextReleaseAt, perform: releaseEndedSeats },
  { dueAt: leaseEndAt, perform: endLease },
  { dueAt: nextNoticeAt, perform: giveNotice },
  { dueAt: nextRenewalNoticeAt, perform: giveRenewalNotice },
  { dueAt: suspensionDueAt, perform: suspend },
];

export interface LeaseStep {
  readonly book: LeaseBook;
  readonly events: readonly LeaseEvent[];
}

/**
 * Does everything that is due up to and including an instant, each piece at its own instant, and gives the book as it is then with what
 * happened. What became due in the past (a lease opened late) happens at the instant up to which the book was advanced. Advancing in
 * one step or in many gives the same. An instant before `advancedTo` changes nothing. Source: simulate.md.
 */
export function advance(book: LeaseBook, until: Instant): LeaseStep {
  if (until < book.advancedTo) return { book, events: [] };
  const events: LeaseEvent[] = [];
  let current = book;
  let due = nextDue(current);
  for (; due !== null && due.at <= until; due = nextDue(current)) {
    const work: Work = { book: { ...current, advancedTo: due.at }, events, at: due.at };
    due.perform(work);
    current = work.book;
  }
  const advanced = { ...current, advancedTo: until };
  nextDues.set(advanced, due); // later than `until`, so the passing of time alone does not change it
  return { book: advanced, events };
}

/** When this lease next has something to do by itself, for a sweep to find it; in the past when it is behind, null when nothing is in sight. */
export function nextDueAt(book: LeaseBook): Instant | null {
  return nextDue(book)?.at ?? null;
}

/** For a change that moves nothing that is due: spares looking for it again. A story may bring a hundred thousand calls between two pieces of due work. */
export function keepNextDue(before: LeaseBook, after: LeaseBook): void {
  const known = nextDues.get(before);
  if (known !== undefined) nextDues.set(after, known);
}

interface NextDue {
  readonly at: Instant;
  readonly perform: DueWork['perform'];
}

/** A book never changes, so what is due next in it is found once; a story with many calls asks three times for each. */
const nextDues = new WeakMap<LeaseBook, NextDue | null>();

function nextDue(book: LeaseBook): NextDue | null {
  const known = nextDues.get(book);
  if (known !== undefined) return known;
  const next = findNextDue(book);
  nextDues.set(book, next);
  return next;
}

function findNextDue(book: LeaseBook): NextDue | null {
  let next: NextDue | null = null;
  for (const { dueAt, perform } of DUE_WORK) {
    const due = dueAt(book);
    if (due === null) continue;
    const at = due < book.advancedTo ? book.advancedTo : due;
    if (next === null || at < next.at) next = { at, perform };
  }
  return next;
}

function nextLapseAt(book: LeaseBook): Instant | null {
  const [oldest] = book.orders;
  return oldest ? orderLapsesAt(book, oldest) : null;
}

function nextActivationAt(book: LeaseBook): Instant | null {
  if (book.endedAt !== null || seatSummary(book.seats).ordered.length === 0 || payableSeatsReady(book).length === 0) return null;
  return startOfDay(book.contract.term.startOn, book.contract.zone);
}

function nextReleaseAt(book: LeaseBook): Instant | null {
  const { nextReleaseOn } = seatSummary(book.seats);
  return nextReleaseOn === null ? null : startOfDay(nextReleaseOn, book.contract.zone);
}

function releaseEndedSeats(work: Work): void {
  const on = today(work);
  releaseSeats(work, work.book.seats.filter((seat) => seat.state !== 'released' && seat.endsOn !== null && seat.endsOn <= on).map((seat) => seat.number));
}

/** A lease that is over has nothing left to suspend. */
function suspensionDueAt(book: LeaseBook): Instant | null {
  if (isSuspended(book) || book.endedAt !== null) return null;
  return nextSuspensionAt(book.contract, pressingInvoices(book), book.holds);
}

/** The book with everything due by an instant done, for a command of that instant. */
export function advancedWork(book: LeaseBook, at: Instant): Work {
  const step = advance(book, at);
  return { book: step.book, events: [...step.events], at };
}

/** Ends a command: what it made due at its own instant is done too. */
export function finishWork(work: Work): LeaseStep {
  if (work.book.advancedTo !== work.at) change(work, { advancedTo: work.at });
  const step = advance(work.book, work.at);
  return { book: step.book, events: [...work.events, ...step.events] };
}
