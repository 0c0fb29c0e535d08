import type { Instant } from '@seatline/kernel';
import { suspensionAt } from '../arrears/clock';
import { type DueNotice, pendingNotices } from '../arrears/notices';
import { renewalNoticeAt } from '../renewal/renewal';
import type { LeaseBook } from './book';
import { pressingInvoices } from './held-arrears';
import { change, invoiceOf, record, replaceInvoice, type Work } from './work';

/** The earliest notice that the open invoices ask for; of one instant the lower invoice's first, then in the order of the schedule. */
function nextNotice(book: LeaseBook): DueNotice | null {
  let next: DueNotice | null = null;
  for (const invoice of pressingInvoices(book)) {
    for (const notice of pendingNotices(book.contract, invoice)) {
      if (next === null || notice.dueAt < next.dueAt) next = notice;
    }
  }
  return next;
}

export function nextNoticeAt(book: LeaseBook): Instant | null {
  return nextNotice(book)?.dueAt ?? null;
}

/** Says that the next notice is due, once; a last warning names the instant of suspension. */
export function giveNotice(work: Work): void {
  const notice = nextNotice(work.book);
  if (!notice) return;
  const invoice = invoiceOf(work.book, notice.invoice);
  replaceInvoice(work, { ...invoice, noticesSent: [...invoice.noticesSent, notice.kind] });
  const suspendsAt = notice.kind === 'last-warning' ? suspensionAt(work.book.contract, invoice) : null;
  record(work, { type: 'notice-due', kind: notice.kind, invoice: notice.invoice, suspendsAt });
}

/** When the renewal notice is due; null when it was given, fell before the opening, or the lease ends before its term. */
export function nextRenewalNoticeAt(book: LeaseBook): Instant | null {
  if (book.renewalNotifiedAt !== null || book.endsEarly || book.endedAt !== null) return null;
  const at = renewalNoticeAt(book.contract);
  return at < book.openedAt ? null : at;
}

export function giveRenewalNotice(work: Work): void {
  change(work, { renewalNotifiedAt: work.at });
  record(work, { type: 'notice-due', kind: 'renewal', invoice: null, suspendsAt: null });
}
