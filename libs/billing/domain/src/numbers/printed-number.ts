import { accept, refuse, type Result } from '@seatline/kernel';

/** Documents that are numbered without gaps, each in a series of its own for every legal entity and year. */
export const NUMBER_SERIES = ['invoice', 'credit-note', 'lease'] as const;
export type NumberSeries = (typeof NUMBER_SERIES)[number];

/** What stands between an entity's prefix and the year: SLI-2026-000001 is an invoice of SL, SL-2026-000001 a contract. */
const LETTER: Readonly<Record<NumberSeries, string>> = { invoice: 'I', 'credit-note': 'C', lease: '' };

/** A document's number, taken apart. */
export interface PrintedNumber {
  readonly series: NumberSeries;
  /** The legal entity's. */
  readonly prefix: string;
  readonly year: number;
  readonly sequence: number;
}

export type PrintedNumberRefusal = 'number.unreadable' | 'number.unknown-entity';

/** A number as it is printed: six digits at least, more when a year has more documents. */
export function printNumber({ series, prefix, year, sequence }: PrintedNumber): string {
  return `${prefix}${LETTER[series]}-${year}-${String(sequence).padStart(6, '0')}`;
}

/**
 * Reads a number as it is printed on a document of a series, such as SLI-2026-000123 of an invoice. It must be written exactly as printed, its count at least 1.
 * @param prefixes those of the legal entities that there are; the series tells where the prefix ends.
 * @returns `number.unreadable` for what is no number of the series, `number.unknown-entity` for one of nobody here.
 */
export function readPrintedNumber(series: NumberSeries, text: string, prefixes: readonly string[]): Result<PrintedNumber, PrintedNumberRefusal> {
  const parts = /^([A-Z]{2,7})-(\d{4})-(\d{6,9})$/.exec(text.trim());
  if (!parts) return refuse('number.unreadable', { number: text });
  const [, word = '', year = '', count = ''] = parts;
  const prefix = word.slice(0, word.length - LETTER[series].length);
  const read: PrintedNumber = { series, prefix, year: Number(year), sequence: Number(count) };
  if (read.sequence < 1 || printNumber(read) !== text.trim()) return refuse('number.unreadable', { number: text });
  return prefixes.includes(prefix) ? accept(read) : refuse('number.unknown-entity', { number: text });
}

/** More than this between a series' next number and one that is said to be given out is a slip of the pen, not an hour's documents. */
export const MOST_NUMBERS_SKIPPED = 10_000;

export type SkipRefusal = 'number.of-a-year-to-come' | 'number.too-far-ahead';

/**
 * Whether a series may be moved past a number that is on a document already (billing.md 3, fault 25). A number behind the next one needs nothing and is never
 * refused: a series does not move back.
 * @param next the series' next number; @param thisYear that of the legal entity's own clocks.
 * @returns `number.of-a-year-to-come`: no document of it can have been sent; `number.too-far-ahead`: more than 10,000 numbers would be left out.
 */
export function mayLeaveOut(sent: PrintedNumber, next: number, thisYear: number): Result<true, SkipRefusal> {
  const facts = { number: printNumber(sent), next: printNumber({ ...sent, sequence: next }) };
  if (sent.year > thisYear) return refuse('number.of-a-year-to-come', facts);
  return sent.sequence - next >= MOST_NUMBERS_SKIPPED ? refuse('number.too-far-ahead', facts) : accept(true);
}
