import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate, migrationsFolder } from '../database/migrate';

/** A database of a test suite's own, in the cluster that the test run shares. */
export interface TestDatabase {
  readonly adminUrl: string;
  readonly secret: string;
  drop(): Promise<void>;
}

/** Roles belong to the cluster, so every suite of a run must use one secret. */
const TEST_SECRET = 'a secret of the tests and of nothing else';

/** The cluster of the run: `npm test` starts one and names it; a single suite run by hand names its own. */
function clusterUrl(): string {
  const url = process.env['TEST_DATABASE_ADMIN_URL'];
  if (!url) throw new Error('TEST_DATABASE_ADMIN_URL is not set: run the tests with `npm test`, or name a PostgreSQL 18 administrator there');
  return url;
}

async function asAdmin<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function within(url: string, database: string): string {
  const own = new URL(url);
  own.pathname = `/${database}`;
  return own.toString();
}

function templateName(): string {
  const folder = migrationsFolder();
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return `seatline_template_${hash.digest('hex').slice(0, 12)}`;
}

let template: Promise<string> | undefined;

/** The migrated template of this set of migrations, made once; later suites copy it in a tenth of a second. */
const ensureTemplate = (url: string): Promise<string> => (template ??= makeTemplate(url));

async function makeTemplate(url: string): Promise<string> {
  const name = templateName();
  await asAdmin(url, async (admin) => {
    await admin.query('select pg_advisory_lock(7304812)');
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [name]);
    if (rowCount) return;
    await admin.query(`drop database if exists ${name}`);
    await admin.query(`create database ${name}`);
    await migrate(within(url, name), TEST_SECRET);
    await admin.query(`alter database ${name} is_template true`);
  });
  return name;
}

/**
 * @param options.empty without the schema, for tests of the migrations themselves.
 * @param options.copyOf as another test's database is now; nobody may be connected to that one.
 */
export async function createTestDatabase(options: { empty?: boolean; copyOf?: TestDatabase } = {}): Promise<TestDatabase> {
  const url = clusterUrl();
  const name = `seatline_test_${randomBytes(6).toString('hex')}`;
  const original = options.copyOf ? new URL(options.copyOf.adminUrl).pathname.slice(1) : options.empty ? 'template0' : await ensureTemplate(url);
  await asAdmin(url, async (admin) => {
    await admin.query('select pg_advisory_lock(7304812)');
    // File by file: block by block through the log, as is usual, takes twice the work for a schema of a thousand small files.
    await admin.query(`create database ${name} template ${original} strategy file_copy`);
    // What a role may do with a database itself is not copied from the template.
    if (!options.empty) await admin.query(`grant create, connect on database ${name} to seatline_jobs`);
  });
  return {
    adminUrl: within(url, name),
    secret: TEST_SECRET,
    drop: () => asAdmin(url, async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  };
}
