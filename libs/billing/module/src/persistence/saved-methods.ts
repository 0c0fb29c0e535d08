import type { PlatformTransaction, TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { SavedMethod } from './saved-method.entity';
import { timestamp } from './table-writer';

/** One hand at a time on a tenant's methods: which one is the default is a question about all of them. */
export async function lockMethods(tx: TenantTransaction): Promise<void> {
  await tx.ledger.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`saved methods of ${tx.tenantId}`}, 0))`);
}

export function findMethod(tx: TenantTransaction, id: string): Promise<SavedMethod | null> {
  return tx.entities.findOneBy(SavedMethod, { tenantId: tx.tenantId, id });
}

/** The method that is charged where none was named; null when none is kept. */
export function defaultMethod(tx: TenantTransaction, gateway: string): Promise<SavedMethod | null> {
  return tx.entities.findOneBy(SavedMethod, { tenantId: tx.tenantId, gateway, isDefault: true });
}

/** What is kept, and what somebody is just about to save; the newest first. */
export function listMethods(tx: TenantTransaction, gateway: string): Promise<SavedMethod[]> {
  return tx.entities.find(SavedMethod, { where: { tenantId: tx.tenantId, gateway, state: 'saved' }, order: { createdAt: 'DESC', id: 'DESC' } });
}

export interface MethodKey {
  readonly tenantId: string;
  readonly id: string;
}

/** Savings whose end nobody has heard of, and methods that were removed here and that the gateway has not been told to forget. */
export async function unfinishedMethods(tx: PlatformTransaction, gateway: string, before: number): Promise<MethodKey[]> {
  const { rows } = await tx.db.execute<{ tenant_id: string; id: string }>(sql`
    select tenant_id, id from saved_method
    where gateway = ${gateway} and (state = 'pending' or (state = 'removed' and forgotten_at is null)) and created_at < ${timestamp(before)}
    order by created_at limit 500`);
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id }));
}

/** The gateway's name of the default, whichever gateway keeps it; null when none is kept. */
export async function defaultMethodReference(tx: TenantTransaction): Promise<string | null> {
  const { rows } = await tx.ledger.execute<{ instrument_reference: string }>(sql`
    select instrument_reference from saved_method where tenant_id = ${tx.tenantId} and is_default order by changed_at desc limit 1`);
  return rows[0]?.instrument_reference ?? null;
}
