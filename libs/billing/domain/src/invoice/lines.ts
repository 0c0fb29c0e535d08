import { type CivilDate, daysBetween, type Instant, microsToMinor } from '@seatline/kernel';
import type { Contract } from '../plan/contract';
import { type Period, periodAt } from '../plan/periods';
import type { OneOffFee } from '../plan/pricing';
import { type PriceBasis, priceSeats } from '../plan/seat-prices';
import { seatRentMinor, taxMinor } from '../proration/prorate';
import type { DepositLine, FeeLine, IncludedOnLine, InvoiceLine, RentLine, TelephoneLine } from './invoice';

/** What the seats of a line are charged for: the days from `fromOn` to before `toOn`, all inside one period. */
export interface RentSpan {
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
}

/**
 * The rent line of seats that share dates and price: one seat's rent rounded once, times the seats; its tax rounded once.
 * @throws RangeError when the span leaves its period, which would bill days by the wrong divisor.
 */
export function rentLine(
  contract: Contract, seatNumbers: readonly number[], seatPriceMinor: bigint, span: RentSpan, priceBasis: PriceBasis | null = null,
): RentLine {
  const period: Period = periodAt(contract, span.fromOn);
  if (span.toOn > period.toOn || span.fromOn < period.fromOn) throw new RangeError(`a rent line from ${span.fromOn} leaves its period`);
  const days = daysBetween(span.fromOn, span.toOn);
  const netMinor = seatRentMinor(seatPriceMinor, days, period) * BigInt(seatNumbers.length);
  return {
    kind: 'rent', contractVersion: contract.version, seatNumbers, seatPriceMinor, priceBasis, ...span, days, periodDays: period.periodDays, wholeDays: period.wholeDays,
    netMinor, taxMinor: taxMinor(netMinor, contract.taxPercentMicros), taxPercentMicros: contract.taxPercentMicros,
    creditedNetMinor: 0n, creditedTaxMinor: 0n, serviceNetMinor: 0n, serviceTaxMinor: 0n, recognised: false,
  };
}

/**
 * The rent lines of seats for one span: as many as they have prices. Seats are priced in the order given, after those that the period is charged
 * for already, which keep what they were billed.
 * @param present how many those are; 0 where the period's seats are all billed together. Source: plan/seat-prices.ts.
 */
export function rentLines(contract: Contract, seatNumbers: readonly number[], present: number, span: RentSpan): RentLine[] {
  let from = 0;
  return priceSeats(contract, present, seatNumbers.length).map(({ seats, seatPriceMinor, basis }) => {
    const priced = seatNumbers.slice(from, from + seats);
    from += seats;
    return rentLine(contract, priced, seatPriceMinor, span, basis);
  });
}

/**
 * Deposit of one seat, in minor units: so many whole monthly rents at the plan's list price, or at what the plan says a month's deposit is. Tiers,
 * discounts and free seats do not lower it: it secures the seat, not the price.
 */
export function seatDepositMinor(contract: Contract): bigint {
  return (contract.pricing.depositSeatMinor ?? contract.seatMonthlyMinor) * BigInt(contract.depositMonths);
}

/** The one-off fees that come with new seats: the lease's own with its opening, each seat's with the invoice that brings it. A fee of nothing has no line. */
export function feeLines(contract: Contract, seatNumbers: readonly number[], opens: boolean): FeeLine[] {
  return contract.pricing.oneOffFees
    .filter((fee) => fee.amountMinor > 0n && (fee.per === 'seat' || opens))
    .map((fee) => feeLine(contract, fee, fee.per === 'seat' ? seatNumbers : []));
}

function feeLine(contract: Contract, { code, name, amountMinor }: OneOffFee, seatNumbers: readonly number[]): FeeLine {
  const netMinor = amountMinor * BigInt(Math.max(1, seatNumbers.length));
  return { kind: 'fee', code, name, seatNumbers, unitMinor: amountMinor, netMinor, taxMinor: taxMinor(netMinor, contract.taxPercentMicros) };
}

/** The deposit line of new seats, without tax; none where the contract asks no deposit or the deposit is nothing. */
export function depositLines(contract: Contract, seatNumbers: readonly number[]): DepositLine[] {
  const seatMinor = seatDepositMinor(contract);
  if (seatMinor === 0n) return [];
  return [{ kind: 'deposit', seatNumbers, seatDepositMinor: seatMinor, netMinor: seatMinor * BigInt(seatNumbers.length), taxMinor: 0n }];
}

/** An open lease, as far as it decides what seats cost that join it. */
export interface JoinedLease {
  /** How many of its seats are charged for on a day and stay. */
  readonly seatsOn: (on: CivilDate) => number;
  /** Its contract in the version in force on a day. */
  readonly contractOn: (on: CivilDate) => Contract;
}

/**
 * The lines that bring new seats into a lease: for each period that has been invoiced already the rent from the later of `fromOn` and the
 * period's start to the earlier of the period's end and the lease's, then one-off fees, then the deposit. The opening, an order and a quote all come
 * from here. The new seats are priced by the tiers that they come to fall in, period by period; what is billed keeps its price.
 * @param billedThroughOn the end of the last period whose rent invoice is out (at an opening: of the first period).
 * @param joins the lease that they join; null where they open one.
 */
export function newSeatLines(
  contract: Contract, seatNumbers: readonly number[], fromOn: CivilDate, billedThroughOn: CivilDate, endOn: CivilDate, joins: JoinedLease | null = null,
): InvoiceLine[] {
  const agreedOn = joins?.contractOn ?? (() => contract);
  const lines: InvoiceLine[] = [];
  const stopOn = billedThroughOn < endOn ? billedThroughOn : endOn;
  let from = fromOn;
  while (from < stopOn) {
    const period = periodAt(contract, from);
    const to = period.toOn < stopOn ? period.toOn : stopOn;
    const agreed = agreedOn(period.fromOn);
    lines.push(...rentLines(agreed, seatNumbers, joins?.seatsOn(from) ?? 0, { fromOn: from, toOn: to }));
    from = to;
  }
  const agreed = agreedOn(fromOn);
  return [...lines, ...feeLines(agreed, seatNumbers, joins === null), ...depositLines(agreed, seatNumbers)];
}

/** Costs of calls waiting for an invoice, by the local day of their answer. */
export interface OpenUsage {
  readonly answeredOn: CivilDate;
  readonly calls: number;
  readonly costMicros: bigint;
  /** The one call that it is, where included minutes may cover it and nobody has looked yet. */
  readonly talk?: Talk;
}

/** One call, as far as included minutes ask about it. */
export interface Talk {
  /** The same call has the same key, however often it is told. */
  readonly key: string;
  readonly answeredAt: Instant;
  readonly billedSeconds: number;
  /** Of the deck that priced it. */
  readonly prefix: string;
}

/**
 * The lines of a telephone invoice: calls answered in the period itself, and earlier ones, each line's costs summed and then rounded once.
 * Empty where every line would round to nothing: those calls wait for the next invoice. Where only one of two lines rounds to nothing,
 * both are there, because their calls are billed by this invoice. `corrections`: what calls of earlier invoices cost more since they were rated again;
 * `pool`: the period's included minutes, used by then: the costs are what is beyond them. Source: simulate.md ("When things happen").
 */
export function telephoneLines(
  contract: Contract, usage: readonly OpenUsage[], period: RentSpan, corrections: readonly OpenUsage[] = [], pool?: IncludedOnLine,
): TelephoneLine[] {
  const own = usage.filter((day) => day.answeredOn >= period.fromOn && day.answeredOn < period.toOn);
  const earlier = usage.filter((day) => day.answeredOn < period.fromOn);
  const lines = [
    ...(hasCalls(own) ? [{ ...telephoneLine(contract, 'telephone', own, period.fromOn, period.toOn), ...includedOf(pool) }] : []),
    ...(hasCalls(earlier) ? [telephoneLine(contract, 'prior-period', earlier, null, period.fromOn)] : []),
    ...(hasCalls(corrections) ? [telephoneLine(contract, 're-rating', corrections, null, period.toOn)] : []),
  ];
  return lines.every((line) => line.netMinor === 0n) ? [] : lines;
}

function includedOf(pool: IncludedOnLine | undefined): Pick<TelephoneLine, 'included'> {
  return pool ? { included: { seconds: pool.seconds, usedSeconds: pool.usedSeconds, coveredMicros: pool.coveredMicros } } : {};
}

/** What was told and taken back again is no call. */
function hasCalls(usage: readonly OpenUsage[]): boolean {
  return usage.reduce((sum, day) => sum + day.calls, 0) > 0;
}

function telephoneLine(
  contract: Contract, kind: TelephoneLine['kind'], usage: readonly OpenUsage[], fromOn: CivilDate | null, toOn: CivilDate,
): TelephoneLine {
  const costMicros = usage.reduce((sum, day) => sum + day.costMicros, 0n);
  const netMinor = microsToMinor(costMicros, contract.currency);
  const calls = usage.reduce((sum, day) => sum + day.calls, 0);
  return { kind, fromOn, toOn, calls, costMicros, netMinor, taxMinor: taxMinor(netMinor, contract.taxPercentMicros) };
}

/** Net, tax and total of lines: sums of what each line has rounded for itself. */
export function sumLines(lines: readonly InvoiceLine[]): { netMinor: bigint; taxMinor: bigint; totalMinor: bigint } {
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0n);
  const tax = lines.reduce((sum, line) => sum + line.taxMinor, 0n);
  return { netMinor, taxMinor: tax, totalMinor: netMinor + tax };
}
