import type { Refusal } from '@seatline/kernel';
import { comparePriority, openMinor } from '../invoice/invoice';
import { writeOffEntries } from '../ledger/postings';
import type { WriteOff } from './book';
import type { LeaseCommand } from './commands';
import { followMoney } from './consequences';
import { writtenOffInvoices } from './derived';
import type { LeaseRefusalCode } from './events';
import { change, invoiceOf, post, record, replaceInvoice, type Work } from './work';

/**
 * Gives up what is open of an invoice: it leaves the receivables as a bad debt, its notices stop, and it suspends nothing any more. It stays unpaid for the
 * records: money serves it only after all that is open (`recoverWriteOffs`), and service that was stopped does not come back by it. Refused with `no-such-invoice` where nothing is open.
 * Source: billing.md 1.4 row 33.
 */
export function writeOff(work: Work, { invoice, reason }: Extract<LeaseCommand, { do: 'write-off' }>): Refusal<LeaseRefusalCode> | null {
  const target = work.book.invoices[invoice - 1];
  if (!target || openMinor(target) === 0n) return { code: 'no-such-invoice', facts: { invoice } };
  record(work, { type: 'invoice-written-off', writeOff: enter(work, invoice, openMinor(target)), reason });
  return null;
}

/** Takes a write-off back: the invoice is open as before, money that waits serves it, and what its age asks for (notices, a suspension) happens at once. */
export function undoWriteOff(work: Work, { invoice, reason }: Extract<LeaseCommand, { do: 'undo-write-off' }>): Refusal<LeaseRefusalCode> | null {
  const target = work.book.invoices[invoice - 1];
  if (!target || target.writtenOffMinor === 0n) return { code: 'not-written-off', facts: { invoice } };
  record(work, { type: 'write-off-undone', writeOff: enter(work, invoice, -target.writtenOffMinor), reason });
  followMoney(work);
  return null;
}

/** A credit note on an invoice that was given up lowers what was given up first, so that nobody is credited for what nobody paid. */
export function lowerWriteOff(work: Work, invoice: number, creditNote: number): void {
  const target = invoiceOf(work.book, invoice);
  const over = -openMinor(target);
  if (over <= 0n || target.writtenOffMinor === 0n) return;
  const minor = over < target.writtenOffMinor ? over : target.writtenOffMinor;
  record(work, { type: 'write-off-lowered', writeOff: enter(work, invoice, -minor), creditNote });
}

/**
 * What a payment brought beyond everything that is open serves what was given up, the oldest due date first: it is owed all the same, and that much of the bad debt comes
 * back. Money that stands for an order waits for it. What a credit note or a deposit set free does not: nobody paid it for a debt. Source: billing.md 1.4 row 33.
 */
export function recoverWriteOffs(work: Work, payment: number): void {
  if (work.book.orders.length > 0) return;
  for (const { number } of [...writtenOffInvoices(work.book.invoices)].sort(comparePriority)) {
    const left = work.book.unapplied.find((each) => each.source === 'payment' && each.number === payment)?.leftMinor ?? 0n;
    if (left === 0n) return;
    const { writtenOffMinor } = invoiceOf(work.book, number);
    const minor = left < writtenOffMinor ? left : writtenOffMinor;
    record(work, { type: 'write-off-recovered', writeOff: enter(work, number, -minor), payment });
    followMoney(work);
  }
}

function enter(work: Work, number: number, minor: bigint): WriteOff {
  const invoice = invoiceOf(work.book, number);
  const entered: WriteOff = { number: work.book.writeOffs.length + 1, invoice: number, minor };
  replaceInvoice(work, { ...invoice, writtenOffMinor: invoice.writtenOffMinor + minor });
  change(work, { writeOffs: [...work.book.writeOffs, entered] });
  post(work, 'write-off', String(entered.number), writeOffEntries(minor));
  return entered;
}
