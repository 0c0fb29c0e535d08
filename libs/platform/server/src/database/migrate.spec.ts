import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';
import { migrate } from './migrate';
import { roleUrl } from './roles';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
});
afterAll(() => database.drop());

it('brings an empty database to the present schema, and does nothing the second time', async () => {
  const first = await migrate(database.adminUrl, database.secret);
  expect(first.applied[0]).toBe('0001_foundations.sql');
  expect((await migrate(database.adminUrl, database.secret)).applied).toEqual([]);
});

it('can prepare several databases of one cluster at once, though roles are the cluster’s', async () => {
  const others = await Promise.all(Array.from({ length: 3 }, () => createTestDatabase({ empty: true })));
  await Promise.all(others.flatMap((each) => [migrate(each.adminUrl, each.secret), migrate(each.adminUrl, each.secret)]));
  for (const each of others) await each.drop();
});

it('refuses a database that is newer than the code, in one line', async () => {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query("insert into schema_migration (name, sha256) values ('9999_from-the-future.sql', 'x')");
  await expect(migrate(database.adminUrl, database.secret)).rejects.toThrow(/newer than this release: it holds migration 9999_from-the-future\.sql/);
  await admin.query("delete from schema_migration where name = '9999_from-the-future.sql'");
  await admin.end();
});

it('gives the application a role that owns nothing and cannot step around row-level security', async () => {
  const app = new pg.Client({ connectionString: roleUrl(database.adminUrl, 'seatline_app', database.secret) });
  await app.connect();
  const { rows } = await app.query('select rolsuper, rolbypassrls from pg_roles where rolname = current_user');
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }]);
  await expect(app.query('select * from person')).rejects.toThrow(/permission denied/);
  expect((await app.query('select * from member')).rows).toEqual([]);
  await app.end();
});
