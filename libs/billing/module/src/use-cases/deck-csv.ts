import {
  type DeckField, type DeckRow, findBandsWithoutUsual, parseTableRow, rowName, type TableField, type TableRowFields, validateDeckRows,
} from '@seatline/billing-domain';
import { formatDecimal, RATE_DECIMALS, type Zone } from '@seatline/kernel';
import { CsvError, parse } from 'csv-parse/sync';

/** The columns of a rate deck's file and the fields of the domain that they fill. */
const FIELD_OF: Readonly<Record<string, DeckField>> = {
  prefix: 'prefix',
  per_minute: 'perMinute',
  connect: 'connect',
  initial_seconds: 'initialSeconds',
  increment_seconds: 'incrementSeconds',
  effective_from: 'effectiveFrom',
  effective_to: 'effectiveTo',
};

const COLUMNS = Object.keys(FIELD_OF);

/** Columns that a file may leave out: then every row is an international prefix, at every hour, without grace. */
const MORE_FIELDS: Readonly<Record<string, TableField>> = { table: 'table', band: 'band', grace_seconds: 'graceSeconds' };

const MORE_COLUMNS = Object.keys(MORE_FIELDS);

const ALL_FIELDS: Readonly<Record<string, DeckField | TableField>> = { ...FIELD_OF, ...MORE_FIELDS };

export interface DeckFile {
  readonly rows: readonly DeckRow[];
  /** One line a fault, with the line of the file; the rows can be used only when there are none. */
  readonly faults: readonly string[];
}

interface CsvRecord {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/** Reads a rate deck as it is uploaded and tells everything that is wrong with it. The rules of a row are the domain's; time bands are of the deck's zone. */
export function readDeckCsv(text: string, zone: Zone): DeckFile {
  let records: CsvRecord[];
  try {
    records = parse(text, { bom: true, columns: requireColumns, skip_empty_lines: true, trim: true, info: true }) as unknown as CsvRecord[];
  } catch (error) {
    if (error instanceof CsvError || error instanceof HeaderFault) return { rows: [], faults: [error.message] };
    throw error;
  }
  const rows: DeckRow[] = [];
  const lines: number[] = [];
  const faults: string[] = [];
  for (const { record, info } of records) {
    const parsed = parseTableRow(toFields(record), zone);
    if (parsed.ok) {
      rows.push(parsed.row);
      lines.push(info.lines);
    } else faults.push(...parsed.faults.map(({ field, message }) => `line ${info.lines}, ${columnOf(field)}: ${message}`));
  }
  for (const { row, other } of validateDeckRows(rows)) {
    faults.push(`line ${lines[row]}, prefix: ${nameOf(rows[row]!)} is in force at the same time as on line ${lines[other]}`);
  }
  for (const row of findBandsWithoutUsual(rows)) {
    faults.push(`line ${lines[row]}, band: ${nameOf(rows[row]!)} has no row without a band that is in force as long`);
  }
  if (records.length === 0) faults.push('the deck has no rows');
  return { rows, faults };
}

class HeaderFault extends Error {}

function requireColumns(header: string[]): string[] {
  const missing = COLUMNS.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !Object.hasOwn(ALL_FIELDS, column));
  const repeated = header.length !== new Set(header).size;
  if (missing.length > 0 || unknown.length > 0 || repeated) throw new HeaderFault(`the header must be ${COLUMNS.join(',')}, and may have ${MORE_COLUMNS.join(', ')}`);
  return header;
}

function toFields(record: Record<string, string>): TableRowFields {
  return Object.fromEntries(Object.entries(record).map(([column, text]) => [ALL_FIELDS[column], column.endsWith('_seconds') ? wholeNumber(text) : text]));
}

/** The number that digits write; any other text is left as it is, for the domain to refuse. */
function wholeNumber(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function columnOf(field: DeckField | TableField): string {
  return Object.keys(ALL_FIELDS).find((column) => ALL_FIELDS[column] === field) ?? field;
}

function nameOf({ prefix, table, band }: DeckRow): string {
  return rowName(prefix, table, band?.text);
}

/**
 * Writes a deck as it can be uploaded again to the very same rows: table by table, by prefix, then by time; instants in UTC. Columns that may be left out are
 * written where some row needs them.
 */
export function writeDeckCsv(rows: readonly DeckRow[]): string {
  const inOrder = [...rows].sort((a, b) => compare(a.table ?? '', b.table ?? '') || compare(a.prefix, b.prefix)
    || compare(a.band?.text ?? '', b.band?.text ?? '') || compare(a.effectiveFrom ?? -Infinity, b.effectiveFrom ?? -Infinity));
  const more = rows.some((row) => row.table ?? row.band ?? row.graceSeconds) ? MORE_COLUMNS : [];
  const columns = [...COLUMNS, ...more];
  return `${[columns.join(','), ...inOrder.map((row) => writeRow(row, columns))].join('\n')}\n`;
}

function compare<Key extends string | number>(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function writeRow(row: DeckRow, columns: readonly string[]): string {
  const rate = (micros: bigint): string => formatDecimal(micros, RATE_DECIMALS);
  const instant = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());
  const cells: Readonly<Record<string, string>> = {
    prefix: row.prefix,
    per_minute: rate(row.perMinuteMicros),
    connect: rate(row.connectMicros),
    initial_seconds: String(row.initialSeconds),
    increment_seconds: String(row.incrementSeconds),
    effective_from: instant(row.effectiveFrom),
    effective_to: instant(row.effectiveTo),
    table: row.table ?? '',
    band: row.band?.text ?? '',
    grace_seconds: row.graceSeconds ? String(row.graceSeconds) : '',
  };
  return columns.map((column) => cells[column]).join(',');
}
