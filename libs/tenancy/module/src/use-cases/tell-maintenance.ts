import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, log, PlatformUnitOfWork } from '@seatline/server';
import { defaultMaintenancePolicy, excessOfWindow, excessPeriods, type MaintenanceSubject, monthsAround, windowState } from '@seatline/tenancy-domain';
import { markTold, type NoticeKind, windowsToTell, windowsWithin, type WindowRow } from '../persistence/maintenance-windows';
import { openTenantIds } from '../persistence/tenants';
import { TENANCY_SETTINGS, type TenancySettings } from '../tenancy-settings';
import { TenantTeller, type WindowExcess } from './tenant-teller';

/** What a window's tenants have to be told by now. A window that came and went unseen is told in full, in order. */
export function kindsDue(window: WindowRow, now: ReturnType<Clock['now']>): NoticeKind[] {
  if (window.cancelledAt !== null) return window.endedForAllAt === null ? ['cancelled'] : [];
  const state = windowState(window, now);
  const due: NoticeKind[] = [];
  if (window.announcedToAllAt === null) due.push('announced');
  if (state !== 'announced' && window.startedForAllAt === null) due.push('started');
  if (state === 'over' && window.endedForAllAt === null) due.push('ended');
  return due;
}

/** Tells tenants of their windows, each thing once: a row of its own for every tenant, window and kind is the mark. Service itself does not depend on it. */
@Injectable()
export class TellMaintenance {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly teller: TenantTeller,
    @Inject(TENANCY_SETTINGS) private readonly settings: TenancySettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    const now = this.clock.now();
    for (const window of await this.platform.run((tx) => windowsToTell(tx, now))) {
      for (const kind of kindsDue(window, now)) await this.tellAll(window, kind);
    }
  }

  /** A tenant that could not be told leaves the window unmarked, so the next round comes back to it. */
  private async tellAll(window: WindowRow, kind: NoticeKind): Promise<void> {
    const policy = defaultMaintenancePolicy(this.settings.operatorZone);
    const { tenantIds, others } = await this.platform.run(async (tx) => ({
      tenantIds: window.target.kind === 'tenants' ? window.target.tenantIds : await openTenantIds(tx),
      others: kind === 'ended' ? await windowsWithin(tx, monthsAround(window, policy.zone)) : [],
    }));
    const excessOf = (subject: MaintenanceSubject): WindowExcess => ({
      seconds: Math.ceil(excessOfWindow(window, others, subject, policy) / 1000), periods: excessPeriods(window, others, subject, policy),
    });
    let failures = 0;
    for (const tenantId of tenantIds) {
      try {
        await this.teller.tell(tenantId, window, kind, (carrier) => excessOf({ tenantId, carrier }));
      } catch (error) {
        failures += 1;
        log.error({ tenantId, windowId: window.id, kind, reason: faultReason(error) }, 'a tenant could not be told of a maintenance window');
      }
    }
    if (failures === 0) await this.platform.run((tx) => markTold(tx, window.id, kind, this.clock.now()));
  }
}
