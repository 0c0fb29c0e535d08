import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { PlannedLease, ReratingRange } from '../reads/reratings';
import { insertRows, timestamp } from './table-writer';

export async function insertRerating(db: LedgerDatabase, range: ReratingRange, by: { reason: string; createdBy: string }, at: Instant): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into rerating (direction, only_tenant_id, only_lease_id, prefix, from_at, to_at, reason, created_at, created_by)
    values (${range.direction}, ${range.tenantId}, ${range.leaseId}, ${range.prefix}, ${timestamp(range.from)}, ${timestamp(range.to)}, ${by.reason},
      ${timestamp(at)}, ${by.createdBy})
    returning id`);
  return rows[0]!.id;
}

/** Tenants that have calls of the range. */
export async function tenantsWithCalls(db: LedgerDatabase, range: ReratingRange): Promise<string[]> {
  const { rows } = await db.execute<{ tenant_id: string }>(sql`
    select distinct tenant_id from usage_event
    where answered_at >= ${timestamp(range.from)} and answered_at < ${timestamp(range.to)} and direction = ${range.direction} and carrier_leg
      and ${range.tenantId === null ? sql`true` : sql`tenant_id = ${range.tenantId}`} order by 1`);
  return rows.map((row) => row.tenant_id);
}

const RERATING_LEASE = {
  table: 'rerating_lease',
  columns: {
    tenant_id: 'uuid', rerating_id: 'uuid', lease_id: 'uuid', calls: 'int', changed: 'int', unpriced: 'int', open_micros: 'bigint', debit_micros: 'bigint',
    credit_micros: 'bigint', wallet_calls: 'int', wallet_debit_micros: 'bigint', wallet_credit_micros: 'bigint',
  },
} as const;

export async function insertPlannedLeases(db: LedgerDatabase, reratingId: string, planned: readonly PlannedLease[]): Promise<void> {
  await insertRows(db, RERATING_LEASE, planned.map((lease) => ({
    tenant_id: lease.tenantId, rerating_id: reratingId, lease_id: lease.leaseId, calls: lease.calls, changed: lease.changed, unpriced: lease.unpriced,
    open_micros: lease.openMicros, debit_micros: lease.debitMicros, credit_micros: lease.creditMicros, wallet_calls: lease.walletCalls,
    wallet_debit_micros: lease.walletDebitMicros, wallet_credit_micros: lease.walletCreditMicros,
  })));
}

/** Whether it was done to the lease already; asked under the lease's lock. */
export async function isReratingDone(db: LedgerDatabase, tenantId: string, reratingId: string, leaseId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`select from rerating_done where tenant_id = ${tenantId} and rerating_id = ${reratingId} and lease_id = ${leaseId}`);
  return rows.length > 0;
}

export async function markReratingDone(db: LedgerDatabase, tenantId: string, reratingId: string, leaseId: string, by: string, at: Instant): Promise<void> {
  await db.execute(sql`
    insert into rerating_done (tenant_id, rerating_id, lease_id, done_at, done_by)
    values (${tenantId}, ${reratingId}, ${leaseId}, ${timestamp(at)}, ${by})`);
}

/** One difference of one call: a debit, or a credit on a line. */
export interface NewCorrection {
  readonly usageId: string;
  readonly version: number;
  readonly micros: bigint;
  readonly answeredOn: CivilDate;
  /** The line that is credited; null: a debit. */
  readonly credited: { readonly invoiceId: string; readonly line: number } | null;
}

const USAGE_CORRECTION = {
  table: 'usage_correction',
  columns: {
    tenant_id: 'uuid', rerating_id: 'uuid', lease_id: 'uuid', usage_id: 'uuid', version: 'int', kind: 'text', micros: 'bigint', answered_on: 'date',
    invoice_id: 'uuid', line_no: 'int',
  },
} as const;

export async function insertCorrections(
  db: LedgerDatabase, of: { tenantId: string; reratingId: string; leaseId: string }, corrections: readonly NewCorrection[],
): Promise<void> {
  await insertRows(db, USAGE_CORRECTION, corrections.map(({ usageId, version, micros, answeredOn, credited }) => ({
    tenant_id: of.tenantId, rerating_id: of.reratingId, lease_id: of.leaseId, usage_id: usageId, version, kind: credited ? 'credit' : 'debit', micros,
    answered_on: answeredOn, invoice_id: credited?.invoiceId ?? null, line_no: credited?.line ?? null,
  })));
}

/** What included minutes take off a call's price since it was rated again; the seconds are those that it was given. */
export interface IncludedAgain {
  readonly usageId: string;
  readonly version: number;
  readonly poolFromOn: CivilDate;
  readonly seconds: number;
  readonly micros: bigint;
}

const INCLUDED_USAGE = {
  table: 'included_usage',
  columns: { tenant_id: 'uuid', usage_id: 'uuid', version: 'int', lease_id: 'uuid', pool_from_on: 'date', seconds: 'int', micros: 'bigint' },
} as const;

export async function insertIncluded(db: LedgerDatabase, of: { tenantId: string; leaseId: string }, included: readonly IncludedAgain[]): Promise<void> {
  await insertRows(db, INCLUDED_USAGE, included.map(({ usageId, version, poolFromOn, seconds, micros }) => ({
    tenant_id: of.tenantId, usage_id: usageId, version, lease_id: of.leaseId, pool_from_on: poolFromOn, seconds, micros,
  })));
}
