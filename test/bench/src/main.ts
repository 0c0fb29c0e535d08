import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAsterisk, VoiceUnavailable } from '@seatline/telephony';
import { endEverything } from './cleanup';
import { callsSize, measureCalls } from './calls/calls-figure';
import { BenchCluster } from './cluster';
import type { Figure } from './figure';
import { describeMachine } from './machine';
import { MonthFigure, monthSize } from './month/month-figure';
import { type BenchOptions, OptionFault, readOptions, USAGE } from './options';
import { type Report, tableOf } from './report';
import { UsageFigure, usageSize } from './usage/usage-figure';

const VOICE = join(import.meta.dirname, '../../../.data/voice');
const REPORTS = join(import.meta.dirname, '../../../.data/bench');

/** Progress goes to standard error, the result to standard output. */
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

async function measure(options: BenchOptions): Promise<Report> {
  const machine = describeMachine();
  const figures: Figure[] = [];
  const leftOut: string[] = [];
  const software: Record<string, string> = {};
  const cluster = await BenchCluster.start(tell);
  try {
    software['PostgreSQL'] = await cluster.version();
    if (options.figures.includes('usage')) {
      const size = usageSize(options.scale);
      tell(`Rating and storing ${size.records} CDRs …`);
      figures.push(await UsageFigure.measure(cluster, size, options.rounds, tell));
    }
    if (options.figures.includes('month')) {
      const size = monthSize(options.scale);
      tell(`The monthly run for ${size.tenants} tenants with ${size.seats} seats each …`);
      figures.push(await MonthFigure.measure(cluster, size, options.rounds, tell));
    }
    if (options.figures.includes('calls')) {
      try {
        const tools = await ensureAsterisk(process.env['SEATLINE_VOICE_DIR'] ?? VOICE, tell);
        software['Asterisk'] = tools.version;
        const calls = callsSize(options.scale);
        tell(`${calls} calls each through the product and through Queue() …`);
        figures.push(await measureCalls(cluster, tools, calls, tell));
      } catch (cause) {
        if (!(cause instanceof VoiceUnavailable)) throw cause;
        leftOut.push(`a call's set-up (${cause.message})`);
      }
    }
  } finally {
    await cluster.stop();
  }
  return { at: new Date().toISOString(), scale: options.scale, machine, software, figures, leftOut };
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
