import type { Agreement, LeaseNoticeKind, NoticeFacts } from '@seatline/billing-domain';
import { addDays, type CivilDate, civilDateAt, type Instant } from '@seatline/kernel';
import { amountText } from '../written/amounts';
import { iso, isoOrNull } from '../written/json';
import { type ExplainedLease, suspensionAt } from './explain-arrears';

/** What a notice is about, taken from where the lease stands when it is addressed. */
export interface NoticeSubject {
  readonly noticeId: string;
  readonly kind: LeaseNoticeKind;
  readonly invoiceId: string | null;
  readonly dueAt: Instant;
  /** What was asked or decided, where it is about that. */
  readonly about: Agreement | null;
  readonly collection: NoticeFacts['collection'];
}

/** These press for money: once it is paid they would be false, so they are not sent any more. */
const PRESSING: ReadonlySet<LeaseNoticeKind> = new Set<LeaseNoticeKind>(['reminder', 'overdue', 'second', 'last-warning', 'termination-proposed', 'collection-declined', 'collection-confirm']);

/** The facts of a notice; null when there is nothing left to tell. */
export function factsOfNotice(explained: ExplainedLease, subject: NoticeSubject, portalUrl: string): NoticeFacts | null {
  const { lease, explanation, book } = explained;
  const { currency, zone } = book.contract;
  const amount = (minor: bigint): string => `${amountText(currency, minor)} ${currency}`;
  const place = subject.invoiceId === null ? -1 : lease.invoiceIds.indexOf(subject.invoiceId);
  const open = explanation.invoices.find((invoice) => invoice.number === place + 1);
  if (place >= 0 && !open && PRESSING.has(subject.kind)) return null;
  const issued = book.invoices[place];
  const stopsAt = suspensionAt(explained);
  const warned = open ? Math.max(open.suspendsAt, explanation.suspendsAt ?? open.suspendsAt) : null;
  const about = subject.kind === 'suspended' || place < 0 ? stopsAt : (warned as Instant | null);
  return {
    kind: subject.kind,
    leaseNumber: lease.number,
    zone,
    endOn: book.endOn,
    invoice: issued
      ? { number: lease.invoiceNumbers[place]!, open: amount(open?.openMinor ?? 0n), dueOn: issued.dueOn, daysPastDue: open?.daysPastDue ?? 0 }
      : null,
    toPay: explained.toPayMinor > 0n ? amount(explained.toPayMinor) : null,
    suspendsAt: about,
    lastDayToPayOn: about === null ? null : dayBefore(about, zone),
    rentAccruesWhileSuspended: book.contract.rentAccruesWhileSuspended,
    about: subject.about,
    collection: subject.collection,
    portalUrl: subject.collection && subject.invoiceId ? `${portalUrl.replace(/\/$/, '')}/invoices/${subject.invoiceId}` : portalUrl,
  };
}

function dayBefore(at: Instant, zone: NoticeFacts['zone']): CivilDate {
  return addDays(civilDateAt(at, zone), -1);
}

/** The same for machines: ids, instants in UTC and amounts as decimal text. */
export function webhookBody(explained: ExplainedLease, subject: NoticeSubject, facts: NoticeFacts): string {
  const { lease } = explained;
  const { currency, zone } = explained.book.contract;
  const place = subject.invoiceId === null ? -1 : lease.invoiceIds.indexOf(subject.invoiceId);
  const open = explained.explanation.invoices.find((invoice) => invoice.number === place + 1);
  return JSON.stringify({
    type: `notice.${subject.kind}`,
    timestamp: iso(subject.dueAt),
    data: {
      noticeId: subject.noticeId,
      leaseId: lease.leaseId,
      leaseNumber: lease.number,
      invoiceId: subject.invoiceId,
      invoiceNumber: facts.invoice?.number ?? null,
      dueOn: facts.invoice?.dueOn ?? null,
      open: open ? amountText(currency, open.openMinor) : null,
      toPay: amountText(currency, explained.toPayMinor),
      currency,
      zone,
      suspensionAt: isoOrNull(facts.suspendsAt),
      lastDayToPayOn: facts.lastDayToPayOn,
      ...(subject.about === null ? {} : { about: subject.about }),
    },
  });
}
