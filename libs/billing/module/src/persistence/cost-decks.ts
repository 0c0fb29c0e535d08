import type { DeckRow } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { insertRows, timestamp } from './table-writer';

export type CostDirection = 'inbound' | 'outbound';

/** A trunk's price list, without its rows. */
export interface CostDeckHeader {
  readonly id: string;
  readonly direction: CostDirection;
  readonly currency: string;
  readonly name: string;
  readonly effectiveFrom: Instant;
  readonly rowCount: number;
  readonly createdBy: string;
}

interface HeaderRow extends Record<string, unknown> {
  id: string;
  direction: CostDirection;
  currency: string;
  name: string;
  effective_from: Instant;
  row_count: number;
  created_by: string;
}

/** The lists of a trunk, the last to take effect first. */
export async function listCostDecks(db: LedgerDatabase, tenantId: string, trunkId: string): Promise<CostDeckHeader[]> {
  const { rows } = await db.execute<HeaderRow>(sql`
    select id, direction, currency, name, epoch_ms(effective_from) as effective_from, row_count, created_by
    from cost_deck where tenant_id = ${tenantId} and trunk_id = ${trunkId} order by effective_from desc, direction`);
  return rows.map((row) => ({
    id: row.id, direction: row.direction, currency: row.currency, name: row.name, effectiveFrom: row.effective_from, rowCount: row.row_count, createdBy: row.created_by,
  }));
}

export async function loadCostRows(db: LedgerDatabase, deckId: string): Promise<DeckRow[]> {
  const { rows } = await db.execute<{
    prefix: string; from_at: Instant | null; to_at: Instant | null; per_minute_micros: bigint; connect_micros: bigint; initial_seconds: number; increment_seconds: number;
  }>(sql`
    select prefix, epoch_ms(lower(in_force)) as from_at, epoch_ms(upper(in_force)) as to_at, per_minute_micros, connect_micros, initial_seconds, increment_seconds
    from cost_deck_row where deck_id = ${deckId}`);
  return rows.map((row) => ({
    prefix: row.prefix, perMinuteMicros: row.per_minute_micros, connectMicros: row.connect_micros, initialSeconds: row.initial_seconds,
    incrementSeconds: row.increment_seconds, effectiveFrom: row.from_at, effectiveTo: row.to_at,
  }));
}

const COST_ROW = {
  table: 'cost_deck_row',
  columns: {
    tenant_id: 'uuid', deck_id: 'uuid', prefix: 'text', in_force: 'tstzrange', per_minute_micros: 'bigint', connect_micros: 'bigint', initial_seconds: 'int', increment_seconds: 'int',
  },
} as const;

export interface NewCostDeck {
  readonly trunkId: string;
  readonly direction: CostDirection;
  readonly currency: string;
  readonly name: string;
  readonly effectiveFrom: Instant;
  readonly rows: readonly DeckRow[];
  readonly createdBy: string;
}

export async function insertCostDeck(db: LedgerDatabase, tenantId: string, deck: NewCostDeck, at: Instant): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into cost_deck (tenant_id, trunk_id, direction, currency, name, effective_from, row_count, created_at, created_by)
    values (${tenantId}, ${deck.trunkId}, ${deck.direction}, ${deck.currency}, ${deck.name}, ${timestamp(deck.effectiveFrom)}, ${deck.rows.length}, ${timestamp(at)}, ${deck.createdBy})
    returning id`);
  const id = rows[0]!.id;
  await insertRows(db, COST_ROW, deck.rows.map((row) => ({
    tenant_id: tenantId, deck_id: id, prefix: row.prefix,
    in_force: `[${row.effectiveFrom === null ? '' : timestamp(row.effectiveFrom)},${row.effectiveTo === null ? '' : timestamp(row.effectiveTo)})`,
    per_minute_micros: row.perMinuteMicros, connect_micros: row.connectMicros, initial_seconds: row.initialSeconds, increment_seconds: row.incrementSeconds,
  })));
  return id;
}
