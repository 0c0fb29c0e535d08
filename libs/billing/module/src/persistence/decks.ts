import type { DeckRow } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { DeckDirection } from '../reads/decks';
import { insertRows, timestamp } from './table-writer';

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
  readonly createdBy: string;
  readonly rows: readonly DeckRow[];
}

/** Enters a deck with all its rows, staged; the next version of its direction and currency. Uploads of one kind take turns. */
export async function insertDeck(db: LedgerDatabase, deck: NewDeck, at: Instant): Promise<{ id: string; version: number }> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rate-deck ${deck.direction} ${deck.currency}`}, 0))`);
  const { rows } = await db.execute<{ id: string; version: number }>(sql`
    insert into rate_deck (direction, currency, version, name, row_count, created_at, created_by)
    values (${deck.direction}, ${deck.currency},
      (select coalesce(max(version), 0) + 1 from rate_deck where direction = ${deck.direction} and currency = ${deck.currency}),
      ${deck.name}, ${deck.rows.length}, ${timestamp(at)}, ${deck.createdBy})
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

export interface DeckDecision {
  readonly deckId: string;
  /** From when on it is in force; null throws it away. */
  readonly effectiveFrom: Instant | null;
  readonly decidedBy: string;
}

/** Decides about a staged deck, once and for all. False: it was decided already, or at this very moment, by somebody else. */
export async function decideDeck(db: LedgerDatabase, decision: DeckDecision, at: Instant): Promise<boolean> {
  const { effectiveFrom } = decision;
  const { rowCount } = await db.execute(sql`
    insert into rate_deck_decision (deck_id, direction, currency, decision, effective_from, decided_at, decided_by)
    select id, direction, currency, ${effectiveFrom === null ? 'discarded' : 'activated'},
      ${effectiveFrom === null ? null : timestamp(effectiveFrom)}::timestamptz, ${timestamp(at)}::timestamptz, ${decision.decidedBy}
    from rate_deck where id = ${decision.deckId}
    on conflict (deck_id) do nothing`);
  return rowCount === 1;
}
