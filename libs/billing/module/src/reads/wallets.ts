import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export interface WalletRow extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  tenant_name: string;
  lease_number: string;
  currency: string;
  prepaid: boolean;
  balance_micros: bigint;
  reserved_micros: bigint;
  owed_micros: bigint;
  low_balance_minor: bigint;
  refill_below_minor: bigint | null;
  refill_amount_minor: bigint | null;
  calls: number;
}

/** A lease's wallet; an empty one for a lease that never had any. No row: no such lease. */
export async function readWallet(db: LedgerDatabase, tenantId: string, leaseId: string): Promise<WalletRow | null> {
  const { rows } = await db.execute<WalletRow>(sql`
    select l.id, l.tenant_id, t.name as tenant_name, l.number as lease_number, l.currency, coalesce(w.prepaid, false) as prepaid,
      coalesce(w.balance_micros, 0) as balance_micros, coalesce(w.reserved_micros, 0) as reserved_micros, coalesce(w.owed_micros, 0) as owed_micros,
      coalesce(w.low_balance_minor, 0) as low_balance_minor, r.below_minor as refill_below_minor, r.amount_minor as refill_amount_minor, coalesce(w.calls, 0) as calls
    from lease l join tenant t on t.id = l.tenant_id left join wallet_list w on w.tenant_id = l.tenant_id and w.lease_id = l.id
      left join wallet_refill r on r.tenant_id = l.tenant_id and r.lease_id = l.id
    where l.tenant_id = ${tenantId} and l.id = ${leaseId}`);
  return rows[0] ?? null;
}

/** Every wallet there is, by lease, for the operator. */
export async function readWallets(db: LedgerDatabase, page: { readonly after: string | null; readonly most: number }): Promise<WalletRow[]> {
  const { rows } = await db.execute<WalletRow>(sql`
    select w.lease_id as id, w.tenant_id, t.name as tenant_name, w.lease_number, w.currency, w.prepaid, w.balance_micros, w.reserved_micros, w.owed_micros,
      w.low_balance_minor, r.below_minor as refill_below_minor, r.amount_minor as refill_amount_minor, w.calls
    from wallet_list w join tenant t on t.id = w.tenant_id left join wallet_refill r on r.tenant_id = w.tenant_id and r.lease_id = w.lease_id
    where ${page.after ? sql`w.lease_id < ${page.after}` : sql`true`} order by w.lease_id desc limit ${page.most}`);
  return rows;
}

export interface MovementRow extends Record<string, unknown> {
  id: string;
  kind: 'top-up' | 'taken-back' | 'given-back' | 'call' | 're-rating';
  at: number;
  currency: string;
  amount_micros: bigint;
  net_micros: bigint | null;
  source: 'bank-transfer' | 'gateway' | null;
  reference: string | null;
  other_number: string | null;
  milliseconds: bigint | null;
  seat_id: string | null;
  rerating_id: string | null;
}

/** What came into a wallet, what was taken back of it, what calls took from it, and what re-rating them took or brought back, the last first. */
export async function readMovements(db: LedgerDatabase, tenantId: string, leaseId: string, page: { readonly after: string | null; readonly most: number }): Promise<MovementRow[]> {
  const { rows } = await db.execute<MovementRow>(sql`
    select m.*, l.currency from (
      select id, kind, epoch_ms(at) as at, amount_micros, null::bigint as net_micros, source, reference, null as other_number, null::bigint as milliseconds,
        null::uuid as seat_id, null::uuid as rerating_id
      from wallet_money where tenant_id = ${tenantId} and lease_id = ${leaseId}
      union all
      select u.id, 'call', epoch_ms(p.at), -p.gross, p.net, null, null, case u.direction when 'inbound' then u.our_number else u.other_number end, u.milliseconds, u.seat_id, null
      from (select usage_id, max(charged_at) as at, sum(gross_micros)::bigint as gross, sum(net_micros)::bigint as net from prepaid_usage
        where tenant_id = ${tenantId} and lease_id = ${leaseId} and rerating_id is null group by usage_id) p
      join usage_event u on u.tenant_id = ${tenantId} and u.id = p.usage_id
      union all
      select p.id, 're-rating', epoch_ms(p.charged_at), -p.gross_micros, p.net_micros, null, null, case u.direction when 'inbound' then u.our_number else u.other_number end,
        u.milliseconds, u.seat_id, p.rerating_id
      from prepaid_usage p join usage_event u on u.tenant_id = p.tenant_id and u.id = p.usage_id
      where p.tenant_id = ${tenantId} and p.lease_id = ${leaseId} and p.rerating_id is not null
    ) m join lease l on l.tenant_id = ${tenantId} and l.id = ${leaseId}
    where ${page.after ? sql`m.id < ${page.after}` : sql`true`} order by m.id desc limit ${page.most}`);
  return rows;
}
