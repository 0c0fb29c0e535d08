import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export type RenewalState = 'asked' | 'granted' | 'refused' | 'lapsed';

export interface RenewalRow extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  tenant_name: string;
  lease_id: string;
  lease_number: string;
  zone: string;
  extends_from_on: string;
  months: number;
  state: RenewalState;
  asked_at: number;
  asked_by: string;
  decided_at: number | null;
  decided_by: string | null;
  reason: string | null;
}

export interface RenewalFilter {
  /** Left out in the operator's list over all tenants. */
  readonly tenantId?: string;
  readonly leaseId?: string;
  readonly id?: string;
  /** Only those that wait for a decision. */
  readonly waiting?: boolean;
  readonly after: string | null;
  readonly most: number;
}

/** Requests that leases go on, the last asked first. One that nobody decided before its lease ended has lapsed. */
export async function readRenewals(db: LedgerDatabase, filter: RenewalFilter): Promise<RenewalRow[]> {
  const conditions = [
    sql`true`,
    ...(filter.tenantId ? [sql`r.tenant_id = ${filter.tenantId}`] : []),
    ...(filter.leaseId ? [sql`r.lease_id = ${filter.leaseId}`] : []),
    ...(filter.id ? [sql`r.id = ${filter.id}`] : []),
    ...(filter.waiting === true ? [sql`r.state = 'asked' and l.status <> 'ended'`] : []),
    ...(filter.after ? [sql`(r.asked_at, r.id) < (select asked_at, id from renewal_request where id = ${filter.after})`] : []),
  ];
  const { rows } = await db.execute<RenewalRow>(sql`
    select r.id, r.tenant_id, t.name as tenant_name, r.lease_id, l.number as lease_number, l.zone, r.extends_from_on::text, r.months,
      case when r.state = 'asked' and l.status = 'ended' then 'lapsed' else r.state end as state,
      epoch_ms(r.asked_at) as asked_at, r.asked_by, epoch_ms(r.decided_at) as decided_at, r.decided_by, r.reason
    from renewal_request r
    join lease l on l.tenant_id = r.tenant_id and l.id = r.lease_id
    join tenant t on t.id = r.tenant_id
    where ${sql.join(conditions, sql` and `)}
    order by r.asked_at desc, r.id desc limit ${filter.most}`);
  return rows;
}

/** The request that already extends, or asks to extend, a certain end of a lease. */
export async function findRenewalOf(db: LedgerDatabase, tenantId: string, leaseId: string, endOn: string): Promise<{ id: string; months: number } | null> {
  const { rows } = await db.execute<{ id: string; months: number }>(sql`
    select id, months from renewal_request
    where tenant_id = ${tenantId} and lease_id = ${leaseId} and extends_from_on = ${endOn} and state in ('asked', 'granted')`);
  return rows[0] ?? null;
}
