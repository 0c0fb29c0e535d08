import { addDays, civilDate, civilDateAt, daysBetween, instant } from '@seatline/kernel';
import { newSeatLines, periodAt, quote, type RentLine, seatRentMinor, splitIntoLegs } from '../../src/index';
import { type CreditBasis, creditLines } from '../../src/invoice/credit';
import {
  type CaseRunner, contractBilledOn, dayAfter, formatMinor, minorOf, percentMicros, plainContract, runner, wholePeriodLine, zoneOf,
} from './case-runner';

/** The credit of one seat's line whose seat is used to before `usedToOn`, or is not used in a pause: net and tax. */
function creditOf(line: RentLine, change: { readonly usedToOn?: string; readonly pause?: readonly [string, string] }, percent: bigint = 0n): { net: bigint; tax: bigint } {
  const basis: CreditBasis = {
    contract: plainContract(line.fromOn, { taxPercentMicros: percent }),
    endOn: line.toOn,
    pauses: change.pause ? [{ fromOn: civilDate(change.pause[0]), toOn: civilDate(change.pause[1]) }] : [],
    seat: () => ({ fromOn: line.fromOn, endsOn: change.usedToOn === undefined ? null : civilDate(change.usedToOn) }),
  };
  const invoice = {
    number: 1, kind: 'rent', issuedAt: instant('2000-01-01T00:00:00Z'), dueOn: line.fromOn, lines: [line], netMinor: line.netMinor, taxMinor: line.taxMinor,
    totalMinor: line.netMinor + line.taxMinor, paidMinor: 0n, creditedMinor: 0n, writtenOffMinor: 0n, noticesSent: [], lastWarningSentAt: null,
  } as const;
  const [credit] = creditLines(invoice, basis, line.fromOn);
  return { net: credit?.netMinor ?? 0n, tax: credit?.taxMinor ?? 0n };
}

/** A line of so many days of which the last ones are not used. */
function unusedCredit(priceMinor: number, unusedDays: number, periodDays: number, percent: bigint): { net: number; tax: number; total: number } {
  const fromOn = civilDate('2024-01-01');
  const usedToOn = addDays(fromOn, periodDays - unusedDays);
  const { net, tax } = creditOf(wholePeriodLine(BigInt(priceMinor), fromOn, periodDays, percent), { usedToOn }, percent);
  return { net: Number(net), tax: Number(tax), total: Number(net + tax) };
}

function daysOfPeriod(priceMinor: bigint, days: number, periodDays: number): bigint {
  return seatRentMinor(priceMinor, days, { wholeDays: periodDays, periodDays });
}

/** Sums of days ÷ period days, as a fraction in lowest terms: "74/31", or "2". */
function sumOfShares(lines: readonly RentLine[]): string {
  let [top, bottom] = [0n, 1n];
  for (const line of lines) [top, bottom] = [top * BigInt(line.periodDays) + BigInt(line.days) * bottom, bottom * BigInt(line.periodDays)];
  const divisor = greatestCommonDivisor(top, bottom);
  return bottom === divisor ? String(top / divisor) : `${top / divisor}/${bottom / divisor}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

function rentOf(lines: readonly { readonly kind: string }[]): RentLine[] {
  return lines.filter((line): line is RentLine => line.kind === 'rent');
}

export const PRORATION_CASES: Readonly<Record<string, CaseRunner>> = {
  'proration.cycles': runner<{ start: string; end: string | null; target: string; billing_cycle_day: number }>((inputs) => {
    const contract = contractBilledOn(inputs.billing_cycle_day, inputs.start);
    const { toOn } = periodAt(contract, civilDate(inputs.target));
    return sumOfShares(rentOf(newSeatLines(contract, [1], civilDate(inputs.start), toOn, civilDate(inputs.end ?? '9999-01-01'))));
  }),

  'proration.factor': runner<{ period_start: string; end: string; fixed_days?: number }>((inputs) => {
    const fromOn = civilDate(inputs.period_start);
    const period = periodAt(plainContract(fromOn, { dayCount: inputs.fixed_days === 30 ? 'fixed30' : 'actual' }), fromOn);
    const nineDecimals = seatRentMinor(10n ** 9n, daysBetween(fromOn, civilDate(inputs.end)), period);
    return `0.${String(nineDecimals).padStart(9, '0')}`;
  }),

  'proration.amount': runner<{
    period_price: string; service_start: string; service_end: string; period_start: string; period_end: string; direction: 'charge' | 'credit';
  }>((inputs) => {
    const price = minorOf(inputs.period_price);
    const periodDays = daysBetween(civilDate(inputs.period_start), civilDate(inputs.period_end));
    if (inputs.direction === 'charge') {
      return formatMinor(daysOfPeriod(price, daysBetween(civilDate(inputs.service_start), civilDate(inputs.service_end)), periodDays));
    }
    const line = wholePeriodLine(price, civilDate(inputs.period_start), periodDays);
    const toTheEnd = inputs.service_end === inputs.period_end;
    return formatMinor(-creditOf(line, toTheEnd ? { usedToOn: inputs.service_start } : { pause: [inputs.service_start, inputs.service_end] }).net);
  }),

  'proration.upgrade': runner<{
    monthly_minor?: number; monthly?: string; days?: number; period_days?: number; old?: string; new?: string; fraction_left?: string;
  }>((inputs) => {
    if (inputs.old !== undefined && inputs.new !== undefined) {
      const [left, whole] = inputs.fraction_left!.split('/').map((part) => Number(part) * 10) as [number, number];
      const fromOn = civilDate('2026-04-01');
      const credit = creditOf(wholePeriodLine(minorOf(inputs.old), fromOn, whole), { usedToOn: addDays(fromOn, whole - left) }).net;
      const debit = daysOfPeriod(minorOf(inputs.new), left, whole);
      return { credit: formatMinor(-credit), debit: formatMinor(debit), net: formatMinor(debit - credit) };
    }
    const [days, periodDays] = [inputs.days!, inputs.period_days!];
    return inputs.monthly === undefined
      ? Number(daysOfPeriod(BigInt(inputs.monthly_minor!), days, periodDays))
      : formatMinor(daysOfPeriod(minorOf(inputs.monthly), days, periodDays));
  }),

  'proration.change': runner<{
    period_start: string; change: string; old: { unit: string; qty: number }; new: { unit: string; qty: number }; period_days: number;
  }>((inputs) => {
    const fromOn = civilDate(inputs.period_start);
    const price = ({ unit, qty }: { unit: string; qty: number }) => minorOf(unit) * BigInt(qty);
    const daysLeft = inputs.period_days - daysBetween(fromOn, civilDate(inputs.change));
    const credit = creditOf(wholePeriodLine(price(inputs.old), fromOn, inputs.period_days), { usedToOn: inputs.change }).net;
    const charge = daysOfPeriod(price(inputs.new), daysLeft, inputs.period_days);
    return { credit: credit === 0n ? '0.00' : formatMinor(-credit), charge: formatMinor(charge), net: formatMinor(charge - credit) };
  }),

  'proration.termination': runner<{ quarter_minor: number; period_start: string; period_end: string; used_from: string; used_to_inclusive: string }>((inputs) =>
    Number(daysOfPeriod(
      BigInt(inputs.quarter_minor),
      daysBetween(civilDate(inputs.used_from), dayAfter(inputs.used_to_inclusive)),
      daysBetween(civilDate(inputs.period_start), civilDate(inputs.period_end)),
    )),
  ),

  'proration.legs': runner<{ price_minor: number; cuts: string[] }>((inputs) => {
    const days = inputs.cuts.slice(1).map((cut, place) => daysBetween(civilDate(inputs.cuts[place]!), civilDate(cut)));
    return splitIntoLegs(BigInt(inputs.price_minor), days).map(Number);
  }),

  'creditnote.termination': runner<{ period_minor: number; unused_days: number; period_days: number; tax_percent: string }>((inputs) =>
    unusedCredit(inputs.period_minor, inputs.unused_days, inputs.period_days, percentMicros(inputs.tax_percent)),
  ),

  'creditnote.upgrade': runner<{ monthly_minor: number; unused_days: number; period_days: number; tax_percent: number }>((inputs) =>
    unusedCredit(inputs.monthly_minor, inputs.unused_days, inputs.period_days, percentMicros(inputs.tax_percent)).total,
  ),

  // Ours is capped by what the line was billed, so "paid" is read as the line's amount, and what is wanted as what is to be kept of it.
  'creditnote.cap': runner<{ potential: number; paid: number; previous_credits: number }>((inputs) => {
    const days = 100;
    const keptDays = Math.max(0, days - ((inputs.potential + inputs.previous_credits) * days) / inputs.paid);
    const fromOn = civilDate('2026-01-01');
    const line = { ...wholePeriodLine(BigInt(inputs.paid), fromOn, days), creditedNetMinor: BigInt(inputs.previous_credits) };
    return Number(creditOf(line, { usedToOn: addDays(fromOn, keptDays) }).net);
  }),

  'seat.add_midcycle': runner<{ seat_monthly_minor: number; added: string; period_start: string; period_end: string }>((inputs) => {
    const contract = plainContract(civilDate(inputs.period_start), { seatMonthlyMinor: BigInt(inputs.seat_monthly_minor) });
    const lines = newSeatLines(contract, [1], civilDate(inputs.added), civilDate(inputs.period_end), civilDate('9999-01-01'));
    return Number(lines[0]!.netMinor);
  }),

  'timezone.proration': runner<{ instant: string; zone: string; monthly_minor: number; tax_percent: number }>((inputs) => {
    const on = civilDateAt(instant(inputs.instant), zoneOf(inputs.zone));
    const contract = plainContract(on, {
      zone: zoneOf(inputs.zone), anchor: 'calendar', seatMonthlyMinor: BigInt(inputs.monthly_minor), taxPercentMicros: percentMicros(inputs.tax_percent),
    });
    const opening = quote(contract, 1, on);
    return { net: Number(opening.netMinor), tax: Number(opening.taxMinor), total: Number(opening.totalMinor), days: rentOf(opening.lines)[0]!.days };
  }),

  'timezone.days': runner<{ start: string; end: string; zone: string }>((inputs) =>
    daysBetween(civilDateAt(instant(inputs.start), zoneOf(inputs.zone)), civilDateAt(instant(inputs.end), zoneOf(inputs.zone))),
  ),

  'anchor.first_date': runner<{ start: string; billing_cycle_day: number }>((inputs) => {
    const on = civilDate(inputs.start);
    const { fromOn, toOn } = periodAt(contractBilledOn(inputs.billing_cycle_day, inputs.start), on);
    return fromOn === on ? fromOn : toOn;
  }),

  'anchor.sequence': runner<{ anchor?: string; first?: string; months?: number; periods?: number }>((inputs) =>
    periodsFrom(inputs.anchor ?? inputs.first!, inputs.months ?? inputs.periods!).map(([fromOn]) => fromOn),
  ),

  'anchor.periods': runner<{ anchor: string; count: number }>((inputs) =>
    periodsFrom(inputs.anchor, inputs.count).map(([fromOn, toOn]) => [fromOn, addDays(civilDate(toOn), -1)]),
  ),
};

function periodsFrom(anchor: string, count: number): [string, string][] {
  const contract = plainContract(civilDate(anchor));
  const periods: [string, string][] = [];
  for (let on = contract.term.startOn; periods.length < count; ) {
    const { fromOn, toOn } = periodAt(contract, on);
    periods.push([fromOn, toOn]);
    on = toOn;
  }
  return periods;
}
