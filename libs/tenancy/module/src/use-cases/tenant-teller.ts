import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, LiveBus, Outbox, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { type MaintenancePeriod, TENANCY_TOPICS, type ToldPeriod, touches } from '@seatline/tenancy-domain';
import { insertNotice, type NoticeKind, type WindowRow } from '../persistence/maintenance-windows';
import { MaintenanceNow } from './maintenance-now';

/** What of a window went beyond the allowance of those that a carrier serves. */
export interface WindowExcess {
  readonly seconds: number;
  readonly periods: readonly MaintenancePeriod[];
}

/** Tells one tenant of a window, in one transaction with the mark that it was told. */
@Injectable()
export class TenantTeller {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly outbox: Outbox,
    private readonly live: LiveBus,
    private readonly maintenance: MaintenanceNow,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async tell(tenantId: string, window: WindowRow, kind: NoticeKind, excessFor: (carrier: string | null) => WindowExcess): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const carrier = await this.touchedCarrier(tx, window);
      if (!touches(window.target, { tenantId, carrier })) return;
      if (!(await insertNotice(tx, window.id, kind, this.clock.now()))) return;
      if (kind === 'started') await this.outbox.publish(tx, { topic: TENANCY_TOPICS.maintenanceStarted, payload: { windowId: window.id } });
      if (kind === 'ended') {
        const { seconds, periods } = excessFor(carrier);
        const payload = { windowId: window.id, ...told(window), reason: window.note, excessSeconds: seconds, excess: periods.map(told) };
        await this.outbox.publish(tx, { topic: TENANCY_TOPICS.maintenanceEnded, payload });
      }
      await this.live.notify(tx, { tenantId, topic: 'service-status', id: window.id });
    });
  }

  /** A carrier that is not known counts as the one that is maintained. */
  private async touchedCarrier(tx: TenantTransaction, window: WindowRow): Promise<string | null> {
    if (window.target.kind !== 'carrier') return null;
    return (await this.maintenance.carrierOf(tx)) ?? window.target.carrier;
  }
}

/** As events name a period. */
export function told({ startAt, endAt }: MaintenancePeriod): ToldPeriod {
  return { startAt: new Date(startAt).toISOString(), endAt: new Date(endAt).toISOString() };
}
