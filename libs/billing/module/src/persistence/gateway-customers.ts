import { type TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** The gateway's record of the transaction's tenant; null when there is none yet. */
export async function findCustomer(tx: TenantTransaction, gateway: string): Promise<string | null> {
  const { rows } = await tx.ledger.execute<{ reference: string }>(
    sql`select reference from gateway_customer where tenant_id = ${tx.tenantId} and gateway = ${gateway}`,
  );
  return rows[0]?.reference ?? null;
}

/** Keeps it; the first that was kept stands, and is the answer. */
export async function keepCustomer(tx: TenantTransaction, gateway: string, reference: string, at: string): Promise<string> {
  await tx.ledger.execute(sql`
    insert into gateway_customer (gateway, reference, created_at) values (${gateway}, ${reference}, ${at}) on conflict do nothing`);
  return (await findCustomer(tx, gateway)) ?? reference;
}

export async function tenantName(tx: TenantTransaction): Promise<string> {
  const { rows } = await tx.ledger.execute<{ name: string }>(sql`select name from tenant where id = ${tx.tenantId}`);
  return rows[0]?.name ?? tx.tenantId;
}
