import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, startEmbeddedPostgres } from '@seatline/server';
import pg from 'pg';
import { toBeEnded } from './cleanup';
import { cpuSecondsOf, parentOf } from './cpu';

/** Roles belong to the cluster, so all databases of a bench share one secret. */
const SECRET = 'a secret of the bench only';

/** A database of the bench, with its superuser. */
export class BenchDatabase {
  private client: pg.Client | null = null;

  constructor(
    readonly name: string,
    readonly adminUrl: string,
    readonly secret: string,
  ) {}

  /** The superuser's connection: for preparing, for the baselines, for looking. Row-level security does not hold it. */
  async admin(): Promise<pg.Client> {
    if (!this.client) {
      this.client = new pg.Client({ connectionString: this.adminUrl });
      // Whoever asks it next is told that it was lost; until then it is nobody's concern.
      this.client.on('error', () => undefined);
      await this.client.connect();
    }
    return this.client;
  }

  async rows<Row extends pg.QueryResultRow>(query: string, values: unknown[] = []): Promise<Row[]> {
    return (await (await this.admin()).query<Row>(query, values)).rows;
  }

  /** Nobody else may be connected while a database is copied or dropped. */
  async leave(): Promise<void> {
    await this.client?.end();
    this.client = null;
  }
}

/** The PostgreSQL of one bench: everything in it is as durable as in production, since both sides pay for that. */
export class BenchCluster {
  private readonly databases: BenchDatabase[] = [];

  private constructor(
    private readonly adminUrl: string,
    private readonly secret: string,
    private readonly end: () => Promise<void>,
    /** Processor time of this process and the server up to now, in seconds; null where it cannot be told. */
    readonly cpu: () => number | null,
  ) {}

  /** The product's own packaged PostgreSQL with the product's own settings, in a folder that is removed at the end. */
  static async start(log: (line: string) => void): Promise<BenchCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'seatline-bench-'));
    chmodSync(folder, 0o755);
    const lost = (fault: Error): void => log(fault.message);
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log, onLost: lost });
    const end = toBeEnded(async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    return new BenchCluster(postgres.adminUrl, SECRET, end, await counterOf(postgres.adminUrl));
  }

  /** A cluster that runs already; its roles' secret is told. */
  static async on(adminUrl: string, secret: string): Promise<BenchCluster> {
    return new BenchCluster(adminUrl, secret, async () => undefined, await counterOf(adminUrl));
  }

  /** A new database with the product's schema. */
  async create(name: string): Promise<BenchDatabase> {
    await this.asAdmin([`drop database if exists ${name}`, `create database ${name}`]);
    const database = this.named(name);
    await migrate(database.adminUrl, this.secret);
    return database;
  }

  /** A copy of a database, page by page. What a role may do with a database itself is not copied, so it is granted again. */
  async copy(from: BenchDatabase, name: string): Promise<BenchDatabase> {
    await from.leave();
    await this.asAdmin([
      `drop database if exists ${name}`,
      `create database ${name} template ${from.name} strategy file_copy`,
      `grant create, connect on database ${name} to seatline_jobs`,
    ]);
    return this.named(name);
  }

  /** Not by force: PostgreSQL waits some seconds for connections that are just being closed, and one that stays is a fault. */
  async drop(database: BenchDatabase): Promise<void> {
    await database.leave();
    await this.asAdmin([`drop database if exists ${database.name}`]);
  }

  /** Both sides begin with everything on disk that was written before them. */
  async settle(): Promise<void> {
    await this.asAdmin(['checkpoint']);
  }

  async version(): Promise<string> {
    const [row] = await this.asAdmin(["select split_part(current_setting('server_version'), ' ', 1) as version"]);
    return String(row?.['version']);
  }

  /** What went wrong before may have left databases open. */
  async stop(): Promise<void> {
    for (const database of this.databases) await database.leave();
    await this.end();
  }

  private named(name: string): BenchDatabase {
    const url = new URL(this.adminUrl);
    url.pathname = `/${name}`;
    const database = new BenchDatabase(name, url.toString(), this.secret);
    this.databases.push(database);
    return database;
  }

  private async asAdmin(statements: readonly string[]): Promise<Record<string, unknown>[]> {
    return asAdmin(this.adminUrl, async (client) => {
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
      return rows;
    });
  }
}

async function asAdmin<Value>(adminUrl: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Every connection's process is a child of the server's first one. */
async function counterOf(adminUrl: string): Promise<() => number | null> {
  const postmaster = await asAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return parentOf(rows[0]!.pid); // while it is there
  });
  return () => (postmaster === null ? null : cpuSecondsOf(postmaster));
}
