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

/** Whoever opens a lease for a tenant takes turns by the tenant's row: there is no lease yet to lock. */
export async function lockTenant(db: LedgerDatabase, tenantId: string): Promise<void> {
  await db.execute(sql`select 1 from tenant where id = ${tenantId} for no key update`);
}

export async function readTenantName(db: LedgerDatabase, tenantId: string): Promise<string | null> {
  const { rows } = await db.execute<{ name: string }>(sql`select name from tenant where id = ${tenantId}`);
  return rows[0]?.name ?? null;
}
