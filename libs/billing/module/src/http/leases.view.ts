import { PageQuery } from '@seatline/server';
import { ApiProperty } from '@nestjs/swagger';
import { civilDateAt, type Instant, type Zone } from '@seatline/kernel';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { LeaseRow } from '../reads/leases';
import { type ExplainedLease, holdOf, suspensionAt, terminationProposedOn } from '../use-cases/explain-arrears';
import { MOST_SEATS } from '../use-cases/order-terms';
import { amountText } from '../written/amounts';
import { iso, isoOrNull } from '../written/json';

const LEASE_STATUSES = ['pending', 'in-service', 'suspended', 'ended'] as const;
const ARREARS_STATUSES = ['clear', 'overdue', 'held', 'suspended'] as const;
const WHENS = ['period-end', 'now'] as const;

export class LeasesQuery extends PageQuery {
  @ApiProperty({ enum: LEASE_STATUSES, enumName: 'LeaseStatus', required: false })
  @IsOptional()
  @IsIn(LEASE_STATUSES)
  status?: (typeof LEASE_STATUSES)[number];
}

export class UpcomingTermsView {
  @ApiProperty() contractVersion: number;
  @ApiProperty() fromOn: string;
  @ApiProperty() seatMonthly: string;
}

export class LeaseView {
  @ApiProperty() id: string;
  @ApiProperty() number: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() planCode: string;
  @ApiProperty({ enum: LEASE_STATUSES, enumName: 'LeaseStatus' }) status: (typeof LEASE_STATUSES)[number];
  @ApiProperty() zone: string;
  @ApiProperty() currency: string;
  @ApiProperty() startOn: string;
  @ApiProperty({ description: 'the first day without service' }) endOn: string;
  @ApiProperty({ description: 'seats that are ordered or in use' }) seats: number;
  @ApiProperty() seatsActive: number;
  @ApiProperty({ description: 'the list price of the version that is in force now' }) seatMonthly: string;
  @ApiProperty({ description: 'the version of what was agreed of the rent that is in force now' }) contractVersion: number;
  @ApiProperty({ type: UpcomingTermsView, nullable: true, description: 'what is agreed for later' }) upcoming: UpcomingTermsView | null;
  @ApiProperty() receivable: string;
  @ApiProperty() deposit: string;
  @ApiProperty({ description: 'the tenant’s money that serves no invoice yet' }) unapplied: string;
  @ApiProperty({ description: 'of the deposit, after the lease’s end' }) refundable: string;
}

export class LeaseListView {
  @ApiProperty({ type: [LeaseView] }) items: LeaseView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class ArrearsQuery {
  @ApiProperty({ required: false, format: 'date-time', description: 'the instant asked about; now where left out' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  at?: string;
}

export class ArrearsInvoiceView {
  @ApiProperty() id: string;
  @ApiProperty() number: string;
  @ApiProperty() kind: string;
  @ApiProperty() dueOn: string;
  @ApiProperty() open: string;
  @ApiProperty() daysPastDue: number;
  @ApiProperty() lastDayToPayOn: string;
  @ApiProperty() suspensionAt: string;
}

export class ArrearsNoticeView {
  @ApiProperty() kind: string;
  @ApiProperty() invoiceNumber: string;
  @ApiProperty() on: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: not yet' }) sentAt: string | null;
}

export class HoldView {
  @ApiProperty() untilOn: string;
  @ApiProperty() reason: string;
}

export class ArrearsView {
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() at: string;
  @ApiProperty() zone: string;
  @ApiProperty() currency: string;
  @ApiProperty({ enum: ARREARS_STATUSES, enumName: 'ArrearsStatus' }) status: (typeof ARREARS_STATUSES)[number];
  @ApiProperty({ description: 'what ends it' }) toPay: string;
  @ApiProperty({ type: [ArrearsInvoiceView], description: 'in the order in which money serves them' }) invoices: ArrearsInvoiceView[];
  @ApiProperty({ type: [ArrearsNoticeView] }) notices: ArrearsNoticeView[];
  @ApiProperty({ type: HoldView, nullable: true }) hold: HoldView | null;
  @ApiProperty({ type: String, nullable: true, description: 'when it suspends if nobody pays, or has suspended' }) suspensionAt: string | null;
  @ApiProperty({ type: [String], description: 'numbers of the invoices that suspended it' }) because: string[];
  @ApiProperty({ type: String, nullable: true }) terminationProposedOn: string | null;
}

export class ArrearsListView {
  @ApiProperty({ type: [ArrearsView] }) items: ArrearsView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class SeatRemovalInput {
  @ApiProperty({ minimum: 1, maximum: MOST_SEATS }) @IsInt() @Min(1) @Max(MOST_SEATS) seats: number;
  @ApiProperty({ enum: WHENS, enumName: 'SeatRemovalWhen' }) @IsIn(WHENS) when: (typeof WHENS)[number];
}

export class ConsentedRemovalInput extends SeatRemovalInput {
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

/** More events than these are no question about one lease. */
const MOST_EVENTS = 1_000;

export class SimulationInput {
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, description: 'as `seatline simulate` takes them' })
  @IsArray()
  @ArrayMaxSize(MOST_EVENTS)
  events: object[];

  @ApiProperty({ format: 'date-time' }) @IsString() @MaxLength(40) until: string;
}

export class PaymentInput {
  @ApiProperty({ description: 'a decimal in the lease’s currency' }) @IsString() @MaxLength(40) amount: string;
  @ApiProperty({ format: 'date', required: false, description: 'the bank’s date; today where left out' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  valueOn?: string;

  @ApiProperty({ description: 'the bank’s; the same one is the same payment' }) @IsString() @MinLength(1) @MaxLength(140) @Matches(/\S/) reference: string;
  @ApiProperty({ enum: ['order'], required: false, description: 'serves the oldest standing order first' }) @IsOptional() @IsIn(['order']) for?: 'order';
}

export class HoldInput {
  @ApiProperty({ format: 'date' }) @Matches(/^\d{4}-\d{2}-\d{2}$/) untilOn: string;
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class WriteOffInput {
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class WaiverInput {
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class EndInput {
  @ApiProperty({ format: 'date', description: 'the first day without service' }) @Matches(/^\d{4}-\d{2}-\d{2}$/) on: string;
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

/** @param now decides which version of the rent is in force; before the first one's day it is the first. */
export function leaseView(row: LeaseRow, now: Instant): LeaseView {
  const today = civilDateAt(now, row.zone as Zone);
  const versions = row.versions ?? [];
  const inForce = versions.findLast((version) => version.from_on <= today) ?? versions[0];
  const upcoming = versions.find((version) => version.from_on > today && version !== inForce);
  const amount = (minor: bigint): string => amountText(row.currency, minor);
  return {
    id: row.id,
    number: row.number,
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    planCode: row.plan_code,
    status: row.status,
    zone: row.zone,
    currency: row.currency,
    startOn: row.start_on,
    endOn: row.end_on,
    seats: row.seats_ordered + row.seats_active,
    seatsActive: row.seats_active,
    seatMonthly: amount(BigInt(inForce?.seat_monthly_minor ?? row.contract.seatMonthlyMinor)),
    contractVersion: inForce?.version ?? 1,
    upcoming: upcoming ? { contractVersion: upcoming.version, fromOn: upcoming.from_on, seatMonthly: amount(BigInt(upcoming.seat_monthly_minor)) } : null,
    receivable: amount(row.receivable_minor),
    deposit: amount(row.deposit_minor),
    unapplied: amount(row.unapplied_minor),
    refundable: amount(row.refundable_minor),
  };
}

export function arrearsView(explained: ExplainedLease): ArrearsView {
  const { lease, explanation } = explained;
  const { currency, zone } = lease.book.contract;
  const numberOf = (invoice: number): string => lease.invoiceNumbers[invoice - 1] ?? `${invoice}`;
  return {
    leaseId: lease.leaseId,
    leaseNumber: lease.number,
    tenantId: lease.tenantId,
    tenantName: explained.tenantName,
    at: iso(explanation.at),
    zone,
    currency,
    status: explained.status,
    toPay: amountText(currency, explained.toPayMinor),
    invoices: explanation.invoices.map((invoice) => ({
      id: lease.invoiceIds[invoice.number - 1] ?? '',
      number: numberOf(invoice.number),
      kind: invoice.kind,
      dueOn: invoice.dueOn,
      open: amountText(currency, invoice.openMinor),
      daysPastDue: invoice.daysPastDue,
      lastDayToPayOn: invoice.lastDayToPayOn,
      suspensionAt: iso(invoice.suspendsAt),
    })),
    notices: explained.notices.map(({ kind, invoice, on, sentAt }) => ({ kind, invoiceNumber: numberOf(invoice), on, sentAt: isoOrNull(sentAt) })),
    hold: holdOf(explained),
    suspensionAt: isoOrNull(suspensionAt(explained)),
    because: explanation.suspendedBecause.map(numberOf),
    terminationProposedOn: terminationProposedOn(explained),
  };
}
