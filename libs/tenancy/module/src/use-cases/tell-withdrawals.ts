import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, log, PlatformUnitOfWork } from '@seatline/server';
import { windowsWithin } from '../persistence/maintenance-windows';
import { markWithdrawalTold, type OutageRow, tenantsToldOf, withdrawalsToTell } from '../persistence/outages';
import { openTenantIds } from '../persistence/tenants';
import { OutageTeller } from './outage-teller';

/** Tells each tenant that was told of an outage that it is withdrawn, once, and sees to it that nobody else is told of it any more. */
@Injectable()
export class TellWithdrawals {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly teller: OutageTeller,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    for (const outage of await this.platform.run(withdrawalsToTell)) await this.tellAll(outage);
  }

  private async tellAll(outage: OutageRow): Promise<void> {
    const { tenantIds, windows } = await this.platform.run(async (tx) => {
      const named = outage.target.kind === 'tenants' ? outage.target.tenantIds : await openTenantIds(tx);
      return { tenantIds: new Set([...named, ...(await tenantsToldOf(tx, outage.id))]), windows: await windowsWithin(tx, outage) };
    });
    let failures = 0;
    for (const tenantId of tenantIds) {
      try {
        await this.teller.takeBack(tenantId, outage, windows);
      } catch (error) {
        failures += 1;
        log.error({ tenantId, outageId: outage.id, reason: faultReason(error) }, 'a tenant could not be told that an outage is withdrawn');
      }
    }
    if (failures === 0) await this.platform.run((tx) => markWithdrawalTold(tx, outage.id, this.clock.now()));
  }
}
