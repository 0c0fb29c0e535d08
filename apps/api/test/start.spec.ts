import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEmbeddedPostgres } from '@seatline/server';
import pg from 'pg';

/** `npm start` and `npx seatline` as a person meets them: real processes, their lines and their exit codes. */
const workspace = join(import.meta.dirname, '../../..');

interface Run {
  readonly child: ChildProcess;
  readonly lines: { out: string; err: string };
  readonly exit: Promise<number | null>;
}

/** The demo's past takes its time, and these starts have no use for it. */
const NO_DEMO = { SEATLINE_DEMO: 'off' };

let scratch: string;
let children: Run[];

function run(script: string, args: string[], env: NodeJS.ProcessEnv = {}, input = ''): Run {
  const clean = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: '', ...env };
  const child = spawn(process.execPath, [join(workspace, script), ...args], { cwd: tmpdir(), env: clean, stdio: 'pipe' });
  const lines = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (lines.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (lines.err += chunk.toString()));
  child.stdin.end(input);
  const started = { child, lines, exit: new Promise<number | null>((resolve) => child.once('close', resolve)) };
  children.push(started);
  return started;
}

const start = (args: string[] = [], env: NodeJS.ProcessEnv = {}): Run =>
  run('scripts/start.mjs', args, { SEATLINE_DATA_DIR: join(scratch, 'data'), SEATLINE_PORT: '0', ...env });

/** The address that the product says it answers at. */
async function ready(product: Run): Promise<string> {
  for (;;) {
    const address = /Seatline is ready: (\S+)/.exec(product.lines.out)?.[1];
    if (address) return address;
    await new Promise((resolve, reject) => {
      product.child.stdout?.once('data', resolve);
      void product.exit.then((code) => reject(new Error(`ended with ${code}: ${product.lines.out}${product.lines.err}`)));
    });
  }
}

async function stop(product: Run): Promise<number | null> {
  product.child.kill('SIGTERM');
  return product.exit;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // No such process.
    return false;
  }
}

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'seatline-start-'));
  chmodSync(scratch, 0o755);
  children = [];
});

afterEach(async () => {
  for (const each of children) await stop(each);
  rmSync(scratch, { recursive: true, force: true });
});

describe('npm start', () => {
  it('starts on an empty folder, answers, ends everything at SIGTERM with code 0, and keeps the data for the next start', async () => {
    const first = start();
    const address = await ready(first);
    expect((await fetch(`${address}/v1/session`)).status).toBe(401);
    const postgres = Number(readFileSync(join(scratch, 'data/postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
    expect(isAlive(postgres)).toBe(true);
    expect(await stop(first)).toBe(0);
    expect(isAlive(postgres)).toBe(false);

    const second = start();
    await ready(second);
    expect(second.lines.out).not.toMatch(/Making the database cluster|migrations? applied|Telling the demo/);
  }, 300_000);

  it('tells of a busy port in one line, before it starts anything', async () => {
    const squatter = createServer().unref();
    const port = await new Promise<number>((resolve) =>
      squatter.listen(0, '127.0.0.1', () => resolve((squatter.address() as { port: number }).port)),
    );
    const product = start(['--port', String(port)]);
    expect(await product.exit).toBe(1);
    expect(product.lines.err).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is in use[^\\n]*\\n$`));
    expect(product.lines.out).not.toMatch(/database/i);
    await new Promise((resolve) => squatter.close(resolve));
  }, 60_000);

  it('tells of a data folder that cannot be used in one line', async () => {
    writeFileSync(join(scratch, 'data'), 'not a folder');
    const product = start();
    expect(await product.exit).toBe(1);
    expect(product.lines.err).toMatch(/^The data folder [^\n]* cannot be used[^\n]*\n$/);
  }, 60_000);

  it('tells of a second product on the same folder in one line', async () => {
    await ready(start([], NO_DEMO));
    const second = start([], NO_DEMO);
    expect(await second.exit).toBe(1);
    expect(second.lines.err).toMatch(/^Seatline is already running on [^\n]*\n$/);
  }, 120_000);

  it('refuses a database that is newer than the program in one line, and leaves PostgreSQL stopped', async () => {
    const first = start([], NO_DEMO);
    await ready(first);
    const dataDir = join(scratch, 'data/postgres');
    const found = await findEmbeddedPostgres(dataDir);
    const admin = new pg.Client({ connectionString: found?.adminUrl.replace(/postgres$/, 'seatline') });
    await admin.connect();
    await admin.query("insert into schema_migration (name, sha256) values ('9999_from-the-future.sql', '')");
    await admin.end();
    await stop(first);
    const second = start([], NO_DEMO);
    expect(await second.exit).toBe(1);
    expect(second.lines.err).toMatch(/^The database is newer than this release[^\n]*9999_from-the-future[^\n]*\n$/);
    expect(await findEmbeddedPostgres(dataDir)).toBeUndefined();
  }, 120_000);

  it('names a wrong option and a wrong setting in one line each', async () => {
    const option = start(['--prot', '80']);
    expect(await option.exit).toBe(1);
    expect(option.lines.err).toMatch(/^Unknown option '--prot'[^\n]*\n$/);
    const setting = start([], { SEATLINE_PORT: 'many' });
    expect(await setting.exit).toBe(1);
    expect(setting.lines.err).toMatch(/^[^\n]*SEATLINE_PORT[^\n]*\n$/);
  }, 60_000);
});

describe('npx seatline', () => {
  const seatline = (args: string[], input = ''): Run => run('apps/api/bin/seatline.mjs', args, {}, input);
  const story = JSON.stringify({
    zone: 'Asia/Shanghai',
    currency: 'CNY',
    contract: { term: { startOn: '2026-01-31', months: 12 } },
    until: '2026-12-31T00:00:00+08:00',
  });

  it('writes the result alone to standard output and takes a story from standard input', async () => {
    const command = seatline(['simulate', '-'], story);
    expect(await command.exit).toBe(0);
    expect(JSON.parse(command.lines.out)).toMatchObject({ timeline: [], conserved: true });
  }, 60_000);

  it('ends with 2 and an empty standard output when the input or the call is wrong', async () => {
    for (const args of [['simulate', join(scratch, 'nowhere.json')], ['simulate'], ['no-such-command'], ['rate', '--deck', 'only.csv']]) {
      const command = seatline(args);
      expect({ args, code: await command.exit, out: command.lines.out }).toEqual({ args, code: 2, out: '' });
      expect(command.lines.err).not.toBe('');
    }
  }, 60_000);

  it('answers a call for help with 0', async () => {
    const command = seatline(['--help']);
    expect(await command.exit).toBe(0);
    expect(command.lines.out).toMatch(/simulate[\s\S]*rate[\s\S]*doctor/);
  }, 60_000);
});
