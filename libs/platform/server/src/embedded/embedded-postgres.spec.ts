import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartupFault } from '../startup-fault';
import { findEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './start-embedded-postgres';

let dataDir: string;
let lines: string[];
let started: EmbeddedPostgres[];

async function start(folder = dataDir): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: (line) => lines.push(line), settings: { fsync: 'off' } });
  started.push(postgres);
  return postgres;
}

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

const postmasterPid = (): number => Number(readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
const portOf = (postgres: EmbeddedPostgres): number => Number(new URL(postgres.adminUrl).port);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // No such process.
    return false;
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(25);
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'seatline-embedded-'));
  chmodSync(dataDir, 0o755);
  lines = [];
  started = [];
});

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('makes a UTF-8 cluster with checksums once, keeps its password to its owner, and opens it again', async () => {
    const first = await start();
    expect(first.mode).toBe('fresh');
    const [facts] = await ask<Record<string, string>>(
      first.adminUrl,
      `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums, datlocale,
              current_setting('listen_addresses') as listen, current_setting('server_version_num')::int / 10000 || '' as major
         from pg_database where datname = 'postgres'`,
    );
    expect(facts).toEqual({ encoding: 'UTF8', checksums: 'on', datlocale: 'C.UTF-8', listen: '127.0.0.1', major: '18' });
    expect(statSync(join(dataDir, 'superuser-password')).mode & 0o777).toBe(0o600);
    await ask(first.adminUrl, 'create table kept as select 42 as answer');
    const pid = postmasterPid();
    await first.stop();
    expect(isAlive(pid)).toBe(false);

    const second = await start();
    expect(second.mode).toBe('started');
    expect(second.adminUrl).toBe(first.adminUrl);
    expect(await ask(second.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(lines.join('\n')).not.toContain(new URL(first.adminUrl).password);
  });

  it('refuses a wrong password', async () => {
    const url = new URL((await start()).adminUrl);
    url.password = 'guess';
    await expect(ask(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('chooses another port when the remembered one is taken', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(portOf(first), '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const second = await start();
    expect(portOf(second)).not.toBe(portOf(first));
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('starts PostgreSQL again, on the same port, when it dies', async () => {
    const postgres = await start();
    await ask(postgres.adminUrl, 'create table kept as select 42 as answer');
    const pid = postmasterPid();
    process.kill(pid, 'SIGKILL');
    await until(() => lines.includes('PostgreSQL is back.'));
    expect(await ask(postgres.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(postmasterPid()).not.toBe(pid);
  });

  it('begins anew when the first start was interrupted half-way', async () => {
    mkdirSync(join(dataDir, 'cluster.new'));
    writeFileSync(join(dataDir, 'cluster.new', 'PG_VERSION'), '18\n');
    expect((await start()).mode).toBe('fresh');
  });

  it('is found by a command beside the product, and only while it runs', async () => {
    expect(await findEmbeddedPostgres(dataDir)).toBeUndefined();
    const postgres = await start();
    expect(await findEmbeddedPostgres(dataDir)).toEqual({ adminUrl: postgres.adminUrl });
    await postgres.stop();
    expect(await findEmbeddedPostgres(dataDir)).toBeUndefined();
  });

  it('does not mistake another process for PostgreSQL when the number in an old lock file was used again', async () => {
    const first = await start();
    const port = portOf(first);
    await first.stop();
    writeFileSync(
      join(dataDir, 'cluster', 'postmaster.pid'),
      `${process.ppid}\n${dataDir}/cluster\n1\n${port}\n\n127.0.0.1\n1 1\nready   \n`,
    );
    expect((await start()).mode).toBe('started');
  });
});

describe('a fault that a person can mend is one line', () => {
  const faultOf = async (folder = dataDir): Promise<string> => {
    const fault: unknown = await start(folder).catch((cause: unknown) => cause);
    expect(fault).toBeInstanceOf(StartupFault);
    expect((fault as StartupFault).message).not.toContain('\n');
    return (fault as StartupFault).message;
  };

  it('a second product on the same folder', async () => {
    await start();
    expect(await faultOf()).toMatch(new RegExp(`already running on .*\\(process ${process.pid}\\)`));
  });

  it('a cluster of another major version', async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '17\n');
    expect(await faultOf()).toMatch(/PostgreSQL 17's and this program brings PostgreSQL 18/);
  });

  it('a data folder that is a file', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    expect(await faultOf(file)).toMatch(/cannot be read and written/);
  });

  it('a lost password', async () => {
    await (await start()).stop();
    rmSync(join(dataDir, 'superuser-password'));
    expect(await faultOf()).toMatch(/password file .* cannot be read \(ENOENT\)/);
  });

  it('a damaged cluster, told in PostgreSQL’s own words', async () => {
    await (await start()).stop();
    rmSync(join(dataDir, 'cluster', 'global', 'pg_control'));
    expect(await faultOf()).toMatch(/could not find the database system|could not open file/);
  });
});

describe('processes', () => {
  const workspace = join(import.meta.dirname, '../../../../..');
  const product = (): ReturnType<typeof spawn> =>
    spawn(process.execPath, ['--import', '@swc-node/register/esm-register', join(import.meta.dirname, 'test-product.ts'), dataDir], {
      cwd: workspace,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SWC_NODE_PROJECT: join(workspace, 'tsconfig.base.json'), NODE_OPTIONS: '' },
    });
  const ready = (child: ReturnType<typeof spawn>): Promise<unknown> => new Promise((resolve) => child.stdout?.once('data', resolve));
  const ended = (child: ReturnType<typeof spawn>): Promise<NodeJS.Signals | null> =>
    new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));

  it('attaches to the PostgreSQL that a killed product left, and ends it', async () => {
    const child = product();
    await ready(child);
    const pid = postmasterPid();
    const end = ended(child);
    child.kill('SIGKILL');
    await end;
    expect(isAlive(pid)).toBe(true);
    const postgres = await start();
    expect(postgres.mode).toBe('attached');
    expect(await ask(postgres.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await postgres.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends PostgreSQL with the product at %s, even if the product does not listen to it',
    async (signal) => {
      const child = product();
      await ready(child);
      const pid = postmasterPid();
      const end = ended(child);
      child.kill(signal);
      expect(await end).toBe(signal);
      expect(isAlive(pid)).toBe(false);
    },
  );
});

const leftOutFile = process.env['SEATLINE_LEFT_OUT'];
if (process.getuid?.() === 0) describe('started by root', systemFolderCases);
else if (leftOutFile) appendFileSync(leftOutFile, 'embedded PostgreSQL started by root: these tests do not run as root\n');

function systemFolderCases(): void {
  it('keeps the cluster in a system folder when PostgreSQL’s account cannot enter the data folder, and says where', async () => {
    chmodSync(dataDir, 0o700);
    const below = join(dataDir, 'below');
    const first = await start(below);
    const home = readFileSync(join(below, 'location'), 'utf8').trim();
    try {
      expect(lines.join('\n')).toContain(`the database is kept in ${home}`);
      await first.stop();
      expect((await start(below)).mode).toBe('started');
    } finally {
      for (const postgres of started) await postgres.stop();
      rmSync(home, { recursive: true, force: true });
    }
    expect(existsSync(join(below, 'cluster'))).toBe(false);
  });
}
