import type { DeckRow } from './deck-row';
import { bandsMeet } from './time-band';

/** Two rows of one prefix are in force at once: `row` meets `other`, which comes before it in the deck (both are places, from 0). */
export interface DeckOverlap {
  readonly row: number;
  readonly other: number;
  readonly prefix: string;
}

/**
 * Finds rows of one prefix that are in force at once. Ranges are half-open, so a row may begin at the very instant at which another ends.
 * Rows of different tables never meet, nor does a row with a time band and the usual one; two with bands do where both have a minute of the week.
 * Rows are taken in the order of the deck; one that meets a row already taken is named and not taken, so that without the named rows the deck
 * can be used, and an empty list means that it can be as it is. The fields themselves are `parseDeckRow`'s to judge.
 * Source: simulate.md ("two deck rows of one prefix in force at once are a fault").
 */
export function validateDeckRows(rows: readonly DeckRow[]): DeckOverlap[] {
  const usualByPrefix = new Map<string, number[]>();
  const bandedByPrefix = new Map<string, number[]>();
  const overlaps: DeckOverlap[] = [];
  rows.forEach((row, place) => {
    const known = row.band === undefined ? usualByPrefix : bandedByPrefix;
    const taken = known.get(prefixKey(row));
    if (!taken) {
      known.set(prefixKey(row), [place]);
      return;
    }
    const other = row.band === undefined ? takeUsual(rows, taken, place) : takeBanded(rows, taken, place);
    if (other !== null) overlaps.push({ row: place, other, prefix: row.prefix });
  });
  return overlaps;
}

/**
 * Rows with a time band whose prefix has no usual price at some instant at which they are in force: outside of the band, calls then would have none. Named
 * by their places. Source: domain.md 4 (time bands).
 */
export function findBandsWithoutUsual(rows: readonly DeckRow[]): number[] {
  const usualByPrefix = new Map<string, DeckRow[]>();
  for (const row of rows) {
    if (row.band !== undefined) continue;
    const known = usualByPrefix.get(prefixKey(row));
    if (known) known.push(row);
    else usualByPrefix.set(prefixKey(row), [row]);
  }
  return rows.flatMap((row, place) => (row.band !== undefined && !isCovered(row, usualByPrefix.get(prefixKey(row)) ?? []) ? [place] : []));
}

/** Prefixes are digits, so a table's name before one is never another prefix. */
export function prefixKey({ table, prefix }: DeckRow): string {
  return table === undefined || table === 'e164' ? prefix : `${table} ${prefix}`;
}

function isCovered(row: DeckRow, usual: readonly DeckRow[]): boolean {
  let from = beginning(row);
  for (const each of [...usual].sort((a, b) => beginning(a) - beginning(b))) {
    if (beginning(each) <= from && from < end(each)) from = end(each);
  }
  return from >= end(row);
}

/** The row that this one meets, or null once it is taken. What was taken is in the order of time and apart, so only its neighbours can meet it. */
function takeUsual(rows: readonly DeckRow[], taken: number[], place: number): number | null {
  const row = rows[place]!;
  const at = placeAmong(rows, taken, row);
  const before = taken[at - 1];
  const after = taken[at];
  if (before !== undefined && beginning(row) < end(rows[before]!)) return before;
  if (after !== undefined && beginning(rows[after]!) < end(row)) return after;
  taken.splice(at, 0, place);
  return null;
}

/** The same of rows with bands, of which a prefix has a handful. */
function takeBanded(rows: readonly DeckRow[], taken: number[], place: number): number | null {
  const row = rows[place]!;
  const other = taken.find((each) => inForceTogether(row, rows[each]!) && bandsMeet(row.band!, rows[each]!.band!));
  if (other !== undefined) return other;
  taken.push(place);
  return null;
}

function inForceTogether(a: DeckRow, b: DeckRow): boolean {
  return beginning(a) < end(b) && beginning(b) < end(a);
}

/** How many of the rows taken so far, which are kept in the order of time, begin no later than this one. */
function placeAmong(rows: readonly DeckRow[], taken: readonly number[], row: DeckRow): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (beginning(rows[taken[middle]!]!) <= beginning(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function beginning(row: DeckRow): number {
  return row.effectiveFrom ?? -Infinity;
}

function end(row: DeckRow): number {
  return row.effectiveTo ?? Infinity;
}
