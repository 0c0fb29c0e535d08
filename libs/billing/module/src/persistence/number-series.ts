import { type NumberSeries, NUMBER_SERIES, type PrintedNumber, printNumber } from '@seatline/billing-domain';
import type { CivilDate, Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

/** Who gives numbers out. */
export interface NumberingEntity extends Record<string, unknown> {
  readonly id: string;
  readonly prefix: string;
  readonly zone: Zone;
}

export async function numberingEntities(db: LedgerDatabase): Promise<NumberingEntity[]> {
  const { rows } = await db.execute<NumberingEntity>(sql`select id, invoice_prefix as prefix, zone from legal_entity order by created_at, code`);
  return rows;
}

/** The next number of a series: 1 where none was given out yet. */
export async function nextOfSeries(db: LedgerDatabase, entityId: string, { series, year }: Pick<PrintedNumber, 'series' | 'year'>): Promise<number> {
  const { rows } = await db.execute<{ next: number }>(sql`
    select next from number_counter where legal_entity_id = ${entityId} and series = ${series} and year = ${year}`);
  return rows[0]?.next ?? 1;
}

export interface Skip {
  readonly entityId: string;
  readonly sent: PrintedNumber;
  readonly reason: string;
  readonly at: Instant;
  readonly by: string;
}

/** Moves the series past the number and records the gap. @returns the first and last number left out; null when the series is past it already. */
export async function skipNumbers(db: LedgerDatabase, { entityId, sent, reason, at, by }: Skip): Promise<{ first: number; last: number } | null> {
  const { rows } = await db.execute<{ first: number | null; last: number | null }>(sql`
    select lower(gap) as first, upper(gap) - 1 as last
    from skip_numbers(${entityId}, ${sent.series}, ${sent.year}, ${sent.sequence}, ${reason}, ${timestamp(at)}::timestamptz, ${by}) as gap`);
  const [row] = rows;
  return row && row.first !== null && row.last !== null ? { first: row.first, last: row.last } : null;
}

/** What bears a number in the books. */
export interface NumberBearer extends Record<string, unknown> {
  readonly tenant: string;
  readonly issuedOn: CivilDate;
}

const DOCUMENT: Readonly<Record<NumberSeries, { table: string; at: string }>> = {
  invoice: { table: 'invoice', at: 'd.issued_at' }, 'credit-note': { table: 'credit_note', at: 'd.issued_at' }, lease: { table: 'lease', at: 'd.created_at' },
};

export async function bearerOf(db: LedgerDatabase, series: NumberSeries, number: string, zone: Zone): Promise<NumberBearer | null> {
  const { table, at } = DOCUMENT[series];
  const { rows } = await db.execute<NumberBearer>(sql`
    select t.name as tenant, to_char(${sql.raw(at)} at time zone ${zone}, 'YYYY-MM-DD') as "issuedOn"
    from ${sql.raw(table)} d join tenant t on t.id = d.tenant_id where d.number = ${number}`);
  return rows[0] ?? null;
}

/** How far a series has come: its last number, given out or left out. */
export interface SeriesStand {
  readonly series: NumberSeries;
  /** As printed. */
  readonly printed: string;
}

export async function seriesStands(db: LedgerDatabase): Promise<SeriesStand[]> {
  const { rows } = await db.execute<PrintedNumber & Record<string, unknown>>(sql`
    select e.invoice_prefix as prefix, c.series, c.year, c.next - 1 as sequence from number_counter c join legal_entity e on e.id = c.legal_entity_id
    where c.next > 1 order by c.year, array_position(${sql.param(NUMBER_SERIES)}::text[], c.series), e.invoice_prefix`);
  return rows.map((row) => ({ series: row.series, printed: printNumber(row) }));
}
