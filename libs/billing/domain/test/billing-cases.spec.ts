import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  addDays, addMonths, civilDate, type CivilDate, civilDateAt, currency, daysBetween, divideHalfUp, formatInstant, instant, money, formatMoney, parseDecimal, parseMoney,
  startOfDay, zone,
} from '@seatline/kernel';
import {
  apply, contractOf, type Contract, isRenewalInTime, openLease, openMinor, periodAt, quote, renewalNoticeOn, seatRentMinor, splitIntoLegs, suspensionAt, suspensionOn, sumLines, taxMinor,
} from '../src/index';

/** Every field that the checked cases have; each case has its own few of them. */
type InputField =
  | 'period' | 'start' | 'end' | 'target' | 'billing_cycle_day' | 'period_start' | 'period_end' | 'fixed_days' | 'period_price'
  | 'currency' | 'service_start' | 'service_end' | 'direction' | 'anchor_day' | 'first' | 'periods' | 'anchor' | 'billing' | 'count'
  | 'instant' | 'zone' | 'monthly_minor' | 'tax_percent' | 'period_minor' | 'unused_days' | 'period_days' | 'days' | 'seat_monthly_minor'
  | 'added' | 'quarter_minor' | 'used_from' | 'used_to_inclusive' | 'monthly' | 'lines_minor' | 'unit_price' | 'quantity' | 'old' | 'new'
  | 'fraction_left' | 'period_end_inclusive' | 'change' | 'days_left' | 'invoice' | 'payments' | 'credit' | 'charge'
  | 'earliest_unpaid_invoice_date' | 'unpaid' | 'paid_on' | 'paid' | 'threshold_days' | 'due' | 'reading' | 'seats' | 'price_minor'
  | 'cuts' | 'net_minor' | 'months' | 'lease_last_day';
type Inputs = Readonly<Record<InputField, never>>;

interface Case {
  readonly id: string;
  readonly category: string;
  readonly inputs: Inputs;
  readonly expected: never;
}

/** Numeric cases with their sources (see the file itself): what the named programs publish, or what exact arithmetic gives for a stated rule. */
const { cases } = JSON.parse(readFileSync(new URL('./billing-cases.json', import.meta.url), 'utf8')) as { cases: readonly Case[] };

/** A check of one case; null where a case asks for something that this product does not have. */
type Check = (inputs: Inputs, id: string) => unknown;

const cny = (startOn: string, more: Partial<Contract> = {}): Contract =>
  contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate(startOn), months: 240 }, ...more });

function minorOf(text: string): bigint {
  const amount = parseMoney(text, currency('USD'));
  if (!amount) throw new RangeError(text);
  return amount.minor;
}

/** Periods anchored on a day of the month, the first beginning on or before a date. */
function anchoredAt(day: number, before: CivilDate): Contract {
  const month = addMonths(`${before.slice(0, 7)}-01` as CivilDate, -1);
  return cny(addDays(month, day - 1));
}

/** Exact sum of days ÷ period days over the periods that a service spans. */
function cyclesBetween(contract: Contract, from: CivilDate, to: CivilDate): string {
  let numerator = 0n;
  let denominator = 1n;
  for (let on = from; on < to;) {
    const period = periodAt(contract, on);
    const end = period.toOn < to ? period.toOn : to;
    numerator = numerator * BigInt(period.wholeDays) + BigInt(daysBetween(on, end)) * denominator;
    denominator *= BigInt(period.wholeDays);
    on = end;
  }
  return reduced(numerator, denominator);
}

function reduced(numerator: bigint, denominator: bigint): string {
  let [a, b] = [numerator, denominator];
  while (b > 0n) [a, b] = [b, a % b];
  return denominator / a === 1n ? String(numerator / a) : `${numerator / a}/${denominator / a}`;
}

function credited(inputs: Inputs): { net: number; tax: number; total: number } {
  const { period_minor: price, unused_days: unused, period_days: days, tax_percent: percent } = inputs as never as Record<string, number>;
  const micros = parseDecimal(String(percent), 6)!;
  const kept = seatRentMinor(BigInt(price!), days! - unused!, { wholeDays: days!, periodDays: days! });
  const net = BigInt(price!) - kept;
  const tax = taxMinor(BigInt(price!), micros) - taxMinor(kept, micros);
  return { net: Number(net), tax: Number(tax), total: Number(net + tax) };
}

/** The first date on or after the start with the anchor's day, clamped. */
function firstAnchorOn(start: CivilDate, day: number): CivilDate {
  const candidates = [0, 1].map((months) => {
    const month = addMonths(`${start.slice(0, 7)}-01` as CivilDate, months);
    const last = addDays(addMonths(month, 1), -1);
    const on = addDays(month, day - 1);
    return on > last ? last : on;
  });
  return candidates.find((on) => on >= start)!;
}

const CHECKS: Readonly<Record<string, Check>> = {
  'proration.cycles': ({ period, start, end, target, billing_cycle_day: day }) => {
    if (period !== 'monthly') return null;
    const contract = anchoredAt(day, civilDate(start));
    // in advance: every period that begins on or before the target is billed, to its end or the service's
    let to = civilDate(start) as CivilDate;
    while (to <= civilDate(target) && (end === null || to < civilDate(end))) to = periodAt(contract, to).toOn;
    return cyclesBetween(contract, civilDate(start), end !== null && civilDate(end) < to ? civilDate(end) : to);
  },
  'proration.factor': ({ period_start: from, end, period_end: to, fixed_days: fixed }) => {
    const days = daysBetween(civilDate(from), civilDate(end));
    const whole = to ? daysBetween(civilDate(from), civilDate(to)) : -1;
    const nine = seatRentMinor(10n ** 9n, days, { wholeDays: whole, periodDays: fixed ?? whole });
    return `0.${nine.toString().padStart(9, '0')}`;
  },
  'proration.amount': ({ period_price: price, service_start: from, service_end: to, period_start: start, period_end: end, direction }) => {
    const whole = daysBetween(civilDate(start), civilDate(end));
    const minor = seatRentMinor(minorOf(price), daysBetween(civilDate(from), civilDate(to)), { wholeDays: whole, periodDays: whole });
    return formatMoney(money(currency('USD'), direction === 'credit' ? -minor : minor));
  },
  'proration.upgrade': ({ monthly_minor: minor, monthly, days, period_days: whole, old, new: next }) => {
    if (old) {
      const [credit, debit] = [old, next].map((price) => seatRentMinor(minorOf(price), 20, { wholeDays: 30, periodDays: 30 }));
      const write = (amount: bigint): string => formatMoney(money(currency('USD'), amount));
      return { credit: write(-credit!), debit: write(debit!), net: write(debit! - credit!) };
    }
    const rent = seatRentMinor(monthly ? minorOf(monthly) : BigInt(minor), days, { wholeDays: whole, periodDays: whole });
    return monthly ? formatMoney(money(currency('USD'), rent)) : Number(rent);
  },
  'proration.change': ({ old, new: next, period_days: whole, days_left: days }) => {
    const rent = ({ unit, qty }: { unit: string; qty: number }): bigint => seatRentMinor(minorOf(unit), days, { wholeDays: whole, periodDays: whole }) * BigInt(qty);
    const write = (amount: bigint): string => formatMoney(money(currency('USD'), amount));
    return { credit: write(-rent(old)), charge: write(rent(next)), net: write(rent(next) - rent(old)) };
  },
  'proration.termination': ({ quarter_minor: minor, period_start: start, period_end: end, used_from: from, used_to_inclusive: to }) => {
    const whole = daysBetween(civilDate(start), civilDate(end));
    return Number(seatRentMinor(BigInt(minor), daysBetween(civilDate(from), addDays(civilDate(to), 1)), { wholeDays: whole, periodDays: whole }));
  },
  'proration.legs': ({ price_minor: price, cuts }) => {
    const days = (cuts as readonly string[]).slice(1).map((cut, place) => daysBetween(civilDate(cuts[place]!), civilDate(cut)));
    return splitIntoLegs(BigInt(price), days).map(Number);
  },
  'anchor.first_date': ({ start, billing_cycle_day: day, period }) => {
    const on = firstAnchorOn(civilDate(start), day);
    return period === 'monthly' ? periodAt(cny(addMonths(on, -12), {}), on).fromOn : on;
  },
  'anchor.sequence': ({ anchor, first, months, periods }) => {
    const contract = cny(anchor ?? first);
    const starts = [contract.term.startOn];
    while (starts.length < (months ?? periods)) starts.push(periodAt(contract, starts.at(-1)!).toOn);
    return starts;
  },
  'anchor.periods': ({ anchor, count }) => {
    const contract = cny(anchor);
    const periods: string[][] = [];
    for (let on = contract.term.startOn; periods.length < count; on = periodAt(contract, on).toOn) periods.push([on, addDays(periodAt(contract, on).toOn, -1)]);
    return periods;
  },
  'seat.add_midcycle': ({ seat_monthly_minor: minor, added, period_start: start }) =>
    Number(quote(cny(start, { seatMonthlyMinor: BigInt(minor), depositMonths: 0, invoiceLeadDays: 0 }), 1, civilDate(added)).lines[0]!.netMinor),
  'creditnote.termination': (inputs) => credited(inputs),
  'creditnote.upgrade': (inputs) => credited({ ...inputs, period_minor: inputs.monthly_minor }).total,
  'timezone.proration': ({ instant: at, zone: name, monthly_minor: minor, tax_percent: percent }) => {
    const on = civilDateAt(instant(at), zone(name));
    const contract = cny(on, { zone: zone(name), anchor: 'calendar', depositMonths: 0, seatMonthlyMinor: BigInt(minor), taxPercentMicros: BigInt(percent) * 1_000_000n });
    const [line] = quote(contract, 1, on).lines;
    const { netMinor, taxMinor: tax, totalMinor } = sumLines([line!]);
    return { net: Number(netMinor), tax: Number(tax), total: Number(totalMinor), days: line!.kind === 'rent' ? line!.days : 0 };
  },
  'timezone.days': ({ start, end, zone: name }) => daysBetween(civilDateAt(instant(start), zone(name)), civilDateAt(instant(end), zone(name))),
  'tax.line': ({ net_minor: net, tax_percent: percent }) => Number(taxMinor(BigInt(net), parseDecimal(percent, 6)!)),
  'tax.sum_vs_line': ({ lines_minor: lines, tax_percent: percent }) => {
    const micros = BigInt(percent) * 1_000_000n;
    const net = (lines as readonly number[]).reduce((sum, line) => sum + line, 0);
    const perLine = (lines as readonly number[]).reduce((sum, line) => sum + line + Number(taxMinor(BigInt(line), micros)), 0);
    return { total_taxed_on_sum: net + Number(taxMinor(BigInt(net), micros)), total_taxed_per_line: perLine };
  },
  'money.rounding': ({ unit_price: unit, quantity }) => {
    const exact = parseDecimal(unit, 4)! * parseDecimal(quantity, 3)!; // 7 decimals
    return { USD: formatMoney(money(currency('USD'), divideHalfUp(exact, 10n ** 5n))), JPY: formatMoney(money(currency('JPY'), divideHalfUp(exact, 10n ** 7n))) };
  },
  'payment.partial': ({ invoice, payments }) => {
    const book = opened(minorOf(invoice));
    const paid = apply(book, { do: 'pay', amountMinor: minorOf((payments as readonly string[])[0]!), forOrder: false, valueOn: null }, book.advancedTo).book;
    return formatMoney(money(currency('USD'), openMinor(paid.invoices[0]!)));
  },
  'payment.credit': ({ credit, charge }) => {
    const book = opened(minorOf(charge));
    const paid = apply(book, { do: 'pay', amountMinor: minorOf(credit), forOrder: false, valueOn: null }, book.advancedTo).book;
    return { charged: charge, applied: `-${credit}`, balance: String(openMinor(paid.invoices[0]!) / 100n) };
  },
  'arrears.clock': ({ earliest_unpaid_invoice_date: invoiced, due, zone: name, days, reading }, id) => {
    const contract = cny('2011-01-01', { zone: zone(name ?? 'UTC'), rentGraceDays: days, graceReading: reading === '15_full_days' ? 'full-days' : 'reaches' });
    const invoice = { kind: 'rent' as const, dueOn: civilDate(due ?? invoiced), lastWarningSentAt: null };
    if (id.startsWith('KB')) return suspensionOn(contract, invoice);
    return formatInstant(suspensionAt(contract, invoice), zone('UTC')).replace('+00:00', 'Z');
  },
  'arrears.reanchor': ({ unpaid, paid, threshold_days: days }) => {
    const left = [...(unpaid as readonly string[])];
    for (const date of paid as readonly string[]) left.splice(left.indexOf(date), 1);
    return suspensionOn(cny('2011-01-01', { rentGraceDays: days, graceReading: 'reaches' }), { kind: 'rent', dueOn: civilDate(left[0]!), lastWarningSentAt: null });
  },
  deposit: ({ seats, seat_monthly_minor: minor }) => {
    const { lines, netMinor } = quote(cny('2026-02-01', { seatMonthlyMinor: BigInt(minor) }), seats, civilDate('2026-02-01'));
    return { rent: Number(lines[0]!.netMinor), deposit: Number(lines[1]!.netMinor), first_invoice: Number(netMinor) };
  },
  'lease.renewal_notice': ({ lease_last_day: last }) => {
    const contract = cny(addMonths(addDays(civilDate(last), 1), -12));
    const yearly = { ...contract, term: { ...contract.term, months: 12 } };
    expect(isRenewalInTime(yearly, renewalNoticeOn(yearly))).toBe(true);
    expect(isRenewalInTime(yearly, addDays(renewalNoticeOn(yearly), 1))).toBe(false);
    return renewalNoticeOn(yearly);
  },
};

/** Categories of the file that are not about leases as this product has them, each with where it is, or why it is nowhere. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'rating.call': 'src/rating', 'rating.lpm': 'src/rating', 'rating.increment': 'src/rating', 'rating.max_cost': 'src/rating', 'rating.units': 'src/rating',
  'rating.max_duration': 'src/rating', 'rating.rounding': 'src/rating', 'phone.e164': 'telephony',
  'usage.tiers': 'volume tiers are plan data that no contract has yet', 'usage.weighted_sum': 'seats are billed by the day, not by the second',
  'tax.discount_allocation': 'no coupons', 'tax.inclusive': 'prices are net of tax', 'invoice.totals': 'no coupons, no wallet',
  'creditnote.cap': 'a credit is capped by its line, paid or not: an unpaid line is credited too', 'creditnote.settlement': 'nothing is refunded but the deposit',
  'payment.chargeback': 'disputes are the gateway’s', 'payment.refund': 'refunds are the gateway’s', 'payment.refund_race': 'refunds are the gateway’s',
  'ledger.concurrency': 'a database property', 'arrears.writeoff': 'src/lease/write-off.spec.ts', 'webhook.signature': 'gateway', 'webhook.tolerance': 'gateway',
};

/** A lease whose only invoice is of that amount. */
function opened(totalMinor: bigint) {
  const contract = cny('2026-02-01', { seatMonthlyMinor: totalMinor, depositMonths: 0, taxPercentMicros: 0n });
  const result = openLease(contract, 1, startOfDay(contract.term.startOn, contract.zone));
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.book;
}

describe('published and derived cases', () => {
  it('are all checked here or said to be elsewhere', () => {
    expect(cases.map(({ category }) => category).filter((category) => !(category in CHECKS) && !(category in ELSEWHERE))).toEqual([]);
  });

  it.each(cases.filter(({ category, inputs }) => category in CHECKS && !('period' in inputs && inputs['period'] === 'annual' && category === 'proration.cycles')))(
    '$id ($category)',
    ({ id, category, inputs, expected }) => {
      expect(CHECKS[category]!(inputs, id)).toEqual(expected);
    },
  );
});
