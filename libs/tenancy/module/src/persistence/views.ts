import type { MemberStatus, SeatState, TenantRole } from '@seatline/tenancy-domain';
import { sql } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, pgView, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** The lists of migrations/0010_tenancy.sql; row-level security shows each tenant its own. */
export const memberList = pgView('member_list', {
  id: uuid('id').notNull(),
  displayName: text('display_name').notNull(),
  email: text('email').notNull(),
  roles: text('roles').array().$type<TenantRole[]>().notNull(),
  status: text('status').$type<MemberStatus>().notNull(),
  seatIds: uuid('seat_ids').array().notNull(),
  createdAt: instant('created_at').notNull(),
}).existing();

export const invitationList = pgView('invitation_list', {
  id: uuid('id').notNull(),
  email: text('email').notNull(),
  roles: text('roles').array().$type<TenantRole[]>().notNull(),
  invitedBy: text('invited_by').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  acceptedAt: instant('accepted_at'),
  revokedAt: instant('revoked_at'),
}).existing();

export const seatList = pgView('seat_list', {
  id: uuid('id').notNull(),
  leaseId: uuid('lease_id').notNull(),
  leaseNumber: text('lease_number').notNull(),
  number: integer('number').notNull(),
  label: text('label').notNull(),
  state: text('state').$type<SeatState>().notNull(),
  cause: text('cause'),
  failedAttempts: integer('failed_attempts').notNull(),
  retryAt: instant('retry_at'),
  entitled: jsonb('entitled').$type<{ memberId: string; displayName: string }[]>().notNull(),
}).existing();

export const maintenanceList = pgView('maintenance_list', {
  id: uuid('id').notNull(),
  startAt: instant('start_at').notNull(),
  endAt: instant('end_at').notNull(),
  emergency: boolean('emergency').notNull(),
  note: text('note').notNull(),
  targetKind: text('target_kind').$type<'platform' | 'carrier' | 'tenants'>().notNull(),
  carrier: text('carrier'),
}).existing();

export const seatHistory = pgTable('seat_history', {
  id: uuid('id').notNull().default(sql`uuidv7()`),
  seatId: uuid('seat_id').notNull(),
  at: instant('at').notNull(),
  fromState: text('from_state').$type<SeatState>(),
  toState: text('to_state').$type<SeatState>().notNull(),
  cause: text('cause'),
});

const auditColumns = {
  id: uuid('id').notNull(),
  at: instant('at').notNull(),
  actorName: text('actor_name').notNull(),
  action: text('action').notNull(),
  subjectKind: text('subject_kind').notNull(),
  subjectId: text('subject_id').notNull(),
  reason: text('reason'),
  ip: text('ip'),
  facts: jsonb('facts').$type<Record<string, string | number | boolean | null>>().notNull(),
};

export const auditEntry = pgTable('audit_entry', { ...auditColumns, actorKind: text('actor_kind').$type<'member' | 'operator' | 'system'>().notNull() });
export const platformAuditEntry = pgTable('platform_audit_entry', auditColumns);
