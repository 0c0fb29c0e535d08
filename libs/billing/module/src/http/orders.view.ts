import { type InvoiceLine } from '@seatline/billing-domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Plan } from '../reads/plans';
import type { ListedOrder } from '../use-cases/list-orders';
import { MOST_MONTHS, MOST_SEATS } from '../use-cases/order-terms';
import type { QuotedSeats } from '../use-cases/quote-seats';
import { amountText, rateText } from '../written/amounts';
import { iso } from '../written/json';
import { LateFeeTermsView, lateFeeTermsView } from './late-fees.view';
import { FeeNameView, feeNameView, PriceBasisView, priceBasisView } from './price-basis.view';
import { PricingView, pricingView } from './pricing.view';

const ORDER_STATUSES = ['standing', 'filled', 'lapsed', 'cancelled'] as const;
const LINE_KINDS = ['rent', 'deposit', 'fee', 'late-fee', 'telephone', 'prior-period', 're-rating', 'sla'] as const;

const ANCHORS = ['start-day', 'calendar'] as const;
const DAY_COUNTS = ['actual', 'fixed30'] as const;

export class PlanView {
  @ApiProperty() code: string;
  @ApiProperty() version: number;
  @ApiProperty() name: string;
  @ApiProperty() currency: string;
  @ApiProperty() seatMonthly: string;
  @ApiProperty({ type: PricingView }) pricing: PricingView;
  @ApiProperty({ enum: ANCHORS, enumName: 'PeriodAnchor' }) anchor: (typeof ANCHORS)[number];
  @ApiProperty({ enum: DAY_COUNTS, enumName: 'DayCount' }) dayCount: (typeof DAY_COUNTS)[number];
  @ApiProperty({ description: 'the tenant’s own prices, not the catalogue’s' }) ownPrice: boolean;
  @ApiProperty() depositMonths: number;
  @ApiProperty({ description: 'per cent, such as 6.000000' }) taxPercent: string;
  @ApiProperty() rentGraceDays: number;
  @ApiProperty() telephoneGraceDays: number;
  @ApiProperty() invoiceLeadDays: number;
  @ApiProperty({ description: 'false: days that began suspended are credited' }) rentAccruesWhileSuspended: boolean;
  @ApiProperty({ type: LateFeeTermsView, nullable: true, description: 'what delay costs; null: nothing' }) lateFees: LateFeeTermsView | null;
}

export class PlanListView {
  @ApiProperty({ type: [PlanView] }) items: PlanView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class OrderInput {
  @ApiProperty() @IsString() @MaxLength(40) planCode: string;
  @ApiProperty({ minimum: 1, maximum: MOST_SEATS }) @IsInt() @Min(1) @Max(MOST_SEATS) seats: number;

  @ApiProperty({ minimum: 1, maximum: MOST_MONTHS, description: 'the term; says nothing where a lease is open' })
  @IsInt()
  @Min(1)
  @Max(MOST_MONTHS)
  months: number;

  @ApiProperty({ format: 'date', description: 'the term’s first day; says nothing where a lease is open' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  startOn: string;
}

export class ChargeLineView {
  @ApiProperty({ enum: LINE_KINDS, enumName: 'InvoiceLineKind' }) kind: (typeof LINE_KINDS)[number];
  @ApiProperty({ type: Number, nullable: true }) seats: number | null;
  @ApiProperty({ type: String, nullable: true }) fromOn: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the first day not covered' }) toOn: string | null;
  @ApiProperty({ type: Number, nullable: true }) days: number | null;
  @ApiProperty({ type: Number, nullable: true }) periodDays: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'of one seat for a whole period; of a deposit or a fee: of one' }) seatPrice: string | null;
  @ApiProperty({ type: PriceBasisView, nullable: true, description: 'how that price came about; null: it is the plan’s' }) priceBasis: PriceBasisView | null;
  @ApiProperty({ type: FeeNameView, nullable: true, description: 'what a one-off fee is for' }) fee: FeeNameView | null;
  @ApiProperty() net: string;
  @ApiProperty() tax: string;
}

export class QuoteView {
  @ApiProperty() currency: string;
  @ApiProperty({ type: [ChargeLineView] }) lines: ChargeLineView[];
  @ApiProperty() net: string;
  @ApiProperty() tax: string;
  @ApiProperty() total: string;
  @ApiProperty() dueOn: string;
  @ApiProperty({ description: 'what every whole month costs more from then on, with tax; negative where all seats come into a cheaper tier' }) monthly: string;
  @ApiProperty({ type: String, nullable: true, description: 'the lease that the seats join; null where they open one' }) leaseId: string | null;
}

export class OrderView {
  @ApiProperty() id: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() planCode: string;
  @ApiProperty({ description: 'counts the lease’s orders; 0 opened it' }) number: number;
  @ApiProperty() seats: number;
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus' }) status: (typeof ORDER_STATUSES)[number];
  @ApiProperty() currency: string;
  @ApiProperty({ description: 'as invoiced, or while it stands as it would be invoiced today' }) total: string;
  @ApiProperty() orderedAt: string;
  @ApiProperty({ type: String, nullable: true }) lapsesOn: string | null;
  @ApiProperty({ type: String, nullable: true }) invoiceId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'what is left to pay of its invoice' }) open: string | null;
}

export class OrderListView {
  @ApiProperty({ type: [OrderView] }) items: OrderView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function planView(plan: Plan, locale: 'zh-CN' | 'en'): PlanView {
  const { terms } = plan;
  return {
    code: plan.code,
    version: plan.version,
    name: plan.name[locale],
    currency: plan.currency,
    seatMonthly: amountText(plan.currency, terms.seatMonthlyMinor),
    pricing: pricingView(terms.pricing, plan.currency),
    anchor: terms.anchor,
    dayCount: terms.dayCount,
    ownPrice: plan.ownPriceVersion !== null,
    depositMonths: terms.depositMonths,
    taxPercent: rateText(plan.currency, terms.taxPercentMicros),
    rentGraceDays: terms.rentGraceDays,
    telephoneGraceDays: terms.telephoneGraceDays,
    invoiceLeadDays: terms.invoiceLeadDays,
    rentAccruesWhileSuspended: terms.rentAccruesWhileSuspended,
    lateFees: lateFeeTermsView(terms.lateFees),
  };
}

export function quoteView(quote: QuotedSeats): QuoteView {
  const amount = (minor: bigint): string => amountText(quote.currency, minor);
  return {
    currency: quote.currency,
    lines: quote.lines.map((line) => lineView(line, quote.currency)),
    net: amount(quote.netMinor),
    tax: amount(quote.taxMinor),
    total: amount(quote.totalMinor),
    dueOn: quote.dueOn,
    monthly: amount(quote.monthlyMinor),
    leaseId: quote.leaseId,
  };
}

function lineView(line: InvoiceLine, currency: string): ChargeLineView {
  const amounts = { net: amountText(currency, line.netMinor), tax: amountText(currency, line.taxMinor) };
  const plain = { seats: null, fromOn: null, toOn: null, days: null, periodDays: null, seatPrice: null, priceBasis: null, fee: null };
  switch (line.kind) {
    case 'rent': {
      const { kind, seatNumbers, fromOn, toOn, days, periodDays } = line;
      const price = { seatPrice: amountText(currency, line.seatPriceMinor), priceBasis: priceBasisView(line.priceBasis, currency) };
      return { ...plain, kind, seats: seatNumbers.length, fromOn, toOn, days, periodDays, ...price, ...amounts };
    }
    case 'deposit':
      return { ...plain, kind: line.kind, seats: line.seatNumbers.length, seatPrice: amountText(currency, line.seatDepositMinor), ...amounts };
    case 'fee': {
      const seats = line.seatNumbers.length === 0 ? null : line.seatNumbers.length;
      return { ...plain, kind: line.kind, seats, seatPrice: amountText(currency, line.unitMinor), fee: feeNameView(line), ...amounts };
    }
    default:
      return { ...plain, kind: line.kind, ...amounts };
  }
}

export function orderView({ row, totalMinor, lapsesOn }: ListedOrder): OrderView {
  return {
    id: row.id,
    leaseId: row.lease_id,
    leaseNumber: row.lease_number,
    planCode: row.plan_code,
    number: row.number,
    seats: row.seats,
    status: row.state,
    currency: row.currency,
    total: amountText(row.currency, totalMinor),
    orderedAt: iso(row.placed_at),
    lapsesOn,
    invoiceId: row.invoice_id,
    open: row.open_minor === null ? null : amountText(row.currency, row.open_minor),
  };
}
