import { addDays, addMonths, type CivilDate, civilDateAt, type Instant, startOfDay, startOfMonth, type Zone } from '@seatline/kernel';
import type { ServiceLevelTerms } from './terms';
import { millisecondsOf, spansWithin, spansWithout, type TimeSpan, unitedSpans } from './time-spans';

/** A time in which a tenant's seats could not be used: a maintenance window that is over, or an outage that was recorded or measured. */
export interface ServiceInterruption extends TimeSpan {
  readonly kind: 'maintenance' | 'outage';
  /** The window's or the outage's id: each counts once. */
  readonly ref: string;
  readonly reason: string;
  /** Which of its time is to be credited: of maintenance what is beyond the month's allowance, of an outage all of it. */
  readonly excess: readonly TimeSpan[];
  /** Since when it counts for nothing, because it was wrong; left out while it stands. */
  readonly withdrawn?: { readonly at: Instant; readonly reason: string };
}

/** Those that were not withdrawn. */
export function standing(interruptions: readonly ServiceInterruption[]): ServiceInterruption[] {
  return interruptions.filter(({ withdrawn }) => withdrawn === undefined);
}

/** A seat as far as it decides what of an interruption was lost to it. */
export interface SeatTime {
  /** While the seat was the lease's. */
  readonly held: TimeSpan;
  /** When it was stopped for another reason: its lease suspended, or a day that costs no rent. */
  readonly stopped: readonly TimeSpan[];
}

/**
 * The time of one seat for which its rent is to be given back: maintenance beyond the allowance, and outages outside of any maintenance beyond what is
 * tolerated in a calendar month of the lease's zone (the first minutes of a month are the tolerated ones), each instant once whatever overlaps. Time in which the
 * seat was not held, or was suspended, is not lost to anybody: a suspended seat could not have been used, and that is the tenant's own doing (domain.md 3).
 * By days, each local day with more than the threshold of such time, as a whole. What is learnt later only ever adds time, unless a window is learnt of after an
 * outage within it, or an outage is withdrawn.
 * Source: domain.md 5, billing.md 1.1 row 10.
 */
export function creditableTime(learnt: readonly ServiceInterruption[], { held, stopped }: SeatTime, terms: ServiceLevelTerms, zone: Zone): TimeSpan[] {
  const interruptions = standing(learnt);
  const usable = spansWithout([held], stopped);
  const windows = interruptions.filter(({ kind }) => kind === 'maintenance');
  const beyondAllowance = spansWithin(windows.flatMap(({ excess }) => excess), usable);
  const outages = spansWithin(outageTime(interruptions), usable);
  const lost = unitedSpans([...beyondAllowance, ...beyondTolerated(outages, terms.toleratedMinutes, zone)]);
  return terms.creditBasis === 'by-time' ? lost : lostDays(lost, terms.dayThresholdMinutes, zone);
}

/** The time of outages outside of all maintenance. */
export function outageTime(interruptions: readonly ServiceInterruption[]): TimeSpan[] {
  const outages = interruptions.filter(({ kind }) => kind === 'outage').flatMap(({ excess }) => excess);
  return spansWithout(outages, interruptions.filter(({ kind }) => kind === 'maintenance'));
}

function beyondTolerated(outages: readonly TimeSpan[], minutes: number, zone: Zone): TimeSpan[] {
  if (minutes === 0) return [...outages];
  const beyond: TimeSpan[] = [];
  const left = new Map<CivilDate, number>();
  for (const part of cutBy(outages, zone, (on) => addMonths(startOfMonth(on), 1))) {
    const month = startOfMonth(civilDateAt(part.startAt, zone));
    const tolerated = Math.min(left.get(month) ?? minutes * 60_000, part.endAt - part.startAt);
    left.set(month, (left.get(month) ?? minutes * 60_000) - tolerated);
    beyond.push({ startAt: (part.startAt + tolerated) as Instant, endAt: part.endAt });
  }
  return unitedSpans(beyond);
}

function lostDays(lost: readonly TimeSpan[], thresholdMinutes: number, zone: Zone): TimeSpan[] {
  return unitedSpans(timeByDay(lost, zone).filter(({ milliseconds }) => milliseconds > thresholdMinutes * 60_000).map(({ day }) => day));
}

/** A local day, and how much of it is meant. */
export interface DayTime {
  readonly on: CivilDate;
  readonly day: TimeSpan;
  readonly milliseconds: number;
}

/** Spans by local day, in order; a day has as many hours as its clocks show, 23 or 25 where they change. */
export function timeByDay(spans: readonly TimeSpan[], zone: Zone): DayTime[] {
  const days = new Map<CivilDate, TimeSpan[]>();
  for (const part of cutBy(spans, zone, (on) => addDays(on, 1))) {
    const on = civilDateAt(part.startAt, zone);
    days.set(on, [...(days.get(on) ?? []), part]);
  }
  return [...days].map(([on, parts]) => ({ on, day: { startAt: startOfDay(on, zone), endAt: startOfDay(addDays(on, 1), zone) }, milliseconds: millisecondsOf(parts) }));
}

function cutBy(spans: readonly TimeSpan[], zone: Zone, nextOn: (on: CivilDate) => CivilDate): TimeSpan[] {
  const parts: TimeSpan[] = [];
  for (const { startAt, endAt } of unitedSpans(spans)) {
    for (let from = startAt; from < endAt; ) {
      const next = startOfDay(nextOn(civilDateAt(from, zone)), zone);
      const to = next < endAt ? next : endAt;
      parts.push({ startAt: from, endAt: to });
      from = to;
    }
  }
  return parts;
}
