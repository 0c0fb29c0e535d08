import { join } from 'node:path';
import { findEmbeddedPostgres, startEmbeddedPostgres, StartupFault } from '@seatline/server';
import pg from 'pg';
import type { Settings } from './settings';

export interface DatabaseLocation {
  readonly adminUrl: string;
  /** In words for the person who started the product; without the password. */
  readonly described: string;
  stop(): Promise<void>;
}

const DATABASE = 'seatline';

/** The database that the settings name, or the product's own PostgreSQL below its data folder, started now. */
export async function openDatabase(settings: Settings, log: (line: string) => void, onLost: (fault: StartupFault) => void): Promise<DatabaseLocation> {
  if (settings.databaseUrl !== null) {
    await assertReachable(settings.databaseUrl);
    const url = new URL(settings.databaseUrl);
    return { adminUrl: settings.databaseUrl, described: `${url.host}${url.pathname}`, stop: async () => undefined };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: join(settings.dataDir, 'postgres'), log, onLost });
  const own = new URL(embedded.adminUrl);
  own.pathname = `/${DATABASE}`;
  await createDatabase(embedded.adminUrl);
  return { adminUrl: own.toString(), described: `PostgreSQL of its own (${embedded.mode}) in ${settings.dataDir}`, stop: () => embedded.stop() };
}

/** The database that the settings name, or that of the product that runs on this machine: for commands beside it. @throws StartupFault in words */
export async function findDatabase(settings: Settings): Promise<string> {
  if (settings.databaseUrl !== null) return settings.databaseUrl;
  const running = await findEmbeddedPostgres(join(settings.dataDir, 'postgres'));
  if (!running) throw new StartupFault('The product does not run. Start it first (npm start), or name your database in DATABASE_URL.');
  const url = new URL(running.adminUrl);
  url.pathname = `/${DATABASE}`;
  return url.toString();
}

async function createDatabase(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await admin.query(`create database ${DATABASE}`);
  } finally {
    await admin.end();
  }
}

/** @throws StartupFault in words: not there, not allowed, too old. */
async function assertReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; creator: boolean }>(
      "select current_setting('server_version_num')::int as version, rolsuper or rolcreaterole as creator from pg_roles where rolname = current_user",
    );
    const found = rows[0];
    if (!found || found.version < 180000) throw new StartupFault('DATABASE_URL names a PostgreSQL older than 18. Seatline needs 18 or newer.');
    if (!found.creator) throw new StartupFault('The user in DATABASE_URL may not create roles. Grant it CREATEROLE, or name an administrator.');
  } catch (error) {
    if (error instanceof StartupFault) throw error;
    throw new StartupFault(`DATABASE_URL cannot be reached at ${new URL(url).host}: ${error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
