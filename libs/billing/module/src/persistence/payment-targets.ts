import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** Something that can be paid for: an invoice or an order, by its place in its lease. */
export interface PaymentTarget {
  readonly leaseId: string;
  readonly number: number;
  readonly state: string;
}

export async function findInvoiceTarget(db: LedgerDatabase, tenantId: string, invoiceId: string): Promise<PaymentTarget | null> {
  const { rows } = await db.execute<{ lease_id: string; sequence: number }>(
    sql`select lease_id, sequence from invoice where tenant_id = ${tenantId} and id = ${invoiceId}`,
  );
  return rows[0] ? { leaseId: rows[0].lease_id, number: rows[0].sequence, state: 'issued' } : null;
}

export async function findOrderTarget(db: LedgerDatabase, tenantId: string, orderId: string): Promise<PaymentTarget | null> {
  const { rows } = await db.execute<{ lease_id: string; number: number; state: string }>(
    sql`select lease_id, number, state from lease_order where tenant_id = ${tenantId} and id = ${orderId}`,
  );
  return rows[0] ? { leaseId: rows[0].lease_id, number: rows[0].number, state: rows[0].state } : null;
}
