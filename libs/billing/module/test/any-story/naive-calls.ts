import type { CivilDate } from '@seatline/kernel';
import { halfUp, type NaiveBooks, type NaiveInvoice, type NaiveLine } from './naive-books';

/** A call and what stands of it where. */
export interface NaiveCall {
  readonly on: CivilDate;
  readonly minutes: bigint;
  readonly prepaid: boolean;
  micros: bigint;
  /** More than what is billed of it, not billed yet. */
  waiting: bigint;
  readonly billed: { readonly invoice: number; readonly line: NaiveLine; micros: bigint }[];
}

const MICROS_A_FEN = 10_000n;
const fen = (micros: bigint): bigint => halfUp(micros, MICROS_A_FEN);
const costs = (calls: readonly NaiveCall[]): bigint => calls.reduce((sum, call) => sum + call.micros, 0n);
const waits = (calls: readonly NaiveCall[]): bigint => calls.reduce((sum, call) => sum + call.waiting, 0n);

/** The lease's calls, on paper and from the wallet. */
export class NaiveCalls {
  readonly all: NaiveCall[] = [];
  wallet = { balance: 0n, owed: 0n };
  rate = 12n;

  constructor(
    private readonly books: NaiveBooks,
    private readonly taxMicros: bigint,
  ) {}

  take(on: CivilDate, minutes: number, prepaid: boolean): void {
    const call: NaiveCall = { on, minutes: BigInt(minutes), prepaid, micros: BigInt(minutes) * this.rate * MICROS_A_FEN, waiting: 0n, billed: [] };
    this.all.push(call);
    if (prepaid) this.wallet.owed += this.gross(call.micros);
    this.payOwed();
  }

  topUp(amountFen: bigint): void {
    this.wallet.balance += amountFen * MICROS_A_FEN;
    this.payOwed();
  }

  /** Whether anything is left that would make a line. */
  get isBillable(): boolean {
    return fen(costs(this.unbilled())) > 0n || fen(waits(this.all)) > 0n;
  }

  /** The telephone invoice of a period; null where all of it comes to nothing, and waits. */
  close(from: CivilDate, to: CivilDate, dueOn: CivilDate): NaiveInvoice | null {
    const own = this.unbilled().filter(({ on }) => on >= from && on < to);
    const earlier = this.unbilled().filter(({ on }) => on < from);
    const corrected = this.all.filter(({ waiting }) => waiting > 0n);
    const line = (kind: NaiveLine['kind'], micros: bigint, span: { from: CivilDate | null; to: CivilDate }): NaiveLine => this.books.line(kind, fen(micros), { micros, ...span });
    const parts = [
      { calls: own, line: line('telephone', costs(own), { from, to }) },
      { calls: earlier, line: line('prior-period', costs(earlier), { from: null, to: from }) },
      { calls: corrected, line: line('re-rating', waits(corrected), { from: null, to }) },
    ].filter(({ calls }) => calls.length > 0);
    if (parts.every((part) => part.line.net === 0n)) return null;
    const invoice = this.books.issue('telephone', dueOn, parts.map((part) => part.line));
    for (const { calls, line: of } of parts) {
      for (const call of calls) {
        call.billed.push({ invoice: invoice.number, line: of, micros: of.kind === 're-rating' ? call.waiting : call.micros });
        if (of.kind === 're-rating') call.waiting = 0n;
      }
    }
    return invoice;
  }

  /** Every call gets another price: one that is billed waits with what it costs more, or has taken back what it costs less; the wallet's pay or get the difference. True: something was credited. */
  reRate(rate: bigint): boolean {
    this.rate = rate;
    const takenNow = new Map<NaiveLine, bigint>();
    for (const call of this.all) {
      const micros = call.minutes * rate * MICROS_A_FEN;
      if (call.billed.length > 0) this.correct(call, micros, takenNow);
      if (call.prepaid) this.wallet.owed += this.gross(micros) - this.gross(call.micros);
      call.micros = micros;
    }
    this.payOwed();
    let credited = false;
    for (const invoice of this.books.invoices) {
      const parts = invoice.lines.flatMap((line) => this.backOf(line, takenNow.get(line) ?? 0n));
      if (parts.length === 0) continue;
      this.books.credit(invoice, parts);
      credited = true;
    }
    return credited;
  }

  private correct(call: NaiveCall, micros: bigint, takenNow: Map<NaiveLine, bigint>): void {
    const standing = call.billed.reduce((sum, piece) => sum + piece.micros, call.waiting);
    if (micros >= standing) {
      call.waiting += micros - standing;
      return;
    }
    let over = standing - micros;
    const fromWaiting = over < call.waiting ? over : call.waiting;
    call.waiting -= fromWaiting;
    over -= fromWaiting;
    for (const piece of [...call.billed].reverse()) {
      const back = over < piece.micros ? over : piece.micros;
      piece.micros -= back;
      over -= back;
      takenNow.set(piece.line, (takenNow.get(piece.line) ?? 0n) + back);
    }
  }

  /** What a line gives back: what its calls came to before, rounded, less what they come to now, rounded. */
  private backOf(line: NaiveLine, micros: bigint): { line: NaiveLine; net: bigint; tax: bigint }[] {
    if (micros === 0n) return [];
    const before = fen(line.micros - line.takenBack);
    line.takenBack += micros;
    const now = fen(line.micros - line.takenBack);
    const [net, tax] = [before - now, this.books.taxOf(before) - this.books.taxOf(now)];
    return net > 0n || tax > 0n ? [{ line, net, tax }] : [];
  }

  private unbilled(): NaiveCall[] {
    return this.all.filter((call) => !call.prepaid && call.billed.length === 0);
  }

  private gross(micros: bigint): bigint {
    return micros + halfUp(micros * this.taxMicros, 100_000_000n);
  }

  /** A debt below nothing is money back. */
  private payOwed(): void {
    const { balance, owed } = this.wallet;
    const paid = balance < owed ? balance : owed;
    this.wallet = { balance: balance - paid, owed: owed - paid };
  }
}
