import type { SpendingMeter } from './credit-control/spending-caps';

/** A seat as other domains name it: billing chooses its id when it is ordered; the number counts the lease's seats from 1. */
export interface SeatReference {
  readonly seatId: string;
  readonly number: number;
}

/** What was asked of a tenant, or decided for it, about a lease: once for each request. */
export type AgreementNoticeKind =
  | 'sublet-asked' | 'sublet-accepted' | 'sublet-declined' | 'sublet-withdrawn' | 'sublet-consented' | 'sublet-refused' | 'sublet-effective' | 'sublet-lapsed'
  | 'renewal-granted' | 'renewal-refused';

/** Kinds of notice that a lease receives: those of an unpaid invoice, the renewal, what has just happened to it, and what was decided about it. */
export type LeaseNoticeKind =
  | 'invoice-issued' | 'reminder' | 'overdue' | 'second' | 'last-warning' | 'termination-proposed' | 'renewal' | 'suspended' | 'restored'
  | 'collection-declined' | 'collection-confirm' | AgreementNoticeKind;

/**
 * What billing tells other domains after the commit, by topic. Instants are RFC 3339 in UTC. The right to use a seat stays apart from what is
 * owed: billing says what happened to the lease, tenancy decides what that means for its seats.
 */
export interface BillingEvents {
  /** Seats have come into the lease: at its opening, or with a paid order. They are to be known, and not yet to be used. */
  readonly 'billing.seats-ordered': { readonly leaseId: string; readonly seats: readonly SeatReference[] };
  /** Seats are paid (or waived) and their term has begun: they are to be provisioned. */
  readonly 'billing.seats-activated': { readonly leaseId: string; readonly seats: readonly SeatReference[] };
  /** Seats have left the lease, whether they were ever used or not. */
  readonly 'billing.seats-released': { readonly leaseId: string; readonly seats: readonly SeatReference[] };
  /** Something is beyond its grace; `because` names invoices by the lease's own count. */
  readonly 'billing.lease-suspended': { readonly leaseId: string; readonly at: string; readonly because: readonly number[] };
  readonly 'billing.lease-restored': { readonly leaseId: string; readonly at: string };
  readonly 'billing.lease-ended': { readonly leaseId: string };
  /** Calls of a tenant, or of one of its seats, have reached a share of a cap in a period; each share once. Amounts are decimals in the currency. */
  readonly 'billing.spending-reached': {
    readonly noticeId: string; readonly meter: SpendingMeter; readonly percent: number; readonly startsOn: string; readonly seatId: string | null;
    readonly currency: string; readonly cap: string;
  };
  /** A wallet has fallen below the line that its owner drew. */
  readonly 'billing.wallet-low': { readonly noticeId: string; readonly leaseId: string; readonly currency: string; readonly line: string; readonly balance: string };
  readonly 'billing.notice-recorded': { readonly leaseId: string; readonly noticeId: string; readonly kind: LeaseNoticeKind };
}

export type BillingTopic = keyof BillingEvents;

/** Somebody has paid and sits without service until others have heard of it: such events overtake whatever else is on its way (domain.md 3, service comes back within 60 s). */
export const URGENT_TOPICS: readonly BillingTopic[] = ['billing.seats-activated', 'billing.lease-restored'];
