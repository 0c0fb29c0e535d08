import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '@seatline/server';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { AlarmRow, MessageRow } from '../reads/notice-messages';
import type { EndpointRow } from '../reads/webhook-endpoints';
import type { NewSecret } from '../use-cases/manage-webhooks';
import { iso, isoOrNull } from '../written/json';

const STATES = ['waiting', 'sent', 'kept', 'failed'] as const;
const CHANNELS = ['email', 'webhook'] as const;

export class MessagesQuery extends PageQuery {
  @ApiProperty({ enum: STATES, enumName: 'MessageState', required: false })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];
}

export class MessageView {
  @ApiProperty() id: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() noticeId: string;
  @ApiProperty() noticeKind: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty({ enum: CHANNELS, enumName: 'MessageChannel' }) channel: (typeof CHANNELS)[number];
  @ApiProperty() address: string;
  @ApiProperty() subject: string;
  @ApiProperty() body: string;
  @ApiProperty({ enum: STATES, enumName: 'MessageState', description: 'kept: no mail server is set up, so it was not sent' }) state: (typeof STATES)[number];
  @ApiProperty() attempts: number;
  @ApiProperty({ type: String, nullable: true, description: 'why the last try failed, as a code' }) cause: string | null;
  @ApiProperty({ type: String, nullable: true }) nextTryAt: string | null;
  @ApiProperty() createdAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'when it was sent, kept or given up' }) settledAt: string | null;
}

export class MessageListView {
  @ApiProperty({ type: [MessageView] }) items: MessageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class AlarmsQuery extends PageQuery {
  @ApiProperty({ required: false, default: false, description: 'those that somebody has seen, too' })
  @IsOptional()
  @Transform(({ value }) => value === true || value === 'true')
  @IsBoolean()
  all?: boolean;
}

export class AlarmView {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: the platform’s own' }) tenantId: string | null;
  @ApiProperty({ type: String, nullable: true }) tenantName: string | null;
  @ApiProperty({ description: 'last-warning-late, notice-undelivered, suspension-step-failed, reconciliation-failed, clock-was-set or database-clock-differs' }) kind: string;
  @ApiProperty({ type: String, nullable: true }) leaseId: string | null;
  @ApiProperty({ type: String, nullable: true }) leaseNumber: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts: Record<string, string | number | null>;
  @ApiProperty() raisedAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'when it was over by itself' }) clearedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) seenAt: string | null;
  @ApiProperty({ type: String, nullable: true }) seenBy: string | null;
}

export class AlarmListView {
  @ApiProperty({ type: [AlarmView] }) items: AlarmView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class WebhookInput {
  @ApiProperty({ description: 'https, and no address of a private network', example: 'https://hooks.example.com/seatline' }) @IsString() @MaxLength(2000) url: string;
}

export class WebhookView {
  @ApiProperty() id: string;
  @ApiProperty() url: string;
  @ApiProperty() createdAt: string;
  @ApiProperty() createdBy: string;
  @ApiProperty({ type: String, nullable: true, description: 'until then the secret before the last rotation signs too' }) previousSecretUntil: string | null;
}

export class WebhookListView {
  @ApiProperty({ type: [WebhookView] }) items: WebhookView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class WebhookSecretView {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'shown this once' }) secret: string;
}

export function messageView(row: MessageRow): MessageView {
  return {
    id: row.id, tenantId: row.tenant_id, tenantName: row.tenant_name, noticeId: row.notice_id, noticeKind: row.notice_kind, leaseId: row.lease_id,
    leaseNumber: row.lease_number, channel: row.channel, address: row.address, subject: row.subject, body: row.body, state: row.state, attempts: row.attempts,
    cause: row.cause, nextTryAt: isoOrNull(row.next_try_at), createdAt: iso(row.created_at), settledAt: isoOrNull(row.settled_at),
  };
}

export function alarmView(row: AlarmRow): AlarmView {
  return {
    id: row.id, tenantId: row.tenant_id, tenantName: row.tenant_name, kind: row.kind, leaseId: row.lease_id, leaseNumber: row.lease_number,
    facts: row.facts, raisedAt: iso(row.raised_at), clearedAt: isoOrNull(row.cleared_at), seenAt: isoOrNull(row.seen_at), seenBy: row.seen_by,
  };
}

export function webhookView(row: EndpointRow): WebhookView {
  return { id: row.id, url: row.url, createdAt: iso(row.created_at), createdBy: row.created_by, previousSecretUntil: isoOrNull(row.previous_until) };
}

export function secretView({ id, secret }: NewSecret): WebhookSecretView {
  return { id, secret };
}
