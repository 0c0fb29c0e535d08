import { type DeckRow, type DeckTable, parseTimeBand, type TimeBand } from '@seatline/billing-domain';
import type { Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { DeckDirection } from '../reads/decks';
import { insertRows, timestamp } from './table-writer';

/** A deck's row as its table holds it; a cost deck's rows are written alike. */
export interface StoredRow extends Record<string, unknown> {
  prefix: string;
  from_at: number | null;
  to_at: number | null;
  per_minute_micros: bigint;
  connect_micros: bigint;
  initial_seconds: number;
  increment_seconds: number;
  deck_table: DeckTable;
  band: string;
  grace_seconds: number;
  zone: Zone;
}

export async function loadDeckRows(db: LedgerDatabase, deckId: string): Promise<DeckRow[]> {
  const { rows } = await db.execute<StoredRow>(sql`
    select prefix, epoch_ms(lower(in_force)) as from_at, epoch_ms(upper(in_force)) as to_at, per_minute_micros, connect_micros,
      initial_seconds, increment_seconds, deck_table, band, grace_seconds, d.zone
    from rate_deck_row r join rate_deck d on d.id = r.deck_id where r.deck_id = ${deckId}`);
  return rows.map(toDeckRow);
}

/** What a row says beside its prefix is left out where it says nothing. */
export function toDeckRow(row: StoredRow): DeckRow {
  return {
    prefix: row.prefix,
    perMinuteMicros: row.per_minute_micros,
    connectMicros: row.connect_micros,
    initialSeconds: row.initial_seconds,
    incrementSeconds: row.increment_seconds,
    effectiveFrom: row.from_at as Instant | null,
    effectiveTo: row.to_at as Instant | null,
    ...(row.deck_table === 'e164' ? {} : { table: row.deck_table }),
    ...(row.band === '' ? {} : { band: bandOf(row) }),
    ...(row.grace_seconds === 0 ? {} : { graceSeconds: row.grace_seconds }),
  };
}

function bandOf({ band, zone }: StoredRow): TimeBand {
  const parsed = parseTimeBand(band, zone);
  if (!parsed.ok) throw new Error(`a deck has a time band that is none: ${band}`);
  return parsed.value;
}

const DECK_ROW = {
  table: 'rate_deck_row',
  columns: {
    deck_id: 'uuid', prefix: 'text', in_force: 'tstzrange', per_minute_micros: 'bigint', connect_micros: 'bigint', initial_seconds: 'int',
    increment_seconds: 'int', deck_table: 'text', band: 'text', minutes: 'int4multirange', grace_seconds: 'int',
  },
} as const;

export interface NewDeck {
  readonly direction: DeckDirection;
  readonly currency: string;
  readonly name: string;
  /** Whose clocks decide about time bands. */
  readonly zone: Zone;
  readonly createdBy: string;
  readonly rows: readonly DeckRow[];
}

/** Enters a deck with all its rows, staged; the next version of its direction and currency. Uploads of one kind take turns. */
export async function insertDeck(db: LedgerDatabase, deck: NewDeck, at: Instant): Promise<{ id: string; version: number }> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rate-deck ${deck.direction} ${deck.currency}`}, 0))`);
  const { rows } = await db.execute<{ id: string; version: number }>(sql`
    insert into rate_deck (direction, currency, version, name, zone, row_count, created_at, created_by)
    values (${deck.direction}, ${deck.currency},
      (select coalesce(max(version), 0) + 1 from rate_deck where direction = ${deck.direction} and currency = ${deck.currency}),
      ${deck.name}, ${deck.zone}, ${deck.rows.length}, ${timestamp(at)}, ${deck.createdBy})
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
      deck_table: row.table ?? 'e164',
      band: row.band?.text ?? '',
      minutes: `{${(row.band?.minutes ?? []).map(({ from, to }) => `[${from},${to})`).join(',')}}`,
      grace_seconds: row.graceSeconds ?? 0,
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
