import type { Instant, Zone } from '@seatline/kernel';

/** What a window takes out of service: everything, everything that one carrier carries, or some tenants. */
export type MaintenanceTarget =
  | { readonly kind: 'platform' }
  | { readonly kind: 'carrier'; readonly carrier: string }
  | { readonly kind: 'tenants'; readonly tenantIds: readonly string[] };

/** Half-open: at `endAt` service is back. */
export interface MaintenancePeriod {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

export interface MaintenanceWindow extends MaintenancePeriod {
  readonly id: string;
  readonly target: MaintenanceTarget;
  readonly emergency: boolean;
}

/** The operator's terms. Hours are elapsed hours; days and months are those of the operator's zone. */
export interface MaintenancePolicy {
  readonly zone: Zone;
  readonly allowanceHours: number;
  readonly allowanceDays: number;
  readonly noticeHours: number;
}

/** domain.md 5: 48 hours a calendar month, begun on at most two local days, announced 72 hours ahead. */
export function defaultMaintenancePolicy(zone: Zone): MaintenancePolicy {
  return { zone, allowanceHours: 48, allowanceDays: 2, noticeHours: 72 };
}

/** Longer than any real maintenance; a slip of the pen ends here. */
export const LONGEST_WINDOW_DAYS = 31;

/** Somebody whom windows may touch: a tenant, and the carrier that carries its calls. Null is "none of those that any window names". */
export interface MaintenanceSubject {
  readonly tenantId: string | null;
  readonly carrier: string | null;
}

/** Does a window with this target stop this tenant's service? */
export function touches(target: MaintenanceTarget, subject: MaintenanceSubject): boolean {
  if (target.kind === 'platform') return true;
  if (target.kind === 'carrier') return subject.carrier === target.carrier;
  return subject.tenantId !== null && target.tenantIds.includes(subject.tenantId);
}

/**
 * Do two targets name the same thing, so that windows on them may not overlap? The platform is part of everything. A carrier and a set of tenants
 * are different targets, even where one of the tenants uses the carrier.
 */
export function sameTarget(a: MaintenanceTarget, b: MaintenanceTarget): boolean {
  if (a.kind === 'platform' || b.kind === 'platform') return true;
  if (a.kind === 'carrier') return b.kind === 'carrier' && a.carrier === b.carrier;
  return b.kind === 'tenants' && a.tenantIds.some((id) => b.tenantIds.includes(id));
}

/** Windows that only meet (one ends at the instant at which the other begins) do not overlap. */
export function periodsOverlap(a: MaintenancePeriod, b: MaintenancePeriod): boolean {
  return a.startAt < b.endAt && b.startAt < a.endAt;
}

export type WindowState = 'announced' | 'running' | 'over';

/** A window begins and ends by itself: its state is read from the clock. */
export function windowState(period: MaintenancePeriod, now: Instant): WindowState {
  if (now < period.startAt) return 'announced';
  return now < period.endAt ? 'running' : 'over';
}
