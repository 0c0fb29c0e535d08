import { accept, formatInstant, type Instant, refuse, type Result } from '@seatline/kernel';
import { plannedExcess, type PlannedExcess } from './allowance';
import { LONGEST_WINDOW_DAYS, type MaintenancePolicy, type MaintenanceWindow, periodsOverlap, sameTarget } from './window';

export type PlanRefusal =
  | 'maintenance.bad-period'
  | 'maintenance.bad-target'
  | 'maintenance.in-past'
  | 'maintenance.short-notice'
  | 'maintenance.over-allowance'
  | 'maintenance.overlaps';

const HOUR = 3_600_000;
/** An emergency that "begins now" reaches us a little later. */
const EMERGENCY_SLACK = 5 * 60_000;

/**
 * May the operator plan this window? It must lie ahead, be announced 72 hours before (exactly 72 is enough), overlap no window of the same target, and
 * keep every tenant within the month's allowance. An emergency needs no notice and may exceed the allowance; the excess comes back with it and
 * becomes a credit when the window is over. Even an emergency may not overlap: the running window is ended first, or made longer by a second one after it.
 * @param existing the windows of all months that the planned one lies in; cancelled ones left out.
 */
export function planWindow(
  planned: Omit<MaintenanceWindow, 'id'>,
  existing: readonly MaintenanceWindow[],
  policy: MaintenancePolicy,
  now: Instant,
): Result<PlannedExcess | null, PlanRefusal> {
  const length = planned.endAt - planned.startAt;
  if (!(length > 0) || length > LONGEST_WINDOW_DAYS * 24 * HOUR) return refuse('maintenance.bad-period', { longestDays: LONGEST_WINDOW_DAYS });
  if (!namesSomething(planned.target)) return refuse('maintenance.bad-target');
  if (planned.startAt < now - (planned.emergency ? EMERGENCY_SLACK : 0)) return refuse('maintenance.in-past');
  if (!planned.emergency && planned.startAt - now < policy.noticeHours * HOUR) return refuse('maintenance.short-notice', { noticeHours: policy.noticeHours });
  const overlapped = existing.find((window) => sameTarget(window.target, planned.target) && periodsOverlap(window, planned));
  if (overlapped) {
    return refuse('maintenance.overlaps', { startAt: formatInstant(overlapped.startAt, policy.zone), endAt: formatInstant(overlapped.endAt, policy.zone) });
  }
  const excess = plannedExcess(planned, existing, policy);
  if (excess !== null && !planned.emergency) {
    return refuse('maintenance.over-allowance', {
      month: excess.monthOn.slice(0, 7),
      allowanceHours: policy.allowanceHours,
      allowanceDays: policy.allowanceDays,
      excessHours: Math.ceil((excess.milliseconds / HOUR) * 100) / 100,
    });
  }
  return accept(excess);
}

function namesSomething(target: MaintenanceWindow['target']): boolean {
  if (target.kind === 'carrier') return target.carrier.length > 0;
  return target.kind === 'platform' || target.tenantIds.length > 0;
}
