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
  /** What was agreed of the rent, in the order of its days. */
  versions: { version: number; from_on: string; seat_monthly_minor: string }[] | null;
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
    ...(filter.tenantId ? [sql`tenant_id = ${filter.tenantId}`] : []),
    ...(filter.id ? [sql`id = ${filter.id}`] : []),
    ...(filter.status ? [sql`status = ${filter.status}`] : []),
    ...(filter.after ? [sql`(created_at, id) < (select created_at, id from lease where id = ${filter.after})`] : []),
  ];
  // The page is picked first, so that seats and balances are added up for its leases only.
  const { rows } = await db.execute<LeaseRow>(sql`
    with page as materialized (
      select tenant_id, id from lease where ${sql.join(conditions, sql` and `)} order by created_at desc, id desc limit ${filter.most}
    )
    select v.id, v.number, v.tenant_id, t.name as tenant_name, v.plan_code, v.status, v.zone, v.currency, v.contract, v.start_on::text, v.end_on::text,
      v.seats_ordered, v.seats_active, v.receivable_minor, v.deposit_minor, v.unapplied_minor, v.refundable_minor,
      (select json_agg(json_build_object('version', c.version, 'from_on', lower(c.valid), 'seat_monthly_minor', c.terms ->> 'seatMonthlyMinor') order by c.version)
        from contract_version c where c.tenant_id = v.tenant_id and c.lease_id = v.id) as versions
    from page join lease_list v using (tenant_id, id) join tenant t on t.id = v.tenant_id
    order by v.created_at desc, v.id desc`);
  return rows;
}

/** Leases with something overdue or suspended, whatever the tenant, the longest overdue first. */
export async function readLeasesInArrears(db: LedgerDatabase, now: string, page: { after: string | null; most: number }) {
  const { rows } = await db.execute<{ tenant_id: string; id: string }>(sql`
    with owing as materialized (
      select tenant_id, lease_id from ledger_entry where account = 'receivable' group by tenant_id, lease_id having sum(amount_minor) > 0
    ), late as materialized (
      select l.tenant_id, l.id, min(v.due_on) as due_on
      from owing o
      join lease l on l.tenant_id = o.tenant_id and l.id = o.lease_id
      join invoice_list v on v.tenant_id = l.tenant_id and v.lease_id = l.id
      where v.open_minor > 0 and (l.status = 'suspended' or v.due_on < (${now}::timestamptz at time zone l.zone)::date)
      group by l.tenant_id, l.id
    )
    select tenant_id, id from late
    where ${page.after ? sql`(due_on, id) > (select due_on, id from late where id = ${page.after})` : sql`true`}
    order by due_on, id limit ${page.most}`);
  return rows.map((row) => ({ id: row.id, tenantId: row.tenant_id }));
}
