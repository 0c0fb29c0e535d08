import { addDays, type CivilDate, civilDateAt, daysBetween, divideHalfUp } from '@seatline/kernel';
import type { Invoice, LateFeeLine } from '../invoice/invoice';
import type { Allocation, LeaseBook } from '../lease/book';
import { type LateFeeAgreement, lateFeeAgreements, lateFeesOn, type LateFeeRate } from './late-fee-terms';

const MILLION = 1_000_000n;

interface Movement {
  readonly on: CivilDate;
  /** What it lowered the invoice by; negative where that was taken back. */
  readonly minor: bigint;
}

/**
 * From when on money counts: a payment from the bank's date, everything else from the day on which it was put to the invoice. What a bank took back is owed again from
 * the day on which the operator said so; while nobody has, or where the bank gave it back in the end, it is not late. Null: never.
 */
function countsFrom(book: LeaseBook, { source, sourceNumber, minor, on }: Allocation): CivilDate | null {
  const { zone } = book.contract;
  if (source === 'dispute') {
    const dispute = book.disputes[sourceNumber - 1];
    const at = dispute?.resumedAt ?? (dispute?.closedAs === 'won' ? dispute.closedAt : null);
    return at === null ? null : civilDateAt(at, zone);
  }
  const valueOn = source === 'payment' && minor > 0n ? book.payments[sourceNumber - 1]?.valueOn : undefined;
  return valueOn !== undefined && valueOn < on ? valueOn : on;
}

function movementsOf(book: LeaseBook, invoice: Invoice): Movement[] {
  const paid = book.allocations
    .filter((each) => each.invoice === invoice.number)
    .flatMap((each): Movement[] => {
      const on = countsFrom(book, each);
      return on === null ? [] : [{ on, minor: each.minor }];
    });
  const credited = book.creditNotes
    .filter((note) => note.invoice === invoice.number)
    .map((note) => ({
      on: civilDateAt(note.issuedAt, book.contract.zone),
      minor: note.lines.filter(({ line }) => invoice.lines[line]?.kind !== 'late-fee').reduce((sum, line) => sum + line.netMinor + line.taxMinor, 0n),
    }));
  return [...paid, ...setOff(book, invoice), ...credited].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** What the deposit paid of an invoice when it was settled: the only thing that pays without an allocation (`findBreaches` holds it to that). */
function setOff(book: LeaseBook, invoice: Invoice): Movement[] {
  if (book.settledAt === null) return [];
  const minor = book.allocations.reduce((left, each) => (each.invoice === invoice.number ? left - each.minor : left), invoice.paidMinor);
  return minor === 0n ? [] : [{ on: civilDateAt(book.settledAt, book.contract.zone), minor }];
}

/** What an invoice asks for beside late fees: fees bear no fees, and money serves what was billed before it serves fees. */
function chargesOf(invoice: Invoice): bigint {
  return invoice.lines.reduce((sum, line) => (line.kind === 'late-fee' ? sum : sum + line.netMinor + line.taxMinor), 0n);
}

/** What of an invoice is late at the end of each day, asked for day after day. */
function lateByDay(book: LeaseBook, invoice: Invoice): { readonly at: (on: CivilDate) => bigint; readonly lastMovesOn: CivilDate } {
  const movements = movementsOf(book, invoice);
  let place = 0;
  let late = chargesOf(invoice);
  const at = (on: CivilDate): bigint => {
    for (; place < movements.length && movements[place]!.on <= on; place += 1) late -= movements[place]!.minor;
    return late > 0n ? late : 0n;
  };
  return { at, lastMovesOn: movements.at(-1)?.on ?? invoice.dueOn };
}

/** No fee is due for the days of a promise that the operator accepted. */
function isHeld(book: LeaseBook, on: CivilDate): boolean {
  return book.holds.some((hold) => civilDateAt(hold.grantedAt, book.contract.zone) <= on && on <= hold.untilOn);
}

/** Days under one agreement, and what was late on them: its sum over the days. */
export interface LateSpan {
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
  readonly days: number;
  readonly baseMinor: bigint;
}

interface RatedSpan extends LateSpan {
  readonly rate: LateFeeRate;
}

/** The late days of an invoice from a day to before another, a span for each agreement that holds among them. */
function spansOf(book: LeaseBook, invoice: Invoice, fromOn: CivilDate, toOn: CivilDate): RatedSpan[] {
  const late = lateByDay(book, invoice);
  const agreements = lateFeeAgreements(book);
  const spans: RatedSpan[] = [];
  let under: LateFeeAgreement | null = null;
  for (let on = fromOn; on < toOn; on = addDays(on, 1)) {
    const minor = late.at(on);
    if (minor === 0n && on > late.lastMovesOn) break;
    const agreement = lateFeesOn(agreements, on);
    const rate = agreement?.terms?.[invoice.kind] ?? null;
    if (!rate || minor === 0n || daysBetween(invoice.dueOn, on) < rate.fromDay || isHeld(book, on)) continue;
    const known = under === agreement ? spans.pop() : undefined;
    spans.push({ rate, fromOn: known?.fromOn ?? on, toOn: addDays(on, 1), days: (known?.days ?? 0) + 1, baseMinor: (known?.baseMinor ?? 0n) + minor });
    under = agreement;
  }
  return spans;
}

/** The most that an invoice's fees come to: a share of what was late on its first such day. Null: no limit. */
function capOf(book: LeaseBook, invoice: Invoice, rate: LateFeeRate): bigint | null {
  if (rate.capMillionths === null) return null;
  const first = lateByDay(book, invoice).at(addDays(invoice.dueOn, rate.fromDay));
  return divideHalfUp(first * BigInt(rate.capMillionths), MILLION);
}

/** Days × what was late × the daily rate, as one fraction, rounded half-up once to the minor unit. */
export function lateFeeMinor(baseMinor: bigint, dailyMillionths: number): bigint {
  return divideHalfUp(baseMinor * BigInt(dailyMillionths), MILLION);
}

function feesFor(book: LeaseBook, invoice: number): LateFeeLine[] {
  return book.invoices.flatMap((each) => each.lines.filter((line): line is LateFeeLine => line.kind === 'late-fee' && line.invoice === invoice));
}

/**
 * The late fees to put on an invoice that is issued today: for every older one of the same kind what its late days up to yesterday cost that no line has yet, one
 * line an agreement. Rent's ride on rent's invoices and telephone's on telephone's, so that neither clock is set going by the other's fees. A fee that rounds to
 * nothing waits with its days. None for what was given up. Under the cap, earlier fees take the room of what they come to by what is known now: one that the operator let the
 * tenant off was owed and keeps its room, or the next days would charge the gift again; what was credited because it was never owed leaves its room. Source: issue 3 ("late fees"), ADR 22.
 */
export function lateFeeLines(book: LeaseBook, kind: Invoice['kind'], today: CivilDate): LateFeeLine[] {
  if (lateFeeAgreements(book).length === 0) return [];
  return book.invoices.filter((invoice) => invoice.kind === kind && invoice.writtenOffMinor === 0n).flatMap((invoice) => linesFor(book, invoice, today));
}

function linesFor(book: LeaseBook, invoice: Invoice, today: CivilDate): LateFeeLine[] {
  const earlier = feesFor(book, invoice.number);
  const fromOn = earlier.at(-1)?.toOn ?? addDays(invoice.dueOn, 1);
  const spans = spansOf(book, invoice, fromOn, today);
  if (spans.length === 0) return [];
  let charged = feesByNow(book, invoice).reduce((sum, { minor }) => sum + minor, 0n);
  return spans.flatMap(({ rate, ...span }): LateFeeLine[] => {
    const cap = capOf(book, invoice, rate);
    const fee = lateFeeMinor(span.baseMinor, rate.dailyMillionths);
    const netMinor = cap !== null && charged + fee > cap ? cap - charged : fee;
    if (netMinor <= 0n) return [];
    charged += netMinor;
    return [{ kind: 'late-fee', invoice: invoice.number, ...span, dailyMillionths: rate.dailyMillionths, netMinor, taxMinor: 0n, creditedNetMinor: 0n }];
  });
}

/**
 * What a line would come to by what is known now: less than it says once a payment turns out to have been at the bank earlier. Its agreement's cap is a share of what was
 * late on the first day by what is known now, and lines before it have used it first. A waiver changes nothing of it.
 */
export function lateFeeByNow(book: LeaseBook, line: LateFeeLine): bigint {
  const invoice = book.invoices[line.invoice - 1];
  if (!invoice) throw new RangeError(`the lease has no invoice ${line.invoice}`);
  const known = feesByNow(book, invoice).find((each) => each.line.fromOn === line.fromOn);
  if (!known) throw new RangeError(`invoice ${line.invoice} has no late fee from ${line.fromOn} on`);
  return known.minor;
}

/** An invoice's fee lines in the order of their days, each with what it would come to by what is known now. */
function feesByNow(book: LeaseBook, invoice: Invoice): { readonly line: LateFeeLine; readonly minor: bigint }[] {
  const late = lateByDay(book, invoice);
  let before = 0n;
  return feesFor(book, invoice.number).map((line) => {
    let baseMinor = 0n;
    for (let on = line.fromOn; on < line.toOn; on = addDays(on, 1)) {
      const minor = late.at(on);
      if (!isHeld(book, on)) baseMinor += minor;
    }
    const own = least(lateFeeMinor(baseMinor, line.dailyMillionths), line.netMinor);
    const rate = lateFeesOn(lateFeeAgreements(book), line.fromOn)?.terms?.[invoice.kind];
    const cap = rate ? capOf(book, invoice, rate) : null;
    const minor = cap === null ? own : least(own, cap > before ? cap - before : 0n);
    before += minor;
    return { line, minor };
  });
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
