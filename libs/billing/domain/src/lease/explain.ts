import { addDays, type CivilDate, civilDateAt, type Instant } from '@seatline/kernel';
import { beyondGrace, daysPastDue, holdEndsAt, nextSuspensionAt, suspensionAt, suspensionOn } from '../arrears/clock';
import { pendingNotices } from '../arrears/notices';
import { comparePriority, type InvoiceKind, type NoticeKind, openMinor } from '../invoice/invoice';
import { advance } from './advance';
import type { LeaseBook } from './book';
import { isSuspended, openInvoices } from './derived';
import { heldMinor, pressingInvoices } from './held-arrears';

export interface ExplainedInvoice {
  readonly number: number;
  readonly kind: InvoiceKind;
  readonly dueOn: CivilDate;
  readonly openMinor: bigint;
  /** What of it is open only because of a dispute that the operator has not decided: its clock stands still. */
  readonly heldMinor: bigint;
  readonly daysPastDue: number;
  /** The last local day whose payment keeps (or would have kept) the service on, as far as this invoice goes. */
  readonly lastDayToPayOn: CivilDate;
  /** When this invoice alone suspends, holds left aside. */
  readonly suspendsAt: Instant;
  readonly isBeyondGrace: boolean;
  readonly nextNotice: { readonly kind: NoticeKind; readonly dueAt: Instant } | null;
}

/** Where a lease stands with its arrears at an instant, and what happens next if nobody does anything. */
export interface ArrearsExplanation {
  readonly at: Instant;
  readonly on: CivilDate;
  readonly isOverdue: boolean;
  readonly isSuspended: boolean;
  /** The invoices that suspended it; empty while it is in service. */
  readonly suspendedBecause: readonly number[];
  /** The last day of the longest hold, while one holds. */
  readonly heldThroughOn: CivilDate | null;
  /** Open invoices in the order in which money serves them. */
  readonly invoices: readonly ExplainedInvoice[];
  /** When the lease will be suspended, holds included; null while it is suspended, over, or owes nothing. */
  readonly suspendsAt: Instant | null;
  readonly lastDayToPayOn: CivilDate | null;
  readonly nextNotice: { readonly invoice: number; readonly kind: NoticeKind; readonly dueAt: Instant } | null;
  /** What must be paid now so that nothing is beyond its grace; money serves the earliest due first, so it includes what is due before. */
  readonly restoringMinor: bigint;
}

/**
 * Answers which invoices, which dates and what happens when, for a lease and an instant from the book's own on: the book is first advanced to
 * it, so a question about the future is answered as if nobody paid meanwhile. Source: domain.md 3 ("explain").
 */
export function explain(book: LeaseBook, at: Instant): ArrearsExplanation {
  const { book: then } = advance(book, at);
  const { contract, endedAt, holds, suspensions } = then;
  const on = civilDateAt(at, contract.zone);
  const open = [...openInvoices(then.invoices)].sort(comparePriority);
  const pressing = pressingInvoices(then);
  const invoices = open.map((each): ExplainedInvoice => {
    const clocked = pressing.find(({ number }) => number === each.number);
    const invoice = clocked ?? each;
    const [next] = (clocked ? pendingNotices(contract, clocked) : []).sort((a, b) => a.dueAt - b.dueAt);
    return {
      number: invoice.number, kind: invoice.kind, dueOn: invoice.dueOn, openMinor: openMinor(invoice), heldMinor: heldMinor(then, each),
      daysPastDue: daysPastDue(invoice.dueOn, on), lastDayToPayOn: addDays(suspensionOn(contract, invoice), -1),
      suspendsAt: suspensionAt(contract, invoice), isBeyondGrace: clocked !== undefined && suspensionAt(contract, invoice) <= at,
      nextNotice: next ? { kind: next.kind, dueAt: next.dueAt } : null,
    };
  });
  const suspended = isSuspended(then);
  const heldUntil = holdEndsAt(contract, holds);
  const suspendsAt = suspended || endedAt !== null ? null : nextSuspensionAt(contract, pressing, holds);
  return {
    at, on, isOverdue: invoices.some((invoice) => invoice.dueOn < on), isSuspended: suspended,
    suspendedBecause: suspended ? suspensions.at(-1)!.because : [],
    heldThroughOn: heldUntil !== null && at < heldUntil ? addDays(civilDateAt(heldUntil, contract.zone), -1) : null,
    invoices, suspendsAt,
    lastDayToPayOn: suspendsAt === null ? null : addDays(civilDateAt(suspendsAt, contract.zone), -1),
    nextNotice: earliestNotice(invoices),
    restoringMinor: restoringMinor(invoices, beyondGrace(contract, pressing, at).map((invoice) => invoice.number)),
  };
}

function earliestNotice(invoices: readonly ExplainedInvoice[]): ArrearsExplanation['nextNotice'] {
  const notices = invoices.flatMap(({ number, nextNotice }) => (nextNotice ? [{ invoice: number, ...nextNotice }] : []));
  return notices.sort((a, b) => a.dueAt - b.dueAt || a.invoice - b.invoice)[0] ?? null;
}

function restoringMinor(inOrder: readonly ExplainedInvoice[], beyond: readonly number[]): bigint {
  const last = inOrder.findLastIndex((invoice) => beyond.includes(invoice.number));
  return inOrder.slice(0, last + 1).reduce((sum, invoice) => sum + invoice.openMinor, 0n);
}
