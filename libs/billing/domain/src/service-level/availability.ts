import { addMonths, type CivilDate, type Instant, startOfDay, type Zone } from '@seatline/kernel';
import { outageTime, type SeatTime, type ServiceInterruption, standing } from './lost-time';
import { millisecondsOf, spansWithin, spansWithout, type TimeSpan } from './time-spans';

/** How a seat could be used in one calendar month, in seconds (whole ones, started ones of outages counted). */
export interface SeatAvailability {
  /** What was promised: the time held, without maintenance and without suspensions. */
  readonly promisedSeconds: number;
  readonly maintenanceSeconds: number;
  readonly outageSeconds: number;
  /** Promised time without outages, in parts per million, rounded down; null where nothing was promised. */
  readonly availablePpm: number | null;
}

/**
 * The availability of one seat in a calendar month of the lease's zone, as far as the month has come: time held less maintenance windows and suspensions is
 * what was promised, outages within it are what was missed. Source: domain.md 1 ("availability is measured per seat and month, maintenance windows excluded").
 * @param monthOn the first day of the month. @param now what lies after it is not counted.
 */
export function availabilityOf(
  learnt: readonly ServiceInterruption[], { held, stopped }: SeatTime, monthOn: CivilDate, now: Instant, zone: Zone,
): SeatAvailability {
  const interruptions = standing(learnt);
  const end = startOfDay(addMonths(monthOn, 1), zone);
  const month: TimeSpan = { startAt: startOfDay(monthOn, zone), endAt: end < now ? end : now };
  const windows = interruptions.filter(({ kind }) => kind === 'maintenance');
  const usable = spansWithout(spansWithin([held], [month]), stopped);
  const promised = spansWithout(usable, windows);
  const missed = millisecondsOf(spansWithin(outageTime(interruptions), promised));
  const all = millisecondsOf(promised);
  return {
    promisedSeconds: Math.floor(all / 1000),
    maintenanceSeconds: Math.ceil(millisecondsOf(spansWithin(windows, usable)) / 1000),
    outageSeconds: Math.ceil(missed / 1000),
    availablePpm: all === 0 ? null : Math.floor(((all - missed) / all) * 1_000_000),
  };
}
