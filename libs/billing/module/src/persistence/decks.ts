import type { DeckRow } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { insertRows, timestamp } from './table-writer';

export type DeckDirection = 'outbound' | 'inbound';

/** A rate deck without its rows. It never changes. */
export interface DeckHeader {
  readonly id: string;
  readonly direction: DeckDirection;
  readonly currency: string;
  readonly version: number;
  readonly name: string;
  readonly effectiveFrom: Instant;
  readonly rowCount: number;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

interface HeaderRow extends Record<string, unknown> {
  id: string;
  direction: DeckDirection;
  currency: string;
  version: number;
  name: string;
  effective_from: number;
  row_count: number;
  created_at: number;
  created_by: string;
}

/** Every deck, the one that took effect last first; of one direction and currency where given. */
export async function listDecks(db: LedgerDatabase, of?: { direction: DeckDirection; currency: string }): Promise<DeckHeader[]> {
  const { rows } = await db.execute<HeaderRow>(sql`
    select id, direction, currency, version, name, epoch_ms(effective_from) as effective_from, row_count,
      epoch_ms(created_at) as created_at, created_by
    from rate_deck
    where ${of ? sql`direction = ${of.direction} and currency = ${of.currency}` : sql`true`}
    order by effective_from desc, version desc`);
  return rows.map((row) => ({
    id: row.id,
    direction: row.direction,
    currency: row.currency,
    version: row.version,
    name: row.name,
    effectiveFrom: row.effective_from as Instant,
    rowCount: row.row_count,
    createdAt: row.created_at as Instant,
    createdBy: row.created_by,
  }));
}

interface StoredRow extends Record<string, unknown> {
  prefix: string;
  from_at: number | null;
  to_at: number | null;
  per_minute_micros: bigint;
  connect_micros: bigint;
  initial_seconds: number;
  increment_seconds: number;
}

export async function loadDeckRows(db: LedgerDatabase, deckId: string): Promise<DeckRow[]> {
  const { rows } = await db.execute<StoredRow>(sql`
    select prefix, epoch_ms(lower(in_force)) as from_at, epoch_ms(upper(in_force)) as to_at, per_minute_micros, connect_micros,
      initial_seconds, increment_seconds
    from rate_deck_row where deck_id = ${deckId}`);
  return rows.map((row) => ({
    prefix: row.prefix,
    perMinuteMicros: row.per_minute_micros,
    connectMicros: row.connect_micros,
    initialSeconds: row.initial_seconds,
    incrementSeconds: row.increment_seconds,
    effectiveFrom: row.from_at as Instant | null,
    effectiveTo: row.to_at as Instant | null,
  }));
}

const DECK_ROW = {
  table: 'rate_deck_row',
  columns: {
    deck_id: 'uuid', prefix: 'text', in_force: 'tstzrange', per_minute_micros: 'bigint', connect_micros: 'bigint', initial_seconds: 'int',
    increment_seconds: 'int',
  },
} as const;

export interface NewDeck {
  readonly direction: DeckDirection;
  readonly currency: string;
  readonly name: string;
  readonly effectiveFrom: Instant;
  readonly createdBy: string;
  readonly rows: readonly DeckRow[];
}

/** Enters a deck with all its rows; the next version of its direction and currency. */
export async function insertDeck(db: LedgerDatabase, deck: NewDeck, at: Instant): Promise<{ id: string; version: number }> {
  const { rows } = await db.execute<{ id: string; version: number }>(sql`
    insert into rate_deck (direction, currency, version, name, effective_from, row_count, created_at, created_by)
    values (${deck.direction}, ${deck.currency},
      (select coalesce(max(version), 0) + 1 from rate_deck where direction = ${deck.direction} and currency = ${deck.currency}),
      ${deck.name}, ${timestamp(deck.effectiveFrom)}, ${deck.rows.length}, ${timestamp(at)}, ${deck.createdBy})
    returning id, version`);
  const header = rows[0]!;
  await insertRows(
    db,
    DECK_ROW,
    deck.rows.map((row) => ({
      deck_id: header.id,
      prefix: row.prefix,
      in_force: `[${row.effectiveFrom === null ? '' : timestamp(row.effectiveFrom)},${row.effectiveTo === null ? '' : timestamp(row.effectiveTo)})`,
      per_minute_micros: row.perMinuteMicros,
      connect_micros: row.connectMicros,
      initial_seconds: row.initialSeconds,
      increment_seconds: row.incrementSeconds,
    })),
  );
  return header;
}
