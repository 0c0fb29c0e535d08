import { Inject, Injectable } from '@nestjs/common';
import { apply, type BillingProblemCode, type LeaseCommand, type LeaseEvent, type LeaseRefusalCode } from '@seatline/billing-domain';
import type { Clock, Instant, Refusal } from '@seatline/kernel';
import { CLOCK, LiveBus, notFound, type Principal, Problem, type TenantTransaction } from '@seatline/server';
import type { DocumentIds } from '../persistence/lease-books/document-ids';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import type { LeaseChange, LoadedLease } from '../persistence/lease-books/loaded-lease';
import { bringUp } from './bring-up';

export interface Performed {
  readonly refusal: Refusal<LeaseRefusalCode> | null;
  readonly events: readonly LeaseEvent[];
  readonly ids: DocumentIds;
}

/** Who acts, as the rows that remember it name them. */
export function nameOf(actor: Principal): string {
  return actor.displayName;
}

const PROBLEM_OF: Readonly<Record<LeaseRefusalCode, BillingProblemCode>> = {
  overdue: 'lease.overdue',
  'no-lease': 'lease.none',
  'lease-already-open': 'lease.already-open',
  'not-enough-seats': 'lease.not-enough-seats',
  'outside-term': 'lease.outside-term',
  'no-such-order': 'order.not-standing',
  'no-such-invoice': 'invoice.not-open',
  'not-written-off': 'invoice.not-written-off',
  'no-such-payment': 'refund.not-possible',
  'payment-disputed': 'refund.disputed',
  'beyond-payment': 'refund.beyond-payment',
  'no-such-refund': 'refund.not-possible',
  'no-such-dispute': 'dispute.decided',
  'renewal-late': 'lease.outside-term',
  'terms-billed': 'terms.billed',
  'terms-not-a-period': 'terms.not-a-period',
  'terms-not-later': 'terms.not-later',
  'refund-exceeds': 'refund.exceeds',
  'no-late-fee': 'late-fee.none',
};

/** The engine's refusal as a client is told it. */
export function problemOf(refusal: Refusal<LeaseRefusalCode>): Problem {
  return new Problem(PROBLEM_OF[refusal.code], refusal.facts);
}

/**
 * Where a lease is taken out to be changed: locked, brought to the present, handed to the engine with a command, and put back. A refusal is kept in
 * the lease's history like anything else that happened, so it is an answer here and thrown only after the commit.
 */
@Injectable()
export class LeaseDesk {
  constructor(
    private readonly books: LeaseBooks,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The lease under its lock. @throws Problem not-found */
  async take(tx: TenantTransaction, leaseId: string): Promise<LoadedLease> {
    const [lease] = await this.books.load(tx.ledger, [{ tenantId: tx.tenantId, leaseId }], { until: this.clock.now(), lock: true });
    if (!lease) throw notFound('lease');
    return lease;
  }

  /** The lease as it is, only to look at. @throws Problem not-found */
  async look(tx: TenantTransaction, leaseId: string): Promise<LoadedLease> {
    const options = { until: this.clock.now(), lock: false, withUsage: true };
    const [lease] = await this.books.load(tx.ledger, [{ tenantId: tx.tenantId, leaseId }], options);
    if (!lease) throw notFound('lease');
    return lease;
  }

  /** The instant at which something happens to a lease now: another process's clock may have been a little ahead. */
  presentOf(lease: LoadedLease): Instant {
    return Math.max(this.clock.now(), lease.book.advancedTo) as Instant;
  }

  async perform(
    tx: TenantTransaction,
    lease: LoadedLease,
    command: LeaseCommand,
    by: { readonly actor: string; readonly payment?: LeaseChange['payment']; readonly refundReference?: string },
  ): Promise<Performed> {
    const at = this.presentOf(lease);
    const present = bringUp(lease, at, at);
    const done = apply(present.book, command, at);
    const events = [...present.events, ...done.events];
    const ids = await this.put(tx, { before: lease, identity: lease, after: done.book, events, recordedAt: at, ...by });
    return { refusal: done.refusal, events, ids };
  }

  /** Writes a lease's change and lets the tenant's screens know. */
  async put(tx: TenantTransaction, change: LeaseChange): Promise<DocumentIds> {
    const [ids] = await this.books.save(tx.ledger, [change]);
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'billing', id: change.identity.leaseId });
    return ids!;
  }
}
