import { addDays, type CivilDate, type Instant, startOfDay } from '@seatline/kernel';
import { overdueInvoices } from '../arrears/clock';
import { type JoinedLease, newSeatLines } from '../invoice/lines';
import { type Quote, quote } from '../invoice/quote';
import { agreedOn } from './agreed-terms';
import { allocateTo } from './allocation';
import type { LeaseBook, StandingOrder } from './book';
import { isSuspended, unappliedMinor } from './derived';
import { pressingInvoices } from './held-arrears';
import { enterSeats, issueInvoice, nextSeatNumbers } from './invoicing';
import { activateReadySeats } from './seats';
import { change, record, today, type Work } from './work';
import { taxedOn } from '../plan/tax-rates';

/** While anything is overdue, seats are neither ordered nor brought (domain.md 3). */
export function isOrderingBlocked(book: LeaseBook, on: CivilDate): boolean {
  return isSuspended(book) || overdueInvoices(pressingInvoices(book), on).length > 0;
}

/** What seats cost if they come on that day: rent for every period invoiced so far from that day on, and deposit. */
export function quoteOrder(book: LeaseBook, seats: number, on: CivilDate): Quote {
  return quote(taxedOn(book.contract, on), seats, on, book.rentIssuedThroughOn, book.endOn, joinedLease(book, on));
}

/** Who is there already: seats that are charged for on the day and not gone. One that was taken back has left its place to the next that comes. */
function joinedLease(book: LeaseBook, issuedOn: CivilDate): JoinedLease {
  return {
    seatsOn: (on) => book.seats.filter((seat) => seat.state !== 'released' && (seat.endsOn === null || seat.endsOn > on)).length,
    contractOn: (on) => taxedOn(agreedOn(book, on), issuedOn),
  };
}

/** 00:00 local of the day after the last one through which the order stands. An order of the 1st that stands 7 days lapses as the 9th begins. */
export function orderLapsesAt(book: LeaseBook, order: StandingOrder): Instant {
  return startOfDay(addDays(order.orderedOn, book.contract.orderStandsDays + 1), book.contract.zone);
}

/**
 * Fills the oldest standing order if unapplied money covers it and nothing is overdue: its invoice is issued, due and paid at once, and its seats
 * are usable (or will be at the term's start). True when it was filled.
 */
export function fillOldestOrder(work: Work): boolean {
  const order = work.book.orders[0];
  const on = today(work);
  if (!order || on >= work.book.endOn || isOrderingBlocked(work.book, on)) return false;
  if (quoteOrder(work.book, order.seats, on).totalMinor > unappliedMinor(work.book.unapplied)) return false;
  const { contract, endOn, rentIssuedThroughOn } = work.book;
  const fromOn = on > contract.term.startOn ? on : contract.term.startOn;
  const seatNumbers = nextSeatNumbers(work.book, order.seats);
  const invoice = issueInvoice(work, 'rent', on, newSeatLines(taxedOn(contract, on), seatNumbers, fromOn, rentIssuedThroughOn, endOn, joinedLease(work.book, on)));
  allocateTo(work, invoice.number);
  enterSeats(work, invoice, seatNumbers, fromOn);
  change(work, { orders: work.book.orders.slice(1) });
  record(work, { type: 'order-filled', order: order.number, invoice: invoice.number, seatNumbers });
  activateReadySeats(work);
  return true;
}

/** Takes orders out of the book unfilled. */
export function dropOrders(work: Work, orders: readonly StandingOrder[], type: 'order-lapsed' | 'order-cancelled'): void {
  change(work, { orders: work.book.orders.filter((order) => !orders.includes(order)) });
  for (const order of orders) record(work, { type, order: order.number, seats: order.seats });
}
