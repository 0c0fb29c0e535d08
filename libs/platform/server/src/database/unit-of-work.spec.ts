import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';
import { DatabaseModule } from './database.module';
import { type LedgerDatabase, PlatformUnitOfWork, TenantUnitOfWork } from './unit-of-work';

@Module({})
class Root {}

const TENANT = '00000000-0000-7000-8000-00000000000a';

let database: TestDatabase;
let admin: pg.Client;
let app: INestApplicationContext;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const imports = [DatabaseModule.forRoot({ adminUrl: database.adminUrl, secret: database.secret, poolSize: 4 }, [])];
  app = await NestFactory.createApplicationContext({ module: Root, imports }, { logger: ['error'] });
});
afterAll(async () => {
  await app.close();
  await admin.end();
  await database.drop();
});

/** Has the server end the connection while it is in use and asks nothing, as a restart of the server does. */
async function loseConnection(db: LedgerDatabase): Promise<void> {
  const { rows } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  await admin.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await db.execute(sql`select 1`);
}

describe('a connection that the server ends between two statements', () => {
  it('fails the work at the platform’s door, not the process, and the next work has another one', async () => {
    const doors = app.get(PlatformUnitOfWork);
    await expect(doors.run((tx) => loseConnection(tx.db))).rejects.toThrow();
    expect(await doors.run(async (tx) => (await tx.db.execute<{ one: number }>(sql`select 1 as one`)).rows)).toEqual([{ one: 1 }]);
  });

  it('fails the work at a tenant’s door, not the process, and the next work has another one', async () => {
    const doors = app.get(TenantUnitOfWork);
    await expect(doors.run(TENANT, (tx) => loseConnection(tx.ledger))).rejects.toThrow();
    expect(await doors.run(TENANT, async (tx) => (await tx.ledger.execute<{ one: number }>(sql`select 1 as one`)).rows)).toEqual([{ one: 1 }]);
  });
});
