import type { Instant } from '@seatline/kernel';
import type { DeckRow, DeckTable } from './deck-row';
import { alignDigits, countDigits } from './dialled-number';
import { compileSmallTable } from './compile-small-table';
import { prefixIntervals } from './prefix-intervals';
import { holdsAtMinuteOf } from './time-band';
import { validateDeckRows } from './validate-deck-rows';

/** A rate deck made ready for look-up. It never changes: a new version of a deck is compiled anew and takes the old one's place at once. */
export interface CompiledDeck {
  /**
   * The row that prices a call to the number answered at the instant: the longest prefix among the rows in force then. Null when none is,
   * and for what is not 1 to 15 digits with or without a plus.
   */
  readonly find: (to: string, at: Instant) => DeckRow | null;
  /**
   * The same in another of the deck's tables: a short number by the row that is exactly it, a service number (in its form at home) and an extension by the
   * longest prefix, an international number as `find` does.
   */
  readonly findIn: (table: DeckTable, number: string, at: Instant) => DeckRow | null;
  /** How many rows the deck has, in force or not. */
  readonly size: number;
}

/** The look-up jumps by the first four digits and searches only among the intervals that share them. */
const JUMPS = 10_000;
const JUMP_SPAN = 1e11;

/**
 * Compiles the rows of a deck, given in any order. Compiling 100,000 rows takes well under a second, a look-up no allocation.
 * A prefix that is not in force at the answer gives way to the next shorter one that is. Of the rows of a prefix in force the one whose time band holds at
 * the answer decides, else the one without a band; it prices the whole call, however long it lasts.
 * @throws RangeError when two rows of one prefix are in force at once, or a prefix is not 1 to 15 digits: rows are validated before
 * (`parseDeckRow`, `validateDeckRows`). Source: domain.md 4, billing.md 2, simulate.md ("the longest prefix among the rows in force at the answer decides").
 */
export function compileDeck(rows: readonly DeckRow[]): CompiledDeck {
  const overlap = validateDeckRows(rows)[0];
  if (overlap) throw new RangeError(`two rows of prefix ${overlap.prefix} are in force at once`);
  const find = compilePrefixes(rows.filter((row) => row.table === undefined || row.table === 'e164'));
  const small = {
    short: compileSmallTable(rows.filter((row) => row.table === 'short'), { whole: true }),
    service: compileSmallTable(rows.filter((row) => row.table === 'service'), { whole: false }),
    internal: compileSmallTable(rows.filter((row) => row.table === 'internal'), { whole: false }),
  };
  return { find, findIn: (table, number, at) => (table === 'e164' ? find(number, at) : small[table](number, at)), size: rows.length };
}

function compilePrefixes(rows: readonly DeckRow[]): CompiledDeck['find'] {
  const { prefixes, versions, firstVersions } = versionsByPrefix(rows);
  const digitsOf = Uint8Array.from(prefixes, (prefix) => prefix.length);
  const froms = Float64Array.from(versions, (row) => row.effectiveFrom ?? -Infinity);
  const untils = Float64Array.from(versions, (row) => row.effectiveTo ?? Infinity);
  const { starts, owners, parents } = prefixIntervals(prefixes);
  const jumps = jumpTable(starts);

  return (to, at) => {
    const number = alignDigits(to);
    if (number < 0) return null;
    const jump = Math.floor(number / JUMP_SPAN);
    let low = jumps[jump]!;
    let high = jumps[jump + 1]!;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle]! <= number) low = middle;
      else high = middle - 1;
    }
    const digits = countDigits(to);
    for (let place = owners[low]!; place >= 0; place = parents[place]!) {
      // Padding with zeros makes 86 look like 860: a prefix longer than the number is none of its prefixes.
      if (digitsOf[place]! > digits) continue;
      for (let version = firstVersions[place]!; version < firstVersions[place + 1]!; version++) {
        if (froms[version]! > at || at >= untils[version]!) continue;
        const row = versions[version]!;
        if (row.band === undefined || holdsAtMinuteOf(row.band, at)) return row;
      }
    }
    return null;
  };
}

interface PrefixVersions {
  readonly prefixes: readonly string[];
  /** The rows, those of one prefix side by side, the ones with time bands before the others. */
  readonly versions: readonly DeckRow[];
  /** Where each prefix's rows begin in `versions`; one more entry ends the last. */
  readonly firstVersions: Int32Array;
}

function versionsByPrefix(rows: readonly DeckRow[]): PrefixVersions {
  const byPrefix = new Map<string, DeckRow[]>();
  for (const row of rows) {
    const known = byPrefix.get(row.prefix);
    if (known) known.push(row);
    else byPrefix.set(row.prefix, [row]);
  }
  const firstVersions = new Int32Array(byPrefix.size + 1);
  let place = 0;
  for (const group of byPrefix.values()) {
    firstVersions[place + 1] = firstVersions[place]! + group.length;
    place++;
  }
  return { prefixes: [...byPrefix.keys()], versions: [...byPrefix.values()].flatMap(bandsFirst), firstVersions };
}

/** Rows with time bands before the others, so that the first one that holds decides. */
function bandsFirst(rows: readonly DeckRow[]): readonly DeckRow[] {
  return rows.some((row) => row.band !== undefined) ? [...rows].sort((a, b) => Number(a.band === undefined) - Number(b.band === undefined)) : rows;
}

/** jumps[d] is the interval that holds the least number beginning with the four digits d; one more entry closes the last. */
function jumpTable(starts: Float64Array): Int32Array {
  const jumps = new Int32Array(JUMPS + 1);
  let interval = 0;
  for (let jump = 0; jump <= JUMPS; jump++) {
    while (interval + 1 < starts.length && starts[interval + 1]! <= jump * JUMP_SPAN) interval++;
    jumps[jump] = interval;
  }
  return jumps;
}
