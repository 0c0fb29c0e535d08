import { accept, type Instant, refuse, type Result } from '@seatline/kernel';
import { LONGEST_WINDOW_DAYS, type MaintenancePeriod, type MaintenanceSubject, type MaintenanceTarget, type MaintenanceWindow, periodsOverlap, touches } from './window';

/** A time in which the seats of a target could not be used though no maintenance was announced. */
export interface Outage extends MaintenancePeriod {
  readonly id: string;
  readonly target: MaintenanceTarget;
  readonly reason: string;
}

export type OutageRefusal = 'outage.bad-period' | 'outage.not-over' | 'maintenance.bad-target';

/**
 * May an outage be recorded? It ends after it begins, lasts at most as long as a window may, is over, and names whom it touched. However long ago it was:
 * what is learnt late is credited late. Source: domain.md 1 (availability), issue 3 ("measured unavailability").
 */
export function judgeOutage({ startAt, endAt, target }: Omit<Outage, 'id'>, now: Instant): Result<true, OutageRefusal> {
  if (!(endAt > startAt) || endAt - startAt > LONGEST_WINDOW_DAYS * 86_400_000) return refuse('outage.bad-period', { longestDays: LONGEST_WINDOW_DAYS });
  if (endAt > now) return refuse('outage.not-over');
  const namesSomething = target.kind === 'platform' || (target.kind === 'carrier' ? target.carrier.length > 0 : target.tenantIds.length > 0);
  return namesSomething ? accept(true as const) : refuse('maintenance.bad-target');
}

/**
 * The time of an outage in which a tenant could not use its seats outside of any maintenance that touched it: windows have an allowance of their own. Empty where
 * it touched the tenant within windows only, or not at all.
 */
export function outagePeriods(outage: Omit<Outage, 'reason'>, windows: readonly MaintenanceWindow[], subject: MaintenanceSubject): MaintenancePeriod[] {
  if (!touches(outage.target, subject)) return [];
  const own = windows.filter((window) => touches(window.target, subject) && periodsOverlap(window, outage)).sort((a, b) => a.startAt - b.startAt);
  const periods: MaintenancePeriod[] = [];
  let { startAt } = outage;
  for (const window of own) {
    if (window.startAt > startAt) periods.push({ startAt, endAt: window.startAt });
    if (window.endAt > startAt) startAt = window.endAt;
  }
  return startAt < outage.endAt ? [...periods, { startAt, endAt: outage.endAt }] : periods;
}
