import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';

/** What a column takes. Money arrives as bigint, instants as ISO text, ranges and arrays as PostgreSQL writes them. */
export type ColumnValue = string | number | bigint | boolean | null;

/** A table as a writer of many rows sees it: its columns and their SQL types, in the order of the values. */
export interface TableShape<Column extends string> {
  readonly table: string;
  readonly columns: Readonly<Record<Column, string>>;
}

/** A statement stays far below PostgreSQL's limits and the pool's statement timeout with so many rows. */
const ROWS_A_STATEMENT = 5_000;

/**
 * Inserts any number of rows with one statement for thousands of them: a column is one array parameter, and `unnest` makes rows of them again.
 * Arrays and ranges travel as text, since `unnest` would flatten an array of arrays.
 */
export async function insertRows<Column extends string>(
  db: LedgerDatabase,
  shape: TableShape<Column>,
  rows: readonly Readonly<Record<Column, ColumnValue>>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await db.execute(insertStatement(shape, rows.slice(from, from + ROWS_A_STATEMENT)));
  }
}

function insertStatement<Column extends string>(shape: TableShape<Column>, rows: readonly Readonly<Record<Column, ColumnValue>>[]): SQL {
  const names = Object.keys(shape.columns) as Column[];
  const list = sql.raw(names.join(', '));
  return sql`insert into ${sql.raw(shape.table)} (${list}) ${selectRows(shape, rows)}`;
}

/** `select … from unnest(…)` over the rows, for statements that do more with them than insert. Columns keep their names. */
export function selectRows<Column extends string>(shape: TableShape<Column>, rows: readonly Readonly<Record<Column, ColumnValue>>[]): SQL {
  const names = Object.keys(shape.columns) as Column[];
  const arrays = names.map((name) => sql`${sql.param(rows.map((row) => row[name]))}::${sql.raw(`${carrierOf(shape.columns[name])}[]`)}`);
  const selected = names.map((name) => (isText(shape.columns[name]) ? `r.${name}::${shape.columns[name]}` : `r.${name}`)).join(', ');
  return sql`select ${sql.raw(selected)} from unnest(${sql.join(arrays, sql`, `)}) as r (${sql.raw(names.join(', '))})`;
}

function carrierOf(type: string): string {
  return isText(type) ? 'text' : type;
}

function isText(type: string): boolean {
  return type.endsWith('[]') || type.endsWith('range') || type === 'jsonb';
}

/** A half-open range of dates as PostgreSQL writes it; null is an open side. */
export function dateRange(fromOn: string | null, toOn: string | null): string {
  return `[${fromOn ?? ''},${toOn ?? ''})`;
}

/** A list of whole numbers as PostgreSQL writes it. */
export function intArray(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}

/** An instant as PostgreSQL reads it. */
export function timestamp(at: number): string {
  return new Date(at).toISOString();
}
