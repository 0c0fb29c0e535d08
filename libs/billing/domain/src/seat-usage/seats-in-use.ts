import { addDays, type CivilDate, type Instant, startOfDay, type Zone } from '@seatline/kernel';
import { type TimeSpan, unionOf } from './time-spans';

/** An agent sat at a seat, from log-in to log-out; null: still sits there. */
export interface SeatSession extends TimeSpan {
  readonly seatId: string;
}

/** The most seats that were in use at once, and when that was first so; null when none was. */
export interface Peak {
  readonly seats: number;
  readonly at: Instant | null;
}

export interface DayPeak extends Peak {
  readonly on: CivilDate;
}

/**
 * The most seats in use at once on each civil day of the zone, from `fromOn` to before `toOn`. A seat is in use while somebody is logged in at it, and counts
 * once however many follow each other there; who leaves in the instant in which another comes is not beside them. A session over midnight counts on both days.
 * Days that have not begun by `now` are not told, and nobody sits anywhere after `now`.
 * Source: domain.md 4 ("concurrent seats in use").
 */
export function seatsInUse(sessions: readonly SeatSession[], inZone: Zone, span: { readonly fromOn: CivilDate; readonly toOn: CivilDate }, now: Instant): DayPeak[] {
  const steps = stepsOf(sessions);
  const days: DayPeak[] = [];
  let next = 0;
  let inUse = 0;
  for (let on = span.fromOn; on < span.toOn; on = addDays(on, 1)) {
    const fromAt = startOfDay(on, inZone);
    if (fromAt > now) break;
    const toAt = Math.min(startOfDay(addDays(on, 1), inZone), now + 1);
    for (let step = steps[next]; step !== undefined && step.at <= fromAt; step = steps[++next]) inUse += step.by;
    let peak: Peak = { seats: inUse, at: inUse > 0 ? fromAt : null };
    for (let step = steps[next]; step !== undefined && step.at < toAt; step = steps[++next]) {
      inUse += step.by;
      if (inUse > peak.seats) peak = { seats: inUse, at: step.at };
    }
    days.push({ on, ...peak });
  }
  return days;
}

/** The highest of the days' peaks, the first of equal ones. */
export function highestPeak(days: readonly DayPeak[]): Peak {
  return days.reduce<Peak>((highest, day) => (day.seats > highest.seats ? { seats: day.seats, at: day.at } : highest), { seats: 0, at: null });
}

interface Step {
  readonly at: Instant;
  readonly by: 1 | -1;
}

/** Who comes and who goes, in their order; of one instant, who goes first. */
function stepsOf(sessions: readonly SeatSession[]): Step[] {
  const bySeat = new Map<string, SeatSession[]>();
  for (const session of sessions) {
    const ofSeat = bySeat.get(session.seatId);
    if (ofSeat === undefined) bySeat.set(session.seatId, [session]);
    else ofSeat.push(session);
  }
  const steps: Step[] = [];
  for (const ofSeat of bySeat.values()) {
    for (const { fromAt, toAt } of unionOf(ofSeat)) {
      steps.push({ at: fromAt as Instant, by: 1 });
      if (toAt !== Number.POSITIVE_INFINITY) steps.push({ at: toAt as Instant, by: -1 });
    }
  }
  return steps.sort((a, b) => a.at - b.at || a.by - b.by);
}

/** "You rent 40 and never used more than 31", with its dates. */
export interface SpareSeats {
  readonly rented: number;
  readonly mostUsed: number;
  /** First and last day of which this is said. */
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
  /** The first day on which the most were used; null when no seat ever was. */
  readonly mostUsedOn: CivilDate | null;
}

/**
 * What can be said of seats that were rented for nothing: of the latest days in a row for which as many seats were rented as on the last one. Null when at some
 * moment of those days all of them were in use, or when none was rented. Adding or returning seats begins the sentence anew, since it compares one number with
 * one peak.
 * @param days in their order, without gaps.
 */
export function spareSeats(days: readonly { readonly on: CivilDate; readonly rented: number; readonly seats: number }[]): SpareSeats | null {
  const last = days.at(-1);
  if (last === undefined || last.rented === 0) return null;
  const otherwise = days.findLastIndex((day) => day.rented !== last.rented);
  const same = days.slice(otherwise + 1);
  const mostUsed = Math.max(...same.map((day) => day.seats));
  if (mostUsed >= last.rented) return null;
  return {
    rented: last.rented, mostUsed, fromOn: same[0]!.on, throughOn: last.on,
    mostUsedOn: mostUsed === 0 ? null : same.find((day) => day.seats === mostUsed)!.on,
  };
}
