import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import pg from 'pg';
import { listNumberGaps } from '../../src/reads/number-gaps';
import { CheckConservation } from '../../src/use-cases/check-conservation';
import { NumbersAfterRestore } from '../../src/use-cases/numbers-after-restore';
import { RecordUsage } from '../../src/use-cases/record-usage';
import { stateOf } from '../crash-points/state-of';
import { BillingHarness } from '../harness';
import { Shop, until } from '../shop';
import { DiskFull } from './disk-full';
import { LostReply } from './lost-reply';

// Faults of billing.md 3 that meet the run of a month; 9 stands in due-work.spec.ts, and each statement of each work is killed in crash-points.

let harness: BillingHarness;
beforeEach(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
});
afterEach(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
  for (const database of leftBehind.splice(0)) await database.drop();
});

const leftBehind: TestDatabase[] = [];
const numbers = async (): Promise<string[]> =>
  (await harness.admin.query<{ number: string }>('select number from invoice order by year_sequence')).rows.map((row) => row.number);
const firstNumbers = (count: number): string[] => Array.from({ length: count }, (_, place) => `SLI-2026-${String(place + 1).padStart(6, '0')}`);

/** Somebody else in the database, who holds what the run needs. */
async function another(work: (other: pg.Client) => Promise<void>): Promise<void> {
  const other = new pg.Client({ connectionString: harness.database.adminUrl });
  await other.connect();
  try {
    await work(other);
  } finally {
    await other.end();
  }
}

/** The sessions of the product that wait for a lock, once there is one. */
async function waiting(): Promise<number[]> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { rows } = await harness.admin.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and usename like 'seatline_%'");
    if (rows.length > 0) return rows.map((row) => row.pid);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('nobody waits');
}

it('fault 8: the worker is killed when its invoice has no number yet; the next finishes, without a gap and without a second invoice', async () => {
  await Shop.openPaid(harness, 2, '2026-03-01');
  harness.clock.set(instant('2026-03-25T00:00:00+08:00'));
  await another(async (other) => {
    await other.query('begin');
    await other.query("select from number_counter where series = 'invoice' for update");
    const run = harness.sweep.run().then(() => 'finished', () => 'killed');
    await harness.admin.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [await waiting()]);
    // The run tries its batch lease by lease once more; that one is killed as well.
    await harness.admin.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [await waiting()]);
    expect(await run).toBe('killed');
    await other.query('rollback');
  });
  expect(await numbers()).toEqual(firstNumbers(1));
  await harness.sweep.run();
  await harness.sweep.run();
  expect(await numbers()).toEqual(firstNumbers(2));
});

it('fault 10: a month is finalised twice at once while somebody pays it: one number, one tax, one booking of both', async () => {
  const shop = await Shop.openPaid(harness, 3, '2026-03-01');
  harness.clock.set(instant('2026-03-25T00:00:00+08:00'));
  const runs = [harness.sweep.run(), shop.pay('6360.00', 'april'), harness.sweep.run(), shop.pay('6360.00', 'april'), harness.sweep.run()];
  await Promise.all(runs);
  await harness.sweep.run();
  const { rows } = await harness.admin.query('select number, net_minor::int as net, tax_minor::int as tax, open_minor::int as open from invoice_list order by number');
  expect(rows).toEqual([
    { number: 'SLI-2026-000001', net: 1_200_000, tax: 36_000, open: 0 }, // 3 × 2000 rent and 3 × 2000 deposit; 6 % of the rent
    { number: 'SLI-2026-000002', net: 600_000, tax: 36_000, open: 0 },
  ]);
  expect(await harness.count("select count(*) from ledger_entry where account = 'tax-payable'")).toBe(2);
});

it('fault 11: a deadlock in the middle of a run: its batch is done again, and every total is as if there had been none', async () => {
  const shops: Shop[] = [];
  for (let place = 0; place < 6; place += 1) shops.push(await Shop.openPaid(harness, place + 1, '2026-03-01'));
  harness.clock.set(instant('2026-03-25T00:00:00+08:00'));
  const deadlocks = (): Promise<number> => harness.count('select deadlocks as count from pg_stat_database where datname = current_database()');
  const before = await deadlocks();
  await another(async (other) => {
    await other.query("set deadlock_timeout = '10min'"); // so that it is the run that gives way
    await other.query('begin');
    await other.query("select from number_counter where series = 'invoice' for update");
    const run = harness.sweep.run();
    await waiting();
    await other.query('select from lease where id = $1 for update', [shops[5]!.leaseId]); // held by the run, which waits for us
    await other.query('rollback');
    expect(await run).toBe(6);
  });
  await harness.sweep.run();
  expect(await numbers()).toEqual(firstNumbers(12));
  // 1 + 2 + … + 6 seats at 2000.00 and 6 %, for April.
  expect(await harness.count("select sum(net_minor + tax_minor) as count from invoice_line where service = '[2026-04-01,2026-05-01)'")).toBe(21 * 212_000);
  // A session tells its statistics when it has nothing else to do, after ten seconds at the latest.
  for (let tries = 0; tries < 300 && (await deadlocks()) === before; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await deadlocks()).toBeGreaterThan(before);
});

it('fault 12: the disk is full at the last table of a close: nothing of it stays, the run says which lease, and goes on when there is room', async () => {
  const shop = await Shop.openPaid(harness, 2, '2026-03-01');
  const leg = { source: 'test', leg: 'a', direction: 'outbound', carrierLeg: true, ourNumber: null, otherNumber: '+8613800138000', seatId: null, memberId: null, leaseId: shop.leaseId } as const;
  await harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, [{ ...leg, callId: 'c1', answeredAt: instant('2026-03-02T12:00:00+08:00'), milliseconds: 600_000 }]));
  await until(harness, '2026-04-02T23:59:59+08:00');
  const before = await stateOf(harness.admin);
  const disk = await DiskFull.under(harness.admin, 'usage_billing');
  harness.clock.set(instant('2026-04-03T00:00:00+08:00'));
  await expect(harness.sweep.run()).rejects.toThrow(new RegExp(`due work failed for 1 lease.*${shop.leaseId}`));
  expect(await stateOf(harness.admin)).toEqual(before);
  await disk.makeRoom();
  expect(await harness.sweep.run()).toBe(1);
  expect(await numbers()).toEqual(firstNumbers(3));
  expect(await harness.count('select count(*) from usage_billing')).toBe(1);
});

it('fault 13: the server is replaced and the reply to a commit is lost: nobody knows, so it is done again, and was done once', async () => {
  const shop = await Shop.openPaid(harness, 2, '2026-03-01');
  await until(harness, '2026-03-24T23:59:59+08:00');
  harness.clock.set(instant('2026-03-25T00:00:00+08:00'));
  const paying = LostReply.of(/^commit$/i);
  await expect(shop.pay('4240.00', 'april').finally(() => paying.heal())).rejects.toThrow(/terminated/);
  expect((await shop.pay('4240.00', 'april')).amountMinor).toBe(424_000n);
  const running = LostReply.of(/^commit$/i);
  await harness.sweep.run().catch((error: unknown) => expect(String(error)).toMatch(/terminated|due work failed/)).finally(() => running.heal());
  await harness.sweep.run();
  expect([paying.happened, running.happened]).toEqual([true, true]);
  expect(await numbers()).toEqual(firstNumbers(2));
  expect(await harness.count("select count(*) from payment where reference like 'april%'")).toBe(1);
  expect(await shop.openInvoices()).toEqual([]);
});

it('fault 25: the job queue is lost: the sweeps find all due work again, and what was told before is not told twice', async () => {
  const shop = await Shop.openPaid(harness, 2, '2026-03-01');
  await until(harness, '2026-04-16T23:59:59+08:00');
  await harness.jobs.drain();
  await harness.admin.query('delete from graphile_worker._private_jobs');
  harness.clock.set(instant('2026-04-17T00:00:00+08:00'));
  await harness.jobs.sweepAndDrain();
  expect(await shop.status()).toBe('suspended');
  await shop.pay('4240.00', 'late');
  const jobs = await harness.count('select count(*) from graphile_worker._private_jobs');
  await harness.admin.query('delete from graphile_worker._private_jobs');
  await harness.admin.query("update outbox set recorded_at = recorded_at - interval '1 hour'");
  for (let twice = 0; twice < 2; twice += 1) await harness.jobs.sweepAndDrain();
  expect(jobs).toBeGreaterThan(0);
  expect((await harness.topics(shop.tenantId)).filter((topic) => topic.startsWith('billing.lease-'))).toEqual(['billing.lease-suspended', 'billing.lease-restored']);
});

it('fault 25: everything comes back from a backup of an hour ago: the hour done again gives the very documents that were sent out before', async () => {
  const shop = await Shop.openPaid(harness, 2, '2026-03-01');
  await until(harness, '2026-04-23T23:30:00+08:00');
  await harness.stopKeepingDatabase();
  const backup = await createTestDatabase({ copyOf: harness.database });
  leftBehind.push(harness.database, backup);
  harness = await BillingHarness.start({ startsAt: '2026-04-23T23:30:00+08:00', database: harness.database });
  await until(harness, '2026-04-24T00:30:00+08:00'); // May's rent is invoiced at midnight
  await harness.sweep.run();
  const sent = await documents(harness);
  const restored = await BillingHarness.start({ startsAt: '2026-04-24T08:00:00+08:00', database: backup });
  await restored.sweep.run();
  expect(await numbers()).toEqual(firstNumbers(3));
  expect(await documents(restored)).toEqual(sent);
  // A payment of the lost hour is known by its reference: keyed in again it is booked again, once.
  for (let twice = 0; twice < 2; twice += 1) await Shop.of(restored, shop.tenantId, shop.leaseId).pay('4240.00', 'of the hour');
  expect(await restored.count("select count(*) from payment where reference like 'of the hour%'")).toBe(1);
  await restored.stop();
});

it('fault 25: numbers after a restored backup do not clash with documents that were sent: each series is moved past them, with the reason', async () => {
  const shops = [await Shop.openPaid(harness, 1, '2026-03-01'), await Shop.openPaid(harness, 2, '2026-03-01')];
  await until(harness, '2026-04-23T23:30:00+08:00');
  await harness.stopKeepingDatabase();
  const backup = await createTestDatabase({ copyOf: harness.database });
  leftBehind.push(harness.database, backup);
  harness = await BillingHarness.start({ startsAt: '2026-04-23T23:30:00+08:00', database: harness.database });
  await until(harness, '2026-04-24T00:30:00+08:00'); // May's rent is invoiced at midnight, and sent out
  await harness.sweep.run();
  const sent = await numbers();
  const restored = await BillingHarness.start({ startsAt: '2026-04-24T08:00:00+08:00', database: backup });
  const move = (number: string, reason = 'sent before the backup of 23:30 was restored') => restored.app.get(NumbersAfterRestore).run([{ series: 'invoice', number }], { reason, by: 'Ann' });
  expect([sent.length, (await move('SLI-2026-000007', 'a slip of the pen')).ok]).toEqual([6, true]);
  const last = sent.at(-1)!;
  for (let twice = 0; twice < 2; twice += 1) expect(await move(last)).toMatchObject({ ok: true, value: [{ number: last, gap: null }] }); // never back
  await restored.sweep.run();
  const { rows: again } = await restored.admin.query<{ number: string }>("select number from invoice where issued_at >= '2026-04-24T00:00:00+08:00' order by number");
  expect(again.map((row) => row.number)).toEqual(['SLI-2026-000008', 'SLI-2026-000009']);
  expect(sent).not.toEqual(expect.arrayContaining(again.map((row) => row.number)));
  expect(await restored.app.get(CheckConservation).run()).toEqual([]);
  const gaps = await restored.platform.run((tx) => listNumberGaps(tx.db, { after: null, most: 10 }));
  expect(gaps).toMatchObject([{ series: 'invoice', first: 'SLI-2026-000005', last: 'SLI-2026-000007', numbers: 3, reason: 'a slip of the pen', recordedBy: 'Ann' }]);
  expect(await restored.count("select count(*) from platform_audit_entry where action = 'numbers.left-out'")).toBe(1);
  for (const change of ['delete from number_gap', "update number_gap set reason = 'none'"]) await expect(restored.admin.query(change)).rejects.toThrow(/final/);
  expect(await Shop.of(restored, shops[0]!.tenantId, shops[0]!.leaseId).openInvoices()).toHaveLength(2);
  // A gap that nobody recorded is still found.
  await restored.admin.query("select take_numbers(id, 'invoice', 2026, 1) from legal_entity");
  expect(await restored.app.get(CheckConservation).run()).toMatchObject([{ rule: 'invoice numbers have a gap that is not recorded' }]);
  await restored.stop();
});

it.each([
  ['invoice', 'SLI-2026-010003', 'number.too-far-ahead'],
  ['invoice', 'SLI-2027-000001', 'number.of-a-year-to-come'],
  ['invoice', 'YUNI-2026-000009', 'number.unknown-entity'],
  ['credit-note', 'SLI-2026-000009', 'number.unreadable'],
] as const)('fault 25: of %s %s nothing is left out: %s', async (series, number, code) => {
  await Shop.openPaid(harness, 1, '2026-03-01');
  const sent = [{ series: 'lease' as const, number: 'SL-2026-000009' }, { series, number }];
  expect(await harness.app.get(NumbersAfterRestore).run(sent, { reason: 'a try', by: 'Ann' })).toMatchObject({ ok: false, refusal: { code } });
  expect(await harness.count('select count(*) from number_gap')).toBe(0);
});

/** What tenants have in their hands. */
async function documents(of: BillingHarness): Promise<unknown> {
  const { invoice, invoice_line, rent_charge, credit_note } = await stateOf(of.admin);
  return { invoice, invoice_line, rent_charge, credit_note };
}
