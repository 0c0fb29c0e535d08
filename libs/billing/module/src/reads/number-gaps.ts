import { type NumberSeries, printNumber } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** Numbers that a series leaves out for good. */
export interface NumberGap {
  readonly id: string;
  readonly series: NumberSeries;
  /** As printed. */
  readonly first: string;
  readonly last: string;
  readonly numbers: number;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
}

interface GapRow extends Record<string, unknown> {
  id: string;
  prefix: string;
  series: NumberSeries;
  year: number;
  first: number;
  last: number;
  reason: string;
  recorded_at: number;
  recorded_by: string;
}

/** The one recorded last first. */
export async function listNumberGaps(db: LedgerDatabase, page: { after: string | null; most: number }): Promise<NumberGap[]> {
  const { rows } = await db.execute<GapRow>(sql`
    select g.id, e.invoice_prefix as prefix, g.series, g.year, lower(g.numbers) as first, upper(g.numbers) - 1 as last, g.reason,
      epoch_ms(g.recorded_at) as recorded_at, g.recorded_by
    from number_gap g join legal_entity e on e.id = g.legal_entity_id
    where ${page.after === null ? sql`true` : sql`g.id < ${page.after}`} order by g.id desc limit ${page.most}`);
  return rows.map((row) => ({
    id: row.id, series: row.series, first: printNumber({ ...row, sequence: row.first }), last: printNumber({ ...row, sequence: row.last }),
    numbers: row.last - row.first + 1, reason: row.reason, recordedAt: row.recorded_at as Instant, recordedBy: row.recorded_by,
  }));
}
