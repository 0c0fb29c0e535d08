import { addDays, type CivilDate, daysBetween, type Instant, startOfDay } from '@seatline/kernel';
import { NaiveBooks, type NaiveInvoice, type NaiveSeat } from './naive-books';
import { type NaiveRecord, rateNaively } from './naive-calls';
import type { NaiveCall, NaiveEvent, NaivePeriod, NaiveStory } from './naive-story';

// What the events of a story do at their instant, and what follows from any movement of money.

export type NaiveEntry = { readonly at: Instant; readonly what: string } & Record<string, unknown>;

interface NaiveOrder {
  readonly seats: number;
  readonly lapsesOn: CivilDate;
}

export class NaiveLease {
  readonly timeline: NaiveEntry[] = [];
  readonly records: NaiveRecord[] = [];
  readonly books: NaiveBooks;
  suspended = false;
  protected now = 0 as Instant;
  /** The local day of `now`. */
  protected today = '' as CivilDate;
  protected openedAt: Instant | null = null;
  protected issuedPeriods = 0;
  protected ended = false;
  protected orders: NaiveOrder[] = [];
  /** Days on which the suspension that lasts began or went on at 00:00. */
  protected readonly suspendedDays = new Set<CivilDate>();
  private holdUntilOn = '';

  constructor(protected readonly story: NaiveStory) {
    this.books = new NaiveBooks(story);
  }

  /** What is open, on the oldest invoice and in all, and what the oldest order still asks for. */
  owed(): { all: bigint; oldest: bigint; order: bigint } {
    const open = this.books.openInvoices();
    const [oldest] = open.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
    const all = open.reduce((sum, invoice) => sum + this.books.open(invoice), 0n);
    const order = this.orders[0] ? this.costOf(this.orders[0]) - this.books.unapplied : 0n;
    return { all, oldest: oldest ? this.books.open(oldest) : 0n, order };
  }

  protected midnight(date: CivilDate): Instant {
    return startOfDay(date, this.story.zone);
  }

  protected tell(what: string, rest: Record<string, unknown> = {}): void {
    this.timeline.push({ at: this.now, what, ...rest });
  }

  /** A new invoice takes what is unapplied. That brings no order: only an order, a payment, a credit and a deposit's release do. */
  protected announce(invoice: NaiveInvoice): void {
    this.tell('invoice-issued', { invoice: invoice.number });
    this.books.allocate();
    this.activate();
  }

  protected activate(): void {
    const { startOn } = this.story;
    if (this.now < this.midnight(startOn) || startOn >= this.books.endOn) return;
    const paid = new Set(this.books.invoices.filter((invoice) => this.books.open(invoice) === 0n).map((invoice) => invoice.number));
    const seats = this.books.seats.filter((seat) => paid.has(seat.invoice) && !seat.activated && !seat.released);
    for (const seat of seats) seat.activated = true;
    if (seats.length > 0) this.tell('seats-activated', { seats: seats.length });
  }

  protected release(seats: readonly NaiveSeat[]): void {
    for (const seat of seats) seat.released = true;
    if (seats.length > 0) this.tell('seats-released', { seats: seats.length });
  }

  protected graceOf(invoice: NaiveInvoice): number {
    return invoice.kind === 'rent' ? this.story.rentGrace : this.story.telephoneGrace;
  }

  /** What suspends today: open invoices more days past due than their grace, unless a hold holds through today. */
  protected beyondGrace(): NaiveInvoice[] {
    if (this.today <= this.holdUntilOn) return [];
    return this.books.openInvoices().filter((invoice) => daysBetween(invoice.dueOn, this.today) > this.graceOf(invoice));
  }

  // ---- after any movement of money

  protected settleMoney(): void {
    this.books.allocate();
    this.activate();
    this.restoreIfClear();
    this.fillOrders();
  }

  private restoreIfClear(): void {
    if (!this.suspended || this.beyondGrace().length > 0) return;
    this.suspended = false;
    this.tell('restored');
    // A suspension lasts from its instant to before its restoration's: a day restored as it begins did not begin suspended.
    const days = [...this.suspendedDays].filter((day) => this.midnight(day) < this.now);
    this.suspendedDays.clear();
    if (this.story.accrues) return;
    this.books.freeDays(days);
    this.creditUnused();
  }

  private creditUnused(): void {
    const credits = this.books.creditUnused(this.now);
    for (const credit of credits) this.tell('credit-note', { creditNote: credit.number, invoice: credit.invoice });
    this.settleMoney();
  }

  private fillOrders(): void {
    for (let order = this.orders[0]; order && this.canFill(order); order = this.orders[0]) this.fill(order);
  }

  private canFill(order: NaiveOrder): boolean {
    if (this.today >= this.books.endOn || this.books.isOverdue(this.today)) return false;
    return this.costOf(order) <= this.books.unapplied;
  }

  private costOf(order: NaiveOrder): bigint {
    return this.orderLines(order).lines.reduce((sum, line) => sum + line.net + line.tax, 0n);
  }

  private newSeats(count: number): NaiveSeat[] {
    const invoice = this.books.invoices.length + 1;
    return Array.from({ length: count }, () => ({ invoice, removedOn: null, activated: false, released: false, depositReleased: false }));
  }

  /** Rent from today, or the term's start, through every period whose invoice's instant has passed, and deposit. */
  private orderLines(order: NaiveOrder) {
    const seats = this.newSeats(order.seats);
    const from = this.today > this.story.startOn ? this.today : this.story.startOn;
    const charged = this.story.periods.slice(0, this.issuedPeriods).filter((period) => period.to > from);
    const rent = charged.map((period) => this.books.rentLine(seats, period, period.from > from ? period.from : from));
    return { seats, lines: [...rent, this.books.depositLine(seats)].filter((line) => line !== null) };
  }

  private fill(order: NaiveOrder): void {
    const { seats, lines } = this.orderLines(order);
    this.orders.shift();
    const invoice = this.books.issue('rent', this.now, this.today, lines);
    this.books.seats.push(...seats);
    this.books.payFromUnapplied(invoice);
    this.tell('invoice-issued', { invoice: invoice.number });
    this.activate();
  }

  // ---- what the story tells

  protected apply(event: NaiveEvent): void {
    if (event.do === 'call') return this.take(event.call);
    const code = this.refusalOf(event);
    if (code !== null) return this.tell('refused', { code });
    if (event.do === 'open-lease') return this.open(event.seats);
    if (event.do === 'pay') return this.pay(event);
    if (event.do === 'add-seats') return this.order(event.seats);
    if (event.do === 'remove-seats') return event.when === 'now' ? this.removeNow(event.seats) : this.removeWithPeriod(event.seats);
    if (event.do === 'end-lease') {
      this.books.endOn = event.on;
      return this.creditUnused();
    }
    if (event.untilOn > this.holdUntilOn) this.holdUntilOn = event.untilOn;
    this.restoreIfClear();
  }

  /** A call told twice counts once. */
  private take(call: NaiveCall): void {
    if (this.records.some((record) => record.call.id === call.id)) return;
    const record = rateNaively(this.story, call);
    this.records.push(record);
    if (record.status === 'quarantined') this.tell('quarantined', { call: call.id });
  }

  private refusalOf(event: NaiveEvent): string | null {
    if (event.do === 'open-lease') {
      if (this.openedAt !== null) return 'lease-already-open';
      return this.today >= this.story.endOn ? 'outside-term' : null;
    }
    if (this.openedAt === null) return 'no-lease';
    if (event.do === 'pay' || event.do === 'hold-arrears') return null;
    if (this.ended) return 'outside-term';
    if (event.do === 'add-seats') return this.books.isOverdue(this.today) ? 'overdue' : null;
    if (event.do === 'end-lease') return event.on < this.story.startOn || event.on < this.today || event.on > this.books.endOn ? 'outside-term' : null;
    return this.removable().length < event.seats ? 'not-enough-seats' : null;
  }

  private open(count: number): void {
    this.openedAt = this.now;
    const seats = this.newSeats(count);
    this.books.seats.push(...seats);
    const first = this.story.periods[0] as NaivePeriod;
    this.issuedPeriods = 1;
    const lines = [this.books.rentLine(seats, first, first.from), this.books.depositLine(seats)];
    this.announce(this.books.issue('rent', this.now, this.story.startOn, lines));
  }

  private pay(event: NaiveEvent): void {
    this.tell('payment', { amount: event.amount });
    this.books.unapplied += event.amount;
    const oldest = this.orders[0];
    if (event.forOrder && oldest !== undefined && this.canFill(oldest)) this.fill(oldest);
    this.settleMoney();
  }

  private order(seats: number): void {
    this.tell('ordered', { seats });
    this.orders.push({ seats, lapsesOn: addDays(this.today, 8) });
    this.fillOrders();
  }

  /** The last added first; a seat whose end is set is not removed again. */
  private removable(): NaiveSeat[] {
    return this.books.seats.filter((seat) => seat.removedOn === null).reverse();
  }

  private removeNow(count: number): void {
    const seats = this.removable().slice(0, count);
    for (const seat of seats) seat.removedOn = addDays(this.today, 1);
    this.release(seats);
    this.creditUnused();
  }

  private removeWithPeriod(count: number): void {
    const { to } = this.story.periods.find((period) => this.today < period.to) as NaivePeriod;
    for (const seat of this.removable().slice(0, count)) seat.removedOn = to < this.books.endOn ? to : this.books.endOn;
    this.creditUnused();
  }
}
