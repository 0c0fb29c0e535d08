import { alignDigits, prefixSpan } from './dialled-number';

/**
 * The 15-digit integers cut at every place where the longest matching prefix changes. Interval `i` runs from `starts[i]` to before
 * `starts[i + 1]`; `owners[i]` is the place of its longest prefix in the list, -1 where none matches. The first one starts at 0.
 */
export interface PrefixIntervals {
  readonly starts: Float64Array;
  readonly owners: Int32Array;
  /** For each prefix the place of the next shorter prefix of the list that it begins with, or -1. */
  readonly parents: Int32Array;
}

/**
 * Cuts the number space by a list of different prefixes in any order (1 to 15 digits each). The table in the database and the compiled deck are both made
 * by this function, so that they cannot disagree.
 * @throws RangeError when a prefix is not 1 to 15 digits. Source: billing.md 2.
 */
export function prefixIntervals(prefixes: readonly string[]): PrefixIntervals {
  const lows = prefixes.map((prefix) => {
    const low = /^[0-9]/.test(prefix) ? alignDigits(prefix) : -1;
    if (low < 0) throw new RangeError(`not a prefix: ${prefix}`);
    return low;
  });
  const order = prefixes.map((_, place) => place).sort((a, b) => lows[a]! - lows[b]! || prefixes[a]!.length - prefixes[b]!.length);
  const parents = new Int32Array(prefixes.length).fill(-1);
  const starts: number[] = [];
  const owners: number[] = [];
  const cut = (start: number, owner: number): void => {
    if (starts.at(-1) === start) owners[owners.length - 1] = owner;
    else {
      starts.push(start);
      owners.push(owner);
    }
  };

  cut(0, -1);
  const open: number[] = [];
  const close = (before: number): void => {
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const high = lows[top]! + prefixSpan(prefixes[top]!.length);
      if (high > before) return;
      open.pop();
      cut(high, open.at(-1) ?? -1);
    }
  };
  for (const place of order) {
    close(lows[place]!);
    parents[place] = open.at(-1) ?? -1;
    cut(lows[place]!, place);
    open.push(place);
  }
  close(Infinity);
  return { starts: Float64Array.from(starts), owners: Int32Array.from(owners), parents };
}
