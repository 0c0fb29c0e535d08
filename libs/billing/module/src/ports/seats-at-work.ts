import type { SeatSession, TimeSpan } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';

/** What tenancy and the ACD say of a tenant's seats; the composition root answers, since billing knows neither. */
export abstract class SeatsAtWork {
  /** Who sat where: every session that was on at some moment of the time. */
  abstract sessions(tx: TenantTransaction, fromAt: Instant, toAt: Instant): Promise<readonly SeatSession[]>;
  /** When maintenance kept the tenant out. */
  abstract maintenance(tx: TenantTransaction, fromAt: Instant, toAt: Instant): Promise<readonly TimeSpan[]>;
}
