import type { Writable } from 'node:stream';
import { migrate, StartupFault } from '@seatline/server';
import { readSettings } from '../settings';

/** Applies what is missing to the database of one's own; the product's own database is migrated by its start. @returns the exit code. */
export async function runMigrate(env: NodeJS.ProcessEnv, streams: { out: Writable; err: Writable }): Promise<number> {
  try {
    const settings = readSettings(env);
    if (settings.databaseUrl === null) throw new StartupFault('DATABASE_URL is not set. The product’s own database is migrated when it starts.');
    const { applied } = await migrate(settings.databaseUrl, settings.secret);
    streams.out.write(applied.length === 0 ? 'The schema is up to date.\n' : `Applied: ${applied.join(', ')}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof StartupFault)) throw error;
    streams.err.write(`${error.message}\n`);
    return 1;
  }
}
