import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase, TenantTransaction } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import { copyRows } from './copy-rows';
import { selectRows, timestamp } from './table-writer';
import { contradicts, type LegRecord, type StoredLeg, type UsageRating } from './usage';

/** Legs with what they cost, side by side: what becomes one row of `usage_event` and one of `rated_usage`. */
const USAGE_BATCH = {
  table: 'usage_batch',
  columns: {
    place: 'int', id: 'uuid', source: 'text', call_id: 'text', leg: 'text', legal_entity_id: 'uuid', lease_id: 'uuid', seat_id: 'uuid', member_id: 'uuid',
    direction: 'text', carrier_leg: 'boolean', our_number: 'text', other_number: 'text', answered_at: 'timestamptz', milliseconds: 'bigint', status: 'text',
    cause: 'text', deck_id: 'uuid', prefix: 'text', billed_seconds: 'int', cost_micros: 'bigint', called_table: 'text', called_number: 'text', deck_table: 'text',
    band: 'text',
  },
} as const;

/** Lays a batch out in a table that lives as long as the transaction. Places count from 0. */
export async function layOut(tx: TenantTransaction, legs: readonly StoredLeg[], ratings: readonly UsageRating[]): Promise<void> {
  const columns = Object.entries(USAGE_BATCH.columns).map(([name, type]) => `${name} ${type}`);
  await tx.ledger.execute(sql.raw(`create temporary table usage_batch (${columns.join(', ')}) on commit drop`));
  await copyRows(tx, USAGE_BATCH, legs, (leg, place) => {
    const rating = ratings[place]!;
    return [
      place, leg.id, leg.source, leg.callId, leg.leg, leg.lease?.legalEntityId ?? null, leg.lease?.id ?? null, leg.seatId, leg.memberId,
      leg.direction, leg.carrierLeg, leg.ourNumber, leg.otherNumber, leg.answeredAt === null ? null : timestamp(leg.answeredAt), leg.milliseconds,
      rating.status, rating.cause, rating.deckId, rating.prefix, rating.billedSeconds, rating.costMicros, leg.called?.table ?? null, leg.called?.number ?? null,
      rating.table, rating.band,
    ];
  });
}

/** A leg of the batch whose key was there, in the table or earlier in the batch. */
export interface RepeatedLeg extends Record<string, unknown> {
  readonly place: number;
  /** Whether it says something else than the first report of the leg. */
  readonly differs: boolean;
}

/** Stores the batch, the first report of each leg. @returns the legs that were known. */
export async function storeLaidOut(db: LedgerDatabase, tenantId: string, howMany: number, at: Instant): Promise<RepeatedLeg[]> {
  const stored = await db.execute(sql`
    insert into usage_event (tenant_id, source, call_id, leg, id, legal_entity_id, lease_id, seat_id, member_id, direction, carrier_leg, our_number,
      other_number, answered_at, milliseconds, received_at, called_table, called_number)
    select ${tenantId}::uuid, source, call_id, leg, id, legal_entity_id, lease_id, seat_id, member_id, direction, carrier_leg, our_number,
      other_number, answered_at, milliseconds, ${timestamp(at)}::timestamptz, called_table, called_number
    from usage_batch order by place on conflict (tenant_id, source, call_id, leg) do nothing`);
  // The plan by which the foreign key of `rated_usage` looks its event up may be of a time when the table was small and any index would do.
  await db.execute(sql`discard plans`);
  const allNew = stored.rowCount === howMany;
  // What was sent again is sorted out by joins, which are planned well only for a table that is known.
  if (!allNew) await db.execute(sql`analyze usage_batch`);
  await rateLaidOut(db, tenantId, at, allNew ? sql`` : sql`where exists (select from usage_event u where u.tenant_id = ${tenantId} and u.id = b.id)`);
  if (allNew) return [];
  const { rows } = await db.execute<RepeatedLeg>(sql`
    select b.place, ${contradicts('u', 'b')} as differs
    from usage_batch b join usage_event u on u.tenant_id = ${tenantId} and u.source = b.source and u.call_id = b.call_id and u.leg = b.leg
    where u.id <> b.id order by b.place`);
  return rows;
}

async function rateLaidOut(db: LedgerDatabase, tenantId: string, at: Instant, which: SQL): Promise<void> {
  await db.execute(sql`
    insert into rated_usage (tenant_id, usage_id, version, status, cause, deck_id, prefix, billed_seconds, cost_micros, rated_at, deck_table, band)
    select ${tenantId}::uuid, id, 1, status, cause, deck_id, prefix, billed_seconds, cost_micros, ${timestamp(at)}::timestamptz, deck_table, band
    from usage_batch b ${which}`);
}

const RECEIVED = { table: 'usage_conflict', columns: { source: 'text', call_id: 'text', leg: 'text', received: 'jsonb' } } as const;

/** Keeps reports that contradict the first one, for the operator; the same contradiction once, however often it is sent. */
export async function keepContradictions(db: LedgerDatabase, tenantId: string, records: readonly LegRecord[], at: Instant): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((record) => ({ source: record.source, call_id: record.callId, leg: record.leg, received: JSON.stringify(record) }));
  await db.execute(sql`
    insert into usage_conflict (tenant_id, source, call_id, leg, received, received_at)
    select distinct ${tenantId}::uuid, k.source, k.call_id, k.leg, k.received, ${timestamp(at)}::timestamptz
    from (${selectRows(RECEIVED, rows)}) k
    where not exists (
      select from usage_conflict c
      where c.tenant_id = ${tenantId} and c.source = k.source and c.call_id = k.call_id and c.leg = k.leg and c.received = k.received)`);
}
