import { addMonths, type CivilDate, civilDateAt, type Instant, startOfDay, startOfMonth, type Zone } from '@seatline/kernel';
import { type MaintenancePeriod, type MaintenancePolicy, type MaintenanceSubject, type MaintenanceWindow, touches } from './window';

/** The part of a window that lies in one calendar month. */
export interface MonthPart extends MaintenancePeriod {
  /** The month, named by its first day. */
  readonly monthOn: CivilDate;
  /** The local day on which this part begins; for the rest of a window that crosses into the month, its first day. */
  readonly beginsOn: CivilDate;
}

/**
 * Cuts a window at the local midnights between calendar months; the parts follow each other without a gap. A window inside one month is one part,
 * an empty one none. Where a month's first midnight does not exist the month begins at its first instant.
 */
export function splitByMonth(period: MaintenancePeriod, zone: Zone): MonthPart[] {
  const parts: MonthPart[] = [];
  for (let startAt = period.startAt; startAt < period.endAt; ) {
    const beginsOn = civilDateAt(startAt, zone);
    const monthOn = startOfMonth(beginsOn);
    const nextMonthAt = startOfDay(addMonths(monthOn, 1), zone);
    const endAt = nextMonthAt < period.endAt ? nextMonthAt : period.endAt;
    parts.push({ monthOn, beginsOn, startAt, endAt });
    startAt = endAt;
  }
  return parts;
}

const length = (period: MaintenancePeriod): number => period.endAt - period.startAt;

/**
 * How far the parts of one month exceed the allowance, in milliseconds. Whatever begins on a third local day or later is excess altogether; what
 * begins on the first two is excess beyond 48 hours. The rest of a window from the month before begins on the month's first day and uses
 * up one of the two days, since the contract grants days of this month.
 */
export function monthExcess(parts: readonly MonthPart[], policy: MaintenancePolicy): number {
  const days = [...new Set(parts.map((part) => part.beginsOn))].sort().slice(0, policy.allowanceDays);
  const within = parts.filter((part) => days.includes(part.beginsOn)).reduce((sum, part) => sum + length(part), 0);
  const beyond = parts.filter((part) => !days.includes(part.beginsOn)).reduce((sum, part) => sum + length(part), 0);
  return beyond + Math.max(0, within - policy.allowanceHours * 3_600_000);
}

/** Excess of the given windows by calendar month, in milliseconds; months without any are left out. */
export function excessByMonth(periods: readonly MaintenancePeriod[], policy: MaintenancePolicy): ReadonlyMap<CivilDate, number> {
  const parts = periods.flatMap((period) => splitByMonth(period, policy.zone));
  const months = [...new Set(parts.map((part) => part.monthOn))].sort();
  const excess = months.map((month) => [month, monthExcess(parts.filter((part) => part.monthOn === month), policy)] as const);
  return new Map(excess.filter(([, milliseconds]) => milliseconds > 0));
}

const total = (excess: ReadonlyMap<CivilDate, number>): number => [...excess.values()].reduce((sum, each) => sum + each, 0);

/**
 * What one window, when it is over, adds to what the operator owes one tenant, in milliseconds: the excess with it less the excess without it,
 * over the windows that touched the tenant and ended before. So the windows of a month add up to the month's whole excess.
 * Emergencies count like any other window. Source: domain.md 5 (excess becomes an SLA credit to every tenant it touched).
 */
export function excessOfWindow(window: MaintenanceWindow, others: readonly MaintenanceWindow[], subject: MaintenanceSubject, policy: MaintenancePolicy): number {
  if (!touches(window.target, subject)) return 0;
  const earlier = earlierWindows(window, others, subject);
  return total(excessByMonth([...earlier, window], policy)) - total(excessByMonth(earlier, policy));
}

/**
 * Which time of a window is its excess: of each calendar month's part the last of it, as long as that part raises the month's excess. The allowance is used up as
 * time goes by, so what comes last is beyond it. Where windows for different targets ran at the same time a part may raise the excess by more
 * than its own length; it is then beyond it as a whole, and no time is given twice. Empty where the window stays within the allowance.
 * @param others the windows of all months that it lies in; those that do not touch the subject, or ended later, do not count. Source: domain.md 5.
 */
export function excessPeriods(
  window: MaintenanceWindow, others: readonly MaintenanceWindow[], subject: MaintenanceSubject, policy: MaintenancePolicy,
): MaintenancePeriod[] {
  if (!touches(window.target, subject)) return [];
  const earlier = earlierWindows(window, others, subject);
  const before = excessByMonth(earlier, policy);
  const after = excessByMonth([...earlier, window], policy);
  return splitByMonth(window, policy.zone).flatMap((part): MaintenancePeriod[] => {
    const raisedBy = Math.min((after.get(part.monthOn) ?? 0) - (before.get(part.monthOn) ?? 0), length(part));
    return raisedBy > 0 ? [{ startAt: (part.endAt - raisedBy) as Instant, endAt: part.endAt }] : [];
  });
}

function earlierWindows(window: MaintenanceWindow, others: readonly MaintenanceWindow[], subject: MaintenanceSubject): MaintenanceWindow[] {
  const isEarlier = (other: MaintenanceWindow): boolean => other.endAt < window.endAt || (other.endAt === window.endAt && other.id < window.id);
  return others.filter((other) => other.id !== window.id && isEarlier(other) && touches(other.target, subject));
}

/** Everyone that the windows could treat differently: each tenant and each carrier that is named, and whoever is not. */
function subjectsOf(windows: readonly Pick<MaintenanceWindow, 'target'>[]): MaintenanceSubject[] {
  const tenantIds = windows.flatMap(({ target }) => (target.kind === 'tenants' ? target.tenantIds : []));
  const carriers = windows.flatMap(({ target }) => (target.kind === 'carrier' ? [target.carrier] : []));
  return [null, ...new Set(tenantIds)].flatMap((tenantId) => [null, ...new Set(carriers)].map((carrier) => ({ tenantId, carrier })));
}

/** The worst that a plan does to any tenant. */
export interface PlannedExcess {
  readonly monthOn: CivilDate;
  readonly milliseconds: number;
}

/**
 * By how much a new window would raise a month's excess for the tenant that is hit hardest; null when it raises none (a month may already be over
 * by an emergency, which a plan on one of its two days need not make worse). The allowance belongs to the tenant, so windows for different tenants do not add up, while a tenant that any
 * carrier may serve is counted with each carrier in turn. Only months that the new window lies in are looked at, and all of a month's windows count, also those over and
 * those of an emergency.
 */
export function plannedExcess(
  planned: Pick<MaintenanceWindow, 'target' | 'startAt' | 'endAt'>,
  existing: readonly MaintenanceWindow[],
  policy: MaintenancePolicy,
): PlannedExcess | null {
  const months = new Set(splitByMonth(planned, policy.zone).map((part) => part.monthOn));
  let worst: PlannedExcess | null = null;
  for (const subject of subjectsOf([planned, ...existing]).filter((each) => touches(planned.target, each))) {
    const touching = existing.filter((window) => touches(window.target, subject));
    const before = excessByMonth(touching, policy);
    for (const [monthOn, excess] of excessByMonth([...touching, planned], policy)) {
      const milliseconds = excess - (before.get(monthOn) ?? 0);
      if (milliseconds > 0 && months.has(monthOn) && (worst === null || milliseconds > worst.milliseconds)) worst = { monthOn, milliseconds };
    }
  }
  return worst;
}

/** The first instant that any month of the period could reach back to, and the last it could reach to: what to load before judging a plan. */
export function monthsAround(period: MaintenancePeriod, zone: Zone): MaintenancePeriod {
  const first = startOfMonth(civilDateAt(period.startAt, zone));
  const last = startOfMonth(civilDateAt((period.endAt - 1) as Instant, zone));
  return { startAt: startOfDay(first, zone), endAt: startOfDay(addMonths(last, 1), zone) };
}
