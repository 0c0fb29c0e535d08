import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { StartupFault } from '../startup-fault';
import type { Binaries } from './binaries';
import { giveTo, type ClusterPaths } from './data-folder';
import { plainEnvironment, type Launch } from './postmaster';
import { endWithThisProcess } from './process-end';
import { asSpawnIdentity, type ServiceAccount } from './service-account';

export const superuser = 'postgres';

export function isInitialised(paths: ClusterPaths): boolean {
  return existsSync(join(paths.cluster, 'PG_VERSION'));
}

/** Data of another major version cannot be opened, and no tool to convert it is packaged. */
export function assertVersion(paths: ClusterPaths, binaries: Binaries): void {
  const major = Number(readFileSync(join(paths.cluster, 'PG_VERSION'), 'utf8'));
  if (major === binaries.major) return;
  throw new StartupFault(
    `The data in ${paths.cluster} is PostgreSQL ${major}'s and this program brings PostgreSQL ${binaries.major}: ` +
      'open it with the Seatline that wrote it, or move it away to begin with an empty database.',
  );
}

export function readPassword(paths: ClusterPaths): string {
  try {
    return readFileSync(paths.passwordFile, 'utf8').trim();
  } catch (cause) {
    throw new StartupFault(
      `The database's password file ${paths.passwordFile} cannot be read (${(cause as NodeJS.ErrnoException).code}): ` +
        'put it back, or move the data folder away to begin with an empty database.',
    );
  }
}

/**
 * Makes the cluster under another name and renames it at the end, so that an interrupted first start leaves nothing half made. The
 * locale is the built-in one: UTF-8 on every machine, whatever locales it has.
 */
export async function initialise({ paths, binaries, account, settings }: Launch): Promise<void> {
  const unfinished = join(paths.home, 'cluster.new');
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(paths.passwordFile, { force: true });
  writeFileSync(paths.passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  giveTo(account, paths.passwordFile);
  const { code, output } = await runInitdb(binaries, account, [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    `--pwfile=${paths.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    ...(settings.fsync === 'off' ? ['--no-sync'] : []),
  ]);
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    const words = output.split('\n').filter((line) => /error|fatal|could not|no space/i.test(line));
    throw new StartupFault(`PostgreSQL's cluster could not be made in ${paths.home}: ${words[0] ?? output.trim().slice(-200)}`);
  }
  renameSync(unfinished, paths.cluster);
}

function runInitdb(binaries: Binaries, account: ServiceAccount, options: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, options, { ...asSpawnIdentity(account), env: plainEnvironment(), cwd: '/', detached: true });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    const gone = new Promise<void>((done) => child.once('close', () => done()));
    child.once('close', (code) => resolve({ code, output }));
    if (child.pid !== undefined) endWithThisProcess(child.pid, gone);
  });
}

function portIsFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/** The port of the last start if it is still free, so that other programs may keep their settings; else another free one. */
export async function choosePort(paths: ClusterPaths, refuse: ReadonlySet<number> = new Set()): Promise<number> {
  const remembered = existsSync(paths.portFile) ? Number(readFileSync(paths.portFile, 'utf8')) : 0;
  if (remembered > 0 && !refuse.has(remembered) && (await portIsFree(remembered))) return remembered;
  const fresh = await portIsFree(0);
  if (fresh === undefined) throw new StartupFault('PostgreSQL finds no free port on 127.0.0.1.');
  writeFileSync(paths.portFile, `${fresh}\n`);
  return fresh;
}
