import { addDays, addMonths, type CivilDate } from '@seatline/kernel';
import type { Story } from './deeds';
import type { NaiveInvoice } from './naive-books';
import { NaiveCollection } from './naive-collection';
import { first, type NaiveSeat, NaiveSeats } from './naive-seats';
import { daysOf } from './naive-terms';

// A lease lived day by day: every midnight what the contract says is due then, at noon what is asked. Nothing is remembered between two tellings.

const inOrder = <Of>(all: readonly Of[], rank: (one: Of) => string): Of[] => [...all].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));

export class NaiveLease extends NaiveSeats {
  readonly collection = new NaiveCollection();
  orders: { readonly seats: number; readonly on: CivilDate }[] = [];
  readonly suspensions: CivilDate[] = [];
  suspendedSince: CivilDate | null = null;
  ended = false;
  endsEarly = false;
  settled = false;
  refundable = 0n;
  handOvers: { readonly on: CivilDate; readonly seats: number }[] = [];
  /** Noon, when people ask for things; otherwise midnight. */
  protected isNoon = false;
  private readonly stops: { readonly from: CivilDate; readonly to: CivilDate; readonly toNoon: boolean }[] = [];

  constructor(story: Story, openedOn: CivilDate) {
    super(story, openedOn);
    const { startOn } = this.terms;
    this.enter(story.seats, this.books.issue('rent', startOn, this.linesFor(story.seats, startOn)), startOn);
    this.due();
  }

  /** The next midnight, and all that happens then. */
  sleep(): void {
    this.today = this.books.today = addDays(this.today, 1);
    this.isNoon = false;
    this.due();
    for (const each of this.handOvers.filter(({ on }) => on === this.today)) this.handOver(each.seats);
  }

  /** Invoices whose clock goes. */
  pressing(): NaiveInvoice[] {
    return this.books.openInvoices().filter((invoice) => this.books.open(invoice) > this.books.held(invoice));
  }

  isBlocked(): boolean {
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
    for (const seat of ready) {
      seat.state = 'active';
      seat.usable = { from: this.today, fromNoon: this.isNoon };
    }
    return ready.length > 0;
  }

  private settleOpen(): void {
    this.books.allocate();
    this.activate();
  }

  private isBeyond(invoice: NaiveInvoice, heldDays: number): boolean {
    return addDays(invoice.dueOn, (invoice.kind === 'rent' ? 15 : 30) + 1 + heldDays) <= this.today;
  }

  protected beyond(): NaiveInvoice[] {
    return this.pressing().filter((invoice) => this.isBeyond(invoice, this.books.heldDays(invoice, daysOf)));
  }

  /** Whether service stood still in an hour of a day, which is then nobody's fault but the tenant's. */
  isStopped(day: CivilDate, hour: number): boolean {
    if (this.suspensions.at(-1) !== undefined && this.suspendedSince !== null && day >= this.suspensions.at(-1)!) return true;
    return this.stops.some(({ from, to, toNoon }) => day >= from && (day < to || (day === to && toNoon && hour < 12)));
  }

  protected isPromised(): boolean {
    return this.lateFees.promises.some(({ until }) => until >= this.today);
  }

  private restoreIfClear(): boolean {
    const since = this.suspendedSince;
    if (since === null) return false;
    const givenUp = this.books.invoices.filter((invoice) => invoice.givenUp > 0n && this.isBeyond(invoice, 0));
    if (!this.isPromised() && this.beyond().length + givenUp.length > 0) return false;
    this.suspendedSince = null;
    this.stops.push({ from: since, to: this.today, toNoon: this.isNoon });
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
    if (numbers.length === 0) {
      if (this.giveBackByNotes()) this.followMoney();
      return true;
    }
    const rent = this.rentLines(numbers, 0, { from, to: first(month.to, this.endOn), whole: month.whole }, from);
    const fees = this.lateFees.linesFor('rent', this.today);
    const back = this.interruptions.within(rent);
    this.books.issue('rent', from, [...rent, ...fees, ...back.map((due) => this.interruptions.line(due))]);
    for (const each of back) this.interruptions.enter(each);
    this.settleOpen();
    return true;
  }

  private nextClose(): { from: CivilDate; to: CivilDate } {
    const from = this.closedTo;
    if (from < this.endOn) return { from, to: first(this.terms.monthOf(from).to, this.endOn) };
    if (this.terms.gridMonthOf(this.endOn).from === this.endOn) return { from, to: this.terms.gridMonthOf(from).to };
    let months = 1;
    while (addMonths(this.endOn, months) <= from) months += 1;
    return { from, to: addMonths(this.endOn, months) };
  }

  private close(): boolean {
    const span = this.nextClose();
    if (addDays(span.to, 2) > this.today) return false;
    this.closedTo = span.to;
    this.calls.include(span.from, span.to, this.secondsIncluded(span.from, span.to));
    const late = this.settled ? [] : this.lateFees.linesFor('telephone', this.today);
    if (this.calls.close(span.from, span.to, addDays(this.today, 10), late) !== null) this.books.allocate();
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
    if (this.giveBackByNotes()) this.followMoney();
    this.settled = true;
    this.chargeLastLateFees();
    let left = this.seats.reduce((sum, { deposit }) => sum + deposit, 0n);
    if (left === 0n) return true;
    for (const seat of this.seats) seat.deposit = 0n;
    for (const invoice of inOrder(this.books.openInvoices(), ({ kind, dueOn, number }) => `${kind === 'telephone' ? 0 : 1} ${dueOn} ${String(number).padStart(6, '0')}`)) {
      const part = first(left, this.books.open(invoice));
      this.books.setOff(invoice, part);
      left -= part;
    }
    this.refundable += left;
    this.followMoney();
    return true;
  }

  /** No invoice comes any more on which what is late could ride: it has its own. */
  private chargeLastLateFees(): void {
    for (const kind of ['rent', 'telephone'] as const) {
      const fees = this.lateFees.linesFor(kind, this.today);
      if (fees.length === 0) continue;
      this.books.issue(kind, addDays(this.today, 10), fees);
      this.followMoney();
    }
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
    if (this.suspendedSince !== null || this.ended || this.isPromised() || this.beyond().length === 0) return false;
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
