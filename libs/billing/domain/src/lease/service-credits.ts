import { addDays, type CivilDate, divideHalfUp, type Instant, startOfDay } from '@seatline/kernel';
import { billableDays } from '../invoice/credit';
import type { CreditNoteLine, InvoiceLine, RentLine, ServiceCreditLine } from '../invoice/invoice';
import { seatRentMinor, taxMinor } from '../proration/prorate';
import { lostRentMinor } from '../service-level/lost-rent';
import { creditableTime, type SeatTime, type ServiceInterruption, timeByDay } from '../service-level/lost-time';
import { spansWithin, spansWithout, type TimeSpan } from '../service-level/time-spans';
import type { LeaseBook, Seat, SeatServiceCredit, ServiceCredit } from './book';
import { followMoney } from './consequences';
import { issueCreditNote, rentFreeDays } from './crediting';
import type { LeaseCommand } from './commands';
import { change, invoiceOf, record, replaceInvoice, type Work } from './work';

/** What of one rent line is to be given back. */
export interface DueServiceCredit {
  readonly ofInvoice: number;
  readonly ofLine: number;
  readonly seats: readonly SeatServiceCredit[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

/**
 * Learns that seats could not be used. Told twice of the same window or outage, it counts once. What it makes due is given back on the next rent invoice;
 * where none comes any more, by a credit note with the lease's settlement, and after that at once.
 */
export function recordInterruption(work: Work, { interruption }: Extract<LeaseCommand, { do: 'record-interruption' }>): null {
  const { interruptions, settledAt } = work.book;
  if (interruptions.some(({ kind, ref }) => kind === interruption.kind && ref === interruption.ref)) return null;
  change(work, { interruptions: [...interruptions, interruption] });
  record(work, { type: 'service-interrupted', interruption });
  if (settledAt !== null && giveBackByNotes(work)) followMoney(work);
  return null;
}

/**
 * Learns that an interruption was wrong: it counts for nothing from now on. Once any of its time has been given back it stays as it is, for what was given back is never taken
 * back: the invoice that was first decides. Withdrawn before it was told, it is kept as withdrawn, so that telling it later changes nothing. Source: ADR 25.
 */
export function withdrawInterruption(work: Work, { interruption, reason }: Extract<LeaseCommand, { do: 'withdraw-interruption' }>): null {
  const { interruptions } = work.book;
  const place = interruptions.findIndex(({ kind, ref }) => kind === interruption.kind && ref === interruption.ref);
  const known = interruptions[place] ?? interruption;
  if (known.withdrawn !== undefined || isGivenBack(work.book, known)) return null;
  const withdrawn: ServiceInterruption = { ...known, withdrawn: { at: work.at, reason } };
  change(work, { interruptions: place < 0 ? [...interruptions, withdrawn] : interruptions.with(place, withdrawn) });
  record(work, { type: 'interruption-withdrawn', interruption: known, reason });
  return null;
}

/** Whether rent was given back for any time of it. */
function isGivenBack({ serviceCredits }: LeaseBook, { excess }: ServiceInterruption): boolean {
  return serviceCredits.some(({ seats }) => seats.some(({ times }) => spansWithin(times, excess).length > 0));
}

/**
 * When the lease had a seat to use: from its first day on, but not before its payment (or the operator, who let it be used before) made it usable; and when it stood still for another reason than the
 * operator's. Days that cost no rent are a seat's that was there before them: one that is added on the day of a restoration pays for that day. Source: ADR 23.
 */
export function seatTimeOf(book: LeaseBook, seat: Pick<Seat, 'activatedAt' | 'fromOn' | 'endsOn'>): SeatTime {
  const { zone } = book.contract;
  const endsOn = seat.endsOn !== null && seat.endsOn < book.endOn ? seat.endsOn : book.endOn;
  const suspended = book.suspensions.map(({ suspendedAt, restoredAt }): TimeSpan => ({ startAt: suspendedAt, endAt: restoredAt ?? FOR_EVER }));
  const free = rentFreeDays(book).filter(({ fromOn }) => seat.fromOn < fromOn).map(({ fromOn, toOn }): TimeSpan => ({ startAt: startOfDay(fromOn, zone), endAt: startOfDay(toOn, zone) }));
  const fromAt = startOfDay(seat.fromOn, zone);
  const usableAt = seat.activatedAt ?? FOR_EVER;
  return { held: { startAt: usableAt > fromAt ? usableAt : fromAt, endAt: startOfDay(endsOn, zone) }, stopped: [...suspended, ...free] };
}

const FOR_EVER = Number.MAX_SAFE_INTEGER as Instant;

/**
 * What is to be given back by now and has not been: for each rent line the time that its seats lost of its days, each seat one exact fraction rounded once, never
 * more than the contract's cap of what the seat owes for the line, nor than is left of the line. Seats that were never usable lost nothing. What comes to nothing in the
 * smallest unit waits. Source: domain.md 5.
 */
export function dueServiceCredits(book: LeaseBook): DueServiceCredit[] {
  if (book.interruptions.length === 0) return [];
  const given = givenBySeat(book.serviceCredits);
  const lost = new Map<string, TimeSpan[]>();
  const lostBy = (seat: Seat): TimeSpan[] => {
    const key = `${seat.activatedAt ?? ''} ${seat.fromOn} ${seat.endsOn ?? ''}`;
    const time = lost.get(key) ?? creditableTime(book.interruptions, seatTimeOf(book, seat), book.contract.serviceLevel, book.contract.zone);
    lost.set(key, time);
    return time;
  };
  return book.invoices.flatMap((invoice) => invoice.lines.flatMap((line, place): DueServiceCredit[] => {
    if (line.kind !== 'rent') return [];
    const seats = seatsToCredit(book, line, { lostBy, givenOf: (seat) => (given.get(seat) ?? []), place: `${invoice.number} ${place}` });
    const netMinor = seats.reduce((sum, seat) => sum + seat.netMinor, 0n);
    return netMinor === 0n ? [] : [{ ofInvoice: invoice.number, ofLine: place, seats, netMinor, taxMinor: taxOf(line, netMinor) }];
  }));
}

interface Given extends SeatServiceCredit {
  /** The rent line, as `invoice line`. */
  readonly place: string;
}

interface Losses {
  readonly lostBy: (seat: Seat) => readonly TimeSpan[];
  readonly givenOf: (seat: number) => readonly Given[];
  readonly place: string;
}

function seatsToCredit(book: LeaseBook, line: RentLine, { lostBy, givenOf, place }: Losses): SeatServiceCredit[] {
  const { zone, serviceLevel } = book.contract;
  const days: TimeSpan = { startAt: startOfDay(line.fromOn, zone), endAt: startOfDay(line.toOn, zone) };
  const pauses = rentFreeDays(book);
  let leftMinor = line.netMinor - line.creditedNetMinor - line.serviceNetMinor;
  return line.seatNumbers.flatMap((number): SeatServiceCredit[] => {
    const seat = book.seats[number - 1];
    if (!seat || seat.activatedAt === null) return [];
    const given = givenOf(number);
    const times = spansWithout(spansWithin(lostBy(seat), [days]), given.flatMap((each) => each.times));
    if (times.length === 0) return [];
    const owedMinor = seatRentMinor(line.seatPriceMinor, billableDays(line, seat, book.endOn, pauses), line);
    const before = given.reduce((sum, each) => (each.place === place ? sum + each.netMinor : sum), 0n);
    const mostMinor = divideHalfUp(owedMinor * BigInt(serviceLevel.capPercent), 100n) - before;
    const netMinor = least(least(lostRentMinor(line, timeByDay(times, zone)), mostMinor), leftMinor);
    if (netMinor <= 0n) return [];
    leftMinor -= netMinor;
    return [{ seat: number, netMinor, times }];
  });
}

function givenBySeat(credits: readonly ServiceCredit[]): Map<number, Given[]> {
  const given = new Map<number, Given[]>();
  for (const { seats, ofInvoice, ofLine } of credits) {
    for (const each of seats) given.set(each.seat, [...(given.get(each.seat) ?? []), { ...each, place: `${ofInvoice} ${ofLine}` }]);
  }
  return given;
}

/** Taxed as the rent was; what gives back all that is left of a line takes the rest of its tax. */
function taxOf(line: RentLine, netMinor: bigint): bigint {
  const left = line.taxMinor - line.creditedTaxMinor - line.serviceTaxMinor;
  if (netMinor === line.netMinor - line.creditedNetMinor - line.serviceNetMinor) return left;
  return least(taxMinor(netMinor, line.taxPercentMicros), left);
}

/** What is given back with an invoice of so much rent: never more than the invoice, so that it stays one to pay; the rest waits for the next. */
export function serviceCreditsWithin(book: LeaseBook, rent: readonly InvoiceLine[]): DueServiceCredit[] {
  const room = { net: 0n, tax: 0n };
  for (const line of rent) {
    room.net += line.netMinor;
    room.tax += line.taxMinor;
  }
  const fitting: DueServiceCredit[] = [];
  for (const due of dueServiceCredits(book)) {
    const line = rentLineOf(book, due);
    const seats: SeatServiceCredit[] = [];
    let netMinor = 0n;
    for (const seat of due.seats) {
      if (netMinor + seat.netMinor > room.net) break;
      seats.push(seat);
      netMinor += seat.netMinor;
    }
    const tax = taxOf(line, netMinor);
    if (netMinor === 0n || tax > room.tax) break;
    fitting.push({ ...due, seats, netMinor, taxMinor: tax });
    room.net -= netMinor;
    room.tax -= tax;
    if (seats.length < due.seats.length) break;
  }
  return fitting;
}

/** The line of an invoice on which a credit stands. */
export function serviceCreditLine(book: LeaseBook, { ofInvoice, ofLine, seats, netMinor, taxMinor: tax }: DueServiceCredit): ServiceCreditLine {
  const line = rentLineOf(book, { ofInvoice, ofLine });
  const days = [...new Set(seats.flatMap(({ times }) => timeByDay(times, book.contract.zone).map(({ on }) => on)))].sort();
  return {
    kind: 'sla', ofInvoice, ofLine, seatNumbers: seats.map(({ seat }) => seat), seatPriceMinor: line.seatPriceMinor,
    fromOn: days[0]!, toOn: addDays(days.at(-1) as CivilDate, 1), days: days.length, periodDays: line.periodDays,
    netMinor: -netMinor, taxMinor: -tax, taxPercentMicros: line.taxPercentMicros,
  };
}

/** Notes what an issued invoice has given back on its lines from the given place on. */
export function enterServiceCredits(work: Work, due: readonly DueServiceCredit[], invoice: number, firstLine: number): void {
  due.forEach((each, place) => enter(work, each, { invoice, line: firstLine + place }));
}

/** Gives back what is due by credit notes, one an invoice. What was paid beyond becomes unapplied; allocating it is the caller's next step. True when anything was. */
export function giveBackByNotes(work: Work): boolean {
  const due = dueServiceCredits(work.book);
  for (const number of new Set(due.map(({ ofInvoice }) => ofInvoice))) {
    const own = due.filter(({ ofInvoice }) => ofInvoice === number);
    const lines = own.map(({ ofLine, netMinor, taxMinor: tax }): CreditNoteLine => ({ line: ofLine, netMinor, taxMinor: tax }));
    issueCreditNote(work, invoiceOf(work.book, number), lines, 'service');
    own.forEach((each) => enter(work, each, { creditNote: work.book.creditNotes.length }));
  }
  return due.length > 0;
}

function enter(work: Work, { ofInvoice, ofLine, seats, netMinor, taxMinor: tax }: DueServiceCredit, on: ServiceCredit['on']): void {
  const credit: ServiceCredit = { number: work.book.serviceCredits.length + 1, givenAt: work.at, ofInvoice, ofLine, on, seats, netMinor, taxMinor: tax };
  change(work, { serviceCredits: [...work.book.serviceCredits, credit] });
  const invoice = invoiceOf(work.book, ofInvoice);
  const line = rentLineOf(work.book, credit);
  const lines = invoice.lines.with(ofLine, { ...line, serviceNetMinor: line.serviceNetMinor + netMinor, serviceTaxMinor: line.serviceTaxMinor + tax });
  replaceInvoice(work, { ...invoice, lines });
  record(work, { type: 'service-credited', credit });
}

function rentLineOf(book: LeaseBook, { ofInvoice, ofLine }: Pick<ServiceCredit, 'ofInvoice' | 'ofLine'>): RentLine {
  const line = invoiceOf(book, ofInvoice).lines[ofLine];
  if (line?.kind !== 'rent') throw new RangeError(`line ${ofLine} of invoice ${ofInvoice} is no rent`);
  return line;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
