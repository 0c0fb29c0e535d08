import type { ServiceSpan } from '@seatline/billing-domain';
import type { PlatformTransaction, TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

/** The tenant's leases that were open in a time, in the order in which everybody takes their locks. A lease that ended meanwhile is among them. */
export async function interruptedLeases(tx: TenantTransaction, { startAt, endAt }: ServiceSpan): Promise<string[]> {
  const { rows } = await tx.ledger.execute<{ lease_id: string }>(sql`
    select lease_id from lease_account
    where tenant_id = ${tx.tenantId} and opened_at < ${timestamp(endAt)} and (ended_at is null or ended_at > ${timestamp(startAt)}) order by lease_id`);
  return rows.map((row) => row.lease_id);
}

/** How many leases learnt of an outage, and how many were given rent back for any of its time. */
export async function readCreditedOutage(tx: PlatformTransaction, outageId: string): Promise<{ leases: number; credited: number }> {
  const { rows } = await tx.db.execute<{ leases: number; credited: number }>(sql`
    select count(*)::int as leases, count(*) filter (where exists (
      select from service_credit_time d where d.tenant_id = n.tenant_id and d.lease_id = n.lease_id and n.excess && tstzmultirange(d.during)))::int as credited
    from service_interruption n where n.kind = 'outage' and n.ref = ${outageId} and not isempty(n.excess)`);
  return rows[0] ?? { leases: 0, credited: 0 };
}
