import type { DeckRow } from './deck-row';

/** Two rows of one prefix are in force at once: `row` meets `other`, which comes before it in the deck (both are places, from 0). */
export interface DeckOverlap {
  readonly row: number;
  readonly other: number;
  readonly prefix: string;
}

/**
 * Finds rows of one prefix that are in force at once. Ranges are half-open, so a row may begin at the very instant at which another ends.
 * Rows are taken in the order of the deck; one that meets a row already taken is named and not taken, so that without the named rows the deck
 * can be used, and an empty list means that it can be as it is. The fields themselves are `parseDeckRow`'s to judge.
 * Source: simulate.md ("two deck rows of one prefix in force at once are a fault").
 */
export function validateDeckRows(rows: readonly DeckRow[]): DeckOverlap[] {
  const takenByPrefix = new Map<string, number[]>();
  const overlaps: DeckOverlap[] = [];
  rows.forEach((row, place) => {
    const taken = takenByPrefix.get(row.prefix);
    if (!taken) {
      takenByPrefix.set(row.prefix, [place]);
      return;
    }
    const at = placeAmong(rows, taken, row);
    const before = taken[at - 1];
    const after = taken[at];
    const other = before !== undefined && beginning(row) < end(rows[before]!) ? before
      : after !== undefined && beginning(rows[after]!) < end(row) ? after
      : undefined;
    if (other === undefined) taken.splice(at, 0, place);
    else overlaps.push({ row: place, other, prefix: row.prefix });
  });
  return overlaps;
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
