import type { CivilDate } from '@seatline/kernel';
import type { Invoice, InvoiceKind, InvoiceLine } from '../invoice/invoice';
import { sumLines } from '../invoice/lines';
import { invoiceEntries } from '../ledger/postings';
import type { LeaseBook, Seat } from './book';
import { change, post, record, type Work } from './work';

/** Issues an invoice with the lease's next number. What pays it is the caller's next step. */
export function issueInvoice(work: Work, kind: InvoiceKind, dueOn: CivilDate, lines: readonly InvoiceLine[]): Invoice {
  const invoice: Invoice = {
    number: work.book.invoices.length + 1, kind, issuedAt: work.at, dueOn, lines, ...sumLines(lines),
    paidMinor: 0n, creditedMinor: 0n, writtenOffMinor: 0n, noticesSent: [], lastWarningSentAt: null,
  };
  change(work, { invoices: [...work.book.invoices, invoice] });
  record(work, { type: 'invoice-issued', invoice });
  post(work, 'invoice', String(invoice.number), invoiceEntries(invoice, earnedBefore(work.book, lines)));
  return invoice;
}

/** What of rent given back on an invoice had become revenue already; the rest of it is still deferred. */
function earnedBefore(book: LeaseBook, lines: readonly InvoiceLine[]): bigint {
  return lines.reduce((sum, line) => {
    if (line.kind !== 'sla') return sum;
    const rent = book.invoices[line.ofInvoice - 1]?.lines[line.ofLine];
    return rent?.kind === 'rent' && rent.recognised ? sum - line.netMinor : sum;
  }, 0n);
}

/** The numbers that the lease's next seats get. */
export function nextSeatNumbers(book: Pick<LeaseBook, 'seats'>, count: number): number[] {
  return Array.from({ length: count }, (_, index) => book.seats.length + index + 1);
}

/** Enters the seats that an invoice brings: ordered, each with its share of the deposit. */
export function enterSeats(work: Work, invoice: Invoice, seatNumbers: readonly number[], fromOn: CivilDate): void {
  const deposit = invoice.lines.find((line) => line.kind === 'deposit');
  const depositMinor = deposit?.kind === 'deposit' ? deposit.seatDepositMinor : 0n;
  const seats = seatNumbers.map((number): Seat => ({
    number, state: 'ordered', activatedAt: null, broughtByInvoice: invoice.number, fromOn, endsOn: null, depositMinor, paymentWaived: false,
  }));
  change(work, { seats: [...work.book.seats, ...seats] });
}
