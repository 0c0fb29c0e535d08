import type { CollectionRefusal, CollectionSchedule, CollectionTry } from '@seatline/billing-domain';
import type { PlatformTransaction, TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { intArray, timestamp } from './table-writer';

export interface CollectionSetting {
  /** Null: the tenant's own, for every lease without one. */
  readonly leaseId: string | null;
  readonly automatic: boolean;
  readonly scheduleDays: CollectionSchedule;
  readonly changedBy: string;
  readonly changedAt: number;
}

interface SettingRow extends Record<string, unknown> {
  lease_id: string | null;
  automatic: boolean;
  schedule_days: number[];
  changed_by: string;
  changed_at: number;
}

function settingOf(row: SettingRow): CollectionSetting {
  return { leaseId: row.lease_id, automatic: row.automatic, scheduleDays: row.schedule_days, changedBy: row.changed_by, changedAt: row.changed_at };
}

export async function readSettings(tx: TenantTransaction): Promise<CollectionSetting[]> {
  const { rows } = await tx.ledger.execute<SettingRow>(sql`
    select lease_id, automatic, schedule_days, changed_by, epoch_ms(changed_at) as changed_at from collection_setting
    where tenant_id = ${tx.tenantId} order by lease_id nulls first`);
  return rows.map(settingOf);
}

/** What holds for a lease: its own setting, or its tenant's; null where there is neither. */
export async function settingFor(tx: TenantTransaction, leaseId: string): Promise<CollectionSetting | null> {
  const { rows } = await tx.ledger.execute<SettingRow>(sql`
    select lease_id, automatic, schedule_days, changed_by, epoch_ms(changed_at) as changed_at from collection_setting
    where tenant_id = ${tx.tenantId} and (lease_id = ${leaseId} or lease_id is null) order by lease_id nulls last limit 1`);
  return rows[0] ? settingOf(rows[0]) : null;
}

export async function keepSetting(tx: TenantTransaction, setting: CollectionSetting): Promise<void> {
  await tx.ledger.execute(sql`
    insert into collection_setting (lease_id, automatic, schedule_days, changed_by, changed_at)
    values (${setting.leaseId}, ${setting.automatic}, ${intArray(setting.scheduleDays)}::int[], ${setting.changedBy}, ${timestamp(setting.changedAt)})
    on conflict (tenant_id, lease_id) do update
    set automatic = excluded.automatic, schedule_days = excluded.schedule_days, changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
}

/** The lease follows its tenant's setting again. */
export async function dropSetting(tx: TenantTransaction, leaseId: string): Promise<void> {
  await tx.ledger.execute(sql`delete from collection_setting where tenant_id = ${tx.tenantId} and lease_id = ${leaseId}`);
}

export interface CollectionCandidate {
  readonly tenantId: string;
  readonly invoiceId: string;
}

const A_PAGE = 200;

/**
 * Open invoices of which a day of their schedule has come that nobody has tried yet, wherever nothing else is under way for them. Whether they really are
 * charged is decided under the lease's lock.
 */
export async function collectionCandidates(tx: PlatformTransaction, gateway: string, now: number, after: CollectionCandidate | null): Promise<CollectionCandidate[]> {
  const today = sql`(${timestamp(now)}::timestamptz at time zone l.zone)::date`;
  const { rows } = await tx.db.execute<{ tenant_id: string; id: string }>(sql`
    select i.tenant_id, i.id
    from collection_setting s
    join lease l on l.tenant_id = s.tenant_id
      and (l.id = s.lease_id or (s.lease_id is null and not exists (select from collection_setting o where o.tenant_id = l.tenant_id and o.lease_id = l.id)))
    join saved_method m on m.tenant_id = l.tenant_id and m.gateway = ${gateway} and m.is_default
    join invoice_list i on i.tenant_id = l.tenant_id and i.lease_id = l.id
    where s.automatic and i.open_minor > 0
      and not exists (
        select from payment_attempt a
        where a.tenant_id = i.tenant_id and a.purpose = 'invoice' and a.target_id = i.id
          and (a.state = 'created' or (a.collection_step is not null and a.refusal in ('final', 'needs-payer') and a.instrument ->> 'method' = m.instrument_reference))
      )
      and exists (
        select from unnest(s.schedule_days) as day
        where i.due_on + day <= ${today}
          and not exists (select from payment_attempt a where a.tenant_id = i.tenant_id and a.target_id = i.id and a.collection_step >= day)
      )
      and ${after ? sql`(i.tenant_id, i.id) > (${after.tenantId}, ${after.invoiceId})` : sql`true`}
    order by i.tenant_id, i.id limit ${A_PAGE}`);
  return rows.map((row) => ({ tenantId: row.tenant_id, invoiceId: row.id }));
}

/** A try as it stands, with what it was made with. */
export interface MadeTry extends CollectionTry {
  readonly invoiceId: string;
  readonly state: 'created' | 'succeeded' | 'declined';
  readonly amountMinor: bigint;
  readonly cause: string | null;
  /** "visa •••• 4242" */
  readonly card: string | null;
  readonly at: number;
}

interface TryRow extends Record<string, unknown> {
  target_id: string;
  collection_step: number;
  method: string | null;
  refusal: CollectionRefusal | null;
  state: MadeTry['state'];
  amount_minor: bigint;
  cause: string | null;
  card: string | null;
  at: number;
}

/** The tries of a lease's invoices, in their order. */
export async function triesOfLease(tx: TenantTransaction, leaseId: string): Promise<MadeTry[]> {
  const { rows } = await tx.ledger.execute<TryRow>(sql`
    select a.target_id, a.collection_step, a.instrument ->> 'method' as method, a.refusal, a.state, a.amount_minor, a.cause,
      m.brand || ' •••• ' || m.last_four as card, epoch_ms(coalesce(a.finished_at, a.created_at)) as at
    from payment_attempt a
    left join saved_method m on m.tenant_id = a.tenant_id and m.gateway = a.gateway and m.instrument_reference = a.instrument ->> 'method'
    where a.tenant_id = ${tx.tenantId} and a.lease_id = ${leaseId} and a.collection_step is not null
    order by a.created_at, a.id`);
  return rows.map((row) => ({
    invoiceId: row.target_id, step: row.collection_step, method: row.method ?? '', refusal: row.refusal, state: row.state, amountMinor: row.amount_minor,
    cause: row.cause, card: row.card, at: row.at,
  }));
}

/** A notice that a try failed: once for it, shown in the portal from the commit on. Null: it was given before. */
export async function insertCollectionNotice(
  tx: TenantTransaction,
  notice: { readonly id: string; readonly leaseId: string; readonly kind: string; readonly ref: string; readonly invoiceId: string; readonly at: number },
): Promise<boolean> {
  const at = timestamp(notice.at);
  const { rows } = await tx.ledger.execute(sql`
    insert into notice (id, lease_id, kind, ref, invoice_id, due_at, recorded_at)
    values (${notice.id}, ${notice.leaseId}, ${notice.kind}, ${notice.ref}, ${notice.invoiceId}, ${at}, ${at}) on conflict do nothing returning id`);
  if (rows.length === 0) return false;
  await tx.ledger.execute(sql`insert into notice_sending (notice_id, channel, sent_at, outcome) values (${notice.id}, 'portal', ${at}, 'sent')`);
  return true;
}

/** The day of the schedule that a notice of a failed try is about. */
export async function stepOfNotice(tx: TenantTransaction, noticeId: string): Promise<number | null> {
  const { rows } = await tx.ledger.execute<{ step: number }>(sql`
    select split_part(ref, ' ', 2)::int as step from notice where tenant_id = ${tx.tenantId} and id = ${noticeId} and kind in ('collection-declined', 'collection-confirm')`);
  return rows[0]?.step ?? null;
}
