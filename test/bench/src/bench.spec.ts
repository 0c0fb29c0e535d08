import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { measureArrears } from './arrears/arrears-figure';
import { BenchCluster } from './cluster';
import { measureLookups } from './lookups/lookups-figure';
import { measureMonth } from './month/month-figure';
import { measureRerating } from './rerating/rerating-figure';
import { measureRestore } from './restore/restore-figure';
import { UsageFigure } from './usage/usage-figure';
import { WrittenRows } from './written-rows';

let database: TestDatabase;
let cluster: BenchCluster;
beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await BenchCluster.on(process.env['TEST_DATABASE_ADMIN_URL']!, database.secret);
});
afterAll(async () => {
  await cluster.stop();
  await database.drop();
});

/** Databases are made, copied and dropped, and the product started several times. */
const PATIENCE_MS = 120_000;

const quiet = (): void => undefined;

// The figures compare the rows that both sides have left before they say anything, and throw when they differ.

it('rates and stores calls as the product and as COPY do, to the same rows', async () => {
  const figure = await UsageFigure.measure(cluster, { records: 301, tenants: 3, prefixes: 100 }, 2, quiet);
  expect(figure.rounds.product).toHaveLength(2);
  expect(figure.elapsed.ratio).toBeGreaterThan(0);
  expect(cluster.cpu() !== null).toBe(process.platform === 'linux');
  expect(figure.facts['outcome']).toMatch(/^quarantined \d+, rated \d+, unanswered \d+$/);
}, PATIENCE_MS);

it('issues a month’s invoices as the sweep and as INSERT … SELECT do, to the same rows, and the books add up', async () => {
  const figure = await measureMonth(cluster, { tenants: 12, seats: 20 }, 2, quiet);
  expect(figure.rounds.baseline).toHaveLength(2);
  // An invoice, its line, 20 seats' charges, a ledger transaction of 3 entries, an event, a notice and its sending, an outbox row and its job; lease and account.
  expect(figure.facts['rows written']).toBe(12 * 33 + 1);
}, PATIENCE_MS);

it('finds the same prefixes in the deck, in a Map and by SQL', async () => {
  const figures = await measureLookups(cluster, { prefixes: 500, numbers: 2000 }, 1, quiet);
  expect(figures.map((figure) => figure.facts['prefixes in the deck'])).toEqual([500, 500]);
}, PATIENCE_MS);

it('rates a billed month again as the product does and as INSERT … SELECT does, to the same rows, and the books add up', async () => {
  const figure = await measureRerating(cluster, { calls: 200, tenants: 2 }, 2, quiet);
  expect(figure.facts['of these']).toMatch(/rated_usage \d+/);
}, PATIENCE_MS);

it('sweeps over debtors without touching one before midnight, then suspends every one, and the books add up', async () => {
  const figure = await measureArrears(cluster, { tenants: 12 }, 1, quiet);
  expect(figure.facts['suspended a second at midnight']).toBeGreaterThan(0);
}, PATIENCE_MS);

it('counts from a payment to seats that can be sat at', async () => {
  const figure = await measureRestore(cluster, { payments: 5 }, quiet);
  expect(figure.rounds.product).toHaveLength(1);
}, PATIENCE_MS);

describe('rows written since a moment', () => {
  it('are found, written elsewhere, and missed when they are not there', async () => {
    const [from, to] = [await cluster.create('bench_from'), await cluster.create('bench_to')];
    const tenant = "insert into tenant (id, name, created_at) values ('00000000-0000-7000-8000-000000000001', $1, '2026-01-01')";
    for (const each of [from, to]) await each.rows(tenant, ['before']);
    const moment = await WrittenRows.momentOf(from);
    await from.rows("update tenant set name = 'after'");
    await from.rows("insert into legal_entity (id, code, name, invoice_prefix, zone, created_at) values (uuidv7(), 'a', 'A', 'AA', 'UTC', '2026-01-01')");
    const written = await WrittenRows.since(from, moment);
    expect([written.howMany, written.described]).toEqual([2, 'legal_entity 1, tenant 1 changed']);
    await written.layOut(to);
    await expect(written.assertWrittenTo(to)).rejects.toThrow('other rows');
    await written.write(to);
    await written.assertWrittenTo(to);
    for (const each of [from, to]) await cluster.drop(each);
  }, PATIENCE_MS);
});
