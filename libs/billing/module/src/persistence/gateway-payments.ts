import type { TenantTransaction } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';

/** A payment as money goes back of it. */
export interface ReturnablePayment {
  readonly id: string;
  readonly leaseId: string;
  /** The lease's own count. */
  readonly sequence: number;
  readonly source: 'bank-transfer' | 'gateway';
  readonly reference: string;
  readonly currency: string;
}

async function findWhere(tx: TenantTransaction, where: SQL): Promise<ReturnablePayment | null> {
  const { rows } = await tx.ledger.execute<{ id: string; lease_id: string; sequence: number; source: ReturnablePayment['source']; reference: string; currency: string }>(sql`
    select id, lease_id, sequence, source, reference, currency from payment where tenant_id = ${tx.tenantId} and ${where}`);
  const [row] = rows;
  return row ? { id: row.id, leaseId: row.lease_id, sequence: row.sequence, source: row.source, reference: row.reference, currency: row.currency } : null;
}

export function findReturnable(tx: TenantTransaction, id: string): Promise<ReturnablePayment | null> {
  return findWhere(tx, sql`id = ${id}`);
}

export function findGatewayPayment(tx: TenantTransaction, reference: string): Promise<ReturnablePayment | null> {
  return findWhere(tx, sql`source = 'gateway' and reference = ${reference}`);
}

/** What a gateway's payment brought, so that never more than that goes back. */
export async function keepCaptured(tx: TenantTransaction, reference: string): Promise<void> {
  await tx.ledger.execute(sql`
    insert into gateway_payment (tenant_id, payment_id, lease_id, captured_minor)
    select tenant_id, id, lease_id, amount_minor from payment where tenant_id = ${tx.tenantId} and source = 'gateway' and reference = ${reference}
    on conflict do nothing`);
}

/** Under the row's lock; the constraint `gateway_payment_within_captured` refuses what would be too much. */
export async function moveReturned(tx: TenantTransaction, paymentId: string, by: { readonly refundedMinor?: bigint; readonly disputedMinor?: bigint }): Promise<void> {
  await tx.ledger.execute(sql`
    update gateway_payment set refunded_minor = refunded_minor + ${by.refundedMinor ?? 0n}, disputed_minor = disputed_minor + ${by.disputedMinor ?? 0n}
    where tenant_id = ${tx.tenantId} and payment_id = ${paymentId}`);
}
