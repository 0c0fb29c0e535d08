import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { run, type Runner, runOnce, type TaskList, Logger as WorkerLogger } from 'graphile-worker';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { PlatformTransaction, TenantTransaction } from '../database/unit-of-work';
import { DATABASE_SETTINGS, type DatabaseSettings } from '../database/database.module';
import { POOL_SETTINGS } from '../database/pool-settings';
import { roleUrl } from '../database/roles';
import { faultReason } from '../logging/fault-reason';
import { log } from '../logging/log';

/** What a job does. Its payload holds ids only; it may run more than once. */
export type JobHandler = (payload: Record<string, string>) => Promise<void>;

/** Workers that do whatever comes, and workers that wait for urgent jobs alone. */
const WORKERS = 4;
const URGENT_WORKERS = 2;

/**
 * The name under which a job waits in the lane of the urgent ones. A lane and not a rank: what goes out to a mail server that hangs can hold every worker that
 * takes it, and then the first in the queue waits as well.
 */
export function urgentTask(task: string): string {
  return `${task}/urgent`;
}

/** A job as the operator sees it. `runAt` is its next try, if `attempts` has not used up `maxAttempts`. */
export interface FailedJob {
  readonly id: string;
  readonly task: string;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly lastError: string;
  readonly runAt: Date;
}

/** Work that comes round by itself: due dates, reconciliation, undelivered events. Each round finds what is due from the domain's own tables. */
export interface Sweep {
  readonly name: string;
  readonly everySeconds: number;
  run(): Promise<void>;
}

/**
 * The job queue (graphile-worker in our own database) and the sweeps. A job is enqueued inside the transaction that makes it necessary;
 * jobs are hints and may be lost, sweeps find everything again. Jobs are taken in the order in which they came; urgent ones, for which somebody without
 * service waits, stand in a lane with workers of its own, so that no night of ten thousand notices keeps them.
 */
@Injectable()
export class Jobs implements BeforeApplicationShutdown {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly sweeps: Sweep[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly runners: Runner[] = [];
  private pool: pg.Pool | null = null;
  private ending = false;

  constructor(@Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings) {}

  handle(task: string, handler: JobHandler): void {
    if (this.handlers.has(task)) throw new Error(`two handlers of the job ${task}`);
    this.handlers.set(task, handler);
  }

  every(sweep: Sweep): void {
    this.sweeps.push(sweep);
  }

  /** Puts a job in the queue with the caller's transaction. A `key` replaces a waiting job of the same key. */
  async enqueue(
    tx: TenantTransaction | PlatformTransaction,
    task: string,
    payload: Record<string, string>,
    options: { key?: string; runAt?: Date; urgent?: boolean } = {},
  ): Promise<void> {
    const db = 'ledger' in tx ? tx.ledger : tx.db;
    const name = options.urgent === true ? urgentTask(task) : task;
    await db.execute(
      sql`select enqueue_job(${name}, ${JSON.stringify(payload)}::json, ${options.runAt?.toISOString() ?? null}::timestamptz, ${options.key ?? null})`,
    );
  }

  /** Jobs that failed and wait for another try, or have used up their tries; the newest failure first. */
  async failed(limit: number): Promise<FailedJob[]> {
    const { rows } = await this.ownPool().query<FailedJob>(
      `select id::text as id, task_identifier as task, attempts, max_attempts as "maxAttempts", last_error as "lastError", run_at as "runAt"
       from graphile_worker.jobs where last_error is not null and locked_at is null order by updated_at desc limit $1`,
      [limit],
    );
    return rows;
  }

  /** Tries a failed job again now, with all its tries before it. False: there is no such job. */
  async retry(id: string): Promise<boolean> {
    const { rowCount } = await this.ownPool().query('select graphile_worker.reschedule_jobs(array[$1]::bigint[], run_at => now(), attempts => 0)', [id]);
    return (rowCount ?? 0) > 0;
  }

  /** Begins to work: frees the jobs of dead workers, takes jobs as they come, and starts the sweeps. */
  async start(): Promise<void> {
    await this.unlockDeadWorkers();
    const usual = { pgPool: this.ownPool(), noHandleSignals: true, pollInterval: 1000, logger: quietLogger() };
    this.runners.push(await run({ ...usual, taskList: this.taskList((task) => [task]), concurrency: WORKERS }));
    this.runners.push(await run({ ...usual, taskList: this.taskList((task) => [urgentTask(task)]), concurrency: URGENT_WORKERS }));
    for (const sweep of this.sweeps) {
      this.timers.push(setInterval(() => this.track(this.runSweep(sweep)), sweep.everySeconds * 1000));
      this.track(this.runSweep(sweep));
    }
  }

  /** Runs everything that waits, jobs made by jobs included, then returns. For stories in which the clock is set by hand. */
  async drain(): Promise<void> {
    await runOnce({ pgPool: this.ownPool(), taskList: this.taskList((task) => [task, urgentTask(task)]), concurrency: 2, noHandleSignals: true, logger: quietLogger() });
  }

  /** One round of every sweep, or of those that are named, in the order of registration, then of all jobs that came of it. */
  async sweepAndDrain(only?: ReadonlySet<string>): Promise<void> {
    for (const sweep of this.sweeps) if (only === undefined || only.has(sweep.name)) await sweep.run();
    await this.drain();
  }

  /** Before anything else ends: what a job has begun it may still finish, on the database that it began on. */
  async beforeApplicationShutdown(): Promise<void> {
    this.ending = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const runner of this.runners) await runner.stop();
    await Promise.allSettled(this.running);
    if (this.pool) await untilIdle(this.pool);
    await this.pool?.end();
  }

  private ownPool(): pg.Pool {
    if (!this.pool) {
      this.pool = new pg.Pool({ ...POOL_SETTINGS, connectionString: roleUrl(this.settings.adminUrl, 'seatline_jobs', this.settings.secret), max: WORKERS + URGENT_WORKERS + 4, types: ITS_OWN_TYPES });
      const lost = (error: Error): void => {
        if (!this.ending) log.warn({ reason: error.message }, 'a connection of the job queue was lost');
      };
      this.pool.on('error', lost);
      this.pool.on('connect', (client) => void client.on('error', lost));
    }
    return this.pool;
  }

  private taskList(namesOf: (task: string) => readonly string[]): TaskList {
    const list: TaskList = {};
    for (const [task, handler] of this.handlers) {
      for (const name of namesOf(task)) list[name] = (payload) => withoutParameters(handler(payload as Record<string, string>));
    }
    return list;
  }

  /** A killed worker's jobs would stay locked for hours. Only workers of processes that are gone are freed: their connections hold no lock. */
  private async unlockDeadWorkers(): Promise<void> {
    const { rows } = await this.ownPool().query<{ worker: string }>(
      "select distinct locked_by as worker from graphile_worker._private_jobs where locked_by is not null and locked_at < now() - interval '2 minutes'",
    );
    const workers = rows.map((row) => row.worker);
    if (workers.length > 0) await this.ownPool().query('select graphile_worker.force_unlock_workers($1)', [workers]);
  }

  private async runSweep(sweep: Sweep): Promise<void> {
    try {
      await sweep.run();
    } catch (error) {
      log.error({ sweep: sweep.name, reason: faultReason(error) }, 'a sweep failed and will be tried again');
    }
  }

  private track(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

/** graphile-worker marks its last jobs as done after it has said that it stopped: from a pool that has ended meanwhile it would wait for a connection in vain. */
async function untilIdle(pool: pg.Pool): Promise<void> {
  for (let looks = 0; looks < 500; looks += 1) {
    await sleep(10);
    if (pool.waitingCount === 0 && pool.idleCount === pool.totalCount) return;
  }
}

/** graphile-worker expects int8 as text, as node-postgres gives it by itself; the rest of the product reads it as a bigint. */
const ITS_OWN_TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? (text: string) => text : pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

/** What a job failed of is kept in the queue and shown to the operator: without the parameters that a failed statement quotes. */
async function withoutParameters(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw new Error(faultReason(error));
  }
}

function quietLogger(): WorkerLogger {
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error({ reason: message }, 'job queue');
    else if (level === 'warning') log.warn({ reason: message }, 'job queue');
  });
}
