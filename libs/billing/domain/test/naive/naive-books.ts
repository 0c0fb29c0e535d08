import { addDays, type CivilDate, daysBetween, type Instant } from '@seatline/kernel';
import type { NaivePeriod, NaiveStory } from './naive-story';

// Invoices, what is paid on them, and what is credited. Every worth is counted day by day from scratch each time it is asked for.

export interface NaiveSeat {
  readonly invoice: number;
  /** First day without the seat, when it was removed. */
  removedOn: CivilDate | null;
  activated: boolean;
  released: boolean;
  depositReleased: boolean;
}

/** What one seat was invoiced for in one line. */
interface NaiveCharge {
  readonly seat: NaiveSeat;
  /** Days that the seat was suspended and that cost nothing. */
  readonly freeDays: Set<CivilDate>;
}

export interface NaiveLine {
  readonly kind: string;
  readonly seats?: number;
  readonly period?: NaivePeriod;
  readonly from?: CivilDate;
  readonly to?: CivilDate;
  readonly charges: NaiveCharge[];
  readonly net: bigint;
  readonly tax: bigint;
  leftNet: bigint;
  leftTax: bigint;
}

export interface NaiveInvoice {
  readonly number: number;
  readonly kind: 'rent' | 'telephone';
  readonly issuedAt: Instant;
  readonly dueOn: CivilDate;
  readonly lines: NaiveLine[];
  paid: bigint;
  credited: bigint;
}

export interface NaiveCredit {
  readonly number: number;
  readonly invoice: number;
  readonly issuedAt: Instant;
  readonly net: bigint;
  readonly tax: bigint;
}

/** Half away from zero; every amount here is positive. */
export function halfUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend * 2n + divisor) / (divisor * 2n);
}

export function taxOf(story: NaiveStory, net: bigint): bigint {
  return halfUp(net * story.taxMicros, 100_000_000n);
}

/** What so many days of a period cost for one seat. */
export function priceOfDays(story: NaiveStory, period: NaivePeriod, days: number): bigint {
  if (story.fixed30 && ((period.whole && days === period.days) || days > 30)) return story.price;
  return halfUp(story.price * BigInt(days), BigInt(period.periodDays));
}

export class NaiveBooks {
  readonly invoices: NaiveInvoice[] = [];
  readonly credits: NaiveCredit[] = [];
  readonly seats: NaiveSeat[] = [];
  unapplied = 0n;
  /** The lease's end: the first day without service. */
  endOn: CivilDate;

  constructor(private readonly story: NaiveStory) {
    this.endOn = story.endOn;
  }

  total(invoice: NaiveInvoice): bigint {
    return invoice.lines.reduce((sum, line) => sum + line.net + line.tax, 0n);
  }

  open(invoice: NaiveInvoice): bigint {
    return this.total(invoice) - invoice.paid - invoice.credited;
  }

  openInvoices(): NaiveInvoice[] {
    return this.invoices.filter((invoice) => this.open(invoice) > 0n);
  }

  isOverdue(today: CivilDate): boolean {
    return this.openInvoices().some((invoice) => invoice.dueOn < today);
  }

  deposit(): bigint {
    return this.seats.filter((seat) => !seat.depositReleased).reduce((sum) => sum + this.story.price * BigInt(this.story.depositMonths), 0n);
  }

  line(kind: string, net: bigint, rest: Partial<NaiveLine> = {}): NaiveLine {
    const tax = kind === 'deposit' ? 0n : taxOf(this.story, net);
    return { kind, charges: [], net, tax, leftNet: net, leftTax: tax, ...rest };
  }

  /** Rent of the given seats from a day to the end of its period, or of the lease; null when no day is left. */
  rentLine(seats: NaiveSeat[], period: NaivePeriod, from: CivilDate): NaiveLine | null {
    const to = period.to < this.endOn ? period.to : this.endOn;
    if (from >= to || seats.length === 0) return null;
    const net = priceOfDays(this.story, period, daysBetween(from, to)) * BigInt(seats.length);
    const charges = seats.map((seat) => ({ seat, freeDays: new Set<CivilDate>() }));
    return this.line('rent', net, { seats: seats.length, period, from, to, charges });
  }

  depositLine(seats: NaiveSeat[]): NaiveLine | null {
    const net = this.story.price * BigInt(this.story.depositMonths) * BigInt(seats.length);
    return net === 0n ? null : this.line('deposit', net, { seats: seats.length });
  }

  issue(kind: 'rent' | 'telephone', issuedAt: Instant, dueOn: CivilDate, lines: (NaiveLine | null)[]): NaiveInvoice {
    const kept = lines.filter((line) => line !== null);
    const invoice: NaiveInvoice = { number: this.invoices.length + 1, kind, issuedAt, dueOn, lines: kept, paid: 0n, credited: 0n };
    this.invoices.push(invoice);
    return invoice;
  }

  /** Earliest due date first, on the same date rent before telephone, then by number. */
  allocate(): void {
    const order = [...this.invoices].sort(
      (a, b) => compare(a.dueOn, b.dueOn) || compare(a.kind, b.kind) || a.number - b.number,
    );
    for (const invoice of order) this.payFromUnapplied(invoice);
  }

  payFromUnapplied(invoice: NaiveInvoice): void {
    const open = this.open(invoice);
    const part = open < this.unapplied ? open : this.unapplied;
    invoice.paid += part;
    this.unapplied -= part;
  }

  /** Days of the line that the seat was there for and that were not free. */
  private daysUsed(line: NaiveLine, charge: NaiveCharge): number {
    let used = 0;
    for (let day = line.from as CivilDate; day < (line.to as CivilDate); day = addDays(day, 1)) {
      const gone = day >= this.endOn || (charge.seat.removedOn !== null && day >= charge.seat.removedOn);
      if (!gone && !charge.freeDays.has(day)) used += 1;
    }
    return used;
  }

  private worth(line: NaiveLine): bigint {
    if (line.period === undefined) return line.net;
    const period = line.period;
    return line.charges.reduce((sum, charge) => sum + priceOfDays(this.story, period, this.daysUsed(line, charge)), 0n);
  }

  /** Credits whatever was invoiced beyond what is used. Gives the new credit notes. */
  creditUnused(at: Instant): NaiveCredit[] {
    const before = this.credits.length;
    for (const invoice of this.invoices) {
      let net = 0n;
      let tax = 0n;
      for (const line of invoice.lines) {
        const worth = this.worth(line);
        const worthTax = worth === line.leftNet ? line.leftTax : taxOf(this.story, worth);
        net += line.leftNet - worth;
        tax += line.leftTax - worthTax;
        line.leftNet = worth;
        line.leftTax = worthTax;
      }
      if (net + tax === 0n) continue;
      this.credits.push({ number: this.credits.length + 1, invoice: invoice.number, issuedAt: at, net, tax });
      invoice.credited += net + tax;
      const excess = -this.open(invoice);
      if (excess > 0n) {
        invoice.paid -= excess;
        this.unapplied += excess;
      }
    }
    return this.credits.slice(before);
  }

  /** Makes the given days free for every seat that was charged for them. */
  freeDays(days: readonly CivilDate[]): void {
    for (const charge of this.invoices.flatMap((invoice) => invoice.lines).flatMap((line) => line.charges))
      for (const day of days) charge.freeDays.add(day);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
