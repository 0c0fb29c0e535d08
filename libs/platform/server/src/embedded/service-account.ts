import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { StartupFault } from '../startup-fault';

/** Whom PostgreSQL runs as: it refuses to run as root. */
export interface ServiceAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** True when we are root and hand the process over to another account. */
  readonly switched: boolean;
}

export const asSpawnIdentity = (account: ServiceAccount): { uid?: number; gid?: number } =>
  account.switched ? { uid: account.uid, gid: account.gid } : {};

function findAccount(key: (name: string, uid: number) => boolean): ServiceAccount | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    if (uid !== '' && key(name, Number(uid))) return { name, uid: Number(uid), gid: Number(gid), switched: true };
  }
  return undefined;
}

function createPostgresAccount(): ServiceAccount {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'pipe',
    });
  } catch (cause) {
    const account = findAccount((name) => name === 'postgres');
    if (account) return account;
    throw new StartupFault(
      'PostgreSQL does not run as root, and a user "postgres" could not be created ' +
        `(${String((cause as Error).message).split('\n')[0]}): start Seatline as an ordinary user, or set DATABASE_URL.`,
    );
  }
  const created = findAccount((name) => name === 'postgres');
  if (!created) throw new StartupFault('PostgreSQL does not run as root, and the user "postgres" is not in /etc/passwd: set DATABASE_URL.');
  return created;
}

/**
 * As an ordinary user: that user. As root: whoever owns the cluster already (so that the user who made it can still open it), else the
 * user "postgres", created when it is missing.
 */
export function chooseServiceAccount(existingCluster: string | undefined): ServiceAccount {
  if (process.getuid?.() !== 0) {
    const uid = process.getuid?.() ?? -1;
    const gid = process.getgid?.() ?? -1;
    return { name: currentUserName(uid), uid, gid, switched: false };
  }
  const owner = existingCluster === undefined ? undefined : statSync(existingCluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) {
    const known = findAccount((_, uid) => uid === owner.uid);
    if (known) return { ...known, gid: owner.gid };
  }
  const account = findAccount((name) => name === 'postgres') ?? createPostgresAccount();
  const probe = spawnSync('/bin/sh', ['-c', 'exit 0'], { ...asSpawnIdentity(account), cwd: '/' });
  if (probe.error) {
    throw new StartupFault(
      `PostgreSQL does not run as root, and this root may not act as user "${account.name}" (${probe.error.message}): set DATABASE_URL.`,
    );
  }
  return account;
}

function currentUserName(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that /etc/passwd does not list; the name only serves messages.
    return `uid ${uid}`;
  }
}

/** Whether the account can pass every folder above the path and write in it: only the system itself can tell (modes, ACLs, mounts). */
export function accountCanWrite(account: ServiceAccount, folder: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'cd -- "$1" && test -w . && test -x .', 'probe', folder], {
    ...asSpawnIdentity(account),
    cwd: '/',
    stdio: 'ignore',
  });
  return probe.status === 0;
}
