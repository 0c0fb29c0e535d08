import { DECK_FIELDS, type DeckField, type DeckRow, parseDeckRow, validateDeckRows } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import { type CsvHeader, matchHeader } from './csv-header';
import { readCsvRecords } from './csv-records';

/** The deck's columns, in the order of the domain's fields. */
export const DECK_COLUMNS = ['prefix', 'per_minute', 'connect', 'initial_seconds', 'increment_seconds', 'effective_from', 'effective_to'] as const;

type DeckColumn = (typeof DECK_COLUMNS)[number];

const COLUMN_OF = Object.fromEntries(DECK_FIELDS.map((field, place) => [field, DECK_COLUMNS[place]])) as Record<DeckField, DeckColumn>;

/** One thing wrong with the file, and the line that it is on. */
export interface FileFault {
  readonly line: number;
  readonly message: string;
}

export interface DeckFile {
  readonly rows: readonly DeckRow[];
  /** In the order of the lines; the rows can be used only when there are none. */
  readonly faults: readonly FileFault[];
}

/** Reads a whole rate deck and finds everything that is wrong with it. The rules of a row are the domain's. */
export async function readDeckFile(source: AsyncIterable<Buffer>, readInstant: (text: string) => Instant | null, instantForm: string): Promise<DeckFile> {
  const rows: DeckRow[] = [];
  const lines: number[] = [];
  const faults: FileFault[] = [];
  let header: CsvHeader<DeckColumn> | null = null;

  await readCsvRecords(source, {
    record: (fields, line) => {
      if (header === null) {
        header = matchHeader(fields, DECK_COLUMNS);
        if (!header.ok) faults.push(...header.faults.map((message) => ({ line: line(), message })));
        return;
      }
      if (!header.ok) return;
      if (fields.length !== header.width) {
        faults.push({ line: line(), message: `must have ${header.width} columns, has ${fields.length}` });
        return;
      }
      const parsed = parseDeckRow(deckFields(fields, header.places), readInstant, instantForm);
      if (parsed.ok) {
        rows.push(parsed.row);
        lines.push(line());
      } else {
        faults.push(...parsed.faults.map(({ field, message }) => ({ line: line(), message: `${COLUMN_OF[field]}: ${message}` })));
      }
    },
    malformed: (message, line) => {
      if (header === null || header.ok) faults.push({ line, message });
    },
    settle: () => Promise.resolve(header === null || header.ok),
  });
  if (header === null && faults.length === 0) faults.push({ line: 1, message: `header: must be ${DECK_COLUMNS.join(',')}, but the file is empty` });
  for (const { row, other, prefix } of validateDeckRows(rows)) {
    faults.push({ line: lines[row]!, message: `prefix: ${prefix} is in force at the same time as on line ${lines[other]}` });
  }
  return { rows, faults: faults.sort((a, b) => a.line - b.line) };
}

function deckFields(fields: readonly string[], places: Readonly<Record<DeckColumn, number>>): Record<DeckField, unknown> {
  const text = (column: DeckColumn): string => fields[places[column]]!;
  return {
    prefix: text('prefix'),
    perMinute: text('per_minute'),
    connect: text('connect'),
    initialSeconds: wholeNumber(text('initial_seconds')),
    incrementSeconds: wholeNumber(text('increment_seconds')),
    effectiveFrom: text('effective_from'),
    effectiveTo: text('effective_to'),
  };
}

/** The number that digits write; any other text is left as it is, for the domain to refuse. */
function wholeNumber(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}
