import type { ServiceSpan } from '@seatline/billing-domain';
import type { TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

/** The tenant's leases that were open in a time, in the order in which everybody takes their locks. A lease that ended meanwhile is among them. */
export async function interruptedLeases(tx: TenantTransaction, { startAt, endAt }: ServiceSpan): Promise<string[]> {
  const { rows } = await tx.ledger.execute<{ lease_id: string }>(sql`
    select lease_id from lease_account
    where tenant_id = ${tx.tenantId} and opened_at < ${timestamp(endAt)} and (ended_at is null or ended_at > ${timestamp(startAt)}) order by lease_id`);
  return rows.map((row) => row.lease_id);
}
