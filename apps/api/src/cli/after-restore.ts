import type { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { NumbersAfterRestore, type SentNumber, type SeriesMoved } from '@seatline/billing';
import { type Refusal, SYSTEM_CLOCK } from '@seatline/kernel';
import { migrate, StartupFault } from '@seatline/server';
import { AppModule } from '../app.module';
import { type DatabaseLocation, findDatabase, openDatabase } from '../database-location';
import { readSettings, type Settings } from '../settings';

export interface AfterRestoreInput {
  /** The highest numbers known to be on documents that were sent. */
  readonly invoice: readonly string[];
  readonly creditNote: readonly string[];
  readonly contract: readonly string[];
  readonly reason: string | undefined;
  readonly by: string | undefined;
}

/**
 * Moves the series of document numbers past those that were sent before an older backup was restored, and records the gaps. Without a number it says how
 * far each series has come in the restored books. Run before the product starts, for its first sweep gives out numbers. @returns the exit code.
 */
export async function runAfterRestore(env: NodeJS.ProcessEnv, input: AfterRestoreInput, streams: { out: Writable; err: Writable }): Promise<number> {
  try {
    const sent: SentNumber[] = [
      ...input.invoice.map((number) => ({ series: 'invoice' as const, number })),
      ...input.creditNote.map((number) => ({ series: 'credit-note' as const, number })),
      ...input.contract.map((number) => ({ series: 'lease' as const, number })),
    ];
    const why = sent.length === 0 ? null : readWhy(input);
    const lines = await withNumbers(readSettings(env), (numbers) => (why === null ? toldStands(numbers) : toldMoves(numbers, sent, why)));
    streams.out.write(lines.map((line) => `${line}\n`).join(''));
    return 0;
  } catch (error) {
    if (!(error instanceof StartupFault)) throw error;
    streams.err.write(`${error.message}\n`);
    return 1;
  }
}

function readWhy({ reason = '', by = '' }: AfterRestoreInput): { reason: string; by: string } {
  if (by.trim() === '' || by.length > 120) throw new StartupFault('Say who you are: --by "Name".');
  if (reason.trim() === '' || reason.length > 500) throw new StartupFault('Say why, in up to 500 characters: --reason "restored the backup of 03:00". It is shown wherever the gap is.');
  return { reason: reason.trim(), by: by.trim() };
}

async function toldStands(numbers: NumbersAfterRestore): Promise<string[]> {
  const stands = await numbers.stands();
  if (stands.length === 0) return ['These books have given out no number yet.'];
  return [
    'The last numbers of these books. Compare them with the documents that were sent, and name the highest of each series that is beyond:',
    ...stands.map(({ printed, series }) => `  ${printed}  ${series === 'lease' ? 'contract' : series}`),
  ];
}

async function toldMoves(numbers: NumbersAfterRestore, sent: readonly SentNumber[], why: { reason: string; by: string }): Promise<string[]> {
  const moved = await numbers.run(sent, why);
  if (!moved.ok) throw new StartupFault(refusalLine(moved.refusal));
  return moved.value.map(movedLine);
}

function movedLine({ number, gap, bearer }: SeriesMoved): string {
  if (gap) return gap.first === gap.last ? `${number}: left out.` : `${gap.first} to ${gap.last}: left out.`;
  const borne = bearer ? `these books gave it to ${bearer.tenant} on ${bearer.issuedOn}: compare it with the document that was sent` : 'it was left out before';
  return `${number}: the series is past it; ${borne}.`;
}

function refusalLine({ code, facts }: Refusal): string {
  const number = String(facts['number']);
  switch (code) {
    case 'number.unknown-entity':
      return `${number}: none of the legal entities in these books numbers like that.`;
    case 'number.of-a-year-to-come':
      return `${number} is of a year that has not begun. Nothing was changed.`;
    case 'number.too-far-ahead':
      return `${number} is more than 10,000 beyond ${String(facts['next'])}, the next of its series. Nothing was changed.`;
    default:
      return `${number === '' ? 'An empty text' : number} is no number of that series. Write it as printed, such as SLI-2026-000123 for an invoice. Nothing was changed.`;
  }
}

async function withNumbers<Value>(settings: Settings, work: (numbers: NumbersAfterRestore) => Promise<Value>): Promise<Value> {
  const database = await locate(settings);
  try {
    await migrate(database.adminUrl, settings.secret);
    const options = { adminUrl: database.adminUrl, secret: settings.secret, poolSize: 2, clock: SYSTEM_CLOCK, publicUrl: settings.publicUrl ?? 'http://localhost', carriers: [], records: [] };
    const app = await NestFactory.createApplicationContext(AppModule.forRoot(options), { logger: ['error'], abortOnError: false });
    try {
      return await work(app.get(NumbersAfterRestore, { strict: false }));
    } finally {
      await app.close();
    }
  } finally {
    await database.stop();
  }
}

/** The product's own database is started for the command, since the product itself must not run yet. */
async function locate(settings: Settings): Promise<Pick<DatabaseLocation, 'adminUrl' | 'stop'>> {
  try {
    return { adminUrl: await findDatabase(settings), stop: async () => undefined };
  } catch (fault) {
    if (!(fault instanceof StartupFault)) throw fault;
    return openDatabase(settings, () => undefined, (lost) => {
      throw lost;
    });
  }
}
