import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Settings } from '../settings';
import type { Finding } from './doctor';

const SUBJECT = 'Database';

/** Reaches the database that DATABASE_URL names and compares its schema with this release's. The product's own database is not started for this. */
export async function examineDatabase(settings: Settings, migrations: string): Promise<Finding> {
  if (settings.databaseUrl === null) {
    const made = existsSync(join(settings.dataDir, 'postgres'));
    return { subject: SUBJECT, state: 'ok', found: `PostgreSQL of its own in ${join(settings.dataDir, 'postgres')}${made ? '' : ' (made at the first start)'}` };
  }
  const where = new URL(settings.databaseUrl).host;
  const client = new pg.Client({ connectionString: settings.databaseUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; number: number; creator: boolean; made: boolean }>(`
      select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        rolsuper or rolcreaterole as creator, to_regclass('public.schema_migration') is not null as made
      from pg_roles where rolname = current_user`);
    const found = rows[0];
    if (!found) return wrong(`${where} does not know its own user`, 'Check the user in DATABASE_URL.');
    if (found.number < 180_000) return wrong(`${where} is PostgreSQL ${found.version}`, 'Seatline needs PostgreSQL 18 or newer.');
    if (!found.creator) return wrong(`${where}: the user may not create roles`, 'alter role <user> createrole;');
    return found.made ? await compareSchema(client, where, found.version, migrations) : { subject: SUBJECT, state: 'ok', found: `${where}, PostgreSQL ${found.version}, empty; the first start fills it` };
  } catch (error) {
    const why = error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
    return wrong(`${where} cannot be reached (${why})`, 'Check host, port, user and password in DATABASE_URL, and that the server accepts connections from here.');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function compareSchema(client: pg.Client, where: string, version: string, migrations: string): Promise<Finding> {
  const known = new Set(readdirSync(migrations).filter((file) => file.endsWith('.sql')));
  const { rows } = await client.query<{ name: string }>('select name from schema_migration order by name');
  const foreign = rows.find((row) => !known.has(row.name));
  if (foreign) return wrong(`${where} is newer than this release (${foreign.name})`, 'Start the newer release, or name another database.');
  const missing = known.size - rows.length;
  return { subject: SUBJECT, state: 'ok', found: `${where}, PostgreSQL ${version}, ${missing === 0 ? 'schema up to date' : `${missing} migrations are applied at the next start`}` };
}

function wrong(found: string, mend: string): Finding {
  return { subject: SUBJECT, state: 'wrong', found, mend };
}
