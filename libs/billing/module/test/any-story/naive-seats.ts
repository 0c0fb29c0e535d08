import type { CivilDate } from '@seatline/kernel';
import type { Story } from './deeds';
import { halfUp, NaiveBooks, type NaiveInvoice, type NaiveLine } from './naive-books';
import { NaiveCalls } from './naive-calls';
import { NaiveLateFees } from './naive-late-fees';
import { NaiveInterruptions } from './naive-interruptions';
import { daysOf, NaiveTerms } from './naive-terms';
import { LEASE_FEE, SEAT_FEE } from './story-pricing';

export interface NaiveSeat {
  readonly number: number;
  readonly invoice: number;
  readonly from: CivilDate;
  endsOn: CivilDate | null;
  deposit: bigint;
  state: 'ordered' | 'active' | 'released';
  waived: boolean;
  /** The day on which it could be used first, and whether only from noon on. */
  usable: { readonly from: CivilDate; readonly fromNoon: boolean } | null;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const first = <Of>(a: Of, b: Of): Of => (a < b ? a : b);

/** A lease's seats, and what is charged and credited for them. */
export abstract class NaiveSeats {
  abstract isStopped(day: CivilDate, hour: number): boolean;

  readonly terms: NaiveTerms;
  readonly books: NaiveBooks;
  readonly calls: NaiveCalls;
  readonly lateFees: NaiveLateFees;
  readonly interruptions: NaiveInterruptions;
  readonly seats: NaiveSeat[] = [];
  endOn: CivilDate;
  /** The end of the last month whose rent is invoiced, and of the last whose calls are closed. */
  issuedTo: CivilDate;
  closedTo: CivilDate;
  today: CivilDate;
  /** Days of suspensions that cost nothing. */
  protected readonly pauses: { readonly from: CivilDate; readonly to: CivilDate }[] = [];

  constructor(protected readonly story: Story, openedOn: CivilDate) {
    const { terms } = story;
    this.terms = new NaiveTerms(terms);
    const taxMicros = BigInt(Math.round(Number(terms.taxPercent) * 1e6));
    this.books = new NaiveBooks(taxMicros, terms.dayCount === 'fixed30');
    this.calls = new NaiveCalls(this.books, taxMicros);
    this.lateFees = new NaiveLateFees(this.books);
    this.interruptions = new NaiveInterruptions(this, terms);
    const { startOn } = this.terms;
    this.endOn = this.terms.endOn;
    this.today = this.books.today = openedOn;
    this.closedTo = startOn;
    this.issuedTo = this.terms.monthOf(startOn).to;
  }

  lasting(): NaiveSeat[] {
    return this.seats.filter(({ state, endsOn }) => state !== 'released' && endsOn === null);
  }

  costOf(seats: number): bigint {
    return this.linesFor(seats, this.newFrom).reduce((sum, { net, tax }) => sum + net + tax, 0n);
  }

  protected endSeats(seats: readonly NaiveSeat[], on: CivilDate): void {
    for (const seat of seats) seat.endsOn = on < seat.from ? seat.from : on;
  }

  /** Credits whatever is invoiced beyond the days that are used. */
  protected creditUnused(): boolean {
    const before = this.books.credits.length;
    for (const invoice of this.books.invoices) {
      const parts = invoice.lines.flatMap((line) => {
        if (line.kind !== 'rent') return [];
        const kept = line.seats.reduce((sum, number) => sum + this.books.worth(line.price, this.daysUsed(line, this.seats[number - 1]!), line.whole), 0n);
        // What was given back because seats could not be used is not given back again.
        const net = least(line.leftNet - kept, line.leftNet - line.serviceNet);
        const tax = least(line.leftTax - this.books.taxOf(kept), line.leftTax - line.serviceTax);
        return net > 0n ? [{ line, net, tax }] : [];
      });
      if (parts.length > 0) this.books.credit(invoice, parts);
    }
    return this.books.credits.length > before;
  }

  protected get newFrom(): CivilDate {
    return this.today > this.terms.startOn ? this.today : this.terms.startOn;
  }

  /** Rent from a day on through every month that is invoiced, and deposit. */
  protected linesFor(seats: number, from: CivilDate): NaiveLine[] {
    const numbers = Array.from({ length: seats }, (_, place) => this.seats.length + place + 1);
    const lines: NaiveLine[] = [];
    const stop = first(this.issuedTo, this.endOn);
    for (let day = from; day < stop; ) {
      const month = this.terms.monthOf(day);
      const to = first(month.to, stop);
      const present = this.seats.filter(({ state, endsOn }) => state !== 'released' && (endsOn === null || endsOn > day)).length;
      lines.push(...this.rentLines(numbers, present, { from: day, to, whole: month.whole }, month.from));
      day = to;
    }
    const { price, pricing } = this.terms.agreedOn(from);
    if (pricing.fees && this.seats.length === 0) lines.push(this.books.line('fee', LEASE_FEE));
    if (pricing.fees) lines.push(this.books.line('fee', SEAT_FEE * BigInt(seats), { seats: numbers }));
    const deposit = price * BigInt(this.story.terms.depositMonths);
    return deposit === 0n ? lines : [...lines, this.books.line('deposit', deposit * BigInt(seats), { price: deposit, seats: numbers })];
  }

  /** The rent of seats for days of a month, a line for each price; those who are there have their price. */
  protected rentLines(numbers: readonly number[], present: number, span: { from: CivilDate; to: CivilDate; whole: number }, month: CivilDate): NaiveLine[] {
    let before = 0;
    return this.terms.pricesOn(month, present, numbers.length).map(({ count, price }) => this.books.rentLine(numbers.slice(before, (before += count)), price, span));
  }

  protected enter(count: number, invoice: NaiveInvoice, from: CivilDate): void {
    const deposit = invoice.lines.find(({ kind }) => kind === 'deposit')?.price ?? 0n;
    for (let n = 0; n < count; n += 1) {
      this.seats.push({ number: this.seats.length + 1, invoice: invoice.number, from, endsOn: null, deposit, state: 'ordered', waived: false, usable: null });
    }
  }

  daysUsed(line: NaiveLine, seat: NaiveSeat): number {
    const isGone = (day: CivilDate): boolean => day >= this.endOn || (seat.endsOn !== null && day >= seat.endsOn);
    return daysOf(line.from!, line.to!).filter((day) => !isGone(day) && !this.isFree(seat, day)).length;
  }

  /** Whether a day costs a seat nothing, because its lease was suspended. */
  isFree(seat: NaiveSeat, day: CivilDate): boolean {
    return this.pauses.some(({ from, to }) => day >= from && day < to && seat.from < from);
  }

  /** Gives back what no invoice will: a note for each invoice. True: something was. */
  protected giveBackByNotes(): boolean {
    const due = this.interruptions.due();
    for (const invoice of new Set(due.map((each) => each.invoice))) {
      this.books.credit(invoice, due.filter((each) => each.invoice === invoice), true);
    }
    for (const each of due) this.interruptions.enter(each);
    return due.length > 0;
  }

  /** Minutes a seat for a whole month; a seat that was not there for all of it brings its days' share. */
  protected secondsIncluded(from: CivilDate, to: CivilDate): bigint {
    const { minutes } = this.terms.agreedOn(from).pricing;
    if (from >= this.endOn || minutes === 0) return 0n;
    const seatDays = daysOf(from, to).map((day) => this.seats.filter((seat) => seat.from <= day && (seat.endsOn === null || day < seat.endsOn)).length);
    return halfUp(BigInt(minutes * 60 * seatDays.reduce((a, b) => a + b, 0)), BigInt(this.terms.monthOf(from).whole));
  }
}
