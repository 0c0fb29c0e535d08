import type { Instant } from '@seatline/kernel';
import type { PlatformTransaction, TenantTransaction } from '@seatline/server';
import type { MaintenancePeriod, MaintenanceTarget, MaintenanceWindow } from '@seatline/tenancy-domain';
import { type SQL, sql } from 'drizzle-orm';
import { milliseconds, timestamp } from './instants';

/** A window with what has become of it. */
export interface WindowRow extends MaintenanceWindow, Record<string, unknown> {
  readonly note: string;
  readonly plannedBy: string;
  readonly createdAt: Instant;
  readonly cancelledAt: Instant | null;
  readonly announcedToAllAt: Instant | null;
  readonly startedForAllAt: Instant | null;
  readonly endedForAllAt: Instant | null;
}

const COLUMNS = sql`
  id, target, emergency, note, planned_by as "plannedBy", ${milliseconds(sql`lower(during)`)} as "startAt", ${milliseconds(sql`upper(during)`)} as "endAt",
  ${milliseconds(sql`created_at`)} as "createdAt", ${milliseconds(sql`cancelled_at`)} as "cancelledAt", ${milliseconds(sql`announced_to_all_at`)} as "announcedToAllAt",
  ${milliseconds(sql`started_for_all_at`)} as "startedForAllAt", ${milliseconds(sql`ended_for_all_at`)} as "endedForAllAt"`;

async function select(tx: PlatformTransaction, rest: SQL): Promise<WindowRow[]> {
  const { rows } = await tx.db.execute<WindowRow>(sql`select ${COLUMNS} from maintenance_window ${rest}`);
  return rows;
}

const range = ({ startAt, endAt }: MaintenancePeriod): SQL => sql`tstzrange(${timestamp(startAt)}, ${timestamp(endAt)})`;

/** Plans are judged one after the other: each must see all that were made before it. */
export async function lockPlanning(tx: PlatformTransaction): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('maintenance planning'))`);
}

/** The windows that stand and touch the period, by their start. */
export function windowsWithin(tx: PlatformTransaction, period: MaintenancePeriod): Promise<WindowRow[]> {
  return select(tx, sql`where cancelled_at is null and during && ${range(period)} order by during`);
}

export async function findWindow(tx: PlatformTransaction, id: string): Promise<WindowRow | null> {
  return (await select(tx, sql`where id = ${id} for update`))[0] ?? null;
}

/** All windows, the latest first; cancelled ones too. */
export function listWindows(tx: PlatformTransaction, after: string | null, limit: number): Promise<WindowRow[]> {
  return select(tx, sql`where ${after}::uuid is null or id < ${after}::uuid order by id desc limit ${limit}`);
}

/** Windows of which some tenant may not have been told something. */
export function windowsToTell(tx: PlatformTransaction, now: Instant): Promise<WindowRow[]> {
  const at = timestamp(now);
  return select(
    tx,
    sql`where (cancelled_at is null and (announced_to_all_at is null or (started_for_all_at is null and lower(during) <= ${at})
          or (ended_for_all_at is null and upper(during) <= ${at})))
        or (cancelled_at is not null and ended_for_all_at is null)
        order by lower(during)`,
  );
}

export interface NewWindow extends MaintenancePeriod {
  readonly target: MaintenanceTarget;
  readonly note: string;
  readonly emergency: boolean;
  readonly plannedBy: string;
}

/** One row a target that the constraint against overlaps can compare. */
function targetRows(target: MaintenanceTarget): { key: string; carrier: string | null; tenantId: string | null }[] {
  if (target.kind === 'platform') return [{ key: 'platform', carrier: null, tenantId: null }];
  if (target.kind === 'carrier') return [{ key: `carrier:${target.carrier}`, carrier: target.carrier, tenantId: null }];
  return [...new Set(target.tenantIds)].map((tenantId) => ({ key: `tenant:${tenantId}`, carrier: null, tenantId }));
}

export async function insertWindow(tx: PlatformTransaction, window: NewWindow, now: Instant): Promise<string> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    insert into maintenance_window (during, target, note, emergency, planned_by, created_at)
    values (${range(window)}, ${JSON.stringify(window.target)}::jsonb, ${window.note}, ${window.emergency}, ${window.plannedBy}, ${timestamp(now)}) returning id`);
  const id = rows[0]?.id ?? '';
  for (const row of targetRows(window.target)) {
    await tx.db.execute(sql`
      insert into maintenance_window_target (window_id, target_key, carrier, target_tenant_id, during)
      values (${id}, ${row.key}, ${row.carrier}, ${row.tenantId}, ${range(window)})`);
  }
  return id;
}

export async function cancelWindow(tx: PlatformTransaction, id: string, now: Instant): Promise<void> {
  await tx.db.execute(sql`delete from maintenance_window_target where window_id = ${id}`);
  await tx.db.execute(sql`update maintenance_window set cancelled_at = ${timestamp(now)} where id = ${id}`);
}

/** Its targets follow by the foreign key. */
export async function endWindow(tx: PlatformTransaction, id: string, period: MaintenancePeriod): Promise<void> {
  await tx.db.execute(sql`update maintenance_window set during = ${range(period)} where id = ${id}`);
}

export async function existingTenants(tx: PlatformTransaction, ids: readonly string[]): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`select id from tenant where id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)`);
  return rows.map((row) => row.id);
}

export type NoticeKind = 'announced' | 'started' | 'ended' | 'cancelled';

const MARKS: Readonly<Record<NoticeKind, SQL>> = {
  announced: sql`announced_to_all_at`,
  started: sql`started_for_all_at`,
  ended: sql`ended_for_all_at`,
  cancelled: sql`ended_for_all_at`,
};

export async function markTold(tx: PlatformTransaction, windowId: string, kind: NoticeKind, now: Instant): Promise<void> {
  await tx.db.execute(sql`update maintenance_window set ${MARKS[kind]} = ${timestamp(now)} where id = ${windowId} and ${MARKS[kind]} is null`);
}

/** @returns false when the tenant has been told already; and of a cancellation, when it never heard of the window. */
export async function insertNotice(tx: TenantTransaction, windowId: string, kind: NoticeKind, now: Instant): Promise<boolean> {
  const { rows } = await tx.ledger.execute(sql`
    insert into maintenance_notice (window_id, kind, at)
    select ${windowId}::uuid, ${kind}, ${timestamp(now)}::timestamptz
    where ${kind} <> 'cancelled' or exists (select from maintenance_notice told where told.window_id = ${windowId}::uuid and told.kind = 'announced')
    on conflict do nothing returning 1`);
  return rows.length > 0;
}
