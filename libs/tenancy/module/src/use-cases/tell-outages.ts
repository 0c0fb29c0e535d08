import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, log, PlatformUnitOfWork } from '@seatline/server';
import { windowsWithin } from '../persistence/maintenance-windows';
import { markOutageTold, type OutageRow, outagesToTell } from '../persistence/outages';
import { openTenantIds } from '../persistence/tenants';
import { OutageTeller } from './outage-teller';

/** Tells each tenant of the outages that touched it, once. A tenant that could not be told leaves the outage unmarked, so the next round comes back to it. */
@Injectable()
export class TellOutages {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly teller: OutageTeller,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    for (const outage of await this.platform.run(outagesToTell)) await this.tellAll(outage);
  }

  private async tellAll(outage: OutageRow): Promise<void> {
    const { tenantIds, windows } = await this.platform.run(async (tx) => ({
      tenantIds: outage.target.kind === 'tenants' ? outage.target.tenantIds : await openTenantIds(tx),
      windows: await windowsWithin(tx, outage),
    }));
    let failures = 0;
    for (const tenantId of tenantIds) {
      try {
        await this.teller.tell(tenantId, outage, windows);
      } catch (error) {
        failures += 1;
        log.error({ tenantId, outageId: outage.id, reason: faultReason(error) }, 'a tenant could not be told of an outage');
      }
    }
    if (failures === 0) await this.platform.run((tx) => markOutageTold(tx, outage.id, this.clock.now()));
  }
}
