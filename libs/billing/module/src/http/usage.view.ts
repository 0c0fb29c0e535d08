import { DECK_TABLES, type DeckTable } from '@seatline/billing-domain';
import { PageQuery } from '@seatline/server';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { NoticeRow } from '../reads/notices';
import type { UsageRow } from '../reads/usage';
import { rateText } from '../written/amounts';
import { iso, isoOrNull } from '../written/json';

const USAGE_STATUSES = ['rated', 'unanswered', 'free', 'quarantined'] as const;
const DIRECTIONS = ['inbound', 'outbound', 'internal'] as const;

export class UsageQuery extends PageQuery {
  @ApiProperty({ enum: USAGE_STATUSES, enumName: 'UsageStatus', required: false })
  @IsOptional()
  @IsIn(USAGE_STATUSES)
  status?: (typeof USAGE_STATUSES)[number];
}

export class UsageView {
  @ApiProperty() id: string;
  @ApiProperty() callId: string;
  @ApiProperty() leg: string;
  @ApiProperty({ type: String, nullable: true }) leaseId: string | null;
  @ApiProperty({ type: String, nullable: true }) seatId: string | null;
  @ApiProperty({ type: String, nullable: true }) memberId: string | null;
  @ApiProperty({ enum: DIRECTIONS, enumName: 'UsageDirection' }) direction: (typeof DIRECTIONS)[number];
  @ApiProperty({ description: 'only a carrier’s legs can cost anything' }) carrierLeg: boolean;
  @ApiProperty({ type: String, nullable: true }) ourNumber: string | null;
  @ApiProperty({ type: String, nullable: true }) otherNumber: string | null;
  @ApiProperty({ type: String, nullable: true }) answeredAt: string | null;
  @ApiProperty() milliseconds: number;
  @ApiProperty() receivedAt: string;
  @ApiProperty({ enum: USAGE_STATUSES, enumName: 'UsageStatus' }) status: (typeof USAGE_STATUSES)[number];
  @ApiProperty({ type: String, nullable: true, description: 'why it has no price, or why it is free' }) cause: string | null;
  @ApiProperty({ type: String, nullable: true }) prefix: string | null;
  @ApiProperty({ enum: DECK_TABLES, enumName: 'DeckTable', nullable: true, description: 'the deck’s table that the prefix is of' }) table: DeckTable | null;
  @ApiProperty({ type: String, nullable: true, description: 'the time band of the price; null: the usual one' }) band: string | null;
  @ApiProperty({ type: Number, nullable: true }) billedSeconds: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'its whole price' }) cost: string | null;
  @ApiProperty({ description: 'of the billed seconds, covered by included minutes; known when its period is closed' }) includedSeconds: number;
  @ApiProperty({ type: String, nullable: true, description: 'what of the price is beyond included minutes' }) charged: string | null;
  @ApiProperty({ type: String, nullable: true }) currency: string | null;
  @ApiProperty({ type: String, nullable: true }) invoiceId: string | null;
  @ApiProperty({ type: String, nullable: true }) invoiceNumber: string | null;
  @ApiProperty({ description: 'it came after its period’s invoice and went on a later one' }) late: boolean;
}

export class UsageListView {
  @ApiProperty({ type: [UsageView] }) items: UsageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class NoticeView {
  @ApiProperty() id: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() kind: string;
  @ApiProperty({ type: String, nullable: true }) invoiceId: string | null;
  @ApiProperty({ type: String, nullable: true }) invoiceNumber: string | null;
  @ApiProperty() dueAt: string;
  @ApiProperty({ type: String, nullable: true }) sentAt: string | null;
  @ApiProperty({ type: [String] }) channels: string[];
}

export class NoticeListView {
  @ApiProperty({ type: [NoticeView] }) items: NoticeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function usageView(row: UsageRow): UsageView {
  const price = (micros: bigint | null): string | null => (micros === null || row.currency === null ? null : rateText(row.currency, micros));
  return {
    id: row.id,
    callId: row.call_id,
    leg: row.leg,
    leaseId: row.lease_id,
    seatId: row.seat_id,
    memberId: row.member_id,
    direction: row.direction,
    carrierLeg: row.carrier_leg,
    ourNumber: row.our_number,
    otherNumber: row.other_number,
    answeredAt: isoOrNull(row.answered_at),
    milliseconds: Number(row.milliseconds),
    receivedAt: iso(row.received_at),
    status: row.status,
    cause: row.cause,
    prefix: row.prefix,
    table: row.prefix === null ? null : (row.deck_table ?? 'e164'),
    band: row.band,
    billedSeconds: row.billed_seconds,
    cost: price(row.cost_micros),
    includedSeconds: row.included_seconds,
    charged: price(row.cost_micros === null ? null : row.cost_micros - row.included_micros),
    currency: row.currency,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    late: row.late,
  };
}

export function noticeView(row: NoticeRow): NoticeView {
  return {
    id: row.id,
    leaseId: row.lease_id,
    leaseNumber: row.lease_number,
    kind: row.kind,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    dueAt: iso(row.due_at),
    sentAt: isoOrNull(row.sent_at),
    channels: row.channels ?? [],
  };
}
