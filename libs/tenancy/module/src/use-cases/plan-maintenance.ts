import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, type Instant, refuse, type Result } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, type Principal } from '@seatline/server';
import { defaultMaintenancePolicy, type MaintenanceTarget, monthsAround, planWindow, type PlanRefusal, windowState } from '@seatline/tenancy-domain';
import { cancelWindow, endWindow, existingTenants, findWindow, insertWindow, listWindows, lockPlanning, windowsWithin, type WindowRow } from '../persistence/maintenance-windows';
import { TENANCY_SETTINGS, type TenancySettings } from '../tenancy-settings';

export type PlannedWindow = WindowRow;

export interface WindowInput {
  readonly target: MaintenanceTarget;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly note: string;
  readonly emergency: boolean;
}

/** The operator's hand on maintenance: plan, look, cancel, end early. */
@Injectable()
export class PlanMaintenance {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(TENANCY_SETTINGS) private readonly settings: TenancySettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the id, and by how many seconds an emergency exceeds a month's allowance (0 for a plan within it). */
  async plan(principal: Principal, input: WindowInput): Promise<Result<{ id: string; excessSeconds: number }, PlanRefusal>> {
    const policy = defaultMaintenancePolicy(this.settings.operatorZone);
    return this.platform.run(async (tx) => {
      await lockPlanning(tx);
      const now = this.clock.now();
      const existing = input.endAt > input.startAt ? await windowsWithin(tx, monthsAround(input, policy.zone)) : [];
      const planned = planWindow(input, existing, policy, now);
      if (!planned.ok) return planned;
      const { target } = input;
      if (target.kind === 'tenants' && (await existingTenants(tx, target.tenantIds)).length < new Set(target.tenantIds).size) return refuse('maintenance.bad-target');
      const id = await insertWindow(tx, { ...input, plannedBy: principal.displayName }, now);
      const excessSeconds = Math.ceil((planned.value?.milliseconds ?? 0) / 1000);
      const facts = { startAt: new Date(input.startAt).toISOString(), endAt: new Date(input.endAt).toISOString(), emergency: input.emergency, excessSeconds };
      await this.audit.recordPlatform(tx, principal, { action: 'maintenance.planned', subjectKind: 'maintenance-window', subjectId: id, reason: input.note, facts });
      return accept({ id, excessSeconds });
    });
  }

  list(after: string | null, limit: number): Promise<PlannedWindow[]> {
    return this.platform.run((tx) => listWindows(tx, after, limit));
  }

  /** A window that has not begun is cancelled; one that is on ends now, and what was of it counts. */
  async cancel(principal: Principal, id: string): Promise<Result<true, 'not-found' | 'maintenance.over'>> {
    return this.platform.run(async (tx) => {
      await lockPlanning(tx);
      const window = await findWindow(tx, id);
      if (!window || window.cancelledAt !== null) return refuse('not-found', { kind: 'maintenance window' });
      const now = this.clock.now();
      const state = windowState(window, now);
      if (state === 'over') return refuse('maintenance.over');
      const begun = state === 'running' && now > window.startAt;
      if (begun) await endWindow(tx, id, { startAt: window.startAt, endAt: now });
      else await cancelWindow(tx, id, now);
      await this.audit.recordPlatform(tx, principal, { action: begun ? 'maintenance.ended-early' : 'maintenance.cancelled', subjectKind: 'maintenance-window', subjectId: id });
      return accept(true as const);
    });
  }
}
