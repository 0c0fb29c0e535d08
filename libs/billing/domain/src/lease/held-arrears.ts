import { addDays, civilDateAt, type CivilDate, daysBetween, type Instant } from '@seatline/kernel';
import type { ClockedInvoice } from '../arrears/clock';
import { type Invoice, openMinor } from '../invoice/invoice';
import type { Dispute, LeaseBook } from './book';
import { openInvoices } from './derived';

/** The dispute of a payment that its bank has not decided; undefined when there is none. */
export function openDispute(book: LeaseBook, payment: number): Dispute | undefined {
  return book.disputes.find((each) => each.payment === payment && each.closedAs === null);
}

function reversedMinor(dispute: Dispute, invoice: number): bigint {
  return dispute.reversals.reduce((sum, each) => (each.invoice === invoice ? sum + each.minor : sum), 0n);
}

/** What of an invoice is open because a bank took a payment back and the operator has not decided yet that it is owed. */
export function heldMinor(book: LeaseBook, invoice: Invoice): bigint {
  const held = book.disputes
    .filter((each) => each.closedAs !== 'won' && each.resumedAt === null)
    .reduce((sum, each) => sum + reversedMinor(each, invoice.number), 0n);
  return held < openMinor(invoice) ? held : openMinor(invoice);
}

/**
 * The open invoices whose clock goes: those with something open beyond what is held by disputes. One that is open for nothing but what was disputed gets
 * the days for which it was held; the part of an invoice that nobody disputed never had them. Source: billing.md 1.4 row 32.
 */
export function pressingInvoices(book: LeaseBook): readonly ClockedInvoice[] {
  const open = openInvoices(book.invoices);
  if (book.disputes.length === 0) return open;
  return open
    .filter((invoice) => openMinor(invoice) > heldMinor(book, invoice))
    .map((invoice): ClockedInvoice => {
      const days = heldDays(book, invoice);
      return days === 0 ? invoice : { ...invoice, heldDays: days };
    });
}

/** The days after its due date for which all that is open of an invoice was held, each once. */
function heldDays(book: LeaseBook, invoice: Invoice): number {
  const { zone } = book.contract;
  const of = book.disputes.filter((each) => each.closedAs !== 'won' && reversedMinor(each, invoice.number) > 0n);
  if (of.reduce((sum, each) => sum + reversedMinor(each, invoice.number), 0n) < openMinor(invoice)) return 0;
  const days = new Set<CivilDate>();
  for (const { openedAt, resumedAt } of of) {
    if (resumedAt === null) continue;
    for (let on = later(civilDateAt(openedAt, zone), invoice.dueOn); daysBetween(on, civilDateAt(resumedAt as Instant, zone)) > 0; on = addDays(on, 1)) days.add(on);
  }
  return days.size;
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b;
}
