import { addDays, type CivilDate, type Instant, startOfDay, type Zone } from '@seatline/kernel';
import { coveredMilliseconds, type TimeSpan, unionOf } from './time-spans';

/** What a seat-day was, in the order in which one outweighs the next. `sublet`: in service, at a tenant that took the seat over from another. */
export const SEAT_DAY_REASONS = ['suspended', 'maintenance', 'sublet', 'active'] as const;
export type SeatDayReason = (typeof SEAT_DAY_REASONS)[number];

/** A seat of a lease: from its first day on, to the first day without it. */
export interface HeldSeat {
  readonly seatId: string;
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
  /** It came by a sublet. */
  readonly sublet: boolean;
}

/** Everything of one lease that its seat-days follow from. */
export interface SeatDaysSource {
  readonly zone: Zone;
  readonly seats: readonly HeldSeat[];
  /** When the lease stood still for arrears. */
  readonly suspended: readonly TimeSpan[];
  /** When planned or emergency maintenance kept the tenant out. */
  readonly maintenance: readonly TimeSpan[];
}

/** One civil day of a lease: how many of its seats the day counts for, by reason. */
export type SeatDay = { readonly on: CivilDate; readonly rented: number } & Readonly<Record<SeatDayReason, number>>;

/**
 * The seat-days of a lease from `fromOn` to before `toOn`, day by day in the lease's zone. Every seat has every of its days once, with exactly one reason:
 * - the one that held for the longest part of the day: suspended, under maintenance, or in service; of two that held equally long, the earlier in
 *   `SEAT_DAY_REASONS`. While suspended, maintenance is not counted: what a tenant may not use it does not miss;
 * - in service means `active`, or `sublet` for a seat that was taken over from another tenant.
 * A day is as long as the zone makes it (23 or 25 hours at a clock change). Of the day that `now` is in, what has been of it so far decides; days that have not
 * begun are not counted. So the reasons of a day sum to the seats of the day, and the days to the lease's seat-days.
 * Source: domain.md 4 ("also metered: seat-days"), ADR 21.
 */
export function seatDays(source: SeatDaysSource, span: { readonly fromOn: CivilDate; readonly toOn: CivilDate }, now: Instant): SeatDay[] {
  const suspended = unionOf(source.suspended);
  const kept = unionOf([...source.suspended, ...source.maintenance]);
  const days: SeatDay[] = [];
  for (let on = span.fromOn; on < span.toOn; on = addDays(on, 1)) {
    const fromAt = startOfDay(on, source.zone);
    if (fromAt > now) break;
    const toAt = Math.min(startOfDay(addDays(on, 1), source.zone), now) as Instant;
    const seats = source.seats.filter((seat) => seat.fromOn <= on && on < seat.toOn);
    const reason = reasonOf(
      coveredMilliseconds(suspended, fromAt, toAt),
      coveredMilliseconds(kept, fromAt, toAt),
      toAt - fromAt,
    );
    days.push({ on, rented: seats.length, ...countsOf(reason, seats) });
  }
  return days;
}

function reasonOf(suspended: number, suspendedOrMaintained: number, whole: number): 'suspended' | 'maintenance' | null {
  const maintenance = suspendedOrMaintained - suspended;
  const inService = whole - suspendedOrMaintained;
  if (suspended > 0 && suspended >= maintenance && suspended >= inService) return 'suspended';
  return maintenance > 0 && maintenance >= inService ? 'maintenance' : null;
}

function countsOf(reason: 'suspended' | 'maintenance' | null, seats: readonly HeldSeat[]): Record<SeatDayReason, number> {
  const counts = { suspended: 0, maintenance: 0, sublet: 0, active: 0 };
  for (const seat of seats) counts[reason ?? (seat.sublet ? 'sublet' : 'active')] += 1;
  return counts;
}

/** The days added up: as many seat-days as the seats have days. */
export function sumSeatDays(days: readonly SeatDay[]): { readonly total: number } & Readonly<Record<SeatDayReason, number>> {
  const sum = (of: (day: SeatDay) => number): number => days.reduce((total, day) => total + of(day), 0);
  return {
    total: sum((day) => day.rented),
    suspended: sum((day) => day.suspended), maintenance: sum((day) => day.maintenance), sublet: sum((day) => day.sublet), active: sum((day) => day.active),
  };
}
