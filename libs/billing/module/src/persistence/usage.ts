import type { DeckTable } from '@seatline/billing-domain';
import type { Currency, Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import { insertRows, selectRows, timestamp } from './table-writer';

export type UsageDirection = 'inbound' | 'outbound' | 'internal';

/** One leg of a call, as a carrier's side reports it. */
export interface LegRecord {
  readonly source: string;
  readonly callId: string;
  readonly leg: string;
  readonly direction: UsageDirection;
  /** Only legs at a carrier cost anything; those of agents are listed. */
  readonly carrierLeg: boolean;
  readonly ourNumber: string | null;
  readonly otherNumber: string | null;
  readonly answeredAt: Instant | null;
  readonly milliseconds: number;
  readonly seatId: string | null;
  readonly memberId: string | null;
  readonly leaseId: string | null;
}

/** Which of a deck's tables a called number is looked up in, and by which digits; `none` where the record holds no number. */
export type Called = { readonly table: DeckTable; readonly number: string } | { readonly table: 'none'; readonly number: null };

/** A leg that is stored, with the lease that it counts for. */
export interface StoredLeg extends LegRecord {
  readonly id: string;
  readonly lease: UsageLease | null;
  /** As it was read when the leg was entered. Null: a leg that no number prices, or one of before numbers were read; that is priced by its number as reported. */
  readonly called: Called | null;
}

/** A stored leg's called number, among the columns of a row of `usage_event`. */
export interface CalledColumns extends Record<string, unknown> {
  called_table: Called['table'] | null;
  called_number: string | null;
}

export function calledOf({ called_table: table, called_number: number }: CalledColumns): Called | null {
  if (table === null) return null;
  return table === 'none' || number === null ? { table: 'none', number: null } : { table, number };
}

/** Where the tenant's people dial: how their national numbers are read. */
export async function countryOfTenant(db: LedgerDatabase, tenantId: string): Promise<string> {
  const { rows } = await db.execute<{ country: string }>(sql`select country from tenant where id = ${tenantId}`);
  return rows[0]?.country ?? '';
}

/** What usage asks of a lease. */
export interface UsageLease {
  readonly id: string;
  readonly legalEntityId: string;
  readonly currency: Currency;
  readonly zone: Zone;
  readonly ended: boolean;
}

interface LeaseRow extends Record<string, unknown> {
  id: string;
  legal_entity_id: string;
  currency: Currency;
  zone: Zone;
  ended: boolean;
}

/** The tenant's leases, an open one first, then the newest. */
export async function readUsageLeases(db: LedgerDatabase, tenantId: string): Promise<UsageLease[]> {
  const { rows } = await db.execute<LeaseRow>(sql`
    select l.id, a.legal_entity_id, l.currency, l.zone, l.status = 'ended' as ended
    from lease l join lease_account a on a.tenant_id = l.tenant_id and a.lease_id = l.id
    where l.tenant_id = ${tenantId} order by l.status = 'ended', l.created_at desc`);
  return rows.map((row) => ({ id: row.id, legalEntityId: row.legal_entity_id, currency: row.currency, zone: row.zone, ended: row.ended }));
}

/** Calls come in beside each other but not beside a close or a payment: those take the lease for themselves. */
export async function shareLeases(db: LedgerDatabase, tenantId: string, leaseIds: readonly string[]): Promise<void> {
  await db.execute(sql`select 1 from lease where tenant_id = ${tenantId} and id = any (${sql.param([...leaseIds])}::uuid[]) order by id for share`);
}

/** Which lease a seat belongs to. */
export async function leaseOfSeats(db: LedgerDatabase, tenantId: string, seatIds: readonly string[]): Promise<Map<string, string>> {
  if (seatIds.length === 0) return new Map();
  const { rows } = await db.execute<{ seat_id: string; lease_id: string }>(
    sql`select seat_id, lease_id from lease_seat where tenant_id = ${tenantId} and seat_id = any (${sql.param([...seatIds])}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.seat_id, row.lease_id]));
}

const USAGE_EVENT = {
  table: 'usage_event',
  columns: {
    tenant_id: 'uuid', source: 'text', call_id: 'text', leg: 'text', id: 'uuid', legal_entity_id: 'uuid', lease_id: 'uuid', seat_id: 'uuid', member_id: 'uuid',
    direction: 'text', carrier_leg: 'boolean', our_number: 'text', other_number: 'text', answered_at: 'timestamptz', milliseconds: 'bigint',
    received_at: 'timestamptz', called_table: 'text', called_number: 'text',
  },
} as const;

/** Stores legs; one whose key is there already is left out. @returns the ids that are new. */
export async function insertUsage(db: LedgerDatabase, tenantId: string, legs: readonly StoredLeg[], receivedAt: Instant): Promise<Set<string>> {
  const rows = legs.map((leg) => ({
    tenant_id: tenantId,
    source: leg.source,
    call_id: leg.callId,
    leg: leg.leg,
    id: leg.id,
    legal_entity_id: leg.lease?.legalEntityId ?? null,
    lease_id: leg.lease?.id ?? null,
    seat_id: leg.seatId,
    member_id: leg.memberId,
    direction: leg.direction,
    carrier_leg: leg.carrierLeg,
    our_number: leg.ourNumber,
    other_number: leg.otherNumber,
    answered_at: leg.answeredAt === null ? null : timestamp(leg.answeredAt),
    milliseconds: leg.milliseconds,
    received_at: timestamp(receivedAt),
    called_table: leg.called?.table ?? null,
    called_number: leg.called?.number ?? null,
  }));
  const stored = await db.execute<{ id: string }>(sql`
    insert into usage_event (${sql.raw(Object.keys(USAGE_EVENT.columns).join(', '))}) ${selectRows(USAGE_EVENT, rows)}
    on conflict (tenant_id, source, call_id, leg) do nothing returning id`);
  return new Set(stored.rows.map((row) => row.id));
}

/** What a report says of its leg. Whose leg it is (seat, member, lease) may be found out later and contradicts nothing. */
const SAID = { direction: 'text', carrier_leg: 'boolean', our_number: 'text', other_number: 'text', answered_at: 'timestamptz', milliseconds: 'bigint' } as const;

/** Whether a later report of a leg says something else than the stored one; both are named by the aliases of their rows. */
export function contradicts(stored: string, reported: string): SQL {
  const said = (of: string): string => Object.keys(SAID).map((column) => `${of}.${column}`).join(', ');
  return sql.raw(`(${said(stored)}) is distinct from (${said(reported)})`);
}

const REPEATED = { table: 'usage_conflict', columns: { source: 'text', call_id: 'text', leg: 'text', ...SAID, received: 'jsonb' } } as const;

/**
 * Legs whose key was there: those that say something else than the first are kept beside it for the operator. The first stays as it is.
 * @returns how many those are.
 */
export async function keepConflicts(db: LedgerDatabase, tenantId: string, legs: readonly StoredLeg[], receivedAt: Instant): Promise<number> {
  if (legs.length === 0) return 0;
  const rows = legs.map(({ lease: _lease, id: _id, called: _called, ...leg }) => ({
    source: leg.source,
    call_id: leg.callId,
    leg: leg.leg,
    direction: leg.direction,
    carrier_leg: leg.carrierLeg,
    our_number: leg.ourNumber,
    other_number: leg.otherNumber,
    answered_at: leg.answeredAt === null ? null : timestamp(leg.answeredAt),
    milliseconds: leg.milliseconds,
    received: JSON.stringify(leg),
  }));
  const { rows: kept } = await db.execute(sql`
    insert into usage_conflict (tenant_id, source, call_id, leg, received, received_at)
    select u.tenant_id, u.source, u.call_id, u.leg, k.received, ${timestamp(receivedAt)}::timestamptz
    from (${selectRows(REPEATED, rows)}) k
    join usage_event u on u.tenant_id = ${tenantId} and u.source = k.source and u.call_id = k.call_id and u.leg = k.leg
    where ${contradicts('u', 'k')} returning 1`);
  return kept.length;
}

/** What a leg costs, or why nobody can say. */
export interface UsageRating {
  readonly usageId: string;
  readonly version: number;
  readonly status: 'rated' | 'unanswered' | 'free' | 'quarantined';
  readonly cause: string | null;
  readonly deckId: string | null;
  readonly prefix: string | null;
  /** The table and, where the row has one, the time band of the deck's row; null where no row priced it. */
  readonly table: DeckTable | null;
  readonly band: string | null;
  readonly billedSeconds: number | null;
  readonly costMicros: bigint | null;
}

const RATED_USAGE = {
  table: 'rated_usage',
  columns: {
    tenant_id: 'uuid', usage_id: 'uuid', version: 'int', status: 'text', cause: 'text', deck_id: 'uuid', prefix: 'text', billed_seconds: 'int',
    cost_micros: 'bigint', rated_at: 'timestamptz', deck_table: 'text', band: 'text',
  },
} as const;

export async function insertRatings(db: LedgerDatabase, tenantId: string, ratings: readonly UsageRating[], ratedAt: Instant): Promise<void> {
  const at = timestamp(ratedAt);
  await insertRows(
    db,
    RATED_USAGE,
    ratings.map((rating) => ({
      tenant_id: tenantId,
      usage_id: rating.usageId,
      version: rating.version,
      status: rating.status,
      cause: rating.cause,
      deck_id: rating.deckId,
      prefix: rating.prefix,
      billed_seconds: rating.billedSeconds,
      cost_micros: rating.costMicros,
      rated_at: at,
      deck_table: rating.table,
      band: rating.band,
    })),
  );
}

interface UnratedRow extends CalledColumns {
  id: string;
  version: number;
  lease_id: string | null;
  direction: UsageDirection;
  our_number: string | null;
  other_number: string | null;
  answered_at: number | null;
  milliseconds: bigint;
}

/** A leg without a price, and the version of that finding. */
export type UnratedLeg = Pick<StoredLeg, 'id' | 'lease' | 'direction' | 'carrierLeg' | 'ourNumber' | 'otherNumber' | 'answeredAt' | 'milliseconds' | 'called'> & {
  readonly version: number;
};

/** A tenant's legs that have a lease and no price, the oldest first. */
export async function readUnrated(db: LedgerDatabase, tenantId: string, leases: readonly UsageLease[], most: number): Promise<UnratedLeg[]> {
  const { rows } = await db.execute<UnratedRow>(sql`
    select c.id, c.version, c.lease_id, c.direction, c.our_number, c.other_number, epoch_ms(c.answered_at) as answered_at, c.milliseconds,
      u.called_table, u.called_number
    from unrated_call c join usage_event u on u.tenant_id = c.tenant_id and u.id = c.id
    where c.tenant_id = ${tenantId} and c.lease_id is not null order by c.id limit ${most}`);
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    lease: leases.find((lease) => lease.id === row.lease_id) ?? null,
    direction: row.direction,
    carrierLeg: true,
    ourNumber: row.our_number,
    otherNumber: row.other_number,
    answeredAt: row.answered_at as Instant | null,
    milliseconds: Number(row.milliseconds),
    called: calledOf(row),
  }));
}
