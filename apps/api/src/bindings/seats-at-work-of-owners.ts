import { Injectable } from '@nestjs/common';
import { ReadSeatSessions } from '@seatline/acd';
import { SeatsAtWork } from '@seatline/billing';
import type { SeatSession, TimeSpan } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import { MaintenanceNow } from '@seatline/tenancy';

/** Billing's question "how were the seats used?", answered by the ACD's agents and tenancy's windows. */
@Injectable()
export class SeatsAtWorkOfOwners extends SeatsAtWork {
  constructor(
    private readonly seatSessions: ReadSeatSessions,
    private readonly windows: MaintenanceNow,
  ) {
    super();
  }

  override sessions(tx: TenantTransaction, fromAt: Instant, toAt: Instant): Promise<readonly SeatSession[]> {
    return this.seatSessions.within(tx, fromAt, toAt);
  }

  override maintenance(tx: TenantTransaction, fromAt: Instant, toAt: Instant): Promise<readonly TimeSpan[]> {
    return this.windows.between(tx, fromAt, toAt);
  }
}
