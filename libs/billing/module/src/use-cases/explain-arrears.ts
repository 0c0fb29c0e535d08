import { Injectable } from '@nestjs/common';
import { advance, type ArrearsExplanation, explain, type LeaseBook, openInvoices, pendingNotices } from '@seatline/billing-domain';
import { addDays, type Instant } from '@seatline/kernel';
import { notFound, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { readMoments } from '../persistence/lease-history';
import { type NoticeRow, readNotices } from '../reads/notices';
import { readTenantName } from '../reads/tenants';
import { bringUp } from './bring-up';
import { LeaseDesk } from './lease-desk';
import { replayLease } from './replay-lease';

/** A notice of an open invoice: given, or to be given if nobody pays. */
export interface ExplainedNotice {
  readonly kind: string;
  readonly invoice: number;
  readonly on: string;
  readonly sentAt: Instant | null;
}

export interface ExplainedLease {
  readonly lease: LoadedLease;
  readonly tenantName: string;
  readonly book: LeaseBook;
  readonly explanation: ArrearsExplanation;
  readonly notices: readonly ExplainedNotice[];
  readonly status: 'clear' | 'overdue' | 'held' | 'suspended';
  /** What has to be paid so that this ends: what restores a suspended lease, otherwise all that is overdue. */
  readonly toPayMinor: bigint;
}

/** Says where a lease stands with what it owes, at any instant: the past as it was, the future as it comes if nobody pays. */
@Injectable()
export class ExplainArrears {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly books: LeaseBooks,
  ) {}

  run(tenantId: string, leaseId: string, at: Instant | null = null): Promise<ExplainedLease> {
    return this.tenants.run(tenantId, (tx) => this.within(tx, leaseId, at));
  }

  async within(tx: TenantTransaction, leaseId: string, asked: Instant | null): Promise<ExplainedLease> {
    const lease = await this.desk.look(tx, leaseId);
    const at = asked ?? this.desk.presentOf(lease);
    if (at < lease.book.openedAt) throw notFound('lease');
    const book = at < lease.book.advancedTo ? await this.past(tx, lease, at) : advance(bringUp(lease, this.presentUpTo(lease, at), null).book, at).book;
    const explanation = explain(book, at);
    const tenantName = (await readTenantName(tx.ledger, tx.tenantId)) ?? '';
    const given = await readNotices(tx.ledger, tx.tenantId, { leaseId, after: null, most: MOST_NOTICES });
    return { lease, tenantName, book, explanation, notices: noticesOf(book, lease, given, at), ...standing(explanation) };
  }

  private presentUpTo(lease: LoadedLease, at: Instant): Instant {
    return Math.min(at, this.desk.presentOf(lease)) as Instant;
  }

  private async past(tx: TenantTransaction, lease: LoadedLease, at: Instant): Promise<LeaseBook> {
    const moments = await readMoments(tx.ledger, lease, lease.book);
    return replayLease(lease, moments, await this.books.usageSinceOpening(tx.ledger, lease, at), at);
  }
}

/** A lease has some ten notices a month. */
const MOST_NOTICES = 500;

function standing(explanation: ArrearsExplanation): Pick<ExplainedLease, 'status' | 'toPayMinor'> {
  const overdue = explanation.invoices.filter((invoice) => invoice.dueOn < explanation.on).reduce((sum, invoice) => sum + invoice.openMinor, 0n);
  if (explanation.isSuspended) return { status: 'suspended', toPayMinor: explanation.restoringMinor };
  if (!explanation.isOverdue) return { status: 'clear', toPayMinor: 0n };
  return { status: explanation.heldThroughOn === null ? 'overdue' : 'held', toPayMinor: overdue };
}

function noticesOf(book: LeaseBook, lease: LoadedLease, given: readonly NoticeRow[], at: Instant): ExplainedNotice[] {
  return openInvoices(book.invoices)
    .flatMap((invoice): ExplainedNotice[] => {
      const invoiceId = lease.invoiceIds[invoice.number - 1];
      const kinds = new Set<string>(invoice.noticesSent);
      const sent = given.filter((notice) => notice.invoice_id === invoiceId && kinds.has(notice.kind) && notice.due_at <= at);
      return [
        ...sent.map((notice) => ({ kind: notice.kind, invoice: invoice.number, on: notice.due_on, sentAt: notice.sent_at as Instant | null })),
        ...pendingNotices(book.contract, invoice).map(({ kind, on }) => ({ kind, invoice: invoice.number, on, sentAt: null })),
      ];
    })
    .sort((a, b) => (a.on === b.on ? a.invoice - b.invoice : a.on < b.on ? -1 : 1));
}

/** The local day after which termination was or will be proposed, of the invoice that is longest overdue; null when none is. */
export function terminationProposedOn({ book, explanation }: ExplainedLease): string | null {
  const first = explanation.invoices[0];
  if (!first || first.dueOn >= explanation.on) return null;
  const grace = first.kind === 'rent' ? book.contract.rentGraceDays : book.contract.telephoneGraceDays;
  return addDays(first.dueOn, 2 * grace);
}

/** When a suspended lease was suspended; when one in service will be. */
export function suspensionAt({ book, explanation }: ExplainedLease): Instant | null {
  return explanation.isSuspended ? (book.suspensions.at(-1)?.suspendedAt ?? null) : explanation.suspendsAt;
}

/** The reason of the hold that holds. */
export function holdOf({ book, explanation }: ExplainedLease): { untilOn: string; reason: string } | null {
  const hold = book.holds.find((each) => each.untilOn === explanation.heldThroughOn);
  return hold ? { untilOn: hold.untilOn, reason: hold.reason } : null;
}

