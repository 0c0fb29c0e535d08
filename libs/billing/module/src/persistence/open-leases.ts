import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** The tenant's lease that is not over; null when there is none. */
export async function findOpenLease(db: LedgerDatabase, tenantId: string): Promise<string | null> {
  const { rows } = await db.execute<{ id: string }>(sql`select id from lease where tenant_id = ${tenantId} and status <> 'ended' order by created_at desc limit 1`);
  return rows[0]?.id ?? null;
}
