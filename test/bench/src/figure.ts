/** One way of doing the work, once: how long it took. */
export type Timed = () => Promise<number>;

/** What was measured of the product and of its baseline, round by round, in seconds. */
export interface Rounds {
  readonly product: readonly number[];
  readonly baseline: readonly number[];
}

/** A finished comparison. Times are in seconds; a ratio is the product's time over the baseline's. */
export interface Figure {
  readonly name: string;
  /** What the product did and what the baseline did, in words. */
  readonly work: string;
  readonly against: string;
  readonly productSeconds: number;
  readonly baselineSeconds: number;
  readonly ratio: number;
  readonly lowestRatio: number;
  readonly highestRatio: number;
  readonly rounds: Rounds;
  /** What else is worth knowing, such as rows a second, by name. */
  readonly facts: Readonly<Record<string, number | string>>;
}

/** The middle of the values; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that share of the values lies, between neighbours in proportion. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('nothing was measured');
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}

/** Puts rounds together: medians of the times, and the ratio of each round beside the ratio of the medians. */
export function figureOf(told: Pick<Figure, 'name' | 'work' | 'against' | 'facts'>, rounds: Rounds): Figure {
  if (rounds.product.length !== rounds.baseline.length) throw new RangeError('every round has both sides');
  const ratios = rounds.product.map((seconds, round) => seconds / rounds.baseline[round]!);
  const productSeconds = median(rounds.product);
  const baselineSeconds = median(rounds.baseline);
  return {
    ...told,
    productSeconds,
    baselineSeconds,
    ratio: productSeconds / baselineSeconds,
    lowestRatio: Math.min(...ratios),
    highestRatio: Math.max(...ratios),
    rounds,
  };
}

/** Runs the two sides in turn, so that whatever slows the machine for a while slows both. */
export async function inTurn(rounds: number, sides: { readonly product: Timed; readonly baseline: Timed }, told: (line: string) => void): Promise<Rounds> {
  const product: number[] = [];
  const baseline: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    product.push(await sides.product());
    baseline.push(await sides.baseline());
    told(`  round ${round} of ${rounds}: product ${product.at(-1)!.toFixed(2)} s, baseline ${baseline.at(-1)!.toFixed(2)} s`);
  }
  return { product, baseline };
}

/** How many seconds the work takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
