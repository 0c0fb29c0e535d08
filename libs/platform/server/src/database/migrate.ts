import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runMigrations as migrateJobQueue } from 'graphile-worker';
import pg from 'pg';
import { StartupFault } from '../startup-fault';
import { ensureRoles, roleUrl } from './roles';

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Serialises several processes that start at once; the number is arbitrary and only has to be ours. */
const MIGRATION_LOCK = 7_304_811;

/** The folder of migrations, seen from the sources, from the bundle in apps/api/dist, and from a deployment that copied it beside the bundle. */
export function migrationsFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const candidate of [join(folder, 'migrations'), join(folder, 'libs/platform/server/migrations')]) {
      if (existsSync(join(candidate, '0001_foundations.sql'))) return candidate;
    }
    if (folder === dirname(folder)) throw new StartupFault('The folder of database migrations was not found beside the program.');
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the database to the schema of this release: roles, the job queue's own schema, then every migration that is missing, each in
 * a transaction of its own. Safe to call from several processes at once, and again.
 * @throws StartupFault when the database holds a migration that this release does not know, or knows differently.
 */
export async function migrate(adminUrl: string, secret: string): Promise<{ applied: string[] }> {
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureRoles(admin, secret);
    await migrateJobQueue({ connectionString: roleUrl(adminUrl, 'seatline_jobs', secret), logger: undefined });
    await admin.query(
      'create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    );
    return { applied: await applyMissing(admin, readMigrations(migrationsFolder())) };
  } finally {
    await admin.end();
  }
}

async function applyMissing(admin: pg.Client, known: readonly Migration[]): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration');
  const present = new Map(rows.map((row) => [row.name, row.sha256]));
  const names = new Set(known.map((migration) => migration.name));
  const foreign = rows.find((row) => !names.has(row.name));
  if (foreign) {
    throw new StartupFault(`The database is newer than this release: it holds migration ${foreign.name}. Start the newer release, or use another database.`);
  }
  const applied: string[] = [];
  for (const migration of known) {
    const hash = present.get(migration.name);
    if (hash === migration.sha256) continue;
    if (hash !== undefined) {
      throw new StartupFault(`The database holds another ${migration.name} than this release. Use the release that made it, or a new database.`);
    }
    await admin.query('begin');
    try {
      await admin.query(migration.sql);
      await admin.query('insert into schema_migration (name, sha256) values ($1, $2)', [migration.name, migration.sha256]);
      await admin.query('commit');
    } catch (error) {
      await admin.query('rollback');
      throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    applied.push(migration.name);
  }
  return applied;
}
