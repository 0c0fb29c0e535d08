import type { Zone } from '@seatline/kernel';
import { DECK_TABLES, type DeckRow, type DeckTable } from './deck-row';
import { type DeckField, type DeckRowFields, LONGEST_INCREMENT_SECONDS, parseDeckRow } from './parse-deck-row';
import { parseTimeBand, type TimeBand } from './time-band';

/** What a row may say beside the fields of every deck. */
export const TABLE_FIELDS = ['table', 'band', 'graceSeconds'] as const;
export type TableField = (typeof TABLE_FIELDS)[number];

export type TableRowFields = DeckRowFields & Readonly<Partial<Record<TableField, unknown>>>;

export interface TableRowFault {
  readonly field: DeckField | TableField;
  readonly message: string;
}

export type ParsedTableRow = { readonly ok: true; readonly row: DeckRow } | { readonly ok: false; readonly faults: readonly TableRowFault[] };

const BAND_FAULTS = {
  'band.form': 'must name days and local times, such as mon-fri 18:00-24:00, several with a semicolon between',
  'band.twice': 'must name no minute of the week twice',
} as const;

/**
 * Reads a row of a deck with its table, time band and grace, each of which may be absent, null or empty: an international prefix, at every hour, without grace.
 * Everything else as `parseDeckRow`. Bands are of the deck's zone. A grace is a whole number of seconds up to a day.
 * Source: domain.md 4 (grace seconds, time bands in the deck's zone).
 */
export function parseTableRow(fields: TableRowFields, zone: Zone): ParsedTableRow {
  const faults: TableRowFault[] = [];
  const table = readTable(fields.table);
  if (table === null) faults.push({ field: 'table', message: `must be one of ${DECK_TABLES.join(', ')}` });
  const band = readBand(fields.band, zone);
  if (typeof band === 'string') faults.push({ field: 'band', message: band });
  const graceSeconds = readGrace(fields.graceSeconds);
  if (graceSeconds === null) faults.push({ field: 'graceSeconds', message: `must be a whole number from 0 to ${LONGEST_INCREMENT_SECONDS}` });
  const parsed = parseDeckRow(fields);
  if (!parsed.ok || table === null || typeof band === 'string' || graceSeconds === null) {
    return { ok: false, faults: [...(parsed.ok ? [] : parsed.faults), ...faults] };
  }
  return {
    ok: true,
    row: { ...parsed.row, ...(table === 'e164' ? {} : { table }), ...(band === null ? {} : { band }), ...(graceSeconds === 0 ? {} : { graceSeconds }) },
  };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function readTable(value: unknown): DeckTable | null {
  return isAbsent(value) ? 'e164' : (DECK_TABLES.find((table) => table === value) ?? null);
}

/** A text: what is wrong with it. */
function readBand(value: unknown, zone: Zone): TimeBand | null | string {
  if (isAbsent(value)) return null;
  if (typeof value !== 'string') return BAND_FAULTS['band.form'];
  const band = parseTimeBand(value, zone);
  return band.ok ? band.value : BAND_FAULTS[band.refusal.code];
}

function readGrace(value: unknown): number | null {
  if (isAbsent(value)) return 0;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LONGEST_INCREMENT_SECONDS ? value : null;
}
