import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { SYSTEM_CLOCK } from '@seatline/kernel';
import { migrate, StartupFault } from '@seatline/server';
import { AddOperator } from '@seatline/tenancy';
import { AppModule } from '../app.module';
import { findDatabase } from '../database-location';
import { readSettings, type Settings } from '../settings';

export interface OperatorInput {
  readonly email: string;
  readonly name: string;
}

/**
 * Makes an operator who may do everything: the first one of an installation has nobody to invite them. The password is read from standard input, so
 * that it stands in no shell's history. @returns the exit code.
 */
export async function runOperator(env: NodeJS.ProcessEnv, input: OperatorInput, streams: { in: NodeJS.ReadStream; out: Writable; err: Writable }): Promise<number> {
  try {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email)) throw new StartupFault(`${input.email} is not an e-mail address.`);
    const settings = readSettings(env);
    const adminUrl = await findDatabase(settings);
    const password = await readPassword(streams);
    await migrate(adminUrl, settings.secret);
    await addOperator(settings, adminUrl, input, password);
    streams.out.write(`${input.email} is an operator.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    streams.err.write(`${error.message}\n`);
    return 1;
  }
}

async function addOperator(settings: Settings, adminUrl: string, input: OperatorInput, password: string): Promise<void> {
  const options = { adminUrl, secret: settings.secret, poolSize: 2, clock: SYSTEM_CLOCK, publicUrl: settings.publicUrl ?? 'http://localhost', carriers: [], records: [] };
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(options), { logger: ['error'], abortOnError: false });
  try {
    const roles = ['operator-admin', 'operator-billing', 'operator-support'] as const;
    await app.get(AddOperator, { strict: false }).run({ email: input.email, displayName: input.name, password, locale: 'en', roles });
  } finally {
    await app.close();
  }
}

/** One line; at a terminal it is asked for and not shown. */
async function readPassword(streams: { in: NodeJS.ReadStream; err: Writable }): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (streams.in.isTTY) streams.err.write('Password: ');
  const lines = createInterface({ input: streams.in, output: silent, terminal: streams.in.isTTY });
  for await (const line of lines) {
    lines.close();
    if (streams.in.isTTY) streams.err.write('\n');
    if (line !== '') return line;
    break;
  }
  throw new StartupFault('No password was given: write one line to standard input.');
}
