import { addDays, addMonths, type CivilDate, civilDateAt, type Instant, startOfDay } from '@seatline/kernel';
import { telephoneInvoice } from './naive-calls';
import { NaiveLease } from './naive-lease';

// Walks over every local midnight, every close and every event of the story, and at each does what the contract says is due then.

interface UsageSpan {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly closeAt: Instant;
}

export class NaiveReplay extends NaiveLease {
  private settled = false;
  private readonly sent = new Set<string>();
  private readonly closed = new Set<CivilDate>();

  run(): this {
    const { events, until } = this.story;
    for (const at of this.instants()) {
      if (at > until) break;
      this.now = at;
      this.today = civilDateAt(at, this.story.zone);
      this.dueWork();
      for (const event of events.filter((each) => each.at === at)) {
        this.apply(event);
        this.dueWork(); // what the event made due at this very instant
      }
    }
    return this;
  }

  depositBalance(): bigint {
    return this.settled ? 0n : this.books.deposit();
  }

  private instants(): Instant[] {
    const { events, zone, until, monthStarts, endOn } = this.story;
    const instants = new Set<Instant>(events.map((event) => event.at));
    const first = civilDateAt(events[0]?.at ?? until, zone);
    for (let day = first; startOfDay(day, zone) <= until; day = addDays(day, 1)) instants.add(startOfDay(day, zone));
    const ends = [endOn, ...events.filter((event) => event.do === 'end-lease').map((event) => event.on)];
    for (const to of [...monthStarts, ...ends.flatMap((end) => this.monthsAfter(end))]) instants.add(this.closeOf(to));
    return [...instants].sort((a, b) => a - b);
  }

  /** All that is due at an instant, in the contract's order. */
  private dueWork(): void {
    if (this.openedAt === null) return;
    const isMidnight = this.midnight(this.today) === this.now;
    if (isMidnight) this.lapseOrders();
    this.issueRent();
    this.closeUsage();
    if (isMidnight) this.activate();
    if (isMidnight) this.releaseRemoved();
    if (!this.ended && this.today >= this.books.endOn) this.endLease();
    if (isMidnight) this.notices();
    this.suspendIfDue();
    if (isMidnight && this.suspended) this.suspendedDays.add(this.today);
  }

  private lapseOrders(): void {
    const standing = this.orders;
    this.orders = standing.filter((order) => this.today < order.lapsesOn && !this.ended);
    for (const order of standing) if (!this.orders.includes(order)) this.tell('order-lapsed', { seats: order.seats });
  }

  /** Every period whose issue instant has come. */
  private issueRent(): void {
    for (let next = this.story.periods[this.issuedPeriods]; next; next = this.story.periods[this.issuedPeriods]) {
      if (this.midnight(addDays(next.from, -this.story.leadDays)) > this.now) return;
      this.issuedPeriods += 1;
      const { from } = next;
      const seats = this.books.seats.filter((seat) => seat.removedOn === null || seat.removedOn > from);
      const line = this.books.rentLine(seats, next, from);
      if (line !== null) this.announce(this.books.issue('rent', this.now, from, [line]));
    }
  }

  private closeUsage(): void {
    for (const span of this.usageSpans().filter(({ to, closeAt }) => closeAt <= this.now && !this.closed.has(to))) {
      this.closed.add(span.to);
      // A close before the opening was none: what arrived before it waits for the next.
      if (span.closeAt <= (this.openedAt as Instant)) continue;
      const invoice = telephoneInvoice(this.story, this.books, this.records, { ...span, closeAt: this.now });
      if (invoice !== null) this.announce(invoice);
      if (!this.settled) this.releaseDeposits(span.to);
    }
    if (!this.settled && this.closeOf(this.books.endOn) <= this.now) this.settleDeposit();
  }

  private closeOf(endOn: CivilDate): Instant {
    return (this.midnight(endOn) + this.story.closeMilliseconds) as Instant;
  }

  /** The lease's months to its end; after it month by month: its own where it ended with one, otherwise counted from its end. */
  private usageSpans(): UsageSpan[] {
    const { endOn } = this.books;
    const bounds = [...this.story.monthStarts.filter((from) => from < endOn), ...this.monthsAfter(endOn)];
    return bounds.slice(1).map((to, index) => ({ from: bounds[index] as CivilDate, to, closeAt: this.closeOf(to) }));
  }

  private monthsAfter(endOn: CivilDate): CivilDate[] {
    const { monthStarts, startOn } = this.story;
    if (endOn > startOn && monthStarts.includes(endOn)) return monthStarts.filter((from) => from >= endOn);
    return Array.from({ length: 24 }, (_, month) => addMonths(endOn, month));
  }

  private releaseDeposits(endedBy: CivilDate): void {
    const seats = this.books.seats.filter((seat) => !seat.depositReleased && seat.removedOn !== null && seat.removedOn <= endedBy);
    const amount = this.story.price * BigInt(this.story.depositMonths) * BigInt(seats.length);
    for (const seat of seats) seat.depositReleased = true;
    if (amount === 0n) return;
    this.tell('deposit-released', { amount });
    this.books.unapplied += amount;
    this.settleMoney();
  }

  /** Telephone first, then rent; the rest is to be refunded. */
  private settleDeposit(): void {
    const deposit = this.books.deposit();
    this.settled = true;
    if (deposit === 0n) return;
    let left = deposit;
    for (const kind of ['telephone', 'rent'])
      for (const invoice of this.books.invoices.filter((each) => each.kind === kind).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))) {
        const open = this.books.open(invoice);
        const part = open < left ? open : left;
        invoice.paid += part;
        left -= part;
      }
    this.tell('deposit-settled', { setOff: deposit - left, refund: left });
    this.settleMoney();
  }

  private releaseRemoved(): void {
    this.release(this.books.seats.filter((seat) => !seat.released && seat.removedOn === this.today));
  }

  private endLease(): void {
    this.ended = true;
    this.release(this.books.seats.filter((seat) => !seat.released));
    this.lapseOrders();
  }

  private notices(): void {
    for (const invoice of this.books.openInvoices()) {
      const grace = this.graceOf(invoice);
      const days: [string, number][] = [
        ['reminder', -3],
        ['overdue', 1],
        ['second', Math.floor(grace / 2)],
        ['last-warning', grace - 3],
        ['termination-proposed', 2 * grace],
      ];
      for (const [kind, day] of days) if (addDays(invoice.dueOn, day) === this.today) this.notify(kind, { invoice: invoice.number });
    }
    const isOn = addMonths(addDays(this.story.endOn, -1), -this.story.renewalNoticeMonths) === this.today;
    if (isOn && !this.ended && this.books.endOn === this.story.endOn) this.notify('renewal');
  }

  private notify(kind: string, of: { invoice?: number } = {}): void {
    const key = `${kind} ${of.invoice}`;
    if (!this.sent.has(key)) this.tell('notice', { kind, ...of });
    this.sent.add(key);
  }

  private suspendIfDue(): void {
    const because = this.beyondGrace().map((invoice) => invoice.number);
    if (this.suspended || this.ended || because.length === 0) return;
    this.suspended = true;
    this.tell('suspended', { because });
  }
}
