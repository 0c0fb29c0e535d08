import type { Currency, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** What billing asks of a tenant. */
export interface TenantTerms {
  readonly zone: Zone;
  readonly currency: Currency;
}

export async function readTenantTerms(db: LedgerDatabase, tenantId: string): Promise<TenantTerms | null> {
  const { rows } = await db.execute<{ zone: Zone; currency: Currency }>(sql`select zone, currency from tenant where id = ${tenantId}`);
  return rows[0] ?? null;
}

export async function readTenantName(db: LedgerDatabase, tenantId: string): Promise<string | null> {
  const { rows } = await db.execute<{ name: string }>(sql`select name from tenant where id = ${tenantId}`);
  return rows[0]?.name ?? null;
}

/** What the tenants of those ids are called. */
export async function tenantNames(db: LedgerDatabase, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.execute<{ id: string; name: string }>(sql`select id, name from tenant where id = any (${sql.param([...ids])}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}
