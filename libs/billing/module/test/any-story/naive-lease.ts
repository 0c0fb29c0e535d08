import { addDays, addMonths, type CivilDate } from '@seatline/kernel';
import type { Story } from './deeds';
import { NaiveBooks, type NaiveInvoice, type NaiveLine } from './naive-books';
import { NaiveCalls } from './naive-calls';
import { daysOf, NaiveTerms } from './naive-terms';

// A lease lived day by day: every midnight what the contract says is due then, at noon what is asked. Nothing is remembered between two tellings.

export interface NaiveSeat {
  readonly number: number;
  readonly invoice: number;
  readonly from: CivilDate;
  endsOn: CivilDate | null;
  deposit: bigint;
  state: 'ordered' | 'active' | 'released';
  waived: boolean;
}

const first = <Of>(a: Of, b: Of): Of => (a < b ? a : b);
const inOrder = <Of>(all: readonly Of[], rank: (one: Of) => string): Of[] => [...all].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));

export class NaiveLease {
  readonly terms: NaiveTerms;
  readonly books: NaiveBooks;
  readonly calls: NaiveCalls;
  readonly seats: NaiveSeat[] = [];
  orders: { readonly seats: number; readonly on: CivilDate }[] = [];
  readonly suspensions: CivilDate[] = [];
  suspendedSince: CivilDate | null = null;
  endOn: CivilDate;
  ended = false;
  endsEarly = false;
  settled = false;
  refundable = 0n;
  prepaidAfter: CivilDate | null = null;
  /** The end of the last month whose rent is invoiced, and of the last whose calls are closed. */
  issuedTo: CivilDate;
  closedTo: CivilDate;
  protected today: CivilDate;
  protected handOvers: { readonly on: CivilDate; readonly seats: number }[] = [];
  /** Noon, when people ask for things; otherwise midnight. */
  protected isNoon = false;
  private holdUntil = '';
  /** Days of suspensions that cost nothing. */
  private readonly pauses: { readonly from: CivilDate; readonly to: CivilDate }[] = [];

  constructor(private readonly story: Story, openedOn: CivilDate) {
    const { terms } = story;
    this.terms = new NaiveTerms(terms);
    const taxMicros = BigInt(Math.round(Number(terms.taxPercent) * 1e6));
    this.books = new NaiveBooks(taxMicros, terms.dayCount === 'fixed30');
    this.calls = new NaiveCalls(this.books, taxMicros);
    const { startOn } = this.terms;
    this.endOn = this.terms.endOn;
    this.today = openedOn;
    this.closedTo = startOn;
    this.issuedTo = this.terms.monthOf(startOn).to;
    this.enter(story.seats, this.books.issue('rent', startOn, this.linesFor(story.seats, startOn)), startOn);
    this.due();
  }

  /** The next midnight, and all that happens then. */
  sleep(): void {
    this.today = addDays(this.today, 1);
    this.isNoon = false;
    this.due();
    for (const each of this.handOvers.filter(({ on }) => on === this.today)) this.handOver(each.seats);
  }

  lasting(): NaiveSeat[] {
    return this.seats.filter(({ state, endsOn }) => state !== 'released' && endsOn === null);
  }

  costOf(seats: number): bigint {
    return this.linesFor(seats, this.newFrom).reduce((sum, { net, tax }) => sum + net + tax, 0n);
  }

  /** Invoices whose clock goes. */
  protected pressing(): NaiveInvoice[] {
    return this.books.openInvoices().filter((invoice) => this.books.open(invoice) > this.books.held(invoice));
  }

  protected isBlocked(): boolean {
    return this.suspendedSince !== null || this.pressing().some(({ dueOn }) => dueOn < this.today);
  }

  /** Money moved: it serves what is open, brings back service, and then brings ordered seats, strictly in their order. */
  protected followMoney(): void {
    this.relieve();
    while (this.fillOldest());
  }

  protected relieve(): void {
    this.settleOpen();
    if (this.restoreIfClear()) this.settleOpen();
  }

  protected fillOldest(): boolean {
    const [order] = this.orders;
    if (!order || this.today >= this.endOn || this.isBlocked() || this.costOf(order.seats) > this.books.free) return false;
    const from = this.newFrom;
    const invoice = this.books.issue('rent', this.today, this.linesFor(order.seats, from));
    this.books.payFromFree(invoice);
    this.enter(order.seats, invoice, from);
    this.orders = this.orders.slice(1);
    this.activate();
    return true;
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
        const net = line.leftNet - line.seats.reduce((sum, number) => sum + this.books.worth(line.price, this.daysUsed(line, this.seats[number - 1]!), line.whole), 0n);
        return net > 0n ? [{ line, net, tax: line.leftTax - this.books.taxOf(line.leftNet - net) }] : [];
      });
      if (parts.length > 0) this.books.credit(invoice, parts);
    }
    return this.books.credits.length > before;
  }

  protected holdThrough(day: CivilDate): void {
    if (day > this.holdUntil) this.holdUntil = day;
  }

  /** Whatever is due by today, one thing after the other, in the contract's order. */
  protected due(): void {
    const works: (() => boolean)[] = [
      () => this.lapse(), () => this.issueRent(), () => this.close(), () => this.settle(), () => this.activate(), () => this.release(), () => this.end(), () => this.suspend(),
    ];
    while (works.some((work) => work()));
  }

  protected activate(): boolean {
    if (this.ended || this.today < this.terms.startOn) return false;
    const paid = (seat: NaiveSeat): boolean => {
      const invoice = this.books.invoices[seat.invoice - 1]!;
      return seat.waived || (this.books.open(invoice) === 0n && invoice.givenUp === 0n);
    };
    const ready = this.seats.filter((seat) => seat.state === 'ordered' && seat.from < first(seat.endsOn ?? this.endOn, this.endOn) && paid(seat));
    for (const seat of ready) seat.state = 'active';
    return ready.length > 0;
  }

  private get newFrom(): CivilDate {
    return this.today > this.terms.startOn ? this.today : this.terms.startOn;
  }

  /** Rent from a day on through every month that is invoiced, and deposit. */
  private linesFor(seats: number, from: CivilDate): NaiveLine[] {
    const numbers = Array.from({ length: seats }, (_, place) => this.seats.length + place + 1);
    const lines: NaiveLine[] = [];
    const stop = first(this.issuedTo, this.endOn);
    for (let day = from; day < stop; ) {
      const month = this.terms.monthOf(day);
      const to = first(month.to, stop);
      lines.push(this.books.rentLine(numbers, this.terms.priceOn(month.from), { from: day, to, whole: month.whole }));
      day = to;
    }
    const deposit = this.terms.priceOn(from) * BigInt(this.story.terms.depositMonths);
    return deposit === 0n ? lines : [...lines, this.books.line('deposit', deposit * BigInt(seats), { price: deposit, seats: numbers })];
  }

  private enter(count: number, invoice: NaiveInvoice, from: CivilDate): void {
    const deposit = invoice.lines.find(({ kind }) => kind === 'deposit')?.price ?? 0n;
    for (let n = 0; n < count; n += 1) {
      this.seats.push({ number: this.seats.length + 1, invoice: invoice.number, from, endsOn: null, deposit, state: 'ordered', waived: false });
    }
  }

  private daysUsed(line: NaiveLine, seat: NaiveSeat): number {
    const isGone = (day: CivilDate): boolean => day >= this.endOn || (seat.endsOn !== null && day >= seat.endsOn);
    const isFree = (day: CivilDate): boolean => this.pauses.some(({ from, to }) => day >= from && day < to && seat.from < from);
    return daysOf(line.from!, line.to!).filter((day) => !isGone(day) && !isFree(day)).length;
  }

  private settleOpen(): void {
    this.books.allocate();
    this.activate();
  }

  private isBeyond(invoice: NaiveInvoice, heldDays: number): boolean {
    return addDays(invoice.dueOn, (invoice.kind === 'rent' ? 15 : 30) + 1 + heldDays) <= this.today;
  }

  private beyond(): NaiveInvoice[] {
    return this.pressing().filter((invoice) => this.isBeyond(invoice, this.books.heldDays(invoice, daysOf)));
  }

  private restoreIfClear(): boolean {
    const since = this.suspendedSince;
    if (since === null) return false;
    const givenUp = this.books.invoices.filter((invoice) => invoice.givenUp > 0n && this.isBeyond(invoice, 0));
    if (this.today > this.holdUntil && this.beyond().length + givenUp.length > 0) return false;
    this.suspendedSince = null;
    if (this.story.terms.accrues) return true;
    this.pauses.push({ from: since, to: this.nextDay() });
    this.creditUnused();
    return true;
  }

  private lapse(): boolean {
    const before = this.orders.length;
    this.orders = this.orders.filter(({ on }) => addDays(on, 8) > this.today);
    return this.orders.length < before;
  }

  private issueRent(): boolean {
    const from = this.issuedTo;
    if (from >= this.endOn || addDays(from, -7) > this.today) return false;
    const month = this.terms.monthOf(from);
    this.issuedTo = month.to;
    const numbers = this.seats.filter(({ endsOn }) => endsOn === null || endsOn > from).map(({ number }) => number);
    if (numbers.length === 0) return true;
    this.books.issue('rent', from, [this.books.rentLine(numbers, this.terms.priceOn(from), { from, to: first(month.to, this.endOn), whole: month.whole })]);
    this.settleOpen();
    return true;
  }

  private nextClose(): { from: CivilDate; to: CivilDate } | null {
    const from = this.closedTo;
    if (from < this.endOn) return { from, to: first(this.terms.monthOf(from).to, this.endOn) };
    if (!this.calls.isBillable) return null;
    if (this.terms.gridMonthOf(this.endOn).from === this.endOn) return { from, to: this.terms.gridMonthOf(from).to };
    let months = 1;
    while (addMonths(this.endOn, months) <= from) months += 1;
    return { from, to: addMonths(this.endOn, months) };
  }

  private close(): boolean {
    const span = this.nextClose();
    if (span === null || addDays(span.to, 2) > this.today) return false;
    this.closedTo = span.to;
    if (this.calls.close(span.from, span.to, addDays(this.today, 10)) !== null) this.books.allocate();
    const gone = this.seats.filter(({ deposit, endsOn }) => deposit > 0n && endsOn !== null && endsOn <= span.to);
    if (gone.length > 0) {
      this.books.bring(0, gone.reduce((sum, { deposit }) => sum + deposit, 0n));
      for (const seat of gone) seat.deposit = 0n;
      this.followMoney();
    }
    return true;
  }

  private settle(): boolean {
    if (this.settled || addDays(this.endOn, 2) > this.today) return false;
    this.settled = true;
    let left = this.seats.reduce((sum, { deposit }) => sum + deposit, 0n);
    if (left === 0n) return true;
    for (const seat of this.seats) seat.deposit = 0n;
    for (const invoice of inOrder(this.books.openInvoices(), ({ kind, dueOn, number }) => `${kind === 'telephone' ? 0 : 1} ${dueOn} ${String(number).padStart(6, '0')}`)) {
      const part = first(left, this.books.open(invoice));
      invoice.paid += part;
      left -= part;
    }
    this.refundable += left;
    this.followMoney();
    return true;
  }

  private release(): boolean {
    const gone = this.seats.filter(({ state, endsOn }) => state !== 'released' && endsOn !== null && endsOn <= this.today);
    for (const seat of gone) seat.state = 'released';
    return gone.length > 0;
  }

  private end(): boolean {
    if (this.ended || this.endOn > this.today) return false;
    this.ended = true;
    for (const seat of this.seats) seat.state = 'released';
    this.orders = [];
    return true;
  }

  private suspend(): boolean {
    if (this.suspendedSince !== null || this.ended || this.today <= this.holdUntil || this.beyond().length === 0) return false;
    this.suspendedSince = this.nextDay();
    this.suspensions.push(this.today);
    return true;
  }

  /** The first day from now on that has not begun yet. */
  private nextDay(): CivilDate {
    return this.isNoon ? addDays(this.today, 1) : this.today;
  }

  private handOver(seats: number): void {
    const going = this.lasting().slice(-seats);
    if (this.today >= this.endOn || going.length < seats) return;
    this.endSeats(going, this.today);
    for (const seat of going) seat.state = 'released';
    if (this.creditUnused()) this.followMoney();
    this.due();
  }
}
