import type { PlatformTransaction, TenantTransaction } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import { microsPerMinor } from '../../written/micros';
import { timestamp } from '../table-writer';

/** Below which free balance a wallet is filled, and by how much. */
export interface Refill {
  readonly belowMinor: bigint;
  readonly amountMinor: bigint;
}

/** Null: not filled by itself any more. */
export async function keepRefill(tx: TenantTransaction, leaseId: string, refill: Refill | null, by: { readonly name: string; readonly at: number }): Promise<void> {
  if (!refill) {
    await tx.ledger.execute(sql`delete from wallet_refill where tenant_id = ${tx.tenantId} and lease_id = ${leaseId}`);
    return;
  }
  await tx.ledger.execute(sql`
    insert into wallet_refill (lease_id, below_minor, amount_minor, changed_by, changed_at)
    values (${leaseId}, ${refill.belowMinor}, ${refill.amountMinor}, ${by.name}, ${timestamp(by.at)})
    on conflict (tenant_id, lease_id) do update
    set below_minor = excluded.below_minor, amount_minor = excluded.amount_minor, changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
}

export interface RefillCandidate {
  readonly tenantId: string;
  readonly leaseId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

interface RefillRow extends Record<string, unknown> {
  tenant_id: string;
  lease_id: string;
  below_minor: bigint;
  amount_minor: bigint;
  free_micros: bigint;
  currency: string;
}

const isLow = (row: RefillRow): boolean => row.free_micros < row.below_minor * microsPerMinor(row.currency);

/** Wallets of prepaid leases with a line, whose last no is old enough. */
function refills(quietSince: number): SQL {
  return sql`
    select r.tenant_id, r.lease_id, r.below_minor, r.amount_minor, w.balance_micros - w.reserved_micros - w.owed_micros as free_micros, w.currency
    from wallet_refill r
    join wallet_list w on w.tenant_id = r.tenant_id and w.lease_id = r.lease_id and w.prepaid
    where not exists (
      select from payment_attempt a where a.tenant_id = r.tenant_id and a.purpose = 'wallet' and a.target_id = r.lease_id
        and a.state = 'declined' and a.finished_at > ${timestamp(quietSince)}
    )`;
}

/** Those of them whose free balance is below the line; only where a method is kept. Whether one really is filled is decided under its lease's lock. */
export async function refillCandidates(tx: PlatformTransaction, gateway: string, quietSince: number): Promise<RefillCandidate[]> {
  const { rows } = await tx.db.execute<RefillRow>(sql`
    ${refills(quietSince)} and exists (select from saved_method m where m.tenant_id = r.tenant_id and m.gateway = ${gateway} and m.is_default)
    order by r.tenant_id, r.lease_id`);
  return rows.filter(isLow).map((row) => ({ tenantId: row.tenant_id, leaseId: row.lease_id, amountMinor: row.amount_minor, currency: row.currency }));
}

/** Under the lease's lock: whether nobody else has filled it, or been told no, by now. */
export async function isRefillDue(tx: TenantTransaction, leaseId: string, quietSince: number): Promise<boolean> {
  const { rows } = await tx.ledger.execute<RefillRow>(sql`${refills(quietSince)} and r.tenant_id = ${tx.tenantId} and r.lease_id = ${leaseId}`);
  return rows.some(isLow);
}
