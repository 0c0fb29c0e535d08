import { addDays, type CivilDate } from '@seatline/kernel';
import type { ActOf } from './acts';
import type { Terms } from './deeds';
import { halfUp, type NaiveInvoice, type NaiveLine } from './naive-books';
import type { NaiveSeat, NaiveSeats } from './naive-seats';
import { daysOf } from './naive-terms';
import { SERVICE } from './story-pricing';

/** An hour of a day, as `2026-03-01 07`. */
type Hour = string;

interface SeatBack {
  readonly seat: number;
  readonly hours: readonly Hour[];
  readonly net: bigint;
}

/** What of a rent line is to be given back. */
interface Due {
  readonly invoice: NaiveInvoice;
  readonly line: NaiveLine;
  readonly seats: readonly SeatBack[];
  readonly net: bigint;
  readonly tax: bigint;
}

const hourOf = (day: CivilDate, hour: number): Hour => `${day} ${String(hour).padStart(2, '0')}`;
const dayOf = (hour: Hour): CivilDate => hour.slice(0, 10) as CivilDate;
const hoursOf = (day: CivilDate, from: number, to: number): Hour[] => Array.from({ length: Math.max(0, to - from) }, (_, place) => hourOf(day, from + place));
const least = (...all: bigint[]): bigint => all.reduce((a, b) => (a < b ? a : b));

/** Nobody acts within hours that are told, so that what begins at noon begins with hour 12. */
const isUsableYet = ({ usable }: NaiveSeat, hour: Hour): boolean => usable !== null && hour >= hourOf(usable.from, usable.fromNoon ? 12 : 0);

/** Hours in which seats could not be used, each looked at by itself, and each given back once. */
export class NaiveInterruptions {
  private readonly outages: Hour[] = [];
  private readonly windows = new Set<Hour>();
  private readonly beyondAllowance: Hour[] = [];
  /** By seat. */
  private readonly given = new Map<number, Set<Hour>>();
  /** What each seat was given back of a line. */
  private readonly before = new Map<NaiveLine, Map<number, bigint>>();

  constructor(
    private readonly lease: NaiveSeats,
    private readonly terms: Terms,
  ) {}

  learn(act: ActOf<'outage' | 'maintenance'>): void {
    const [from, to] = act.hours;
    if (act.do === 'outage') {
      for (const day of daysOf(act.from, addDays(act.from, act.days))) this.outages.push(...hoursOf(day, from, to));
      return;
    }
    for (const hour of hoursOf(act.from, from, to)) this.windows.add(hour);
    this.beyondAllowance.push(...hoursOf(act.from, Math.max(from, to - act.excess), to));
  }

  /** What is to be given back by now and has not been. */
  due(): Due[] {
    if (this.outages.length + this.beyondAllowance.length === 0) return [];
    return this.lease.books.invoices.flatMap((invoice) => invoice.lines.flatMap((line): Due[] => {
      const seats = line.kind === 'rent' ? this.seatsOf(line) : [];
      const net = seats.reduce((sum, each) => sum + each.net, 0n);
      return net === 0n ? [] : [{ invoice, line, seats, net, tax: this.taxOf(line, net) }];
    }));
  }

  /** What an invoice of so much rent can give back: an invoice stays one to pay. */
  within(rent: readonly NaiveLine[]): Due[] {
    const room = { net: rent.reduce((sum, { net }) => sum + net, 0n), tax: rent.reduce((sum, { tax }) => sum + tax, 0n) };
    const fitting: Due[] = [];
    for (const due of this.due()) {
      const seats: SeatBack[] = [];
      for (const seat of due.seats) {
        if (seats.reduce((sum, { net }) => sum + net, seat.net) > room.net) break;
        seats.push(seat);
      }
      const net = seats.reduce((sum, each) => sum + each.net, 0n);
      const tax = this.taxOf(due.line, net);
      if (net === 0n || tax > room.tax) break;
      fitting.push({ ...due, seats, net, tax });
      room.net -= net;
      room.tax -= tax;
      if (seats.length < due.seats.length) break;
    }
    return fitting;
  }

  line({ seats, net, tax }: Due): NaiveLine {
    const days = seats.flatMap(({ hours }) => hours.map(dayOf)).sort();
    const line = this.lease.books.line('sla', -net, { seats: seats.map(({ seat }) => seat), from: days[0]!, to: addDays(days.at(-1)!, 1) });
    return { ...line, tax: -tax };
  }

  enter({ line, seats, net, tax }: Due): void {
    line.serviceNet += net;
    line.serviceTax += tax;
    for (const { seat, hours, net: own } of seats) {
      this.given.set(seat, new Set([...(this.given.get(seat) ?? []), ...hours]));
      const before = this.before.get(line) ?? new Map<number, bigint>();
      this.before.set(line, before.set(seat, (before.get(seat) ?? 0n) + own));
    }
  }

  private seatsOf(line: NaiveLine): SeatBack[] {
    let left = line.leftNet - line.serviceNet;
    return line.seats.flatMap((number): SeatBack[] => {
      const seat = this.lease.seats[number - 1]!;
      if (seat.usable === null) return [];
      const hours = this.lostBy(seat).filter((hour) => dayOf(hour) >= line.from! && dayOf(hour) < line.to! && !this.given.get(number)?.has(hour));
      if (hours.length === 0) return [];
      const owed = this.lease.books.worth(line.price, this.lease.daysUsed(line, seat), line.whole);
      const most = halfUp(owed * BigInt(SERVICE[this.terms.service].capPercent), 100n) - (this.before.get(line)?.get(number) ?? 0n);
      const net = least(this.worth(line, hours), most, left);
      if (net <= 0n) return [];
      left -= net;
      return [{ seat: number, hours, net }];
    });
  }

  /** Price × hours ÷ hours of the month. */
  private worth({ price, whole }: NaiveLine, hours: readonly Hour[]): bigint {
    const month = this.terms.dayCount === 'fixed30' ? 30 : whole;
    const days = new Set(hours.map(dayOf)).size;
    const counted = Math.min(hours.length, 24 * Math.min(days, month));
    return halfUp(price * BigInt(counted), BigInt(24 * month));
  }

  private taxOf(line: NaiveLine, net: bigint): bigint {
    const left = line.leftTax - line.serviceTax;
    return net === line.leftNet - line.serviceNet ? left : least(this.lease.books.taxOf(net), left);
  }

  /** The hours that a seat lost, in their order. */
  private lostBy(seat: NaiveSeat): Hour[] {
    const { creditBasis, dayThresholdMinutes } = SERVICE[this.terms.service];
    const isUsable = (hour: Hour): boolean => {
      const day = dayOf(hour);
      const isHeld = day >= seat.from && day < this.lease.endOn && (seat.endsOn === null || day < seat.endsOn);
      return isHeld && isUsableYet(seat, hour) && !this.lease.isFree(seat, day) && !this.lease.isStopped(day, Number(hour.slice(11)));
    };
    const outages = this.beyondTolerated([...new Set(this.outages)].sort().filter((hour) => !this.windows.has(hour) && isUsable(hour)));
    const lost = [...new Set([...outages, ...this.beyondAllowance.filter(isUsable)])].sort();
    if (creditBasis === 'by-time') return lost;
    const days = [...new Set(lost.map(dayOf))].filter((day) => lost.filter((hour) => dayOf(hour) === day).length * 60 > dayThresholdMinutes);
    return days.flatMap((day) => hoursOf(day, 0, 24));
  }

  /** The first hours of a calendar month are the tenant's to bear. */
  private beyondTolerated(hours: readonly Hour[]): Hour[] {
    const tolerated = SERVICE[this.terms.service].toleratedMinutes / 60;
    return hours.filter((hour) => hours.filter((other) => other.slice(0, 7) === hour.slice(0, 7) && other < hour).length >= tolerated);
  }
}
