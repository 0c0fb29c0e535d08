import { addDays, type CivilDate, civilDateAt, daysBetween, type Instant, startOfDay, type Zone } from '@seatline/kernel';
import type { Contract } from '../plan/contract';
import { seatRentMinor, taxMinor } from '../proration/prorate';
import type { CreditNoteLine, Invoice, RentLine } from './invoice';

/** Local days, half-open, for which no rent is owed. */
export interface DaySpan {
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
}

/** When a seat's days on a line begin and end: its own removal, and the lease's end. */
export interface SeatDays {
  readonly fromOn: CivilDate;
  readonly endsOn: CivilDate | null;
}

/** What the credits of an account are reckoned from. */
export interface CreditBasis {
  readonly contract: Contract;
  readonly endOn: CivilDate;
  /** Days of ended suspensions, where the contract says that rent does not accrue then. */
  readonly pauses: readonly DaySpan[];
  readonly seat: (number: number) => SeatDays;
}

/** The local days that began inside the half-open range of instants: suspended at 00:00 of the 17th and restored on the 20th at noon: the 17th to the 20th. */
export function daysBegunWithin(from: Instant, to: Instant, zone: Zone): DaySpan {
  return { fromOn: firstDayBegunFrom(from, zone), toOn: firstDayBegunFrom(to, zone) };
}

function firstDayBegunFrom(at: Instant, zone: Zone): CivilDate {
  const on = civilDateAt(at, zone);
  return startOfDay(on, zone) === at ? on : addDays(on, 1);
}

/**
 * The days of a line that a seat is to be paid for: from the line's start to the earliest of the line's, the seat's and the lease's end, less
 * the days of suspensions that cost nothing. A pause counts only for seats that were there before it.
 */
export function billableDays(line: Pick<RentLine, 'fromOn' | 'toOn'>, seat: SeatDays, endOn: CivilDate, pauses: readonly DaySpan[]): number {
  const toOn = [line.toOn, endOn, seat.endsOn ?? line.toOn].reduce((first, on) => (on < first ? on : first));
  const days = daysOf(line.fromOn, toOn);
  return pauses.reduce((left, pause) => {
    if (seat.fromOn >= pause.fromOn) return left;
    return left - daysOf(pause.fromOn > line.fromOn ? pause.fromOn : line.fromOn, pause.toOn < toOn ? pause.toOn : toOn);
  }, days);
}

function daysOf(fromOn: CivilDate, toOn: CivilDate): number {
  return Math.max(0, daysBetween(fromOn, toOn));
}

/** What a line's seats owe for the days that they are to be paid for: each seat rounded once, as when the line was made. */
export function billableNetMinor(line: RentLine, basis: CreditBasis): bigint {
  let alike: { readonly seat: SeatDays; readonly rentMinor: bigint } | null = null; // seats that came and go together stand together
  let netMinor = 0n;
  for (const number of line.seatNumbers) {
    const seat = basis.seat(number);
    if (alike?.seat.fromOn !== seat.fromOn || alike.seat.endsOn !== seat.endsOn) {
      alike = { seat, rentMinor: seatRentMinor(line.seatPriceMinor, billableDays(line, seat, basis.endOn, basis.pauses), line) };
    }
    netMinor += alike.rentMinor;
  }
  return netMinor;
}

/**
 * What is to be credited on an invoice now: for every rent line what stands on it beyond the days used. Credit = invoiced − price × days used ÷
 * period days (rounded), its tax likewise, so that what is kept and what is credited sum to the line; earlier credits of the line count.
 * A line that is right gives nothing, so reckoning twice credits once; what was given back because seats could not be used is not given back again.
 * @param changedFromOn lines that end on or before this day are as they were and are not looked at. Source: simulate.md (`remove-seats`), billing.md 1.1 row 8.
 */
export function creditLines(invoice: Invoice, basis: CreditBasis, changedFromOn: CivilDate): CreditNoteLine[] {
  return invoice.lines.flatMap((line, place): CreditNoteLine[] => {
    if (line.kind !== 'rent' || line.toOn <= changedFromOn) return [];
    const keptMinor = billableNetMinor(line, basis);
    const netMinor = least(line.netMinor - line.creditedNetMinor - keptMinor, line.netMinor - line.creditedNetMinor - line.serviceNetMinor);
    if (netMinor <= 0n) return [];
    const tax = line.taxMinor - line.creditedTaxMinor - taxMinor(keptMinor, line.taxPercentMicros);
    return [{ line: place, netMinor, taxMinor: least(tax, line.taxMinor - line.creditedTaxMinor - line.serviceTaxMinor) }];
  });
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
