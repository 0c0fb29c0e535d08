import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export type DepositMovementKind = 'taken' | 'topped-up' | 'released' | 'set-off' | 'refund-due' | 'refunded';

/** One movement of a lease's deposit, in its order. */
export interface DepositMovementRow extends Record<string, unknown> {
  kind: DepositMovementKind;
  seat_numbers: number[];
  amount_minor: bigint;
  at: number;
  /** The bank's date of what was paid back, otherwise the local day. */
  counts_from_on: string;
  invoice_id: string | null;
  invoice_number: string | null;
  reference: string | null;
  tx_id: string | null;
  tx_kind: string | null;
  tx_ref: string | null;
  held_after_minor: bigint;
}

export async function readDepositMovements(db: LedgerDatabase, tenantId: string, leaseId: string): Promise<DepositMovementRow[]> {
  const { rows } = await db.execute<DepositMovementRow>(sql`
    select kind, seat_numbers, amount_minor, epoch_ms(at) as at, counts_from_on::text, invoice_id, invoice_number, reference, tx_id, tx_kind, tx_ref,
      held_after_minor
    from deposit_movement where tenant_id = ${tenantId} and lease_id = ${leaseId} order by part, sequence`);
  return rows;
}
