import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { StartupFault } from '../startup-fault';
import { accountCanWrite, chooseServiceAccount, type ServiceAccount } from './service-account';

/** Where everything of one cluster lives. `home` is the data folder itself, or a system folder when PostgreSQL's account cannot enter it. */
export interface ClusterPaths {
  readonly home: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly portFile: string;
  readonly logFile: string;
}

const systemBase = '/var/lib/seatline';

function pathsIn(home: string): ClusterPaths {
  return {
    home,
    cluster: join(home, 'cluster'),
    passwordFile: join(home, 'superuser-password'),
    portFile: join(home, 'port'),
    logFile: join(home, 'postgres.log'),
  };
}

function unusable(folder: string, cause: unknown): StartupFault {
  const { code, message } = cause as NodeJS.ErrnoException;
  const owner = ownerOf(folder);
  return new StartupFault(
    `The data folder ${folder} cannot be read and written by ${userInfo().username} (${code ?? message})` +
      `${owner}: start Seatline as its owner, or set SEATLINE_DATA_DIR to a folder of your own.`,
  );
}

function ownerOf(folder: string): string {
  try {
    return `; it belongs to user number ${statSync(folder).uid}`;
  } catch {
    // The folder may not even be visible; the message then goes without the owner.
    return '';
  }
}

/** Makes the folder when it is missing and returns its real path. */
export function openDataFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(dataDir);
  } catch (cause) {
    throw unusable(dataDir, cause);
  }
}

export function systemFolder(): string {
  try {
    mkdirSync(systemBase, { recursive: true });
    chmodSync(systemBase, 0o755);
    return systemBase;
  } catch (cause) {
    throw new StartupFault(
      `PostgreSQL's account cannot enter the data folder, and ${systemBase} cannot be made (${(cause as Error).message}): ` +
        'put the project or SEATLINE_DATA_DIR where every user may pass, for example under /srv or /opt.',
    );
  }
}

/** The paths of the cluster that this data folder already has, or would have. */
export function knownPaths(dataDir: string): ClusterPaths {
  const location = join(dataDir, 'location');
  try {
    if (!existsSync(location)) return pathsIn(dataDir);
    const home = readFileSync(location, 'utf8').trim();
    if (existsSync(join(home, 'cluster'))) return pathsIn(home);
    throw new StartupFault(
      `The database of ${dataDir} was kept in ${home}, which is gone: put it back, or delete ${location} to begin with an empty one.`,
    );
  } catch (cause) {
    if (cause instanceof StartupFault) throw cause;
    throw unusable(dataDir, cause);
  }
}

/**
 * Decides where the cluster lives and whom it belongs to. As root, PostgreSQL runs as another account, which must be able to pass every
 * folder above: below a home of mode 0700 it cannot, so the cluster then lives in a folder of the system's, and the data folder keeps
 * a note of where. The name there is new each time, so that a deleted and cloned-again project does not find a stranger's rows.
 */
export function settleCluster(dataDir: string, log: (line: string) => void): { paths: ClusterPaths; account: ServiceAccount } {
  const paths = knownPaths(dataDir);
  const account = chooseServiceAccount(paths.home);
  if (!account.switched) return { paths, account };
  giveTo(account, paths.home);
  if (accountCanWrite(account, paths.home)) return { paths, account };
  if (existsSync(paths.cluster)) {
    throw new StartupFault(
      `User ${account.name}, whom PostgreSQL runs as, cannot enter ${paths.home}: let it pass every folder above (chmod o+x), or move the project.`,
    );
  }
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const home = join(systemFolder(), `${digest}-${randomBytes(4).toString('hex')}`);
  mkdirSync(home, { mode: 0o700 });
  giveTo(account, home);
  mkdirSync(join(home, 'cluster'), { mode: 0o700 });
  giveTo(account, join(home, 'cluster'));
  writeFileSync(join(dataDir, 'location'), `${home}\n`, { mode: 0o600 });
  log(`User ${account.name}, whom PostgreSQL runs as, cannot enter ${dataDir}: the database is kept in ${home}.`);
  return { paths: pathsIn(home), account };
}

export function giveTo(account: ServiceAccount, path: string): void {
  if (account.switched) chownSync(path, account.uid, account.gid);
}
