import { type CivilDate, civilDate, daysBetween } from '@seatline/kernel';

// Invoices, money and what becomes of it, counted the slow way. It shares no rule with the engine: what a line is worth is counted day by day each time it is asked for,
// and of money it knows only which payment it came from.

export interface NaiveLine {
  readonly kind: 'rent' | 'deposit' | 'fee' | 'late-fee' | 'sla' | 'telephone' | 'prior-period' | 're-rating';
  readonly seats: readonly number[];
  readonly price: bigint;
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  /** Days of the whole month. */
  readonly whole: number;
  readonly micros: bigint;
  readonly net: bigint;
  readonly tax: bigint;
  leftNet: bigint;
  leftTax: bigint;
  takenBack: bigint;
  /** Given back because its seats could not be used; the days are owed all the same. */
  serviceNet: bigint;
  serviceTax: bigint;
  /** Of a late fee: the invoice that is late, and what of it a day costs, in millionths. */
  readonly lateInvoice: number | null;
  readonly daily: number;
}

export interface NaiveInvoice {
  readonly number: number;
  readonly kind: 'rent' | 'telephone';
  readonly dueOn: CivilDate;
  readonly lines: readonly NaiveLine[];
  paid: bigint;
  credited: bigint;
  givenUp: bigint;
}

export interface NaivePayment {
  readonly amount: bigint;
  readonly valueOn: CivilDate;
  readonly online: boolean;
}

export interface NaiveDispute {
  readonly payment: number;
  readonly amount: bigint;
  readonly opened: ReadonlyMap<number, bigint>;
  readonly openedOn: CivilDate;
  closed: 'won' | 'lost' | null;
  closedOn: CivilDate | null;
  resumedOn: CivilDate | null;
}

/** What lowered an invoice (or, below nothing, raised it again), and from when on that counts: where a bank took it, once it is decided. */
interface Movement {
  readonly invoice: number;
  readonly amount: bigint;
  readonly on: CivilDate;
  readonly dispute: NaiveDispute | null;
}

/** Half goes up; nothing here is negative. */
export function halfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

const least = (...all: bigint[]): bigint => all.reduce((a, b) => (a < b ? a : b));
const sum = (all: readonly bigint[]): bigint => all.reduce((a, b) => a + b, 0n);

export class NaiveBooks {
  readonly invoices: NaiveInvoice[] = [];
  readonly credits: { readonly invoice: number; readonly net: bigint; readonly tax: bigint }[] = [];
  readonly payments: NaivePayment[] = [];
  readonly refunds: { readonly payment: number; readonly amount: bigint; bounced: boolean }[] = [];
  readonly disputes: NaiveDispute[] = [];
  /** Free money, the oldest first, with the payment (from 1) that it is of; 0: a credit or a deposit. */
  private money: { readonly of: number; readonly valueOn: CivilDate | null; left: bigint }[] = [];
  private readonly movements: Movement[] = [];
  today = civilDate('2000-01-01');
  private readonly puts: { readonly of: number; readonly invoice: number; readonly amount: bigint }[] = [];

  constructor(
    /** Percent in millionths. */
    private readonly taxMicros: bigint,
    private readonly fixed30: boolean,
  ) {}

  get free(): bigint {
    return sum(this.money.map(({ left }) => left));
  }

  open(invoice: NaiveInvoice): bigint {
    return sum(invoice.lines.map(({ net, tax }) => net + tax)) - invoice.paid - invoice.credited - invoice.givenUp;
  }

  openInvoices(): NaiveInvoice[] {
    return this.invoices.filter((invoice) => this.open(invoice) > 0n);
  }

  taxOf(net: bigint): bigint {
    return halfUp(net * this.taxMicros, 100_000_000n);
  }

  /** What one seat costs for so many days of a month. */
  worth(price: bigint, days: number, whole: number): bigint {
    if (days === whole) return price;
    if (!this.fixed30) return halfUp(price * BigInt(days), BigInt(whole));
    return halfUp(price * BigInt(Math.min(days, 30)), 30n);
  }

  line(kind: NaiveLine['kind'], net: bigint, more: Partial<NaiveLine> = {}): NaiveLine {
    const tax = kind === 'deposit' || kind === 'late-fee' ? 0n : this.taxOf(net);
    return { kind, seats: [], price: 0n, from: null, to: null, whole: 0, micros: 0n, net, tax, leftNet: net, leftTax: tax, takenBack: 0n, serviceNet: 0n, serviceTax: 0n, lateInvoice: null, daily: 0, ...more };
  }

  rentLine(seats: readonly number[], price: bigint, span: { from: CivilDate; to: CivilDate; whole: number }): NaiveLine {
    const net = this.worth(price, daysBetween(span.from, span.to), span.whole) * BigInt(seats.length);
    return this.line('rent', net, { seats, price, ...span });
  }

  issue(kind: NaiveInvoice['kind'], dueOn: CivilDate, lines: readonly NaiveLine[]): NaiveInvoice {
    const invoice: NaiveInvoice = { number: this.invoices.length + 1, kind, dueOn, lines, paid: 0n, credited: 0n, givenUp: 0n };
    this.invoices.push(invoice);
    return invoice;
  }

  /** @param valueOn of a payment: the bank's date, from which it counts; all else counts from the day on which it pays something. */
  bring(of: number, amount: bigint, valueOn: CivilDate | null = null): void {
    if (amount > 0n) this.money.push({ of, left: amount, valueOn });
  }

  /** Something other than the tenant's free money pays. */
  setOff(invoice: NaiveInvoice, amount: bigint): void {
    invoice.paid += amount;
    this.moved(invoice.number, amount);
  }

  private moved(invoice: number, amount: bigint, of: { on?: CivilDate; dispute?: NaiveDispute } = {}): void {
    this.movements.push({ invoice, amount, on: of.on ?? this.today, dispute: of.dispute ?? null });
  }

  /** What is late of an invoice at the end of a day, by what is known now: its charges, never its late fees, less what had reached it by then. */
  lateOn(invoice: NaiveInvoice, day: CivilDate): bigint {
    const charges = sum(invoice.lines.filter(({ kind }) => kind !== 'late-fee').map(({ net, tax }) => net + tax));
    const reached = this.movements.filter((each) => {
      const on = each.dispute === null ? each.on : (each.dispute.resumedOn ?? (each.dispute.closed === 'won' ? each.dispute.closedOn : null));
      return each.invoice === invoice.number && on !== null && on <= day;
    });
    const late = charges - sum(reached.map(({ amount }) => amount));
    return late > 0n ? late : 0n;
  }

  /** The earliest due first, of one day rent before telephone, then by number. */
  inOrder(): NaiveInvoice[] {
    const rank = ({ dueOn, kind, number }: NaiveInvoice): string => `${dueOn} ${kind} ${String(number).padStart(6, '0')}`;
    return [...this.invoices].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  allocate(): void {
    for (const invoice of this.inOrder()) this.payFromFree(invoice);
  }

  freeOf(payment: number): bigint {
    return sum(this.money.filter(({ of }) => of === payment).map(({ left }) => left));
  }

  payFromFree(invoice: NaiveInvoice): void {
    for (const each of this.money) {
      const amount = least(each.left, this.open(invoice));
      if (amount <= 0n) continue;
      each.left -= amount;
      invoice.paid += amount;
      this.puts.push({ of: each.of, invoice: invoice.number, amount });
      this.moved(invoice.number, amount, { on: each.valueOn ?? this.today });
    }
    this.money = this.money.filter(({ left }) => left > 0n);
  }

  /** One note for an invoice; what it leaves overpaid is free. What was given up of it goes first. */
  credit(invoice: NaiveInvoice, parts: readonly { readonly line: NaiveLine; readonly net: bigint; readonly tax: bigint }[], forService = false): void {
    for (const { line, net, tax } of forService ? [] : parts) {
      line.leftNet -= net;
      line.leftTax -= tax;
    }
    const [net, tax] = [sum(parts.map((part) => part.net)), sum(parts.map((part) => part.tax))];
    this.credits.push({ invoice: invoice.number, net, tax });
    invoice.credited += net + tax;
    this.moved(invoice.number, sum(parts.filter(({ line }) => line.kind !== 'late-fee').map((part) => part.net + part.tax)));
    if (this.open(invoice) < 0n) invoice.givenUp -= least(invoice.givenUp, -this.open(invoice));
    const over = -this.open(invoice);
    if (over <= 0n) return;
    invoice.paid -= over;
    this.moved(invoice.number, -over);
    this.bring(0, over);
  }

  /** What of a payment has neither gone back nor been taken back. */
  left(payment: number): bigint {
    const back = this.refunds.filter((each) => each.payment === payment && !each.bounced).map(({ amount }) => amount);
    const taken = this.disputes.filter((each) => each.payment === payment && each.closed !== 'won').map(({ amount }) => amount);
    return this.payments[payment - 1]!.amount - sum(back) - sum(taken);
  }

  /** By their count, from 1. */
  onlinePayments(): number[] {
    return this.payments.flatMap((payment, place) => (payment.online ? [place + 1] : []));
  }

  partOf(payment: number, percent: number): bigint {
    return (this.payments[payment - 1]!.amount * BigInt(percent)) / 100n;
  }

  hasOpenDispute(payment: number): boolean {
    return this.disputes.some((each) => each.payment === payment && each.closed === null);
  }

  /** False: refused. */
  refund(payment: number, amount: bigint): boolean {
    if (amount <= 0n || amount > this.left(payment) || amount > this.free || this.hasOpenDispute(payment)) return false;
    this.takeFree(amount, (of) => of === payment);
    this.refunds.push({ payment, amount, bounced: false });
    return true;
  }

  dispute(payment: number, asked: bigint): void {
    const amount = least(asked, this.left(payment));
    let wanted = amount;
    const own = sum(this.money.filter(({ of }) => of === payment).map(({ left }) => left));
    const fromOwn = least(own, wanted);
    this.takeFree(fromOwn, (of) => of === payment);
    wanted -= fromOwn;
    const opened = new Map<number, bigint>();
    const dispute: NaiveDispute = { payment, amount, opened, openedOn: this.today, closed: null, closedOn: null, resumedOn: null };
    const reopen = (number: number, most: bigint): void => {
      const invoice = this.invoices[number - 1]!;
      const part = least(most, invoice.paid, wanted);
      if (part <= 0n) return;
      invoice.paid -= part;
      this.moved(number, -part, { dispute });
      wanted -= part;
      opened.set(number, (opened.get(number) ?? 0n) + part);
    };
    for (const number of new Set(this.puts.filter(({ of }) => of === payment).map(({ invoice }) => invoice).reverse())) {
      const put = sum(this.puts.filter((each) => each.of === payment && each.invoice === number).map((each) => each.amount));
      const before = sum(this.disputes.filter((each) => each.payment === payment).map((each) => each.opened.get(number) ?? 0n));
      reopen(number, put - before);
    }
    const others = least(this.free, wanted);
    this.takeFree(others, () => false);
    wanted -= others;
    for (const { number, paid } of [...this.invoices].reverse()) reopen(number, paid);
    if (wanted !== 0n) throw new Error('the naive model does not find the money that a bank takes back');
    this.disputes.push(dispute);
  }

  /** Of an invoice, what the operator has not said yet is owed. */
  held(invoice: NaiveInvoice): bigint {
    const undecided = this.disputes.filter((each) => each.closed !== 'won' && each.resumedOn === null);
    return least(this.open(invoice), sum(undecided.map((each) => each.opened.get(invoice.number) ?? 0n)));
  }

  /** The days for which the clock of an invoice stood still: those after its due date on which all of it was disputed. */
  heldDays(invoice: NaiveInvoice, days: (from: CivilDate, to: CivilDate) => readonly CivilDate[]): number {
    const of = this.disputes.filter((each) => each.closed !== 'won' && (each.opened.get(invoice.number) ?? 0n) > 0n);
    if (sum(of.map((each) => each.opened.get(invoice.number)!)) < this.open(invoice)) return 0;
    const held = new Set<CivilDate>();
    for (const { openedOn, resumedOn } of of) {
      if (resumedOn !== null) for (const day of days(openedOn > invoice.dueOn ? openedOn : invoice.dueOn, resumedOn)) held.add(day);
    }
    return held.size;
  }

  /** Takes free money: first what is wanted, then the oldest. */
  private takeFree(amount: bigint, isFirst: (of: number) => boolean): void {
    let wanted = amount;
    for (const each of [...this.money.filter(({ of }) => isFirst(of)), ...this.money.filter(({ of }) => !isFirst(of))]) {
      const part = least(each.left, wanted);
      each.left -= part;
      wanted -= part;
    }
    this.money = this.money.filter(({ left }) => left > 0n);
  }
}
