import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { StoredContract } from '../persistence/contract-json';
import type { LeaseStatus } from '../persistence/lease-books/loaded-lease';

export interface LeaseRow extends Record<string, unknown> {
  id: string;
  number: string;
  tenant_id: string;
  tenant_name: string;
  plan_code: string;
  status: LeaseStatus;
  zone: string;
  currency: string;
  contract: StoredContract;
  start_on: string;
  end_on: string;
  seats_ordered: number;
  seats_active: number;
  receivable_minor: bigint;
  deposit_minor: bigint;
  unapplied_minor: bigint;
  refundable_minor: bigint;
}

export interface LeaseFilter {
  /** Left out in the operator's list over all tenants. */
  readonly tenantId?: string;
  readonly id?: string;
  readonly status?: LeaseStatus;
  readonly after: string | null;
  readonly most: number;
}

/** Leases, the last opened first. */
export async function readLeases(db: LedgerDatabase, filter: LeaseFilter): Promise<LeaseRow[]> {
  const conditions = [
    sql`true`,
    ...(filter.tenantId ? [sql`v.tenant_id = ${filter.tenantId}`] : []),
    ...(filter.id ? [sql`v.id = ${filter.id}`] : []),
    ...(filter.status ? [sql`v.status = ${filter.status}`] : []),
    ...(filter.after ? [sql`(v.created_at, v.id) < (select created_at, id from lease where id = ${filter.after})`] : []),
  ];
  const { rows } = await db.execute<LeaseRow>(sql`
    select v.id, v.number, v.tenant_id, t.name as tenant_name, v.plan_code, v.status, v.zone, v.currency, v.contract, v.start_on::text, v.end_on::text,
      v.seats_ordered, v.seats_active, v.receivable_minor, v.deposit_minor, v.unapplied_minor, v.refundable_minor
    from lease_list v join tenant t on t.id = v.tenant_id
    where ${sql.join(conditions, sql` and `)} order by v.created_at desc, v.id desc limit ${filter.most}`);
  return rows;
}

/** Leases with something overdue or suspended, whatever the tenant, the longest overdue first. */
export async function readLeasesInArrears(db: LedgerDatabase, now: string, page: { after: string | null; most: number }) {
  const { rows } = await db.execute<{ tenant_id: string; id: string }>(sql`
    with late as (
      select l.tenant_id, l.id, min(v.due_on) as due_on
      from lease l join invoice_list v on v.tenant_id = l.tenant_id and v.lease_id = l.id
      where v.open_minor > 0 and (l.status = 'suspended' or v.due_on < (${now}::timestamptz at time zone l.zone)::date)
      group by l.tenant_id, l.id
    )
    select tenant_id, id from late
    where ${page.after ? sql`(due_on, id) > (select due_on, id from late where id = ${page.after})` : sql`true`}
    order by due_on, id limit ${page.most}`);
  return rows.map((row) => ({ id: row.id, tenantId: row.tenant_id }));
}
