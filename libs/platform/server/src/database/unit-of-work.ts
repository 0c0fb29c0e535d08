import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { discardConnection } from './pool-settings';
import { isConnectionLost, isTransactionConflict } from './sql-state';

/** Drizzle on the transaction's own connection. Its own `.transaction()` would commit the outer one, so the type has none. */
export type LedgerDatabase = Omit<NodePgDatabase, 'transaction' | '$client'>;

/** An open transaction that sees one tenant's rows and no others. */
export interface TenantTransaction {
  readonly tenantId: string;
  /** TypeORM: aggregates, one by id, in order to decide. */
  readonly entities: EntityManager;
  /** Drizzle: append-only tables and reads from views. */
  readonly ledger: LedgerDatabase;
}

/** A transaction of the platform's door: what stands above tenants. */
export interface PlatformTransaction {
  readonly db: LedgerDatabase;
}

export const PLATFORM_POOL = Symbol('PLATFORM_POOL');

const MOST_ATTEMPTS = 3;

async function withRetries<Value>(attempt: () => Promise<Value>): Promise<Value> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransactionConflict(error) || count >= MOST_ATTEMPTS) throw error;
    }
  }
}

/**
 * The only door to tenants' data. `run` opens one transaction on one connection, names its tenant for row-level security, hands out both
 * mappers on it, and commits. A use case opens it; nothing that waits for the outside (a carrier, a gateway) happens inside. The work
 * may run again from its start after a deadlock, at most three times, so it must have no effect outside the database.
 */
@Injectable()
export class TenantUnitOfWork {
  private readonly current = new AsyncLocalStorage<TenantTransaction>();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Joins the transaction that is already open; one of another tenant is a fault in the program. */
  async run<Value>(tenantId: string, work: (tx: TenantTransaction) => Promise<Value>): Promise<Value> {
    const outer = this.current.getStore();
    if (outer) {
      if (outer.tenantId !== tenantId) throw new Error('a unit of work cannot change its tenant');
      return work(outer);
    }
    return withRetries(() => this.attempt(tenantId, work));
  }

  private async attempt<Value>(tenantId: string, work: (tx: TenantTransaction) => Promise<Value>): Promise<Value> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    try {
      await runner.startTransaction('READ COMMITTED');
      await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
      const tx: TenantTransaction = { tenantId, entities: runner.manager, ledger: drizzle({ client }) };
      const value = await this.current.run(tx, () => work(tx));
      await runner.commitTransaction();
      return value;
    } catch (error) {
      if (isConnectionLost(error)) discardConnection(client, error); // which the runner hears, and releases it as broken
      else if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/**
 * The narrow second door, with a database role of its own: persons and sign-in, which tenant a number belongs to, sweeps that pick
 * tenants, the operator's lists over all tenants. It cannot see what its role was not granted.
 */
@Injectable()
export class PlatformUnitOfWork {
  constructor(@Inject(PLATFORM_POOL) private readonly pool: Pool) {}

  async run<Value>(work: (tx: PlatformTransaction) => Promise<Value>): Promise<Value> {
    return withRetries(() => this.attempt(work));
  }

  private async attempt<Value>(work: (tx: PlatformTransaction) => Promise<Value>): Promise<Value> {
    const client = await this.pool.connect();
    let lost = false;
    try {
      await client.query('begin');
      const value = await work({ db: drizzle({ client }) });
      await client.query('commit');
      return value;
    } catch (error) {
      lost = isConnectionLost(error);
      if (!lost) await client.query('rollback');
      throw error;
    } finally {
      client.release(lost); // a lost one is not for the next
    }
  }
}
