import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupFault } from '../startup-fault';
import { locateBinaries } from './binaries';
import { assertVersion, choosePort, initialise, isInitialised, readPassword, superuser } from './cluster';
import { knownPaths, openDataFolder, settleCluster, systemFolder } from './data-folder';
import {
  findRunningPostmaster,
  forgetStaleLock,
  LaunchFailure,
  launchPostmaster,
  stopPostmaster,
  type Launch,
  type Postmaster,
} from './postmaster';
import { endWithThisProcess } from './process-end';
import { lockDataFolder } from './product-lock';

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its password, its port and its log. One product at a time may use it. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** PostgreSQL's own settings, for example `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told when PostgreSQL ended while it was needed and could not be started again; the product had better end. */
  readonly onLost?: (fault: StartupFault) => void;
}

export interface EmbeddedPostgres {
  /** The superuser's address, of the database `postgres`. Holds the password: never log it. */
  readonly adminUrl: string;
  /** `fresh`: the cluster was made now. `attached`: a killed product had left it running. */
  readonly mode: 'fresh' | 'started' | 'attached';
  stop(): Promise<void>;
}

const addressOf = (port: number, password: string): string => `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;

/** Starts the packaged PostgreSQL on its data folder, keeps it running, and ends it with `stop()` or with this process. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = openDataFolder(options.dataDir);
  const lock = await lockDataFolder(dataDir);
  try {
    const { paths, account } = settleCluster(dataDir, options.log);
    const binaries = locateBinaries(account, systemFolder);
    const launch: Launch = { binaries, account, paths, settings: options.settings ?? {}, log: options.log };
    const fresh = !isInitialised(paths);
    if (fresh) {
      options.log('Making the database cluster (once) …');
      await initialise(launch);
    }
    assertVersion(paths, binaries);
    const password = readPassword(paths);
    const orphan = await findRunningPostmaster(paths.cluster);
    if (orphan) await adopt(orphan, addressOf(orphan.port, password));
    else forgetStaleLock(paths.cluster);
    const first = orphan ?? (await launchOnFreePort(launch));
    const watch = keepRunning(launch, first, options.onLost);
    const mode = orphan ? 'attached' : fresh ? 'fresh' : 'started';
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= watch.stop().then(() => lock.release()));
    return { adminUrl: addressOf(first.port, password), mode, stop };
  } catch (cause) {
    await lock.release();
    throw cause instanceof StartupFault ? cause : asFault(cause, dataDir);
  }
}

/** The running cluster of this data folder, for commands beside a running product; undefined when none runs. Starts nothing. */
export async function findEmbeddedPostgres(dataDir: string): Promise<{ adminUrl: string } | undefined> {
  const paths = knownPaths(dataDir);
  if (!isInitialised(paths)) return undefined;
  const running = await findRunningPostmaster(paths.cluster);
  return running && { adminUrl: addressOf(running.port, readPassword(paths)) };
}

function asFault(cause: unknown, dataDir: string): unknown {
  if (cause instanceof LaunchFailure) return new StartupFault(`PostgreSQL did not start on ${dataDir}: ${cause.lines}`);
  const { code, message } = cause as NodeJS.ErrnoException;
  const mendable = code === 'ENOSPC' || code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  return mendable ? new StartupFault(`The database's folder ${dataDir} cannot be used: ${message}`) : cause;
}

async function adopt(orphan: Postmaster, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
  } catch (cause) {
    throw new StartupFault(
      `A PostgreSQL (process ${orphan.pid}) runs on this data folder and does not let Seatline in (${(cause as Error).message}): end it and start again.`,
    );
  } finally {
    await client.end();
  }
  endWithThisProcess(orphan.pid, orphan.gone);
}

async function launchOnFreePort(launch: Launch): Promise<Postmaster> {
  const refused = new Set<number>();
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(launch.paths, refused);
    try {
      return await launchPostmaster(launch, port);
    } catch (cause) {
      if (!(cause instanceof LaunchFailure) || attempt === 5) throw cause;
      // Another program took the port in between, or the killed predecessor's back ends are still leaving.
      if (/Address already in use/.test(cause.lines)) refused.add(port);
      else if (/shared memory block|is being accessed|lock file/.test(cause.lines)) await sleep(300 * attempt);
      else throw cause;
    }
  }
}

/** Starts PostgreSQL again on the same port when it ends unasked; five times in a minute is a fault that needs a person. */
function keepRunning(launch: Launch, first: Postmaster, onLost: EmbeddedPostgresOptions['onLost']): { stop(): Promise<void> } {
  let current = first;
  let stopping = false;
  let restarts: number[] = [];
  const restart = async (): Promise<Postmaster> => {
    for (;;) {
      restarts = [...restarts.filter((at) => at > performance.now() - 60_000), performance.now()];
      try {
        await sleep(200 * restarts.length);
        if (stopping) throw new LaunchFailure('stopped meanwhile');
        return await launchPostmaster(launch, first.port);
      } catch (cause) {
        if (!(cause instanceof LaunchFailure) || restarts.length >= 5 || stopping) throw cause;
        launch.log(`PostgreSQL did not start again: ${cause.lines}`);
      }
    }
  };
  const watch = async (): Promise<void> => {
    for (;;) {
      const how = await current.gone;
      if (stopping) return;
      launch.log(`PostgreSQL ended unasked (${how}); starting it again.`);
      if (restarts.length >= 5) throw new LaunchFailure('it ended five times within a minute');
      current = await restart();
      if (stopping) return stopPostmaster(current);
      launch.log('PostgreSQL is back.');
    }
  };
  const watched = watch().catch((cause: unknown) => {
    if (stopping) return;
    const fault = new StartupFault(`PostgreSQL was lost (${(cause as Error).message}); its log is ${launch.paths.logFile}.`);
    launch.log(fault.message);
    onLost?.(fault);
  });
  return {
    async stop() {
      stopping = true;
      await stopPostmaster(current);
      await Promise.race([watched, sleep(5000, undefined, { ref: false })]);
    },
  };
}
