import type { DeckTable } from '@seatline/billing-domain';
import type { Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';

export type DeckDirection = 'outbound' | 'inbound';

/** A rate deck without its rows, as it was uploaded. It never changes. */
export interface UploadedDeck {
  readonly id: string;
  readonly direction: DeckDirection;
  readonly currency: string;
  readonly version: number;
  readonly name: string;
  /** By whose clocks its time bands hold. */
  readonly zone: Zone;
  readonly rowCount: number;
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** What was decided about it; null while it is staged and prices nothing. */
  readonly decision: 'activated' | 'discarded' | null;
  /** From when on it is the deck in force, where it was activated. */
  readonly effectiveFrom: Instant | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
}

/** A deck that was put in force. */
export interface DeckHeader extends UploadedDeck {
  readonly effectiveFrom: Instant;
}

interface HeaderRow extends Record<string, unknown> {
  id: string;
  direction: DeckDirection;
  currency: string;
  version: number;
  name: string;
  zone: Zone;
  row_count: number;
  created_at: number;
  created_by: string;
  decision: UploadedDeck['decision'];
  effective_from: number | null;
  decided_at: number | null;
  decided_by: string | null;
}

/** Every deck that was put in force, the one that took effect last first; of one direction and currency where given. */
export async function listDecks(db: LedgerDatabase, of?: { direction: DeckDirection; currency: string }): Promise<DeckHeader[]> {
  const which = of ? sql`r.direction = ${of.direction} and r.currency = ${of.currency}` : sql`true`;
  return (await select(db, sql`d.decision = 'activated' and ${which}`)).filter((deck): deck is DeckHeader => deck.effectiveFrom !== null);
}

/** Every deck whatever became of it: staged ones first, then by when they take effect, then those that were thrown away. */
export function listUploads(db: LedgerDatabase): Promise<UploadedDeck[]> {
  return select(db, sql`true`);
}

/** One deck, whatever became of it; null when there is none of that id. */
export async function findDeck(db: LedgerDatabase, id: string): Promise<UploadedDeck | null> {
  return (await select(db, sql`r.id = ${id}`))[0] ?? null;
}

async function select(db: LedgerDatabase, which: SQL): Promise<UploadedDeck[]> {
  const { rows } = await db.execute<HeaderRow>(sql`
    select r.id, r.direction, r.currency, r.version, r.name, r.zone, r.row_count, epoch_ms(r.created_at) as created_at, r.created_by, d.decision,
      epoch_ms(d.effective_from) as effective_from, epoch_ms(d.decided_at) as decided_at, d.decided_by
    from rate_deck r left join rate_deck_decision d on d.deck_id = r.id
    where ${which}
    order by d.deck_id is not null, d.effective_from desc nulls last, r.version desc`);
  return rows.map((row) => ({
    id: row.id,
    direction: row.direction,
    currency: row.currency,
    version: row.version,
    name: row.name,
    zone: row.zone,
    rowCount: row.row_count,
    createdAt: row.created_at as Instant,
    createdBy: row.created_by,
    decision: row.decision,
    effectiveFrom: row.effective_from as Instant | null,
    decidedAt: row.decided_at as Instant | null,
    decidedBy: row.decided_by,
  }));
}

/** A row of a deck as it is stored. */
export interface DeckPriceRow extends Record<string, unknown> {
  id: string;
  deck_table: DeckTable;
  prefix: string;
  band: string;
  from_at: number | null;
  to_at: number | null;
  per_minute_micros: bigint;
  connect_micros: bigint;
  initial_seconds: number;
  increment_seconds: number;
  grace_seconds: number;
}

export interface DeckPricesAsked {
  readonly table: DeckTable | null;
  /** Rows whose prefix begins so; '' for all. */
  readonly beginning: string;
  readonly after: string | null;
  readonly most: number;
}

/** A deck's rows in the order of its file, so many after one of them. */
export async function readDeckPrices(db: LedgerDatabase, deckId: string, { table, beginning, after, most }: DeckPricesAsked): Promise<DeckPriceRow[]> {
  const { rows } = await db.execute<DeckPriceRow>(sql`
    select id, deck_table, prefix, band, epoch_ms(lower(in_force)) as from_at, epoch_ms(upper(in_force)) as to_at, per_minute_micros, connect_micros,
      initial_seconds, increment_seconds, grace_seconds
    from rate_deck_row
    where deck_id = ${deckId} and ${table === null ? sql`true` : sql`deck_table = ${table}`} and starts_with(prefix, ${beginning})
      and ${after === null ? sql`true` : sql`id > ${after}`}
    order by id limit ${most}`);
  return rows;
}
