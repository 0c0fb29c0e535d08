/** What one side took for the work, once. */
export interface Spent {
  readonly seconds: number;
  /** Processor time of the product's process and of PostgreSQL; null where it was not counted. */
  readonly cpuSeconds: number | null;
}

/** What was measured of the product and of its baseline, round by round. */
export interface Rounds {
  readonly product: readonly Spent[];
  readonly baseline: readonly Spent[];
}

/** The product's median, the baseline's, the one over the other, and the ratio of every round by itself. Times are in seconds. */
export interface Comparison {
  readonly product: number;
  readonly baseline: number;
  readonly ratio: number;
  readonly lowestRatio: number;
  readonly highestRatio: number;
}

/** A finished comparison. */
export interface Figure {
  readonly name: string;
  /** What the product did and what the baseline did, in words. */
  readonly work: string;
  readonly against: string;
  readonly elapsed: Comparison;
  /** The same by processor time, which a busy machine distorts less; null where it was not counted. */
  readonly processor: Comparison | null;
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

function compare(product: readonly number[], baseline: readonly number[]): Comparison {
  const ratios = product.map((seconds, round) => seconds / baseline[round]!);
  const medians = { product: median(product), baseline: median(baseline) };
  return { ...medians, ratio: medians.product / medians.baseline, lowestRatio: Math.min(...ratios), highestRatio: Math.max(...ratios) };
}

/** Puts rounds together. */
export function figureOf(told: Pick<Figure, 'name' | 'work' | 'against' | 'facts'>, rounds: Rounds): Figure {
  const { product, baseline } = rounds;
  if (product.length !== baseline.length) throw new RangeError('every round has both sides');
  const elapsed = compare(product.map((spent) => spent.seconds), baseline.map((spent) => spent.seconds));
  const [used, usedByBaseline] = [counted(product), counted(baseline)];
  return { ...told, elapsed, processor: used && usedByBaseline ? compare(used, usedByBaseline) : null, rounds };
}

function counted(side: readonly Spent[]): number[] | null {
  const seconds = side.flatMap(({ cpuSeconds }) => (cpuSeconds === null ? [] : [cpuSeconds]));
  return seconds.length === side.length && seconds.every((each) => each > 0) ? seconds : null;
}

/** Runs the two sides in turn, so that whatever slows the machine for a while slows both. */
export async function inTurn(
  rounds: number,
  sides: { readonly product: () => Promise<Spent>; readonly baseline: () => Promise<Spent> },
  told: (line: string) => void,
): Promise<Rounds> {
  const product: Spent[] = [];
  const baseline: Spent[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    product.push(await sides.product());
    baseline.push(await sides.baseline());
    told(`  round ${round} of ${rounds}: product ${shown(product.at(-1)!)}, baseline ${shown(baseline.at(-1)!)}`);
  }
  return { product, baseline };
}

function shown({ seconds, cpuSeconds }: Spent): string {
  return `${seconds.toFixed(2)} s${cpuSeconds === null ? '' : ` (processor ${cpuSeconds.toFixed(2)} s)`}`;
}

/** What the work takes, by the clock and by a counter of processor time. */
export async function spentOn(cpu: () => number | null, work: () => Promise<unknown>): Promise<Spent> {
  const cpuBefore = cpu();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  const cpuAfter = cpu();
  return { seconds, cpuSeconds: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore };
}

/** Pieces of one side's work in a round, together. */
export function sumOf(pieces: readonly Spent[]): Spent {
  return {
    seconds: pieces.reduce((sum, { seconds }) => sum + seconds, 0),
    cpuSeconds: pieces.reduce<number | null>((sum, { cpuSeconds }) => (sum === null || cpuSeconds === null ? null : sum + cpuSeconds), 0),
  };
}
