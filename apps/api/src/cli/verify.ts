import type { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { type InvoiceDifferenceView, type InvoiceVerification, verificationView, VerifyInvoice } from '@seatline/billing';
import { SYSTEM_CLOCK } from '@seatline/kernel';
import { migrate, Problem, StartupFault } from '@seatline/server';
import { AppModule } from '../app.module';
import { findDatabase } from '../database-location';
import { readSettings } from '../settings';

const IDENTICAL = 0;
const DIFFERS = 1;
const FAULT = 2;

/**
 * Computes an invoice again from its sources and says "identical", or names each difference on a line of its own.
 * @returns the exit code: 0 identical, 1 it differs, 2 it could not be verified.
 */
export async function runVerify(env: NodeJS.ProcessEnv, number: string, streams: { out: Writable; err: Writable }): Promise<number> {
  try {
    const found = await verify(env, number);
    streams.out.write(linesOf(found).map((line) => `${line}\n`).join(''));
    return found.differences.length === 0 ? IDENTICAL : DIFFERS;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') streams.err.write(`There is no invoice ${number}.\n`);
    else if (error instanceof StartupFault) streams.err.write(`${error.message}\n`);
    else throw error;
    return FAULT;
  }
}

async function verify(env: NodeJS.ProcessEnv, number: string): Promise<InvoiceVerification> {
  const settings = readSettings(env);
  const adminUrl = await findDatabase(settings);
  await migrate(adminUrl, settings.secret);
  const options = { adminUrl, secret: settings.secret, poolSize: 2, clock: SYSTEM_CLOCK, publicUrl: settings.publicUrl ?? 'http://localhost', carriers: [], records: [] };
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(options), { logger: ['error'], abortOnError: false });
  try {
    return await app.get(VerifyInvoice, { strict: false }).byNumber(number);
  } finally {
    await app.close();
  }
}

function linesOf(found: InvoiceVerification): string[] {
  const { checked, differences, identical, number, untold } = verificationView(found);
  const looked = `${checked.lines} lines, ${checked.seats} seats, ${checked.calls} calls`;
  if (identical) return [`${number}: identical (${looked})`];
  const more = untold === 0 ? [] : [`  and ${untold} more`];
  return [`${number}: differs (${looked})`, ...differences.map((each) => `  ${differenceLine(each)}`), ...more];
}

function differenceLine({ line, subject, subjectId, field, stored, computed }: InvoiceDifferenceView): string {
  const where = line === null ? 'invoice' : `line ${line}`;
  const what = subjectId === null ? '' : `, ${subject} ${subjectId}`;
  return `${where}${what}: ${field} is ${stored ?? 'absent'}, computed ${computed ?? 'none'}`;
}
