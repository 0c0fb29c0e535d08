import { comparePriority, openMinor } from '../invoice/invoice';
import { allocationEntries } from '../ledger/postings';
import type { Allocation, MoneySource } from './book';
import { openInvoices, unappliedMinor } from './derived';
import { change, invoiceOf, post, record, replaceInvoice, today, type Work } from './work';

/** Free money of the tenant comes in, to be allocated by whoever calls. */
export function addUnapplied(work: Work, source: MoneySource, number: number, minor: bigint): void {
  if (minor > 0n) change(work, { unapplied: [...work.book.unapplied, { source, number, leftMinor: minor }] });
}

/** Puts unapplied money, the oldest first, to one invoice: as much as there is and as is open. */
export function allocateTo(work: Work, invoiceNumber: number): void {
  let open = openMinor(invoiceOf(work.book, invoiceNumber));
  while (open > 0n && work.book.unapplied.length > 0) {
    const [oldest, ...others] = work.book.unapplied;
    const minor = oldest!.leftMinor < open ? oldest!.leftMinor : open;
    const left = oldest!.leftMinor - minor;
    change(work, { unapplied: left > 0n ? [{ ...oldest!, leftMinor: left }, ...others] : others });
    book(work, { number: work.book.allocations.length + 1, source: oldest!.source, sourceNumber: oldest!.number, invoice: invoiceNumber, minor, on: today(work) });
    open -= minor;
  }
}

/**
 * Puts unapplied money to the open invoices: earliest due date first, on the same date rent before telephone, then by number. Afterwards either
 * nothing is unapplied or nothing is open. Source: domain.md 3, simulate.md (`pay`).
 */
export function allocate(work: Work): void {
  if (unappliedMinor(work.book.unapplied) === 0n) return;
  for (const invoice of [...openInvoices(work.book.invoices)].sort(comparePriority)) allocateTo(work, invoice.number);
}

/** Takes out of an invoice what was paid beyond its total, because a credit note lowered it, and makes it unapplied. */
export function releaseOverpayment(work: Work, invoiceNumber: number, creditNote: number): void {
  const over = -openMinor(invoiceOf(work.book, invoiceNumber));
  if (over <= 0n) return;
  book(work, { number: work.book.allocations.length + 1, source: 'credit-note', sourceNumber: creditNote, invoice: invoiceNumber, minor: -over, on: today(work) });
  addUnapplied(work, 'credit-note', creditNote, over);
}

function book(work: Work, allocation: Allocation): void {
  const invoice = invoiceOf(work.book, allocation.invoice);
  replaceInvoice(work, { ...invoice, paidMinor: invoice.paidMinor + allocation.minor });
  change(work, { allocations: [...work.book.allocations, allocation] });
  record(work, { type: 'allocated', allocation });
  post(work, 'allocation', String(allocation.number), allocationEntries(allocation.minor));
}
