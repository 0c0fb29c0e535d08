import { type CivilDate, civilDateAt, type Instant } from '@seatline/kernel';
import type { Invoice } from '../invoice/invoice';
import type { LedgerEntry, LedgerTransactionKind } from '../ledger/ledger';
import type { LeaseBook } from './book';
import type { LeaseEvent, LeaseFact } from './events';

/** A step being taken: the book as it is by now, what has happened so far, and the instant at which it happens. Lives inside one call only. */
export interface Work {
  book: LeaseBook;
  readonly events: LeaseEvent[];
  readonly at: Instant;
}

/** The local day of the step. */
export function today(work: Work): CivilDate {
  return civilDateAt(work.at, work.book.contract.zone);
}

export function record(work: Work, fact: LeaseFact): void {
  work.events.push({ ...fact, at: work.at });
}

export function change(work: Work, changes: Partial<LeaseBook>): void {
  work.book = { ...work.book, ...changes };
}

/** Posts a ledger transaction; one without entries (nothing moved) is left out. */
export function post(work: Work, kind: LedgerTransactionKind, ref: string, entries: readonly LedgerEntry[], effectiveOn: CivilDate = today(work)): void {
  if (entries.length === 0) return;
  record(work, { type: 'ledger-posted', transaction: { kind, ref, effectiveOn, recordedAt: work.at, entries } });
}

/** @throws RangeError when the lease has no such invoice. */
export function invoiceOf(book: LeaseBook, number: number): Invoice {
  const invoice = book.invoices[number - 1];
  if (!invoice) throw new RangeError(`the lease has no invoice ${number}`);
  return invoice;
}

export function replaceInvoice(work: Work, invoice: Invoice): void {
  change(work, { invoices: work.book.invoices.with(invoice.number - 1, invoice) });
}
