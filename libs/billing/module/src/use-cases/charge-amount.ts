import { isOrderingBlocked, type LeaseBook, openMinor, quoteOrder } from '@seatline/billing-domain';
import { type CivilDate } from '@seatline/kernel';
import { Problem } from '@seatline/server';

/** What is left to pay of an invoice. @throws Problem payment.nothing-due */
export function invoiceCharge(book: LeaseBook, number: number): bigint {
  const invoice = book.invoices[number - 1];
  const open = invoice ? openMinor(invoice) : 0n;
  if (open <= 0n) throw new Problem('payment.nothing-due');
  return open;
}

/**
 * What has to come in so that an order is filled today: it and every older one, since orders are filled strictly in their order, less what is unapplied.
 * @throws Problem order.not-standing, lease.overdue, payment.nothing-due
 */
export function orderCharge(book: LeaseBook, number: number, state: string, today: CivilDate): bigint {
  if (!book.orders.some((order) => order.number === number)) throw new Problem('order.not-standing', { state });
  if (isOrderingBlocked(book, today)) throw new Problem('lease.overdue');
  const wanted = book.orders.filter((order) => order.number <= number).reduce((sum, order) => sum + quoteOrder(book, order.seats, today).totalMinor, 0n);
  const free = book.unapplied.reduce((sum, money) => sum + money.leftMinor, 0n);
  if (wanted <= free) throw new Problem('payment.nothing-due');
  return wanted - free;
}
