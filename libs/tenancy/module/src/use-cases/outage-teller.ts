import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, Outbox, TenantUnitOfWork } from '@seatline/server';
import { type MaintenanceWindow, outagePeriods, TENANCY_TOPICS, touches } from '@seatline/tenancy-domain';
import { insertOutageNotice, type OutageRow } from '../persistence/outages';
import { MaintenanceNow } from './maintenance-now';
import { told } from './tenant-teller';

/** Tells one tenant of an outage, in one transaction with the mark that it was told. */
@Injectable()
export class OutageTeller {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly outbox: Outbox,
    private readonly maintenance: MaintenanceNow,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param windows those within the outage's time; what of it was maintenance is no outage. A carrier that is not known counts as the one that failed. */
  async tell(tenantId: string, outage: OutageRow, windows: readonly MaintenanceWindow[]): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const known = await this.maintenance.carrierOf(tx);
      const carrier = known ?? (outage.target.kind === 'carrier' ? outage.target.carrier : null);
      if (!touches(outage.target, { tenantId, carrier })) return;
      if (!(await insertOutageNotice(tx, outage.id, this.clock.now()))) return;
      const periods = outagePeriods(outage, windows, { tenantId, carrier }).map(told);
      await this.outbox.publish(tx, { topic: TENANCY_TOPICS.outageRecorded, payload: { outageId: outage.id, reason: outage.reason, ...told(outage), periods } });
    });
  }
}
