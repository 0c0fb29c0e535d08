import type { CivilDate } from '@seatline/kernel';
import { halfUp, type NaiveBooks, type NaiveInvoice, type NaiveLine } from './naive-books';

/** A call and what stands of it where. */
export interface NaiveCall {
  readonly on: CivilDate;
  readonly minutes: bigint;
  readonly prepaid: boolean;
  /** Seconds of it that the rent included. */
  covered: bigint;
  /** What it costs beyond them. */
  micros: bigint;
  /** More than what is billed of it, not billed yet. */
  waiting: bigint;
  readonly billed: { readonly invoice: number; readonly line: NaiveLine; micros: bigint }[];
}

const MICROS_A_FEN = 10_000n;
const fen = (micros: bigint): bigint => halfUp(micros, MICROS_A_FEN);
const costs = (calls: readonly NaiveCall[]): bigint => calls.reduce((sum, call) => sum + call.micros, 0n);
const waits = (calls: readonly NaiveCall[]): bigint => calls.reduce((sum, call) => sum + call.waiting, 0n);

interface NaiveTopUp {
  readonly fen: bigint;
  readonly online: boolean;
  left: bigint;
}

/** The lease's calls, on paper and from the wallet. */
export class NaiveCalls {
  readonly all: NaiveCall[] = [];
  wallet = { balance: 0n, owed: 0n };
  rate = 12n;
  /** What came in, and what of it nobody has taken back. */
  readonly topUps: NaiveTopUp[] = [];
  readonly taken: { readonly of: NaiveTopUp; readonly fen: bigint; closed: 'won' | 'lost' | null }[] = [];
  /** After the calls of which day they are paid beforehand, and through those of which. */
  private readonly prepaid: { readonly after: CivilDate; through: CivilDate | null }[] = [];
  /** The seconds that each closed month's rent included and nobody has used. */
  private readonly pools: { readonly from: CivilDate; readonly to: CivilDate; seconds: bigint }[] = [];

  constructor(
    private readonly books: NaiveBooks,
    private readonly taxMicros: bigint,
  ) {}

  get isPrepaid(): boolean {
    return this.prepaid.at(-1)?.through === null;
  }

  prepay(today: CivilDate): void {
    this.prepaid.push({ after: today, through: null });
  }

  /** False: something is owed. */
  postpay(today: CivilDate): boolean {
    if (this.wallet.owed > 0n) return false;
    this.prepaid.at(-1)!.through = today;
    return true;
  }

  /** A bank takes a top-up back, as far as it has not yet. */
  takeBack(topUp: number, askedFen: bigint): void {
    const of = this.topUps.filter(({ online }) => online)[topUp]!;
    const fen = askedFen < of.left ? askedFen : of.left;
    of.left -= fen;
    this.taken.push({ of, fen, closed: null });
    this.wallet.owed += fen * MICROS_A_FEN;
    this.payOwed();
  }

  decide(place: number, as: 'won' | 'lost'): void {
    const taken = this.taken[place]!;
    taken.closed = as;
    if (as === 'lost') return;
    taken.of.left += taken.fen;
    this.wallet.owed -= taken.fen * MICROS_A_FEN;
    this.payOwed();
  }

  take(on: CivilDate, minutes: number): void {
    const prepaid = this.prepaid.some(({ after, through }) => on > after && (through === null || on <= through));
    const call: NaiveCall = { on, minutes: BigInt(minutes), prepaid, covered: 0n, micros: BigInt(minutes) * this.rate * MICROS_A_FEN, waiting: 0n, billed: [] };
    this.all.push(call);
    if (prepaid) this.wallet.owed += this.gross(call.micros);
    this.payOwed();
  }

  /** False: nothing is paid from the wallet any more, and it owes less. */
  topUp(amountFen: bigint, online: boolean): boolean {
    if (!this.isPrepaid && amountFen * MICROS_A_FEN >= this.wallet.owed + MICROS_A_FEN) return false;
    this.topUps.push({ fen: amountFen, online, left: amountFen });
    this.wallet.balance += amountFen * MICROS_A_FEN;
    this.payOwed();
    return true;
  }

  /** A month is over that included some talk: its own calls use it in the order of their answers, and such as come later what they leave. */
  include(from: CivilDate, to: CivilDate, seconds: bigint): void {
    if (seconds > 0n) this.pools.push({ from, to, seconds });
    for (const pool of this.pools) {
      const calls = this.unbilled().filter(({ on, covered }) => covered === 0n && on >= pool.from && on < pool.to);
      for (const call of calls.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
        call.covered = pool.seconds < 60n * call.minutes ? pool.seconds : 60n * call.minutes;
        pool.seconds -= call.covered;
        call.micros = this.priceOf(call);
      }
    }
  }

  /** The telephone invoice of a period, with what else it carries; null where all of its calls come to nothing, and wait. */
  close(from: CivilDate, to: CivilDate, dueOn: CivilDate, besides: readonly NaiveLine[]): NaiveInvoice | null {
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
    const invoice = this.books.issue('telephone', dueOn, [...parts.map((part) => part.line), ...besides]);
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
      const micros = this.priceOf(call);
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

  /** By today's price, and without the seconds that the rent included. */
  private priceOf({ minutes, covered }: NaiveCall): bigint {
    return halfUp(minutes * this.rate * MICROS_A_FEN * (60n * minutes - covered), 60n * minutes);
  }

  private unbilled(): NaiveCall[] {
    return this.all.filter((call) => !call.prepaid && call.billed.length === 0 && call.micros > 0n);
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
