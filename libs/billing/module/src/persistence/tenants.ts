import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** Whoever opens a lease for a tenant takes turns by the tenant's row: there is no lease yet to lock. */
export async function lockTenant(db: LedgerDatabase, tenantId: string): Promise<void> {
  await db.execute(sql`select 1 from tenant where id = ${tenantId} for no key update`);
}
