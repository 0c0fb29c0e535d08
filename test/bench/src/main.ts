import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAsterisk, VoiceUnavailable } from '@seatline/telephony';
import { arrearsSize, measureArrears } from './arrears/arrears-figure';
import { endEverything } from './cleanup';
import { callsSize, measureCalls } from './calls/calls-figure';
import { BenchCluster } from './cluster';
import type { Figure } from './figure';
import { lookupsSize, measureLookups } from './lookups/lookups-figure';
import { describeMachine } from './machine';
import { measureMonth, monthSize } from './month/month-figure';
import { type BenchOptions, type FigureName, OptionFault, readOptions, USAGE } from './options';
import { type Report, tableOf } from './report';
import { measureRerating, reratingSize } from './rerating/rerating-figure';
import { measureRestore, restoreSize } from './restore/restore-figure';
import { UsageFigure, usageSize } from './usage/usage-figure';

const VOICE = join(import.meta.dirname, '../../../.data/voice');
const REPORTS = join(import.meta.dirname, '../../../.data/bench');

/** Progress goes to standard error, the result to standard output. */
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

type Maker = (cluster: BenchCluster, options: BenchOptions) => Promise<readonly Figure[]>;

/** What each figure is made by; a figure of Asterisk needs it on the machine. */
const MAKERS: Readonly<Record<Exclude<FigureName, 'calls'>, Maker>> = {
  lookups: (cluster, { scale, rounds }) => measureLookups(cluster, lookupsSize(scale), rounds, tell),
  usage: async (cluster, { scale, rounds }) => [await UsageFigure.measure(cluster, usageSize(scale), rounds, tell)],
  month: async (cluster, { scale, rounds }) => [await measureMonth(cluster, monthSize(scale), rounds, tell)],
  rerating: async (cluster, { scale, rounds }) => [await measureRerating(cluster, reratingSize(scale), rounds, tell)],
  arrears: async (cluster, { scale, rounds }) => [await measureArrears(cluster, arrearsSize(scale), rounds, tell)],
  restore: async (cluster, { scale }) => [await measureRestore(cluster, restoreSize(scale), tell)],
};

async function measure(options: BenchOptions): Promise<Report> {
  const machine = describeMachine();
  const figures: Figure[] = [];
  const leftOut: string[] = [];
  const software: Record<string, string> = {};
  const cluster = await BenchCluster.start(tell);
  try {
    software['PostgreSQL'] = await cluster.version();
    for (const name of options.figures) {
      tell(`${name} …`);
      if (name !== 'calls') figures.push(...(await MAKERS[name](cluster, options)));
      else leftOut.push(...(await withAsterisk(cluster, options, figures, software)));
    }
  } finally {
    await cluster.stop();
  }
  return { at: new Date().toISOString(), scale: options.scale, machine, software, figures, leftOut };
}

/** @returns what could not be measured. */
async function withAsterisk(cluster: BenchCluster, options: BenchOptions, figures: Figure[], software: Record<string, string>): Promise<string[]> {
  try {
    const tools = await ensureAsterisk(process.env['SEATLINE_VOICE_DIR'] ?? VOICE, tell);
    software['Asterisk'] = tools.version;
    figures.push(await measureCalls(cluster, tools, callsSize(options.scale), tell));
    return [];
  } catch (cause) {
    if (!(cause instanceof VoiceUnavailable)) throw cause;
    return [`a call's set-up (${cause.message})`];
  }
}

function deliver(report: Report, options: BenchOptions): void {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  mkdirSync(REPORTS, { recursive: true });
  const file = join(REPORTS, `${report.at.replace(/[:.]/g, '-')}.json`);
  writeFileSync(file, text);
  process.stdout.write(options.json ? text : `\n${tableOf(report)}\nThe same as JSON: ${file}\n`);
}

// Not `once`: the embedded PostgreSQL leaves a signal to whoever still listens for it.
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => void endEverything().finally(() => process.exit(code)));

try {
  const options = readOptions(process.argv.slice(3), process.env);
  if (options) deliver(await measure(options), options);
  else process.stdout.write(USAGE);
} catch (cause) {
  process.exitCode = 1;
  tell(cause instanceof OptionFault ? `${cause.message}\n\n${USAGE}` : ((cause as Error).stack ?? String(cause)));
}
