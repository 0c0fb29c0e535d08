import { addDays, type CivilDate, civilDateAt, type Instant } from '@seatline/kernel';
import { suspensionAt } from '../arrears/clock';
import { type Invoice, openMinor } from '../invoice/invoice';
import type { LeaseBook } from '../lease/book';
import { heldMinor, pressingInvoices } from '../lease/held-arrears';

/** When an open invoice is charged to the saved method, in days from its due date: the first try, then the others. */
export type CollectionSchedule = readonly number[];

/** On the due date, and three times more within the week after it. */
export const DEFAULT_SCHEDULE: CollectionSchedule = [0, 1, 3, 7];

export const EARLIEST_COLLECTION_DAY = -7;
export const LATEST_COLLECTION_DAY = 60;
export const MOST_COLLECTION_TRIES = 8;

/** 1 to 8 whole days, each later than the one before it, from 7 days before the due date to 60 after it. */
export function isCollectionSchedule(days: readonly number[]): boolean {
  return (
    days.length >= 1 &&
    days.length <= MOST_COLLECTION_TRIES &&
    days.every((day, place) => Number.isInteger(day) && day >= EARLIEST_COLLECTION_DAY && day <= LATEST_COLLECTION_DAY && (place === 0 || day > days[place - 1]!))
  );
}

/** What a gateway's no means for the tries after it: nothing; no more with this method; or that its owner has to be there. */
export type CollectionRefusal = 'may-retry' | 'final' | 'needs-payer';

/** A try that was made, or is being made. */
export interface CollectionTry {
  /** The day of the schedule that it was made for. */
  readonly step: number;
  readonly method: string;
  /** Null: paid, or still under way. */
  readonly refusal: CollectionRefusal | null;
}

export interface CollectionStep {
  readonly step: number;
  /** Never more than is open beyond what a dispute holds. */
  readonly amountMinor: bigint;
}

/**
 * The try that is due for an invoice now; null when none is. Days that were missed are not made up for one by one: the latest one that has come is tried, once,
 * and days before a try that was made are over. A final no, or one that asks for the owner, ends the tries with that method; another method begins with
 * the next day of the schedule. Nothing is tried for what is not pressing (a dispute holds it), while a promise to pay is kept, while the lease is suspended, and from
 * the instant on at which the invoice suspends it: whoever pays then does so by hand. The due date and its days are civil days of the lease's zone.
 */
export function collectionDue(book: LeaseBook, number: number, schedule: CollectionSchedule, made: readonly CollectionTry[], method: string, now: Instant): CollectionStep | null {
  const invoice = pressingInvoices(book).find((each) => each.number === number);
  if (!invoice || isEndedFor(made, method)) return null;
  const today = civilDateAt(now, book.contract.zone);
  const step = schedule.filter((day) => addDays(invoice.dueOn, day) <= today).at(-1);
  if (step === undefined || made.some((each) => each.step >= step)) return null;
  if (suspensionAt(book.contract, invoice) <= now || isPaused(book, today)) return null;
  return { step, amountMinor: openMinor(invoice) - heldMinor(book, invoice) };
}

function isEndedFor(made: readonly CollectionTry[], method: string): boolean {
  return made.some((each) => each.method === method && (each.refusal === 'final' || each.refusal === 'needs-payer'));
}

function isPaused(book: LeaseBook, today: CivilDate): boolean {
  const last = book.suspensions.at(-1);
  return (last !== undefined && last.restoredAt === null) || book.holds.some((hold) => hold.untilOn >= today);
}

/** The days on which an invoice that stays open will still be tried, after a day: those of the schedule before its suspension. None once a no has ended the tries. */
export function comingCollections(book: LeaseBook, invoice: Invoice, schedule: CollectionSchedule, made: readonly CollectionTry[], method: string, after: CivilDate): CivilDate[] {
  if (openMinor(invoice) <= 0n || isEndedFor(made, method)) return [];
  const stopsOn = civilDateAt(suspensionAt(book.contract, invoice), book.contract.zone);
  const latest = Math.max(...made.map((each) => each.step), EARLIEST_COLLECTION_DAY - 1);
  return schedule
    .filter((day) => day > latest)
    .map((day) => addDays(invoice.dueOn, day))
    .filter((on) => on > after && on < stopsOn);
}
