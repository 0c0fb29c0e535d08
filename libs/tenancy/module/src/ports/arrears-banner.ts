import type { TenantTransaction } from '@seatline/server';

/** What a tenant must know about money that is overdue. Amounts are decimal strings, instants RFC 3339 UTC, dates YYYY-MM-DD. */
export interface ArrearsBanner {
  readonly leaseId: string;
  readonly currency: string;
  readonly overdue: string;
  readonly dueOn: string;
  readonly suspendsAt: string | null;
  readonly suspendedAt: string | null;
  readonly invoices: readonly string[];
}

/** Billing's answer to "is anything overdue?"; bound in the application. */
export abstract class ArrearsBanners {
  /** The most pressing one; null when nothing is overdue. */
  abstract of(tx: TenantTransaction): Promise<ArrearsBanner | null>;
}
