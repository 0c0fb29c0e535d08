import { clauseNumber, clauseOfLine, DECK_TABLES, type DeckTable } from '@seatline/billing-domain';
import { PageQuery } from '@seatline/server';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { LineCallRow, LineInterruptionRow, LineOriginRow, LineSeatRow } from '../reads/line-origins';
import { amountText, rateText } from '../written/amounts';
import { iso } from '../written/json';
import { percentText } from './late-fees.view';

const MOST_LINES = 10_000;
const CLAUSES = ['rent', 'deposit', 'telephone', 'arrears', 'maintenance'] as const;

export class LineQuery extends PageQuery {
  @ApiProperty({ required: false, minimum: 1, maximum: MOST_LINES, default: 1, description: 'of which line, counted from 1' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_LINES)
  line?: number;
}

export class LineCreditView {
  @ApiProperty() number: string;
  @ApiProperty() issuedAt: string;
  @ApiProperty() net: string;
  @ApiProperty() tax: string;
}

export class LineLateFeeView {
  @ApiProperty({ description: 'the invoice that was late' }) invoiceNumber: string;
  @ApiProperty({ description: 'what was late at the end of each day, summed over the days' }) base: string;
  @ApiProperty({ description: 'per cent a day' }) dailyPercent: string;
}

export class LineOriginView {
  @ApiProperty({ description: 'counted from 1' }) line: number;
  @ApiProperty() kind: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty({ description: 'the version of the contract that priced it' }) contractVersion: number;
  @ApiProperty() planCode: string;
  @ApiProperty({ description: 'the version of the plan whose terms the contract took over' }) planVersion: number;
  @ApiProperty({ enum: CLAUSES, enumName: 'LineClause' }) clause: (typeof CLAUSES)[number];
  @ApiProperty({ description: 'its number in the printed contract' }) clauseNumber: number;
  @ApiProperty({ enum: ['actual', 'fixed30'], enumName: 'DayCount' }) dayCount: 'actual' | 'fixed30';
  @ApiProperty({ type: String, nullable: true }) fromOn: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the first day that is not part of it' }) toOn: string | null;
  @ApiProperty() seats: number;
  @ApiProperty({ type: String, nullable: true, description: 'rent of one seat for the whole period, or its deposit' }) price: string | null;
  @ApiProperty({ type: Number, nullable: true }) days: number | null;
  @ApiProperty({ type: Number, nullable: true }) periodDays: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'one seat’s share: price × days ÷ days of the period, rounded once' }) perSeat: string | null;
  @ApiProperty({ type: Number, nullable: true }) calls: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'the calls’ costs summed, before the one rounding' }) cost: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'talk that the period’s rent includes; null: none. The line bills what is beyond' }) includedSeconds: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'used of it' }) includedUsedSeconds: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'what it took off the prices of calls' }) includedCost: string | null;
  @ApiProperty({ type: LineLateFeeView, nullable: true }) lateFee: LineLateFeeView | null;
  @ApiProperty() net: string;
  @ApiProperty() taxPercent: string;
  @ApiProperty() tax: string;
  @ApiProperty({ type: [LineCreditView] }) credits: LineCreditView[];
}

export class LineOriginListView {
  @ApiProperty({ type: [LineOriginView] }) items: LineOriginView[];
}

export class LineSeatView {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'the line, counted from 1' }) line: number;
  @ApiProperty() number: number;
  @ApiProperty({ type: String, nullable: true }) label: string | null;
  @ApiProperty({ type: String, nullable: true }) fromOn: string | null;
  @ApiProperty({ type: String, nullable: true }) toOn: string | null;
  @ApiProperty({ type: Number, nullable: true }) days: number | null;
  @ApiProperty() net: string;
}

export class LineSeatListView {
  @ApiProperty({ type: [LineSeatView] }) items: LineSeatView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class LineInterruptionView {
  @ApiProperty({ description: 'of the window, or of the outage' }) id: string;
  @ApiProperty({ description: 'the line, counted from 1' }) line: number;
  @ApiProperty({ enum: ['maintenance', 'outage'], enumName: 'InterruptionKind' }) kind: 'maintenance' | 'outage';
  @ApiProperty() reason: string;
  @ApiProperty() startAt: string;
  @ApiProperty() endAt: string;
  @ApiProperty({ description: 'of its time beyond the allowance what the line gives back for, all seats together; by days, within those days' }) seatSeconds: number;
}

export class LineInterruptionListView {
  @ApiProperty({ type: [LineInterruptionView] }) items: LineInterruptionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class LineCallView {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'the line, counted from 1' }) line: number;
  @ApiProperty() callId: string;
  @ApiProperty({ enum: ['inbound', 'outbound', 'internal'], enumName: 'UsageDirection' }) direction: 'inbound' | 'outbound' | 'internal';
  @ApiProperty({ type: String, nullable: true }) calledNumber: string | null;
  @ApiProperty({ type: String, nullable: true }) seatLabel: string | null;
  @ApiProperty() answeredAt: string;
  @ApiProperty() milliseconds: number;
  @ApiProperty({ type: String, nullable: true }) deckName: string | null;
  @ApiProperty({ type: Number, nullable: true }) deckVersion: number | null;
  @ApiProperty({ type: String, nullable: true }) prefix: string | null;
  @ApiProperty({ enum: DECK_TABLES, enumName: 'DeckTable', nullable: true, description: 'the deck’s table that the prefix is of' }) table: DeckTable | null;
  @ApiProperty({ type: String, nullable: true, description: 'the time band of the price; null: the usual one' }) band: string | null;
  @ApiProperty({ type: String, nullable: true }) perMinute: string | null;
  @ApiProperty({ type: String, nullable: true }) connect: string | null;
  @ApiProperty({ type: Number, nullable: true }) billedSeconds: number | null;
  @ApiProperty({ description: 'of the billed seconds, covered by included minutes' }) includedSeconds: number;
  @ApiProperty({ type: String, nullable: true, description: 'the whole price of the call' }) cost: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'of it, what the line bills: cost × seconds beyond ÷ billed seconds' }) charged: string | null;
}

export class LineCallListView {
  @ApiProperty({ type: [LineCallView] }) items: LineCallView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function lineOriginView(row: LineOriginRow): LineOriginView {
  const amount = (minor: bigint | null): string | null => (minor === null ? null : amountText(row.currency, minor));
  return {
    line: row.line_no + 1,
    kind: row.kind,
    leaseNumber: row.lease_number,
    contractVersion: row.contract_version,
    planCode: row.plan_code,
    planVersion: row.plan_version,
    clause: clauseOfLine(row.kind) as LineOriginView['clause'],
    clauseNumber: clauseNumber(clauseOfLine(row.kind)),
    dayCount: row.day_count,
    fromOn: row.from_on,
    toOn: row.to_on,
    seats: row.seats,
    price: amount(row.price_minor),
    days: row.days,
    periodDays: row.period_days,
    perSeat: amount(perSeatMinor(row)),
    calls: row.calls,
    cost: row.cost_micros === null ? null : rateText(row.currency, row.cost_micros),
    includedSeconds: row.included_seconds === null ? null : Number(row.included_seconds),
    includedUsedSeconds: row.included_used_seconds === null ? null : Number(row.included_used_seconds),
    includedCost: row.included_micros === null ? null : rateText(row.currency, row.included_micros),
    lateFee: row.late_fee && {
      invoiceNumber: row.late_invoice_number ?? '', base: amountText(row.currency, BigInt(row.late_fee.baseMinor)), dailyPercent: percentText(row.late_fee.dailyMillionths),
    },
    net: amountText(row.currency, row.net_minor),
    taxPercent: rateText(row.currency, row.kind === 'deposit' || row.kind === 'late-fee' ? 0n : row.tax_percent_micros ?? BigInt(row.contract.taxPercentMicros)),
    tax: amountText(row.currency, row.tax_minor),
    credits: (row.credits ?? []).map((each) => ({
      number: each.number, issuedAt: iso(each.issued_at), net: amountText(row.currency, BigInt(each.net)), tax: amountText(row.currency, BigInt(each.tax)),
    })),
  };
}

/** A line is one seat's rent, or deposit, times its seats. */
function perSeatMinor(row: LineOriginRow): bigint | null {
  return row.seats === 0 ? null : row.net_minor / BigInt(row.seats);
}

export function lineSeatView(row: LineSeatRow): LineSeatView {
  return {
    id: row.id, line: row.line_no + 1, number: row.number, label: row.label, fromOn: row.from_on, toOn: row.to_on, days: row.days,
    net: amountText(row.currency, row.net_minor),
  };
}

export function lineInterruptionView(row: LineInterruptionRow): LineInterruptionView {
  return { id: row.id, line: row.line_no + 1, kind: row.kind, reason: row.reason, startAt: iso(row.start_at), endAt: iso(row.end_at), seatSeconds: row.seat_seconds };
}

export function lineCallView(row: LineCallRow): LineCallView {
  const rate = (micros: bigint | null): string | null => (micros === null ? null : rateText(row.currency, micros));
  return {
    id: row.id,
    line: row.line_no + 1,
    callId: row.call_id,
    direction: row.direction,
    calledNumber: row.called_number,
    seatLabel: row.seat_label,
    answeredAt: iso(row.answered_at),
    milliseconds: Number(row.milliseconds),
    deckName: row.deck_name,
    deckVersion: row.deck_version,
    prefix: row.prefix,
    table: row.prefix === null ? null : (row.deck_table ?? 'e164'),
    band: row.band,
    perMinute: rate(row.per_minute_micros),
    connect: rate(row.connect_micros),
    billedSeconds: row.billed_seconds,
    includedSeconds: row.included_seconds,
    cost: rate(row.cost_micros),
    charged: rate(row.cost_micros === null ? null : row.cost_micros - row.included_micros),
  };
}
