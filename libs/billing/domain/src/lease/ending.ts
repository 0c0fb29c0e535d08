import { addDays, type Instant, startOfDay } from '@seatline/kernel';
import { settleDeposit } from '../deposit/settlement';
import { lateFeeLines } from '../late-fee/late-amounts';
import { depositSettlementEntries } from '../ledger/postings';
import type { LeaseBook } from './book';
import { followMoney } from './consequences';
import { openInvoices, seatSummary } from './derived';
import { issueInvoice } from './invoicing';
import { dropOrders } from './orders';
import { releaseSeats } from './seats';
import { giveBackByNotes } from './service-credits';
import { closeAt } from './usage-close';
import { change, invoiceOf, post, record, replaceInvoice, today, type Work } from './work';

/** 00:00 local of the first day without service; null once the lease has ended. */
export function leaseEndAt(book: LeaseBook): Instant | null {
  return book.endedAt === null ? startOfDay(book.endOn, book.contract.zone) : null;
}

/** Ends the lease: every seat that is left is released, every standing order lapses. */
export function endLease(work: Work): void {
  change(work, { endedAt: work.at });
  releaseSeats(work, work.book.seats.filter((seat) => seat.state !== 'released').map((seat) => seat.number));
  dropOrders(work, work.book.orders, 'order-lapsed');
  record(work, { type: 'lease-ended', endOn: work.book.endOn });
}

/** When the deposit is settled: at the close of the usage up to the lease's end; null once it is. */
export function settlementAt(book: LeaseBook): Instant | null {
  return book.settledAt === null ? closeAt(book, book.endOn) : null;
}

/**
 * What is late when the deposit is settled has cost what was agreed, and no invoice comes any more on which that could ride: it has one of its own, one a kind, which the deposit serves like
 * any other. What delay costs after that is no longer charged: the lease is over, and what is still owed is a claim. Source: ADR 25.
 */
function issueLastLateFees(work: Work): void {
  const issued = work.book.invoices.length;
  for (const kind of ['rent', 'telephone'] as const) {
    const lines = lateFeeLines(work.book, kind, today(work));
    if (lines.length > 0) issueInvoice(work, kind, addDays(today(work), work.book.contract.telephoneDueDays), lines);
  }
  if (work.book.invoices.length > issued) followMoney(work);
}

/** Gives back what no further invoice will, charges what delay has cost until now, and settles what deposit is left: it pays what is open, telephone charges first, and the rest is to be refunded. Without a deposit there is nothing to tell. */
export function settleLease(work: Work): void {
  if (giveBackByNotes(work)) followMoney(work);
  issueLastLateFees(work);
  change(work, { settledAt: work.at });
  const { depositMinor } = seatSummary(work.book.seats);
  if (depositMinor === 0n) return;
  const settlement = settleDeposit(depositMinor, openInvoices(work.book.invoices));
  for (const { invoice: number, minor } of settlement.setOffs) {
    const invoice = invoiceOf(work.book, number);
    replaceInvoice(work, { ...invoice, paidMinor: invoice.paidMinor + minor });
  }
  change(work, {
    seats: work.book.seats.map((seat) => (seat.depositMinor > 0n ? { ...seat, depositMinor: 0n } : seat)),
    refundDueMinor: work.book.refundDueMinor + settlement.refundMinor,
  });
  record(work, { type: 'deposit-settled', ...settlement });
  post(work, 'deposit-settlement', work.book.endOn, depositSettlementEntries(settlement.setOffMinor, settlement.refundMinor));
  followMoney(work);
}
