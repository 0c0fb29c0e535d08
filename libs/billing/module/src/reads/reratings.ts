import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import type { DeckDirection } from './decks';

/** Which calls are to be rated again: answered from an instant on and before another, of all tenants or one, of all its leases or one. */
export interface ReratingRange {
  readonly direction: DeckDirection;
  readonly tenantId: string | null;
  readonly leaseId: string | null;
  /** Of the called number, without a plus. */
  readonly prefix: string | null;
  readonly from: Instant;
  readonly to: Instant;
}

export interface Rerating extends ReratingRange {
  readonly id: string;
  readonly reason: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

/** What rating a lease's calls again comes to. */
export interface LeaseDifference {
  readonly calls: number;
  readonly changed: number;
  /** Calls that no row of today's decks prices: they keep the price that they have. */
  readonly unpriced: number;
  /** Of calls on no invoice, which simply carry the new price. */
  readonly openMicros: bigint;
  /** For the next telephone invoice; negative takes back what waits for it. */
  readonly debitMicros: bigint;
  /** For credit notes. */
  readonly creditMicros: bigint;
  /** Of the changed ones, those that a wallet pays; what it pays more and what it gets back, before tax. */
  readonly walletCalls: number;
  readonly walletDebitMicros: bigint;
  readonly walletCreditMicros: bigint;
}

export interface PlannedLease extends LeaseDifference {
  readonly tenantId: string;
  readonly leaseId: string;
}

export interface ReratingLease extends PlannedLease {
  readonly tenantName: string;
  readonly leaseNumber: string;
  readonly currency: string;
  readonly doneAt: Instant | null;
}

interface ReratingRow extends Record<string, unknown> {
  id: string;
  direction: DeckDirection;
  only_tenant_id: string | null;
  only_lease_id: string | null;
  prefix: string | null;
  from_at: number;
  to_at: number;
  reason: string;
  created_at: number;
  created_by: string;
}

export async function findRerating(db: LedgerDatabase, id: string): Promise<Rerating | null> {
  return (await readReratings(db, sql`id = ${id}`, 1))[0] ?? null;
}

/** The last asked for first. */
export function listReratings(db: LedgerDatabase, page: { after: string | null; most: number }): Promise<Rerating[]> {
  return readReratings(db, page.after === null ? sql`true` : sql`id < ${page.after}`, page.most);
}

async function readReratings(db: LedgerDatabase, which: SQL, most: number): Promise<Rerating[]> {
  const { rows } = await db.execute<ReratingRow>(sql`
    select id, direction, only_tenant_id, only_lease_id, prefix, epoch_ms(from_at) as from_at, epoch_ms(to_at) as to_at, reason,
      epoch_ms(created_at) as created_at, created_by
    from rerating where ${which} order by id desc limit ${most}`);
  return rows.map((row) => ({
    id: row.id,
    direction: row.direction,
    tenantId: row.only_tenant_id,
    leaseId: row.only_lease_id,
    prefix: row.prefix,
    from: row.from_at as Instant,
    to: row.to_at as Instant,
    reason: row.reason,
    createdAt: row.created_at as Instant,
    createdBy: row.created_by,
  }));
}

interface LeaseRow extends Record<string, unknown> {
  tenant_id: string;
  tenant_name: string;
  lease_id: string;
  lease_number: string;
  currency: string;
  calls: number;
  changed: number;
  unpriced: number;
  open_micros: bigint;
  debit_micros: bigint;
  credit_micros: bigint;
  wallet_calls: number;
  wallet_debit_micros: bigint;
  wallet_credit_micros: bigint;
  done_at: number | null;
}

/** What a re-rating comes to, lease by lease, and to which it was done. */
export async function plannedLeases(db: LedgerDatabase, reratingId: string): Promise<ReratingLease[]> {
  const { rows } = await db.execute<LeaseRow>(sql`
    select p.tenant_id, t.name as tenant_name, p.lease_id, l.number as lease_number, l.currency, p.calls, p.changed, p.unpriced, p.open_micros, p.debit_micros,
      p.credit_micros, p.wallet_calls, p.wallet_debit_micros, p.wallet_credit_micros, epoch_ms(d.done_at) as done_at
    from rerating_lease p
    join tenant t on t.id = p.tenant_id
    join lease l on l.tenant_id = p.tenant_id and l.id = p.lease_id
    left join rerating_done d on d.tenant_id = p.tenant_id and d.rerating_id = p.rerating_id and d.lease_id = p.lease_id
    where p.rerating_id = ${reratingId} order by t.name, l.number`);
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    leaseId: row.lease_id,
    leaseNumber: row.lease_number,
    currency: row.currency,
    calls: row.calls,
    changed: row.changed,
    unpriced: row.unpriced,
    openMicros: row.open_micros,
    debitMicros: row.debit_micros,
    creditMicros: row.credit_micros,
    walletCalls: row.wallet_calls,
    walletDebitMicros: row.wallet_debit_micros,
    walletCreditMicros: row.wallet_credit_micros,
    doneAt: row.done_at as Instant | null,
  }));
}
