import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { run, type Runner, runOnce, type TaskList, Logger as WorkerLogger } from 'graphile-worker';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { PlatformTransaction, TenantTransaction } from '../database/unit-of-work';
import { DATABASE_SETTINGS, type DatabaseSettings } from '../database/database.module';
import { POOL_SETTINGS } from '../database/pool-settings';
import { roleUrl } from '../database/roles';
import { log } from '../logging/log';

/** What a job does. Its payload holds ids only; it may run more than once. */
export type JobHandler = (payload: Record<string, string>) => Promise<void>;

/** Work that comes round by itself: due dates, reconciliation, undelivered events. Each round finds what is due from the domain's own tables. */
export interface Sweep {
  readonly name: string;
  readonly everySeconds: number;
  run(): Promise<void>;
}

/**
 * The job queue (graphile-worker in our own database) and the sweeps. A job is enqueued inside the transaction that makes it necessary;
 * jobs are hints and may be lost, sweeps find everything again.
 */
@Injectable()
export class Jobs implements OnApplicationShutdown {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly sweeps: Sweep[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Set<Promise<void>>();
  private runner: Runner | null = null;
  private pool: pg.Pool | null = null;

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
    options: { key?: string; runAt?: Date } = {},
  ): Promise<void> {
    const db = 'ledger' in tx ? tx.ledger : tx.db;
    await db.execute(
      sql`select enqueue_job(${task}, ${JSON.stringify(payload)}::json, ${options.runAt?.toISOString() ?? null}::timestamptz, ${options.key ?? null})`,
    );
  }

  /** Begins to work: frees the jobs of dead workers, takes jobs as they come, and starts the sweeps. */
  async start(): Promise<void> {
    await this.unlockDeadWorkers();
    this.runner = await run({
      pgPool: this.ownPool(),
      taskList: this.taskList(),
      concurrency: 4,
      noHandleSignals: true,
      pollInterval: 1000,
      logger: quietLogger(),
    });
    for (const sweep of this.sweeps) {
      this.timers.push(setInterval(() => this.track(this.runSweep(sweep)), sweep.everySeconds * 1000));
      this.track(this.runSweep(sweep));
    }
  }

  /** Runs everything that waits, jobs made by jobs included, then returns. For stories in which the clock is set by hand. */
  async drain(): Promise<void> {
    await runOnce({ pgPool: this.ownPool(), taskList: this.taskList(), concurrency: 2, noHandleSignals: true, logger: quietLogger() });
  }

  /** One round of every sweep, in the order of registration, then of all jobs that came of it. */
  async sweepAndDrain(): Promise<void> {
    for (const sweep of this.sweeps) await sweep.run();
    await this.drain();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.runner?.stop();
    await Promise.allSettled(this.running);
    await this.pool?.end();
  }

  private ownPool(): pg.Pool {
    if (!this.pool) {
      this.pool = new pg.Pool({ ...POOL_SETTINGS, connectionString: roleUrl(this.settings.adminUrl, 'seatline_jobs', this.settings.secret), max: 6 });
      const lost = (error: Error): void => log.warn({ reason: error.message }, 'a connection of the job queue was lost');
      this.pool.on('error', lost);
      this.pool.on('connect', (client) => void client.on('error', lost));
    }
    return this.pool;
  }

  private taskList(): TaskList {
    const list: TaskList = {};
    for (const [task, handler] of this.handlers) list[task] = (payload) => handler(payload as Record<string, string>);
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
      log.error({ sweep: sweep.name, reason: error instanceof Error ? error.message : String(error) }, 'a sweep failed and will be tried again');
    }
  }

  private track(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

function quietLogger(): WorkerLogger {
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error({ reason: message }, 'job queue');
    else if (level === 'warning') log.warn({ reason: message }, 'job queue');
  });
}
