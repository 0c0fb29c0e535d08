import { type CivilDate, daysBetween, microsToMinor } from '@seatline/kernel';
import type { Contract } from '../plan/contract';
import { type Period, periodAt } from '../plan/periods';
import { seatRentMinor, taxMinor } from '../proration/prorate';
import type { DepositLine, InvoiceLine, RentLine, TelephoneLine } from './invoice';

/** What the seats of a line are charged for: the days from `fromOn` to before `toOn`, all inside one period. */
export interface RentSpan {
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
}

/**
 * The rent line of seats that share dates and price: one seat's rent rounded once, times the seats; its tax rounded once.
 * @throws RangeError when the span leaves its period, which would bill days by the wrong divisor.
 */
export function rentLine(contract: Contract, seatNumbers: readonly number[], seatPriceMinor: bigint, span: RentSpan): RentLine {
  const period: Period = periodAt(contract, span.fromOn);
  if (span.toOn > period.toOn || span.fromOn < period.fromOn) throw new RangeError(`a rent line from ${span.fromOn} leaves its period`);
  const days = daysBetween(span.fromOn, span.toOn);
  const netMinor = seatRentMinor(seatPriceMinor, days, period) * BigInt(seatNumbers.length);
  return {
    kind: 'rent', seatNumbers, seatPriceMinor, ...span, days, periodDays: period.periodDays, wholeDays: period.wholeDays,
    netMinor, taxMinor: taxMinor(netMinor, contract.taxPercentMicros),
    creditedNetMinor: 0n, creditedTaxMinor: 0n, recognised: false,
  };
}

/** Deposit of one seat, in minor units: so many whole monthly rents. */
export function seatDepositMinor(contract: Contract): bigint {
  return contract.seatMonthlyMinor * BigInt(contract.depositMonths);
}

/** The deposit line of new seats, without tax; none where the contract asks no deposit or the deposit is nothing. */
export function depositLines(contract: Contract, seatNumbers: readonly number[]): DepositLine[] {
  const seatMinor = seatDepositMinor(contract);
  if (seatMinor === 0n) return [];
  return [{ kind: 'deposit', seatNumbers, seatDepositMinor: seatMinor, netMinor: seatMinor * BigInt(seatNumbers.length), taxMinor: 0n }];
}

/**
 * The lines that bring new seats into a lease: for each period that has been invoiced already the rent from the later of `fromOn` and the
 * period's start to the earlier of the period's end and the lease's, then the deposit. The opening, an order and a quote all come from here.
 * @param billedThroughOn the end of the last period whose rent invoice is out (at an opening: of the first period).
 */
export function newSeatLines(
  contract: Contract, seatNumbers: readonly number[], fromOn: CivilDate, billedThroughOn: CivilDate, endOn: CivilDate,
): InvoiceLine[] {
  const lines: InvoiceLine[] = [];
  const stopOn = billedThroughOn < endOn ? billedThroughOn : endOn;
  let from = fromOn;
  while (from < stopOn) {
    const { toOn } = periodAt(contract, from);
    const to = toOn < stopOn ? toOn : stopOn;
    lines.push(rentLine(contract, seatNumbers, contract.seatMonthlyMinor, { fromOn: from, toOn: to }));
    from = to;
  }
  return [...lines, ...depositLines(contract, seatNumbers)];
}

/** Costs of calls waiting for an invoice, by the local day of their answer. */
export interface OpenUsage {
  readonly answeredOn: CivilDate;
  readonly calls: number;
  readonly costMicros: bigint;
}

/**
 * The lines of a telephone invoice: calls answered in the period itself, and earlier ones, each line's costs summed and then rounded once.
 * Empty where every line would round to nothing: those calls wait for the next invoice. Where only one of two lines rounds to nothing,
 * both are there, because their calls are billed by this invoice. Source: simulate.md ("When things happen").
 */
export function telephoneLines(contract: Contract, usage: readonly OpenUsage[], period: RentSpan): TelephoneLine[] {
  const own = usage.filter((day) => day.answeredOn >= period.fromOn && day.answeredOn < period.toOn);
  const earlier = usage.filter((day) => day.answeredOn < period.fromOn);
  const lines = [
    ...(own.length > 0 ? [telephoneLine(contract, 'telephone', own, period.fromOn, period.toOn)] : []),
    ...(earlier.length > 0 ? [telephoneLine(contract, 'prior-period', earlier, null, period.fromOn)] : []),
  ];
  return lines.every((line) => line.netMinor === 0n) ? [] : lines;
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
