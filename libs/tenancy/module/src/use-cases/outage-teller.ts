import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, Outbox, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { type MaintenanceSubject, type MaintenanceWindow, outagePeriods, TENANCY_TOPICS, touches } from '@seatline/tenancy-domain';
import { insertOutageNotice, insertWithdrawalNotice, isToldOfOutage, type OutageRow } from '../persistence/outages';
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
      const carrier = await this.carrierIn(tx, outage);
      if (!touches(outage.target, { tenantId, carrier })) return;
      if (!(await insertOutageNotice(tx, outage.id, this.clock.now()))) return;
      await this.outbox.publish(tx, { topic: TENANCY_TOPICS.outageRecorded, payload: whatIsTold(outage, windows, { tenantId, carrier }) });
    });
  }

  /**
   * The outage was wrong. A tenant that was told of it is told so; one that was not is marked as told, so that a round that is still at it says nothing any more. The mark of the
   * telling is the one row that both want, so one of the two is first.
   */
  async takeBack(tenantId: string, outage: OutageRow, windows: readonly MaintenanceWindow[]): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const carrier = await this.carrierIn(tx, outage);
      if (!(await isToldOfOutage(tx, outage.id))) {
        if (!touches(outage.target, { tenantId, carrier })) return;
        if (await insertOutageNotice(tx, outage.id, this.clock.now())) return;
      }
      if (!(await insertWithdrawalNotice(tx, outage.id, this.clock.now()))) return;
      const payload = { ...whatIsTold(outage, windows, { tenantId, carrier }), withdrawalReason: outage.withdrawalReason ?? '' };
      await this.outbox.publish(tx, { topic: TENANCY_TOPICS.outageWithdrawn, payload });
    });
  }

  /** A carrier that is not known counts as the one that failed. */
  private async carrierIn(tx: TenantTransaction, { target }: OutageRow): Promise<string | null> {
    return (await this.maintenance.carrierOf(tx)) ?? (target.kind === 'carrier' ? target.carrier : null);
  }
}

function whatIsTold(outage: OutageRow, windows: readonly MaintenanceWindow[], subject: MaintenanceSubject) {
  return { outageId: outage.id, reason: outage.reason, ...told(outage), periods: outagePeriods(outage, windows, subject).map(told) };
}
