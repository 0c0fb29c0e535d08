import { type IdentifiedLine, identifyLines, readStatementLine, type StatementLine, type StatementMapping } from '@seatline/billing-domain';
import type { Currency } from '@seatline/kernel';
import { CsvError, parse } from 'csv-parse/sync';

export interface StatementFault {
  /** The line of the file; 0 is the file as a whole. */
  readonly line: number;
  readonly message: string;
}

export interface StatementFile {
  readonly lines: readonly (IdentifiedLine & { readonly lineNo: number })[];
  readonly outgoing: number;
  /** The file can be taken only when there are none. */
  readonly faults: readonly StatementFault[];
}

type FileStyle = Pick<StatementMapping, 'encoding' | 'delimiter'>;

interface FileRecord {
  readonly cells: readonly string[];
  readonly lineNo: number;
}

const NOTHING = { lines: [], outgoing: 0 };

/** Reads a bank's statement by the account's mapping and tells everything that is wrong with it. Whatever the bank writes above its header is skipped. */
export function readStatementFile(bytes: Uint8Array, mapping: StatementMapping, currency: Currency): StatementFile {
  const read = readRecords(bytes, mapping);
  if ('fault' in read) return { ...NOTHING, faults: [{ line: 0, message: read.fault }] };
  const wanted = [mapping.valueDate, mapping.amount, mapping.reference, mapping.payerName, mapping.payerAccount, mapping.remark].filter((name) => name !== null);
  const headerAt = read.records.findIndex(({ cells }) => wanted.every((name) => cells.includes(name)));
  if (headerAt < 0) return { ...NOTHING, faults: [{ line: 0, message: `no line of the file has the columns ${wanted.join(', ')}` }] };
  return readLines(read.records[headerAt]!.cells, read.records.slice(headerAt + 1), mapping, currency);
}

function readLines(header: readonly string[], records: readonly FileRecord[], mapping: StatementMapping, currency: Currency): StatementFile {
  const incoming: { readonly line: StatementLine; readonly lineNo: number }[] = [];
  const faults: StatementFault[] = [];
  let outgoing = 0;
  for (const { cells, lineNo } of records) {
    if (cells.length !== header.length) {
      faults.push({ line: lineNo, message: `has ${cells.length} columns instead of ${header.length}` });
      continue;
    }
    const read = readStatementLine(Object.fromEntries(header.map((name, place) => [name, cells[place] ?? ''])), mapping, currency);
    if (read.kind === 'incoming') incoming.push({ line: read.line, lineNo });
    else if (read.kind === 'outgoing') outgoing += 1;
    else faults.push({ line: lineNo, message: `${read.column}: "${read.text.slice(0, 60)}" cannot be read` });
  }
  const { identified, clashes } = identifyLines(incoming.map(({ line }) => line));
  faults.push(...clashes.map((place) => ({ line: incoming[place]!.lineNo, message: `reference ${incoming[place]!.line.reference} stands on another line with another day or amount` })));
  const lines = identified.flatMap((each, place) => (each ? [{ ...each, lineNo: incoming[place]!.lineNo }] : []));
  return { lines, outgoing, faults };
}

/** The columns that a file seems to have and its first lines, for whoever maps them: the header is taken to be the first line that is as wide as most. */
export function inspectStatementFile(bytes: Uint8Array, style: FileStyle): { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly fault: string | null } {
  const read = readRecords(bytes, style);
  if ('fault' in read) return { columns: [], rows: [], fault: read.fault };
  const widest = Math.max(0, ...read.records.map(({ cells }) => cells.length));
  const headerAt = read.records.findIndex(({ cells }) => cells.length === widest && cells.every((cell) => cell !== ''));
  if (headerAt < 0 || widest < 2) return { columns: [], rows: [], fault: 'no header was found: is the separator right?' };
  const rows = read.records.slice(headerAt + 1, headerAt + 1 + ROWS_SHOWN).map(({ cells }) => cells);
  return { columns: read.records[headerAt]!.cells, rows, fault: null };
}

const ROWS_SHOWN = 5;

function readRecords(bytes: Uint8Array, { encoding, delimiter }: FileStyle): { readonly records: readonly FileRecord[] } | { readonly fault: string } {
  const text = decode(bytes, encoding);
  if (text === null) return { fault: `the file is not written in ${encoding}` };
  try {
    const found = parse(text, { bom: true, delimiter, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, trim: true }) as unknown as { record: string[]; info: { lines: number } }[];
    return { records: found.filter(({ record }) => record.some((cell) => cell !== '')).map(({ record, info }) => ({ cells: withoutPadding(record), lineNo: info.lines })) };
  } catch (error) {
    if (error instanceof CsvError) return { fault: error.message };
    throw error;
  }
}

/** Some banks write numbers as `="6222…"` or with a tab in front, so that spreadsheets leave them alone. */
function withoutPadding(record: readonly string[]): string[] {
  return record.map((cell) => /^="?([^"]*)"?$/.exec(cell)?.[1] ?? cell.replace(/^[\t']+/, ''));
}

function decode(bytes: Uint8Array, encoding: StatementMapping['encoding']): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return null;
    throw error;
  }
}
