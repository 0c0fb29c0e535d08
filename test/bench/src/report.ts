import type { Comparison, Figure } from './figure';
import type { Machine } from './machine';

/** Everything that one run of the bench has to say. */
export interface Report {
  readonly at: string;
  readonly scale: number;
  readonly machine: Machine;
  readonly software: Readonly<Record<string, string>>;
  readonly figures: readonly Figure[];
  /** What could not be measured here, with its reason. */
  readonly leftOut: readonly string[];
}

/** The report for a person at a terminal. */
export function tableOf(report: Report): string {
  const { machine } = report;
  const head = [
    `Seatline bench, ${report.at}, commit ${machine.commit}, scale ${report.scale}`,
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGib} GiB, ${machine.system}, load ${machine.load} at the start`,
    Object.entries({ Node: machine.node, ...report.software })
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    '',
  ];
  const rows = [
    ['', 'product', 'baseline', 'ratio', 'lowest – highest', 'rounds'],
    ...report.figures.flatMap((figure) => {
      const rounds = String(figure.rounds.product.length);
      const byClock = [figure.name, ...cellsOf(figure.elapsed), rounds];
      return figure.processor ? [byClock, ['  by processor time', ...cellsOf(figure.processor), rounds]] : [byClock];
    }),
  ];
  const notes = report.figures.flatMap((figure) => [
    '',
    figure.name,
    `  product: ${figure.work}`,
    `  baseline: ${figure.against}`,
    ...Object.entries(figure.facts).map(([name, value]) => `  ${name}: ${typeof value === 'number' ? value.toLocaleString('en-US') : value}`),
  ]);
  const missing = report.leftOut.flatMap((line, place) => (place === 0 ? ['', 'Left out:', `  ${line}`] : [`  ${line}`]));
  return [...head, ...aligned(rows), ...notes, ...missing, ''].join('\n');
}

function cellsOf({ product, baseline, ratio, lowestRatio, highestRatio }: Comparison): string[] {
  return [duration(product), duration(baseline), ratio.toFixed(2), `${lowestRatio.toFixed(2)} – ${highestRatio.toFixed(2)}`];
}

/** Seconds as a person reads them. */
export function duration(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(2)} s`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('   ').trimEnd());
}
