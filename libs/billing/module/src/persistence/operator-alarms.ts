import type { TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

export type AlarmKind = 'last-warning-late' | 'notice-undelivered' | 'suspension-step-failed' | 'reconciliation-failed';

export interface NewAlarm {
  readonly kind: AlarmKind;
  /** What it is about: the same thing raises one alarm. */
  readonly ref: string;
  readonly leaseId: string | null;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** Tells the operator once; what was raised before stays as it is, unless it was over: then it is a new alarm. */
export async function raiseAlarm(tx: TenantTransaction, alarm: NewAlarm, at: number): Promise<void> {
  await tx.ledger.execute(sql`
    insert into operator_alarm (kind, ref, lease_id, facts, raised_at)
    values (${alarm.kind}, ${alarm.ref}, ${alarm.leaseId}, ${JSON.stringify(alarm.facts)}::jsonb, ${timestamp(at)})
    on conflict (tenant_id, kind, ref) do update set facts = excluded.facts, raised_at = excluded.raised_at, cleared_at = null, seen_at = null, seen_by = null
    where operator_alarm.cleared_at is not null`);
}

/** It is over, whether or not anybody has seen it. */
export async function clearAlarm(tx: TenantTransaction, { kind, ref }: Pick<NewAlarm, 'kind' | 'ref'>, at: number): Promise<void> {
  await tx.ledger.execute(sql`
    update operator_alarm set cleared_at = ${timestamp(at)} where tenant_id = ${tx.tenantId} and kind = ${kind} and ref = ${ref} and cleared_at is null`);
}

/** False: there is no such alarm. Seeing it twice leaves the first in place. */
export async function markAlarmSeen(tx: TenantTransaction, id: string, by: string, at: number): Promise<boolean> {
  const { rows } = await tx.ledger.execute(sql`
    update operator_alarm set seen_at = coalesce(seen_at, ${timestamp(at)}), seen_by = coalesce(seen_by, ${by})
    where tenant_id = ${tx.tenantId} and id = ${id} returning id`);
  return rows.length > 0;
}
