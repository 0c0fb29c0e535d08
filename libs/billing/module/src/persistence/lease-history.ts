import { EMPTY_LEDGER, type LeaseBook, type LedgerAccount, type LedgerTotals, type ToldStory } from '@seatline/billing-domain';
import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { eventOf } from './lease-books/event-facts';
import type { LeaseKey } from './lease-books/loaded-lease';

export type ToldCall = ToldStory['calls'][number];
export type ToldMoment = ToldStory['moments'][number];

interface EventRow extends Record<string, unknown> {
  at: number;
  type: string;
  facts: Record<string, unknown>;
}

/** What happened to a lease, in its order, as the engine told it. */
export async function readMoments(db: LedgerDatabase, key: LeaseKey, book: LeaseBook): Promise<ToldMoment[]> {
  const { rows } = await db.execute<EventRow>(sql`
    select epoch_ms(at) as at, type, facts from lease_event
    where tenant_id = ${key.tenantId} and lease_id = ${key.leaseId} order by sequence`);
  return rows.map((row) => eventOf(row.type, row.facts, row.at as Instant, book));
}

/** The balances of a lease's accounts, from the ledger itself. */
export async function readLedger(db: LedgerDatabase, key: LeaseKey): Promise<LedgerTotals> {
  const { rows } = await db.execute<{ account: LedgerAccount; minor: bigint }>(sql`
    select account, sum(amount_minor)::bigint as minor from ledger_entry
    where tenant_id = ${key.tenantId} and lease_id = ${key.leaseId} group by account`);
  return { ...EMPTY_LEDGER, ...Object.fromEntries(rows.map((row) => [row.account, row.minor])) };
}

interface CallRow extends Record<string, unknown> {
  call_id: string;
  leg: string;
  direction: string;
  status: ToldCall['status'];
  prefix: string | null;
  billed_seconds: number | null;
  cost_micros: bigint | null;
  answered_on: string | null;
  invoice_sequence: number | null;
  received_at: number;
  aside_micros: bigint;
  elsewhere: boolean;
}

/** A call, when its record arrived, and whether it is paid for elsewhere than on an invoice: by included minutes, whole, or from a wallet. */
export type ReceivedCall = ToldCall & { readonly receivedAt: Instant; readonly elsewhere: boolean };

/** Every leg of a lease with what became of it, in the order of arrival. */
export async function readCalls(db: LedgerDatabase, key: LeaseKey): Promise<ReceivedCall[]> {
  const { rows } = await db.execute<CallRow>(sql`
    select u.call_id, u.leg, u.direction, u.status, u.prefix, u.billed_seconds, u.cost_micros,
      (u.answered_at at time zone l.zone)::date::text as answered_on, u.invoice_sequence, epoch_ms(u.received_at) as received_at,
      (coalesce(w.micros, 0) + coalesce(n.micros - f.micros, 0))::bigint as aside_micros,
      u.invoice_id is null and (w.micros is not null or coalesce(n.micros = u.cost_micros, false)) as elsewhere
    from usage_list u join lease l on l.tenant_id = u.tenant_id and l.id = u.lease_id
    left join included_usage n on n.tenant_id = u.tenant_id and n.usage_id = u.id and n.version = u.version
    left join lateral (
      select i.micros from included_usage i where i.tenant_id = u.tenant_id and i.usage_id = u.id order by i.version limit 1) f on true
    left join lateral (
      select sum(p.net_micros)::bigint as micros from prepaid_usage p where p.tenant_id = u.tenant_id and p.usage_id = u.id) w on true
    where u.tenant_id = ${key.tenantId} and u.lease_id = ${key.leaseId} order by u.received_at, u.id`);
  return rows.map((row) => ({
    ...tellCall(row),
    answeredOn: row.answered_on as CivilDate | null,
    invoice: row.invoice_sequence,
    receivedAt: row.received_at as Instant,
    elsewhere: row.elsewhere,
    ...(row.aside_micros === 0n ? {} : { asideMicros: row.aside_micros }),
  }));
}

/** A story tells an inbound call that costs nothing as free, whatever deck says so. */
function tellCall(row: CallRow): Omit<ToldCall, 'answeredOn' | 'invoice'> {
  const id = row.call_id === row.leg ? row.call_id : `${row.call_id}/${row.leg}`;
  if (row.status === 'free' || (row.status === 'rated' && row.direction === 'inbound' && row.cost_micros === 0n)) {
    return { id, status: 'free', prefix: null, billedSeconds: 0, costMicros: 0n };
  }
  return { id, status: row.status, prefix: row.prefix, billedSeconds: row.billed_seconds, costMicros: row.cost_micros };
}
