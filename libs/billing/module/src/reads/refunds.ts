import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** Deposit that was paid back, as it was booked. */
export interface BookedRefund {
  readonly id: string;
  readonly leaseId: string;
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly valueOn: CivilDate;
  readonly paidAt: Instant;
  readonly paidBy: string;
}

interface RefundRow extends Record<string, unknown> {
  id: string;
  lease_id: string;
  reference: string;
  amount_minor: bigint;
  currency: string;
  value_on: CivilDate;
  paid_at: Instant;
  paid_by: string;
}

/** By the bank's reference: within a tenant there is one of it. */
export async function findRefund(db: LedgerDatabase, tenantId: string, reference: string): Promise<BookedRefund | null> {
  const { rows } = await db.execute<RefundRow>(sql`
    select id, lease_id, reference, amount_minor, currency, value_on::text, epoch_ms(paid_at) as paid_at, paid_by
    from refund_payout where tenant_id = ${tenantId} and reference = ${reference}`);
  const [row] = rows;
  if (!row) return null;
  return {
    id: row.id, leaseId: row.lease_id, reference: row.reference, amountMinor: row.amount_minor, currency: row.currency, valueOn: row.value_on,
    paidAt: row.paid_at, paidBy: row.paid_by,
  };
}
