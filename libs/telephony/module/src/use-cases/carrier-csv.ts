import { createHash } from 'node:crypto';
import { type Instant, parseDecimal, parseInstant, parseLocalTime, RATE_DECIMALS, type Zone } from '@seatline/kernel';
import { type CarrierCall, sameNumber } from '@seatline/telephony-domain';
import { CsvError, parse } from 'csv-parse/sync';

/** How a carrier's file is written: `plain` has our columns with a header, `asterisk-cdr` is Asterisk's Master.csv, by position and without one. */
export const CARRIER_FILE_FORMATS = ['plain', 'asterisk-cdr'] as const;
export type CarrierFileFormat = (typeof CARRIER_FILE_FORMATS)[number];

export interface CarrierFile {
  readonly calls: readonly CarrierCall[];
  /** One line a fault, with the line of the file; the calls can be used only when there are none. */
  readonly faults: readonly string[];
}

export interface CarrierFileTerms {
  readonly format: CarrierFileFormat;
  /** For times without an offset. */
  readonly zone: Zone;
  /** Tells in Asterisk's file, which has no direction, what came in: what was dialled there is ours. */
  readonly ourNumbers: readonly string[];
}

interface CsvLine {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const COLUMNS = ['record_id', 'direction', 'from', 'to', 'answered_at', 'seconds', 'price', 'currency', 'sequence'] as const;
type Column = (typeof COLUMNS)[number];
const NEEDED: readonly Column[] = ['direction', 'from', 'to', 'answered_at', 'seconds'];

/** Columns of Master.csv: accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp, lastdata, start, answer, end, duration, billsec, disposition, amaflags, uniqueid. */
const ASTERISK = { from: 1, to: 2, start: 9, answer: 10, billsec: 13, disposition: 14, uniqueid: 16 } as const;

type Read = { readonly call: CarrierCall | null } | { readonly fault: string };

/** Reads a carrier's file and tells everything that is wrong with it. Calls that nobody answered, or of no second, are passed over: they cost nothing. */
export function readCarrierCsv(text: string, terms: CarrierFileTerms): CarrierFile {
  let lines: CsvLine[];
  try {
    lines = parse(text, { bom: true, skip_empty_lines: true, trim: true, info: true, relax_column_count: true }) as unknown as CsvLine[];
  } catch (error) {
    if (error instanceof CsvError) return { calls: [], faults: [error.message] };
    throw error;
  }
  const plain = terms.format === 'plain';
  const header = plain ? (lines.shift()?.record ?? []) : [];
  const missing = plain ? NEEDED.filter((column) => !header.includes(column)) : [];
  if (missing.length > 0) return { calls: [], faults: [`the header lacks ${missing.join(', ')}; the columns are ${COLUMNS.join(',')}`] };
  const calls = new Map<string, CarrierCall>();
  const faults: string[] = [];
  for (const { record, info } of lines) {
    const read = plain ? readPlain(fieldsOf(header, record), terms) : readAsterisk(record, terms);
    if ('fault' in read) faults.push(`line ${info.lines}: ${read.fault}`);
    else if (read.call && calls.has(read.call.recordId)) faults.push(`line ${info.lines}: the record ${read.call.recordId} stands in the file twice`);
    else if (read.call) calls.set(read.call.recordId, read.call);
  }
  return { calls: [...calls.values()], faults };
}

function fieldsOf(header: readonly string[], cells: readonly string[]): Partial<Record<Column, string>> {
  return Object.fromEntries(header.map((name, place) => [name, cells[place] ?? '']));
}

function readPlain(fields: Partial<Record<Column, string>>, { zone }: CarrierFileTerms): Read {
  const { direction, from = '', to = '', currency = '' } = fields;
  if (direction !== 'inbound' && direction !== 'outbound') return { fault: 'direction must be inbound or outbound' };
  const seconds = wholeNumber(fields.seconds ?? '');
  if (seconds === null) return { fault: 'seconds must be a whole number' };
  if (seconds === 0) return { call: null };
  const answeredAt = readTime(fields.answered_at ?? '', zone);
  if (answeredAt === null) return { fault: 'answered_at must be a time such as 2026-03-01 08:00:00' };
  const micros = fields.price ? parseDecimal(fields.price.replace(/^-/, ''), RATE_DECIMALS) : null;
  if (fields.price && micros === null) return { fault: 'price must be a decimal with at most 6 decimals' };
  if (micros !== null && !/^[A-Z]{3}$/.test(currency)) return { fault: 'a price needs its currency, such as CNY' };
  const sequence = fields.sequence ? wholeNumber(fields.sequence) : null;
  if (fields.sequence && sequence === null) return { fault: 'sequence must be a whole number' };
  const recordId = fields.record_id || keyOf(direction, from, to, String(answeredAt), String(seconds));
  return { call: { recordId, legId: null, direction, from, to, answeredAt, seconds, price: micros === null ? null : { micros, currency }, sequence } };
}

function readAsterisk(cells: readonly string[], { zone, ourNumbers }: CarrierFileTerms): Read {
  if (cells.length <= ASTERISK.disposition) return { fault: `has ${cells.length} columns; Master.csv has 16 to 18` };
  const seconds = wholeNumber(cells[ASTERISK.billsec] ?? '');
  if (seconds === null) return { fault: 'billsec must be a whole number' };
  if (cells[ASTERISK.disposition] !== 'ANSWERED' || seconds === 0) return { call: null };
  const answer = cells[ASTERISK.answer] ?? '';
  const answeredAt = readTime(answer, zone);
  if (answeredAt === null) return { fault: 'answer must be a time such as 2026-03-01 08:00:00' };
  const [from = '', to = ''] = [cells[ASTERISK.from], cells[ASTERISK.to]];
  const direction = ourNumbers.some((number) => sameNumber(number, to)) ? 'inbound' : 'outbound';
  const recordId = cells[ASTERISK.uniqueid] || keyOf(from, to, answer, String(seconds));
  return { call: { recordId, legId: null, direction, from, to, answeredAt, seconds, price: null, sequence: null } };
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** RFC 3339 with its offset, or a local time, with a blank or a T. */
function readTime(text: string, zone: Zone): Instant | null {
  const withT = text.replace(' ', 'T');
  return parseInstant(withT) ?? parseLocalTime(withT, zone);
}

/** A carrier that gives its records no key: what a record says is its key. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
