import { type DeckField, type DeckRow, parseDeckRow, validateDeckRows } from '@seatline/billing-domain';
import { formatDecimal, RATE_DECIMALS } from '@seatline/kernel';
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

export interface DeckFile {
  readonly rows: readonly DeckRow[];
  /** One line a fault, with the line of the file; the rows can be used only when there are none. */
  readonly faults: readonly string[];
}

interface CsvRecord {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/** Reads a rate deck as it is uploaded and tells everything that is wrong with it. The rules of a row are the domain's. */
export function readDeckCsv(text: string): DeckFile {
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
    const parsed = parseDeckRow(toFields(record));
    if (parsed.ok) {
      rows.push(parsed.row);
      lines.push(info.lines);
    } else faults.push(...parsed.faults.map(({ field, message }) => `line ${info.lines}, ${columnOf(field)}: ${message}`));
  }
  for (const { row, other, prefix } of validateDeckRows(rows)) {
    faults.push(`line ${lines[row]}, prefix: ${prefix} is in force at the same time as on line ${lines[other]}`);
  }
  if (records.length === 0) faults.push('the deck has no rows');
  return { rows, faults };
}

class HeaderFault extends Error {}

function requireColumns(header: string[]): string[] {
  const missing = COLUMNS.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !COLUMNS.includes(column));
  const repeated = header.length !== new Set(header).size;
  if (missing.length > 0 || unknown.length > 0 || repeated) throw new HeaderFault(`the header must be ${COLUMNS.join(',')}`);
  return header;
}

function toFields(record: Record<string, string>): Partial<Record<DeckField, unknown>> {
  return Object.fromEntries(Object.entries(record).map(([column, text]) => [FIELD_OF[column], column.endsWith('_seconds') ? wholeNumber(text) : text]));
}

/** The number that digits write; any other text is left as it is, for the domain to refuse. */
function wholeNumber(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function columnOf(field: DeckField): string {
  return COLUMNS.find((column) => FIELD_OF[column] === field) ?? field;
}

/** Writes a deck as it can be uploaded again to the very same rows: by prefix, then by time; instants in UTC. */
export function writeDeckCsv(rows: readonly DeckRow[]): string {
  const inOrder = [...rows].sort((a, b) => (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : (a.effectiveFrom ?? -Infinity) - (b.effectiveFrom ?? -Infinity)));
  return `${[COLUMNS.join(','), ...inOrder.map(writeRow)].join('\n')}\n`;
}

function writeRow(row: DeckRow): string {
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
  };
  return COLUMNS.map((column) => cells[column]).join(',');
}
