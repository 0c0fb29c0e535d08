import { parseArgs } from 'node:util';

export const FIGURES = ['lookups', 'usage', 'month', 'rerating', 'arrears', 'restore', 'calls'] as const;
export type FigureName = (typeof FIGURES)[number];

export interface BenchOptions {
  /** The share of the full work that is done: 1 is a million CDRs, 10,000 tenants, 30 calls and so on. */
  readonly scale: number;
  readonly rounds: number;
  readonly figures: readonly FigureName[];
  /** The report goes to standard output as JSON instead of as a table. */
  readonly json: boolean;
}

/** Something in the command line or the environment that is not understood. */
export class OptionFault extends Error {}

export const USAGE = `npm run bench [-- options]

  --json            print the report as JSON, as it is kept in .data/bench, instead of a table
  --only <figure>   lookups, usage, month, rerating, arrears, restore or calls; may be given more than once
  --rounds <n>      rounds of all but restore and calls (default 3)
  --help            this text

SEATLINE_BENCH_SCALE=0.05 does a twentieth of the work.
`;

/** @returns null when help is asked for. @throws OptionFault */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): BenchOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const figures = values.only ?? FIGURES;
  const unknown = figures.find((figure) => !FIGURES.some((known) => known === figure));
  if (unknown !== undefined) throw new OptionFault(`--only ${unknown}: there are ${FIGURES.join(', ')}`);
  const scale = Number(env['SEATLINE_BENCH_SCALE'] ?? '1');
  if (!(scale > 0 && scale <= 10)) throw new OptionFault('SEATLINE_BENCH_SCALE must be a number above 0, at most 10');
  const rounds = Number(values.rounds ?? '3');
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 99) throw new OptionFault('--rounds must be a whole number from 1 to 99');
  return { scale, rounds, figures: FIGURES.filter((figure) => figures.includes(figure)), json: values.json ?? false };
}

function parse(args: readonly string[]) {
  const options = { json: { type: 'boolean' }, only: { type: 'string', multiple: true }, rounds: { type: 'string' }, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new OptionFault((cause as Error).message.split('\n')[0]);
  }
}
