import { isSuspended, type LeaseBook, type LeaseEvent, type OpenUsage } from '@seatline/billing-domain';
import type { Instant, Zone } from '@seatline/kernel';

export interface LeaseKey {
  readonly tenantId: string;
  readonly leaseId: string;
}

/** Rated calls that wait for an invoice, as they arrived: what was there before the lease's next close, then what came between the closes after it. */
export interface WaitingUsage {
  /** The closes that are due, in their order. */
  readonly closesAt: readonly Instant[];
  /** One more than there are closes; the usage at place n arrived before close n, the last after them all. */
  readonly arrived: readonly (readonly OpenUsage[])[];
}

export interface LegalEntityOfLease {
  readonly id: string;
  readonly prefix: string;
  readonly zone: Zone;
}

/** A lease as its rows say it is, under its lock: the engine's book, and what the engine need not know. */
export interface LoadedLease extends LeaseKey {
  readonly number: string;
  readonly planCode: string;
  readonly planVersion: number;
  readonly status: LeaseStatus;
  /** A seat of it was once usable. */
  readonly served: boolean;
  readonly legalEntity: LegalEntityOfLease;
  /** `openUsage` is what had arrived before the next close. */
  readonly book: LeaseBook;
  readonly waiting: WaitingUsage;
  /** By number − 1. */
  readonly seatIds: readonly string[];
  readonly invoiceIds: readonly string[];
  readonly invoiceNumbers: readonly string[];
  readonly creditNoteIds: readonly string[];
  readonly creditNoteNumbers: readonly string[];
  /** By number. */
  readonly orderIds: ReadonlyMap<number, string>;
  /** How many rows there are of what the engine does not count itself. */
  readonly counted: { readonly events: number; readonly deposits: number; readonly money: number };
}

export type LeaseStatus = 'pending' | 'in-service' | 'suspended' | 'ended';

/** What happened to a lease, to be written. */
export interface LeaseChange {
  /** Null for a lease that was opened just now. */
  readonly before: LoadedLease | null;
  readonly identity: Pick<LoadedLease, 'tenantId' | 'leaseId' | 'number' | 'planCode' | 'planVersion' | 'legalEntity'>;
  readonly after: LeaseBook;
  readonly events: readonly LeaseEvent[];
  /** When it is written, which may be later than when it was due. */
  readonly recordedAt: Instant;
  /** Who did it; a sweep is the product itself. */
  readonly actor: string;
  /** The version of the tenant's own prices that a lease was opened with; left out: the catalogue's. */
  readonly ownPriceVersion?: number | null;
  /** How a payment among the events came in. */
  readonly payment?: { readonly source: 'bank-transfer' | 'gateway'; readonly reference: string };
  /** The bank's reference of a refund among the events. */
  readonly refundReference?: string;
}

/** Where a lease stands: `pending` until its first seat is usable; once in service it stays so, though its seats may all have gone, be it while it was suspended. */
export function statusOf({ before, after, events }: Pick<LeaseChange, 'after' | 'before' | 'events'>): LeaseStatus {
  if (after.endedAt !== null) return 'ended';
  if (isSuspended(after)) return 'suspended';
  return before?.served === true || events.some((event) => event.type === 'seats-activated') ? 'in-service' : 'pending';
}
