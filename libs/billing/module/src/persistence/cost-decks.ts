import type { DeckRow } from '@seatline/billing-domain';
import type { Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { type StoredRow, toDeckRow } from './decks';
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
  const { rows } = await db.execute<StoredRow>(sql`
    select r.prefix, epoch_ms(lower(r.in_force)) as from_at, epoch_ms(upper(r.in_force)) as to_at, r.per_minute_micros, r.connect_micros, r.initial_seconds,
      r.increment_seconds, r.deck_table, r.band, r.grace_seconds, d.zone
    from cost_deck_row r join cost_deck d on d.tenant_id = r.tenant_id and d.id = r.deck_id where r.deck_id = ${deckId}`);
  return rows.map(toDeckRow);
}

const COST_ROW = {
  table: 'cost_deck_row',
  columns: {
    tenant_id: 'uuid', deck_id: 'uuid', prefix: 'text', in_force: 'tstzrange', per_minute_micros: 'bigint', connect_micros: 'bigint', initial_seconds: 'int', increment_seconds: 'int',
    deck_table: 'text', band: 'text', grace_seconds: 'int',
  },
} as const;

export interface NewCostDeck {
  readonly trunkId: string;
  readonly direction: CostDirection;
  readonly currency: string;
  readonly name: string;
  readonly zone: Zone;
  readonly effectiveFrom: Instant;
  readonly rows: readonly DeckRow[];
  readonly createdBy: string;
}

export async function insertCostDeck(db: LedgerDatabase, tenantId: string, deck: NewCostDeck, at: Instant): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into cost_deck (tenant_id, trunk_id, direction, currency, name, zone, effective_from, row_count, created_at, created_by)
    values (${tenantId}, ${deck.trunkId}, ${deck.direction}, ${deck.currency}, ${deck.name}, ${deck.zone}, ${timestamp(deck.effectiveFrom)}, ${deck.rows.length}, ${timestamp(at)}, ${deck.createdBy})
    returning id`);
  const id = rows[0]!.id;
  await insertRows(db, COST_ROW, deck.rows.map((row) => ({
    tenant_id: tenantId, deck_id: id, prefix: row.prefix,
    in_force: `[${row.effectiveFrom === null ? '' : timestamp(row.effectiveFrom)},${row.effectiveTo === null ? '' : timestamp(row.effectiveTo)})`,
    per_minute_micros: row.perMinuteMicros, connect_micros: row.connectMicros, initial_seconds: row.initialSeconds, increment_seconds: row.incrementSeconds,
    deck_table: row.table ?? 'e164', band: row.band?.text ?? '', grace_seconds: row.graceSeconds ?? 0,
  })));
  return id;
}
