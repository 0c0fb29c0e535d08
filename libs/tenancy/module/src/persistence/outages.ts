import type { Instant } from '@seatline/kernel';
import type { PlatformTransaction, TenantTransaction } from '@seatline/server';
import type { Outage } from '@seatline/tenancy-domain';
import { type SQL, sql } from 'drizzle-orm';
import { milliseconds, timestamp } from './instants';

export interface OutageRow extends Outage, Record<string, unknown> {
  readonly recordedBy: string;
  /** The measured time that it was made of; null: somebody recorded it. */
  readonly measuredAs: string | null;
  readonly recordedAt: Instant;
  readonly toldToAllAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
  readonly withdrawalReason: string | null;
}

async function select(tx: PlatformTransaction, rest: SQL): Promise<OutageRow[]> {
  const { rows } = await tx.db.execute<OutageRow>(sql`
    select id, target, reason, recorded_by as "recordedBy", measured_as as "measuredAs", ${milliseconds(sql`lower(during)`)} as "startAt", ${milliseconds(sql`upper(during)`)} as "endAt",
      ${milliseconds(sql`recorded_at`)} as "recordedAt", ${milliseconds(sql`told_to_all_at`)} as "toldToAllAt",
      ${milliseconds(sql`withdrawn_at`)} as "withdrawnAt", withdrawn_by as "withdrawnBy", withdrawal_reason as "withdrawalReason"
    from outage ${rest}`);
  return rows;
}

type NewOutage = Omit<Outage, 'id'> & Pick<OutageRow, 'recordedBy' | 'measuredAs'>;

/** @returns null when there is an outage of this measured time already. */
export async function insertOutage(tx: PlatformTransaction, outage: NewOutage, now: Instant): Promise<string | null> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    insert into outage (during, target, reason, recorded_by, recorded_at, measured_as)
    values (tstzrange(${timestamp(outage.startAt)}, ${timestamp(outage.endAt)}), ${JSON.stringify(outage.target)}::jsonb, ${outage.reason}, ${outage.recordedBy}, ${timestamp(now)},
      ${outage.measuredAs})
    on conflict (measured_as) where measured_as is not null do nothing returning id`);
  return rows[0]?.id ?? null;
}

/** All outages, the latest recorded first. */
export function listOutages(tx: PlatformTransaction, after: string | null, limit: number): Promise<OutageRow[]> {
  return select(tx, sql`where ${after}::uuid is null or id < ${after}::uuid order by id desc limit ${limit}`);
}

/** Outages of which some tenant may not have been told. */
export function outagesToTell(tx: PlatformTransaction): Promise<OutageRow[]> {
  return select(tx, sql`where told_to_all_at is null and withdrawn_at is null order by recorded_at, id`);
}

export async function markOutageTold(tx: PlatformTransaction, id: string, now: Instant): Promise<void> {
  await tx.db.execute(sql`update outage set told_to_all_at = ${timestamp(now)} where id = ${id} and told_to_all_at is null`);
}

/** Locked until the transaction ends. */
export async function lockOutage(tx: PlatformTransaction, id: string): Promise<OutageRow | null> {
  return (await select(tx, sql`where id = ${id} for update`))[0] ?? null;
}

export async function withdrawOutage(tx: PlatformTransaction, id: string, { reason, by, at }: { readonly reason: string; readonly by: string; readonly at: Instant }): Promise<void> {
  await tx.db.execute(sql`update outage set withdrawn_at = ${timestamp(at)}, withdrawn_by = ${by}, withdrawal_reason = ${reason} where id = ${id}`);
}

/** Withdrawn outages of which some tenant may still believe what it was told. */
export function withdrawalsToTell(tx: PlatformTransaction): Promise<OutageRow[]> {
  return select(tx, sql`where withdrawn_at is not null and withdrawal_told_at is null order by withdrawn_at, id`);
}

export async function markWithdrawalTold(tx: PlatformTransaction, id: string, now: Instant): Promise<void> {
  await tx.db.execute(sql`update outage set withdrawal_told_at = ${timestamp(now)} where id = ${id} and withdrawal_told_at is null`);
}

/** Whoever was told of an outage, whether it would be told of it now or not. */
export async function tenantsToldOf(tx: PlatformTransaction, outageId: string): Promise<string[]> {
  const { rows } = await tx.db.execute<{ tenantId: string }>(sql`select tenant_id as "tenantId" from outage_notice where outage_id = ${outageId}`);
  return rows.map((row) => row.tenantId);
}

/** @returns whether the tenant has been told of the outage. */
export async function isToldOfOutage(tx: TenantTransaction, outageId: string): Promise<boolean> {
  const { rows } = await tx.ledger.execute(sql`select from outage_notice where tenant_id = ${tx.tenantId} and outage_id = ${outageId}`);
  return rows.length > 0;
}

/** @returns false when the tenant has been told already. */
export async function insertWithdrawalNotice(tx: TenantTransaction, outageId: string, now: Instant): Promise<boolean> {
  const { rows } = await tx.ledger.execute(sql`
    insert into outage_withdrawal_notice (outage_id, at) values (${outageId}, ${timestamp(now)}) on conflict do nothing returning 1`);
  return rows.length > 0;
}

/** @returns false when the tenant has been told already. */
export async function insertOutageNotice(tx: TenantTransaction, outageId: string, now: Instant): Promise<boolean> {
  const { rows } = await tx.ledger.execute(sql`
    insert into outage_notice (outage_id, at) values (${outageId}, ${timestamp(now)}) on conflict do nothing returning 1`);
  return rows.length > 0;
}
