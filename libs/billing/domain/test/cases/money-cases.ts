import { addDays, civilDate, currency, divideHalfUp, formatMoney, instant, microsToMinor, money, splitByWeight } from '@seatline/kernel';
import { contractOf, openMinor, quote, renewalNoticeOn, simulateStory, sumLines, suspensionAt, taxMinor } from '../../src/index';
import { nextSuspensionAt } from '../../src/arrears/clock';
import type { Invoice } from '../../src/invoice/invoice';
import { type CaseRunner, decimal, formatMinor, minorOf, percentMicros, plainContract, runner, wholePeriodLine, zoneOf } from './case-runner';

const ANY_DAY = civilDate('2026-01-01');

function invoiceOf(totals: Partial<Invoice>): Invoice {
  return {
    number: 1, kind: 'rent', issuedAt: instant('2000-01-01T00:00:00Z'), dueOn: ANY_DAY, lines: [], netMinor: 0n, taxMinor: 0n, totalMinor: 0n, paidMinor: 0n,
    creditedMinor: 0n, writtenOffMinor: 0n, noticesSent: [], lastWarningSentAt: null, ...totals,
  };
}

/** The invoices of one seat's lease, told as a story: rent as given, no deposit, no tax, one payment at the opening. */
function invoicesAfterPaying(seatMonthly: string, amount: string, until: string) {
  const story = {
    zone: 'UTC', currency: 'USD', until,
    contract: { seatMonthly, depositMonths: 0, taxPercent: '0', term: { startOn: '2026-01-01', months: 12 } },
    events: [{ at: '2026-01-01T09:00:00Z', do: 'open-lease', seats: 1 }, { at: '2026-01-01T10:00:00Z', do: 'pay', amount }],
  };
  const simulation = simulateStory(JSON.stringify(story));
  if (!simulation.ok) throw new RangeError(simulation.faults.join('\n'));
  return simulation.result.invoices;
}

/** What is left of each line when a discount is spread over them by their amounts. */
function discounted(lines: readonly number[], discountMinor: number): bigint[] {
  const shares = splitByWeight(BigInt(discountMinor), lines.map(BigInt));
  return lines.map((line, place) => BigInt(line) - shares[place]!);
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** "80.00" → "80": the case prints whole units. */
function whole(amount: string): string {
  return amount.replace(/\.00$/, '');
}

export const MONEY_CASES: Readonly<Record<string, CaseRunner>> = {
  'money.rounding': runner<{ unit_price: string; quantity: string }>((inputs) => {
    const micros = divideHalfUp(decimal(inputs.unit_price, 6) * decimal(inputs.quantity, 3), 1_000n);
    const amount = (code: string) => formatMoney(money(currency(code), microsToMinor(micros, currency(code))));
    return { USD: amount('USD'), JPY: amount('JPY') };
  }),

  'tax.line': runner<{ net_minor: number; tax_percent: string }>((inputs) => Number(taxMinor(BigInt(inputs.net_minor), percentMicros(inputs.tax_percent)))),

  'tax.sum_vs_line': runner<{ lines_minor: number[]; tax_percent: number }>((inputs) => {
    const percent = percentMicros(inputs.tax_percent);
    const total = sum(inputs.lines_minor.map(BigInt));
    const lines = inputs.lines_minor.map((net) => wholePeriodLine(BigInt(net), ANY_DAY, 30, percent));
    return { total_taxed_on_sum: Number(total + taxMinor(total, percent)), total_taxed_per_line: Number(sumLines(lines).totalMinor) };
  }),

  'tax.discount_allocation': runner<{ lines: { amount: number; tax_percent: number }[]; coupon_minor: number }>(({ lines, coupon_minor }) => {
    const nets = discounted(lines.map(({ amount }) => amount), coupon_minor);
    const taxes = nets.map((net, place) => taxMinor(net, percentMicros(lines[place]!.tax_percent)));
    return { line_tax: taxes.map(Number), tax: Number(sum(taxes)), net: Number(sum(nets)), total: Number(sum(nets) + sum(taxes)) };
  }),

  'invoice.totals': runner<{ subscription: number; usage: number; coupon: number; tax_percent: number; credit_notes: number; prepaid: number }>((inputs) => {
    const nets = discounted([inputs.subscription, inputs.usage], inputs.coupon);
    const percent = percentMicros(inputs.tax_percent);
    const { netMinor, taxMinor: tax, totalMinor } = sumLines(nets.map((net) => wholePeriodLine(net, ANY_DAY, 30, percent)));
    const due = openMinor(invoiceOf({ totalMinor, paidMinor: BigInt(inputs.prepaid), creditedMinor: BigInt(inputs.credit_notes) }));
    return { net: Number(netMinor), tax: Number(tax), gross: Number(totalMinor), due: Number(due) };
  }),

  deposit: runner<{ seats: number; seat_monthly_minor: number }>((inputs) => {
    const contract = contractOf({
      zone: zoneOf('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: ANY_DAY, months: 12 }, seatMonthlyMinor: BigInt(inputs.seat_monthly_minor),
    });
    const opening = quote(contract, inputs.seats, ANY_DAY);
    const net = (kind: string) => Number(sum(opening.lines.filter((line) => line.kind === kind).map((line) => line.netMinor)));
    return { rent: net('rent'), deposit: net('deposit'), first_invoice: Number(opening.netMinor) };
  }),

  'payment.partial': runner<{ invoice: string; payments: string[] }>((inputs) => {
    const [first] = invoicesAfterPaying(inputs.invoice, formatMinor(sum(inputs.payments.map((each) => minorOf(each)))), '2026-01-02T00:00:00Z');
    return first!.open;
  }),

  'payment.credit': runner<{ credit: string; charge: string }>((inputs) => {
    const charge = minorOf(inputs.charge);
    const [, second] = invoicesAfterPaying(formatMinor(charge), formatMinor(charge + minorOf(inputs.credit)), '2026-01-31T00:00:00Z');
    return { charged: whole(second!.total), applied: `-${whole(second!.paid)}`, balance: whole(second!.open) };
  }),
};

interface ClockInputs {
  readonly earliest_unpaid_invoice_date?: string;
  readonly due?: string;
  readonly days: number;
  readonly zone?: string;
  readonly reading?: '15_full_days' | 'reaches_15';
}

/** An instant as the cases write it; where a case gives a date, that date in UTC. */
function written(at: number, asDate: boolean): string {
  return new Date(at).toISOString().slice(0, asDate ? 10 : 19) + (asDate ? '' : 'Z');
}

export const TERM_CASES: Readonly<Record<string, CaseRunner>> = {
  'arrears.clock': runner<ClockInputs>((inputs) => {
    const contract = plainContract(ANY_DAY, {
      zone: zoneOf(inputs.zone), rentGraceDays: inputs.days, graceReading: inputs.reading === '15_full_days' ? 'full-days' : 'reaches',
    });
    const dueOn = civilDate(inputs.due ?? inputs.earliest_unpaid_invoice_date!);
    return written(suspensionAt(contract, invoiceOf({ dueOn })), inputs.due === undefined);
  }),

  'arrears.reanchor': runner<{ unpaid: string[]; paid: string[]; threshold_days: number }>((inputs) => {
    const contract = plainContract(ANY_DAY, { rentGraceDays: inputs.threshold_days, graceReading: 'reaches' });
    const left = [...inputs.unpaid];
    for (const due of inputs.paid) left.splice(left.indexOf(due), 1);
    return written(nextSuspensionAt(contract, left.map((due) => invoiceOf({ dueOn: civilDate(due) })), [])!, true);
  }),

  'lease.renewal_notice': runner<{ lease_last_day: string }>((inputs) => {
    const endOn = addDays(civilDate(inputs.lease_last_day), 1);
    const startOn = civilDate(`${Number(endOn.slice(0, 4)) - 1}${endOn.slice(4)}`);
    return renewalNoticeOn(plainContract(startOn, { term: { startOn, months: 12 } }));
  }),
};
