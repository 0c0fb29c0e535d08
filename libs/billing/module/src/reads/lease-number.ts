import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** A lease's contract number. */
export async function leaseNumber(db: LedgerDatabase, tenantId: string, leaseId: string): Promise<string> {
  const { rows } = await db.execute<{ number: string }>(sql`select number from lease where tenant_id = ${tenantId} and id = ${leaseId}`);
  return rows[0]?.number ?? '';
}
