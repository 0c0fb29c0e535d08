import './require-node.mjs';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workspace } from './content-stamp.mjs';
import { totalsFolder } from './jest-totals.mjs';
import { PreparationFault, prepareApi, preparePortal } from './prepare.mjs';

// Levels that share the whole machine run one after another, the quick ones first.
const knownLevels = ['architecture', 'e2e', 'scenarios', 'browser'];
// Telephones ring and time out in real time, so this level waits more than it computes, and it has ports and a carrier of its own.
const LEVEL_THAT_WAITS = 'calls';
const inContinuousIntegration = process.env.CI === 'true';
const seed = process.env.SEATLINE_SEED ?? String(randomInt(1, 2 ** 31 - 1));
const stageLimitMinutes = process.env.SEATLINE_SOAK ? 600 : 20;
const { priority } = constants;
const scratch = mkdtempSync(join(tmpdir(), 'seatline-test-'));
const leftOutFile = join(scratch, 'left-out');
const PLENTY_BYTES = 8 * 2 ** 30;
const databaseHome = makeDatabaseHome();

const say = (line) => process.stdout.write(`${line}\n`);
const running = new Set();

function levels() {
  const present = readdirSync(join(workspace, 'test'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = present.map((entry) => entry.name).filter(hasSuites);
  return [...knownLevels.filter((name) => names.includes(name)), ...names.filter((name) => !knownLevels.includes(name))];
}

const hasSuites = (level) => readdirSync(join(workspace, 'test', level), { recursive: true }).some((file) => file.endsWith('.spec.ts'));

/** @param output where what it says goes, another file than this run's own while something else speaks. */
function nx(args, env, output = 'inherit') {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(workspace, 'node_modules/nx/dist/bin/nx.js'), ...args], {
      cwd: workspace,
      stdio: ['ignore', output, output],
      env: {
        ...env,
        NX_DAEMON: 'false',
        NX_TUI: 'false',
        NX_NO_CLOUD: 'true',
        FORCE_COLOR: env.FORCE_COLOR ?? (process.stdout.isTTY ? '1' : '0'),
      },
    });
    running.add(child);
    // What computes leaves the processor to what must answer a telephone in time; what it starts inherits this.
    if (output === 'inherit') setPriority(child.pid, priority.PRIORITY_BELOW_NORMAL);
    const limit = setTimeout(() => {
      say(`This stage has taken more than ${stageLimitMinutes} minutes and is ended.`);
      child.kill();
    }, stageLimitMinutes * 60_000);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      running.delete(child);
      resolve(signal ? 1 : code);
    });
  });
}

/**
 * A folder for the cluster, in memory where the machine has plenty: every suite copies the template and drops its copy, each a thousand files, which in memory
 * takes a fifth of the time.
 */
function makeDatabaseHome() {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return mkdtempSync(join(tmpdir(), 'seatline-test-'));
  const { bavail, bsize } = statfsSync(memory);
  const plenty = Math.min(bavail * bsize, process.availableMemory()) >= PLENTY_BYTES;
  return mkdtempSync(join(plenty ? memory : tmpdir(), 'seatline-test-'));
}

/** One PostgreSQL for the whole run; its data need not outlive a power cut. */
async function startDatabase() {
  process.env.SWC_NODE_PROJECT = join(workspace, 'tsconfig.base.json');
  register('@swc-node/register/esm', import.meta.url);
  const source = join(workspace, 'libs/platform/server/src/embedded/start-embedded-postgres.ts');
  const { startEmbeddedPostgres } = await import(pathToFileURL(source).href);
  for (const folder of [scratch, databaseHome]) chmodSync(folder, 0o755);
  const dataDir = join(databaseHome, 'postgres');
  // A test's password guards nothing, and every suite signs in a dozen times.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400', scram_iterations: '1' };
  return startEmbeddedPostgres({ dataDir, settings, log: say, onLost: (fault) => say(fault.message) });
}

function sumTotals(isCounted = () => true) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  if (!existsSync(totalsFolder)) return sum;
  for (const file of readdirSync(totalsFolder).filter(isCounted)) {
    const totals = JSON.parse(readFileSync(join(totalsFolder, file), 'utf8'));
    for (const key of Object.keys(sum)) sum[key] += totals[key];
  }
  return sum;
}

function leftOut() {
  const lines = existsSync(leftOutFile) ? readFileSync(leftOutFile, 'utf8').split('\n').filter(Boolean) : [];
  return [...new Set(lines)];
}

const totalsOf = (level) => (file) => file === `test-${level}.json`;
const levelArguments = (level) => ['run', `test-${level}:test`, '--outputStyle=stream-without-prefixes', '--skip-nx-cache'];

/** Runs one stage; a stage that fails without a failed test (lint, types, a crash) counts as one failure. */
async function stage(title, args, env) {
  say(`\n── ${title}`);
  const isCounted = (file) => !totalsOf(LEVEL_THAT_WAITS)(file);
  const failedBefore = sumTotals(isCounted).failed;
  const code = await nx(args, env);
  return code === 0 || sumTotals(isCounted).failed > failedBefore ? 0 : 1;
}

/** Runs the level that waits beside other stages. @returns who waits for its end is shown, in one piece, what it said. */
function beside(level, env) {
  const said = join(scratch, `${level}.log`);
  const file = openSync(said, 'w');
  const ended = nx(levelArguments(level), env, file);
  return async () => {
    say(`\n── test/${level}, which ran beside the others`);
    const code = await ended;
    closeSync(file);
    process.stdout.write(readFileSync(said));
    return code === 0 || sumTotals(totalsOf(level)).failed > 0 ? 0 : 1;
  };
}

async function prepare(step) {
  try {
    await step(process.stdout);
    return 0;
  } catch (cause) {
    if (!(cause instanceof PreparationFault)) throw cause;
    say(cause.message);
    return 1;
  }
}

async function runEverything(database) {
  const env = { ...process.env, TEST_DATABASE_ADMIN_URL: database.adminUrl, SEATLINE_SEED: seed, SEATLINE_LEFT_OUT: leftOutFile };
  const fresh = inContinuousIntegration ? ['--skip-nx-cache'] : [];
  let failedStages = (await prepare(prepareApi)) + (await prepare(preparePortal));
  const present = levels();
  const waiting = present.includes(LEVEL_THAT_WAITS) ? beside(LEVEL_THAT_WAITS, env) : async () => 0;
  // Every file is parsed and checked once: project by project, each would check again whatever it imports.
  failedStages += await stage(
    'lint and types',
    ['run-many', '-t', 'lint-tree', 'types-tree', 'typecheck', '-p', 'scripts,portal', '--parallel=2', '--outputStyle=static', ...fresh],
    env,
  );
  failedStages += await stage(
    'libraries and applications',
    ['run-many', '-t', 'test', '--exclude=test-*', '--parallel=2', '--outputStyle=static', ...fresh],
    env,
  );
  const others = present.filter((level) => level !== LEVEL_THAT_WAITS);
  const quick = others.filter((level) => knownLevels.slice(0, -1).includes(level));
  for (const level of quick) failedStages += await stage(`test/${level}`, levelArguments(level), env);
  failedStages += await waiting();
  // Whoever looks at a page, or at a ratio, wants the machine alone.
  for (const level of others.filter((each) => !quick.includes(each))) failedStages += await stage(`test/${level}`, levelArguments(level), env);
  return failedStages;
}

function report(failedStages) {
  const { passed, failed, skipped } = sumTotals();
  const missing = leftOut();
  say('');
  if (skipped > 0) say(`${skipped} skipped inside suites, which is a failure: a suite that cannot run says so in SEATLINE_LEFT_OUT.`);
  if (failedStages > 0)
    say(`${failedStages} ${failedStages === 1 ? 'stage' : 'stages'} failed outside a test (build, lint, types or a crash): see above.`);
  if (missing.length > 0)
    say(
      `Left out on this machine${inContinuousIntegration ? ', which is a failure here' : ''}:\n${missing.map((line) => `  - ${line}`).join('\n')}`,
    );
  say(`Seed ${seed} (repeat with SEATLINE_SEED=${seed} npm test)`);
  const allFailed = failed + failedStages + skipped + (inContinuousIntegration ? missing.length : 0);
  say(`${passed} passed, ${allFailed} failed`);
  return allFailed === 0 ? 0 : 1;
}

function cleanUp(database) {
  for (const child of running) child.kill();
  return Promise.resolve(database?.stop()).finally(() => {
    for (const folder of [scratch, databaseHome]) rmSync(folder, { recursive: true, force: true });
  });
}

async function main() {
  writeFileSync(leftOutFile, '', { mode: 0o666 });
  rmSync(totalsFolder, { recursive: true, force: true });
  say(`Seed ${seed}`);
  let database;
  const endEarly = (signal) => {
    for (const child of running) child.kill(signal);
    void cleanUp(database).finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, endEarly);
  try {
    database = await startDatabase();
    return report(await runEverything(database));
  } catch (cause) {
    say(cause.name === 'StartupFault' ? cause.message : cause.stack);
    say('0 passed, 1 failed');
    return 1;
  } finally {
    await cleanUp(database);
  }
}

process.exitCode = await main();
