import { dayOf } from '../../ui/format';
import type { MaintenanceWindowView } from './api';

/** What a calendar month allows (domain.md 5): 48 hours, begun on at most two local days. The API refuses what goes beyond; this only shows it. */
export const MONTHLY_HOURS = 48;
export const MONTHLY_DAYS = 2;

export interface Allowance {
  hoursLeft: number;
  daysLeft: number;
}

const AN_HOUR = 3_600_000;

/** The start of the month after a month "YYYY-MM", and its own, as civil dates. */
function monthBounds(month: string): [string, string] {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const next = number === 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(number + 1).padStart(2, '0')}`;
  return [`${month}-01`, `${next}-01`];
}

/**
 * What is left of a month's allowance in the operator's zone. A window counts in the month in which it begins; emergencies and cancelled windows
 * do not use it up. `month` is YYYY-MM.
 */
export function allowanceLeft(windows: readonly MaintenanceWindowView[], month: string, zone: string): Allowance {
  const [from, to] = monthBounds(month);
  const counted = windows.filter((window) => {
    const on = dayOf(new Date(window.startAt), zone);
    return window.status !== 'cancelled' && !window.emergency && on >= from && on < to;
  });
  const hours = counted.reduce((sum, window) => sum + (Date.parse(window.endAt) - Date.parse(window.startAt)) / AN_HOUR, 0);
  const days = new Set(counted.map((window) => dayOf(new Date(window.startAt), zone))).size;
  return { hoursLeft: Math.max(0, Math.round((MONTHLY_HOURS - hours) * 10) / 10), daysLeft: Math.max(0, MONTHLY_DAYS - days) };
}
