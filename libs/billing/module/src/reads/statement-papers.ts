import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { StatementWallet } from '../documents/statement-document';

/** Who gives the statement: the legal entities of the leases, by name. */
export async function readStatementIssuers(db: LedgerDatabase, tenantId: string, leaseIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select distinct e.name || coalesce(' · ' || e.tax_number, '') as name from lease_account a join legal_entity e on e.id = a.legal_entity_id
    where a.tenant_id = ${tenantId} and a.lease_id = any (${sql.param(leaseIds)}::uuid[]) order by 1`);
  return rows.map((row) => row.name);
}

interface WalletRow extends Record<string, unknown> {
  came_before: bigint;
  came_within: bigint;
  went_before: bigint;
  went_within: bigint;
}

/** What a wallet held at two instants, and what moved it between them; null where the lease has none. */
export async function readStatementWallet(db: LedgerDatabase, tenantId: string, leaseId: string, span: { readonly from: string; readonly to: string }): Promise<StatementWallet | null> {
  const { rows } = await db.execute<WalletRow>(sql`
    select t.before as came_before, t.within as came_within, u.before as went_before, u.within as went_within
    from call_wallet w
    cross join lateral (
      select coalesce(sum(amount_micros) filter (where at < ${span.from}), 0)::bigint as before,
        coalesce(sum(amount_micros) filter (where at >= ${span.from} and at < ${span.to}), 0)::bigint as within
      from wallet_money x where x.tenant_id = w.tenant_id and x.lease_id = w.lease_id
    ) t
    cross join lateral (
      select coalesce(sum(gross_micros) filter (where charged_at < ${span.from}), 0)::bigint as before,
        coalesce(sum(gross_micros) filter (where charged_at >= ${span.from} and charged_at < ${span.to}), 0)::bigint as within
      from prepaid_usage x where x.tenant_id = w.tenant_id and x.lease_id = w.lease_id
    ) u
    where w.tenant_id = ${tenantId} and w.lease_id = ${leaseId}`);
  const [row] = rows;
  if (!row) return null;
  const openingMicros = row.came_before - row.went_before;
  return { openingMicros, toppedUpMicros: row.came_within, spentMicros: row.went_within, closingMicros: openingMicros + row.came_within - row.went_within };
}
