import type { Instant } from '@seatline/kernel';
import type { DeckRow } from './deck-row';
import { holdsAtMinuteOf } from './time-band';

/** Looks a number's digits up among the rows of one table, few enough for a walk from the longest prefix to the shortest. */
export function compileSmallTable(rows: readonly DeckRow[], { whole }: { readonly whole: boolean }): (number: string, at: Instant) => DeckRow | null {
  const byPrefix = new Map<string, DeckRow[]>();
  for (const row of rows) byPrefix.set(row.prefix, [...(byPrefix.get(row.prefix) ?? []), row]);
  return (number, at) => {
    for (let digits = number.length; digits > 0; digits--) {
      const row = rowThatHolds(byPrefix.get(number.slice(0, digits)) ?? [], at);
      if (row || whole) return row;
    }
    return null;
  };
}

function rowThatHolds(rows: readonly DeckRow[], at: Instant): DeckRow | null {
  const inForce = rows.filter((row) => (row.effectiveFrom ?? -Infinity) <= at && at < (row.effectiveTo ?? Infinity));
  return inForce.find((row) => row.band !== undefined && holdsAtMinuteOf(row.band, at)) ?? inForce.find((row) => row.band === undefined) ?? null;
}
