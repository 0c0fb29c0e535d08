import { addDays, type CivilDate, daysBetween } from '@seatline/kernel';
import { halfUp, type NaiveBooks, type NaiveInvoice, type NaiveLine } from './naive-books';
import { daysOf } from './naive-terms';

interface Agreement {
  readonly from: CivilDate;
  /** Millionths of what is late; 0: delay costs nothing. */
  readonly daily: number;
  readonly fromDay: number;
  readonly cap: number | null;
}

const MILLION = 1_000_000n;

/** What delay costs: each day of it asked for by itself, from all that is known of payments and promises. */
export class NaiveLateFees {
  private readonly agreements: Agreement[] = [];
  readonly promises: { readonly from: CivilDate; readonly until: CivilDate }[] = [];

  constructor(private readonly books: NaiveBooks) {}

  agree(agreement: Agreement): void {
    this.agreements.push(agreement);
  }

  /** What the next invoice of a kind carries: for each late one of that kind the days that no line has, a line for each agreement. */
  linesFor(kind: NaiveInvoice['kind'], today: CivilDate): NaiveLine[] {
    return this.books.invoices.filter((invoice) => invoice.kind === kind && invoice.givenUp === 0n).flatMap((invoice) => this.linesOf(invoice, today));
  }

  /** What turns out too much of each carrying invoice's fees, when money was at the bank earlier than anybody knew. True: something was. */
  takeBack(): boolean {
    const before = this.books.credits.length;
    for (const invoice of this.books.invoices) {
      const parts = invoice.lines.flatMap((line) => {
        const net = line.kind === 'late-fee' ? line.leftNet - this.dueOf(line) : 0n;
        return net > 0n ? [{ line, net, tax: 0n }] : [];
      });
      if (parts.length > 0) this.books.credit(invoice, parts);
    }
    return this.books.credits.length > before;
  }

  private linesOf(invoice: NaiveInvoice, today: CivilDate): NaiveLine[] {
    const had = this.feesOf(invoice.number);
    const counted = daysOf(had.at(-1)?.to ?? addDays(invoice.dueOn, 1), today).filter((day) => this.counts(invoice, day));
    // A gift was owed all the same; what never was leaves its room.
    let charged = had.reduce((sum, line) => sum + this.dueOf(line), 0n);
    return this.agreements.flatMap((agreement) => {
      const days = counted.filter((day) => this.agreedOn(day) === agreement);
      if (days.length === 0) return [];
      const fee = this.worth(invoice, days, agreement.daily);
      const most = this.capOf(invoice, agreement);
      const net = most !== null && charged + fee > most ? most - charged : fee;
      if (net <= 0n) return [];
      charged += net;
      return [this.books.line('late-fee', net, { from: days[0]!, to: addDays(days.at(-1)!, 1), lateInvoice: invoice.number, daily: agreement.daily })];
    });
  }

  /** What a line should be by now; never more than it says, nor than the invoice's fees may come to by what was really late on its first day. */
  private dueOf(line: NaiveLine): bigint {
    const invoice = this.books.invoices[line.lateInvoice! - 1]!;
    const fee = this.worth(invoice, daysOf(line.from!, line.to!).filter((day) => !this.isPromised(day)), line.daily);
    const own = fee < line.net ? fee : line.net;
    const most = this.capOf(invoice, this.agreedOn(line.from!)!);
    if (most === null) return own;
    const before = this.feesOf(invoice.number).filter(({ from }) => from! < line.from!).reduce((sum, each) => sum + this.dueOf(each), 0n);
    const room = most > before ? most - before : 0n;
    return own < room ? own : room;
  }

  private worth(invoice: NaiveInvoice, days: readonly CivilDate[], daily: number): bigint {
    return halfUp(days.reduce((sum, day) => sum + this.books.lateOn(invoice, day), 0n) * BigInt(daily), MILLION);
  }

  private capOf(invoice: NaiveInvoice, { cap, fromDay }: Agreement): bigint | null {
    return cap === null ? null : halfUp(this.books.lateOn(invoice, addDays(invoice.dueOn, fromDay)) * BigInt(cap), MILLION);
  }

  private counts(invoice: NaiveInvoice, day: CivilDate): boolean {
    const agreement = this.agreedOn(day);
    return agreement !== undefined && agreement.daily > 0 && daysBetween(invoice.dueOn, day) >= agreement.fromDay && !this.isPromised(day) && this.books.lateOn(invoice, day) > 0n;
  }

  private agreedOn(day: CivilDate): Agreement | undefined {
    return this.agreements.findLast(({ from }) => from <= day);
  }

  private isPromised(day: CivilDate): boolean {
    return this.promises.some(({ from, until }) => from <= day && day <= until);
  }

  private feesOf(invoice: number): NaiveLine[] {
    return this.books.invoices.flatMap(({ lines }) => lines.filter(({ lateInvoice }) => lateInvoice === invoice));
  }
}
