import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

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
