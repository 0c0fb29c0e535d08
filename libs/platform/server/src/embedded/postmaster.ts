import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readFileSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries';
import type { ClusterPaths } from './data-folder';
import { endWithThisProcess } from './process-end';
import { asSpawnIdentity, type ServiceAccount } from './service-account';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Settles when the process is gone, whoever ended it. */
  readonly gone: Promise<string>;
}

export interface Launch {
  readonly binaries: Binaries;
  readonly account: ServiceAccount;
  readonly paths: ClusterPaths;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

/** PostgreSQL ended before it was ready; `lines` are its own last words. */
export class LaunchFailure extends Error {
  constructor(readonly lines: string) {
    super(lines);
  }
}

/** The environment without the caller's own PG… settings and languages: PostgreSQL's lines are read by this program. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

/** Whether a live process of this number is a PostgreSQL that works in this cluster: numbers are used again after a crash. */
function isPostmasterOf(cluster: string, pid: number): boolean {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres');
  try {
    const [, name, state] = /^\d+ \((.*)\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name === 'postgres' && state !== 'Z' && readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    // No such process, or one of another user, which can then not be ours either.
    return false;
  }
}

function readLockFile(cluster: string): { pid: number; port: number; status: string } | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
}

/** PostgreSQL itself keeps off when another process now has the number in its old lock file; we know better, having looked at its name. */
export function forgetStaleLock(cluster: string): void {
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** The PostgreSQL that runs on this cluster, once it takes connections: a killed product may have left it. */
export async function findRunningPostmaster(cluster: string): Promise<Postmaster | undefined> {
  for (;;) {
    const lock = readLockFile(cluster);
    if (!lock || !isPostmasterOf(cluster, lock.pid)) return undefined;
    if (lock.status === 'ready') return { pid: lock.pid, port: lock.port, gone: poll(cluster, lock.pid) };
    await sleep(50);
  }
}

async function poll(cluster: string, pid: number): Promise<string> {
  while (isPostmasterOf(cluster, pid)) await sleep(500, undefined, { ref: false });
  return 'it was not this process’s child';
}

function openLog({ paths, account }: Launch): number {
  const tooLong = 5_000_000;
  if ((statSync(paths.logFile, { throwIfNoEntry: false })?.size ?? 0) > tooLong) renameSync(paths.logFile, `${paths.logFile}.1`);
  const file = openSync(paths.logFile, 'a', 0o600);
  if (account.switched) fchownSync(file, account.uid, account.gid);
  return file;
}

function lastWords(logFile: string, from: number): string {
  const lines = readFileSync(logFile).subarray(from).toString('utf8').split('\n');
  const telling = lines
    .filter((line) => /FATAL|PANIC|could not|error/i.test(line))
    .map((line) => line.replace(/^.*?(FATAL|PANIC|ERROR|LOG): +/, ''));
  return [...new Set(telling)].join(' ') || lines.slice(-3).join(' ').trim();
}

function spawnPostmaster(launch: Launch, port: number): ChildProcess {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC', ...launch.settings };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openLog(launch);
  // Detached, so that Ctrl-C in the terminal reaches the product alone, which then ends PostgreSQL after its own last write.
  const child = spawn(launch.binaries.postgres, ['-D', launch.paths.cluster, '-p', String(port), ...options], {
    ...asSpawnIdentity(launch.account),
    detached: true,
    stdio: ['ignore', log, log],
    env: plainEnvironment(),
    cwd: '/',
  });
  closeSync(log);
  return child;
}

/** Starts PostgreSQL on the port and waits until it takes connections, however long a recovery after a crash lasts. */
export async function launchPostmaster(launch: Launch, port: number): Promise<Postmaster> {
  const { paths } = launch;
  const logFrom = statSync(paths.logFile, { throwIfNoEntry: false })?.size ?? 0;
  const child = spawnPostmaster(launch, port);
  const gone = new Promise<string>((resolve) => {
    child.once('error', (cause) => resolve(cause.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  let ended: string | undefined;
  void gone.then((how) => (ended = how));
  if (child.pid !== undefined) endWithThisProcess(child.pid, gone);
  child.unref();
  for (let waitedMs = 0; ; waitedMs += 15) {
    if (ended !== undefined) throw new LaunchFailure(lastWords(paths.logFile, Math.min(logFrom, statSync(paths.logFile).size)) || ended);
    const lock = readLockFile(paths.cluster);
    if (child.pid !== undefined && lock?.pid === child.pid && lock.status === 'ready') return { pid: child.pid, port, gone };
    if (waitedMs > 0 && waitedMs % 9000 === 0) launch.log('PostgreSQL is still getting ready (it recovers after a crash) …');
    await sleep(15);
  }
}

/** Fast shutdown; if that hangs, an immediate one, after which the next start replays the write-ahead log. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(postmaster.pid, signal);
    } catch {
      // Already gone, which is what was wanted.
      return;
    }
    const patience = new AbortController();
    const done = await Promise.race([
      postmaster.gone.then(() => true),
      sleep(patienceMs, false, { signal: patience.signal }).catch(() => false),
    ]);
    patience.abort();
    if (done) return;
  }
}
