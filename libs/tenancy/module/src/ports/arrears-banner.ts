import type { TenantTransaction } from '@seatline/server';

/** What a tenant must know about money that is overdue. Amounts are decimal strings, instants RFC 3339 UTC, dates YYYY-MM-DD of the lease's zone. */
export interface ArrearsBanner {
  readonly leaseId: string;
  readonly leaseNumber: string;
  /** `held`: overdue, and the operator has promised to wait. */
  readonly status: 'overdue' | 'suspended' | 'held';
  /** What ends it. */
  readonly toPay: string;
  readonly currency: string;
  readonly dueOn: string;
  readonly lastDayToPayOn: string;
  /** When it suspends or has suspended; null while a hold keeps it open. */
  readonly suspensionAt: string | null;
  /** Numbers of the invoices. */
  readonly because: readonly string[];
}

/** Billing's answer to "is anything overdue?"; bound in the application. Without it no money is shown. */
export abstract class ArrearsBanners {
  /** The most pressing one; null when nothing is overdue. */
  abstract of(tx: TenantTransaction): Promise<ArrearsBanner | null>;
}
