import { describe, expect, it } from '@jest/globals';
import { balancesOf, findBreaches, type LeaseBook } from '@seatline/billing-domain';
import { civilDate, instant } from '@seatline/kernel';
import type { LegRecord } from '../src/persistence/usage';
import { readLedger, readMoments } from '../src/persistence/lease-history';
import { plannedLeases, type ReratingRange } from '../src/reads/reratings';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { LeaseDesk } from '../src/use-cases/lease-desk';
import { PlanRerating } from '../src/use-cases/plan-rerating';
import { RecordUsage } from '../src/use-cases/record-usage';
import { replayLease } from '../src/use-cases/replay-lease';
import { RunRerating } from '../src/use-cases/run-rerating';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { type BillingHarness, OPERATOR } from './harness';
import { outboundLeg, paidShopBeforeEach } from './paid-shop';
import { type Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;
paidShopBeforeEach((opened) => ({ harness, shop } = opened));

const leg = (callId: string, otherNumber = '+8610', answeredAt = '2026-03-05T08:00:00+08:00', minutes = 1) =>
  outboundLeg(callId, answeredAt, { otherNumber, milliseconds: minutes * 60_000 });
const record = (...legs: LegRecord[]) => harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, legs));
let decks = 0;
/** One more deck from the beginning of March on, a millisecond later each: the last one counts. */
const price = (...rows: string[]) => {
  decks += 1;
  const csv = ['prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to', ...rows].join('\n');
  const effectiveFrom = (instant('2026-03-01T00:00:00+08:00') + decks) as ReturnType<typeof instant>;
  return harness.app.get(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: `Deck ${decks}`, effectiveFrom, csv });
};
const MARCH: ReratingRange = {
  direction: 'outbound', tenantId: null, leaseId: null, prefix: null, from: instant('2026-03-01T00:00:00+08:00'), to: instant('2026-04-01T00:00:00+08:00'),
};
const plan = (range: Partial<ReratingRange> = {}) => harness.app.get(PlanRerating).run(OPERATOR, { ...MARCH, ...range }, 'a wrong deck');
const run = (id: string) => harness.app.get(RunRerating).run(OPERATOR, id);
const planned = async (id: string) => {
  const [lease] = await harness.platform.run((tx) => plannedLeases(tx.db, id));
  const { calls, changed, unpriced, openMicros, debitMicros, creditMicros } = lease!;
  return { calls, changed, unpriced, openMicros, debitMicros, creditMicros };
};
const rerate = async (range: Partial<ReratingRange> = {}) => run(await plan(range));
const closeMarch = () => until(harness, '2026-04-03T00:00:00+08:00');
const closeApril = () => until(harness, '2026-05-03T00:00:00+08:00');
const lines = async () =>
  (await harness.admin.query("select x.kind, x.calls, x.net_minor::int as net from invoice_line x join invoice i on i.id = x.invoice_id where x.kind not in ('rent', 'deposit') order by i.sequence, x.line_no")).rows;
const credits = async () =>
  (await harness.admin.query('select c.net_minor::int as net, c.tax_minor::int as tax, x.kind, x.net_minor::int as of_net from credit_note_line c join invoice_line x on x.invoice_id = c.invoice_id and x.line_no = c.invoice_line_no join credit_note n on n.id = c.credit_note_id order by n.sequence')).rows;
const cost = async (callId: string) =>
  (await harness.admin.query('select version, cost_micros::text as cost from usage_list where call_id = $1', [callId])).rows[0];

/** The book as the tables hold it, by the engine told the whole history again, and both without a breach. */
async function bothBooks(): Promise<LeaseBook> {
  return harness.tenants.run(shop.tenantId, async (tx) => {
    const lease = await harness.app.get(LeaseDesk).look(tx, shop.leaseId);
    const usage = await harness.books.usageSinceOpening(tx.ledger, lease, lease.book.advancedTo);
    const told = replayLease(lease, await readMoments(tx.ledger, lease, lease.book), usage, lease.book.advancedTo);
    const ledger = await readLedger(tx.ledger, lease);
    expect(findBreaches(lease.book, ledger)).toEqual([]);
    expect(findBreaches(told, ledger)).toEqual([]);
    expect(balancesOf(told)).toEqual(balancesOf(lease.book));
    expect(told.invoices).toEqual(lease.book.invoices);
    expect(told.creditNotes).toEqual(lease.book.creditNotes);
    expect(told.openCorrections).toEqual(lease.book.openCorrections);
    expect(told.takenBack).toEqual(lease.book.takenBack);
    return lease.book;
  });
}

describe('a call on no invoice', () => {
  it('carries its new price to its invoice; the dry run changes nothing, and the original stays', async () => {
    await record(leg('a'), leg('us', '+1212'));
    await price('86,1.00,0,60,60,,');
    const id = await plan();
    expect(await planned(id)).toEqual({ calls: 2, changed: 1, unpriced: 1, openMicros: 880000n, debitMicros: 0n, creditMicros: 0n });
    expect(await cost('a')).toEqual({ version: 1, cost: '120000' });
    expect(await run(id)).toEqual({ done: 1, skipped: 0, differs: 0 });
    expect(await cost('a')).toEqual({ version: 2, cost: '1000000' });
    expect(await cost('us')).toEqual({ version: 1, cost: '300000' });
    expect(await harness.count('select count(*) from rated_usage')).toBe(3);
    await closeMarch();
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 2, net: 130 }]);
    await bothBooks();
  });

  it('that becomes free is on no invoice, and one that costs something at last is', async () => {
    await record(leg('a'), leg('us', '+1212'));
    await price('86,0,0,60,60,,', '1,0.30,0,60,60,,');
    await rerate();
    await closeMarch();
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 1, net: 30 }]);
    await bothBooks();
  });
});

describe('a call on an invoice', () => {
  it('that gets dearer is billed for the difference on the next telephone invoice', async () => {
    await record(leg('a'), leg('b', '+8620'));
    await closeMarch();
    await price('86,1.00,0,60,60,,');
    const id = await plan();
    expect(await planned(id)).toEqual({ calls: 2, changed: 2, unpriced: 0, openMicros: 0n, debitMicros: 1760000n, creditMicros: 0n });
    await run(id);
    expect((await bothBooks()).openCorrections).toEqual([{ answeredOn: '2026-03-05', calls: 2, costMicros: 1760000n }]);
    await record(leg('c', '+8610', '2026-04-05T08:00:00+08:00'));
    await closeApril();
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 2, net: 24 }, { kind: 'telephone', calls: 1, net: 100 }, { kind: 're-rating', calls: 2, net: 176 }]);
    expect(await credits()).toEqual([]);
    await bothBooks();
  });

  it('that gets cheaper is credited on its line, by exactly what the line is too much, and never more than the line', async () => {
    await record(leg('a', '+8610', '2026-03-05T08:00:00+08:00', 10), leg('b', '+8620', '2026-03-05T08:00:00+08:00', 1));
    await closeMarch();
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 2, net: 132 }]);
    await price('86,0.12,0,60,60,,', '8610,0.1049,0,60,60,,');
    await rerate();
    expect(await credits()).toEqual([{ net: 15, tax: 1, kind: 'telephone', of_net: 132 }]); // 1.169 is kept: 1.17, with 0.07 of 0.08 tax
    await price('86,0,0,60,60,,');
    await rerate();
    expect(await credits()).toEqual([{ net: 15, tax: 1, kind: 'telephone', of_net: 132 }, { net: 117, tax: 7, kind: 'telephone', of_net: 132 }]);
    expect((await bothBooks()).takenBack).toEqual([{ invoice: 3, line: 0, micros: 1320000n }]);
  });

  it('below the smallest unit is credited when it comes to one', async () => {
    await record(leg('a', '+8610', '2026-03-05T08:00:00+08:00', 10));
    await closeMarch();
    await price('86,0.1196,0,60,60,,'); // 1.196: still 1.20
    await rerate();
    expect(await credits()).toEqual([]);
    await price('86,0.1192,0,60,60,,'); // 1.192: 1.19
    await rerate();
    expect(await credits()).toEqual([{ net: 1, tax: 0, kind: 'telephone', of_net: 120 }]);
    await bothBooks();
  });

  it('that goes up and down again takes back first what waits, then what its lines billed, the last one first', async () => {
    await record(leg('a'));
    await closeMarch();
    await price('86,1.00,0,60,60,,');
    await rerate();
    await price('86,0.50,0,60,60,,');
    await rerate();
    expect((await bothBooks()).openCorrections).toEqual([{ answeredOn: '2026-03-05', calls: 1, costMicros: 380000n }]);
    await closeApril();
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 1, net: 12 }, { kind: 're-rating', calls: 1, net: 38 }]);
    await price('86,0.10,0,60,60,,');
    await rerate();
    expect((await credits()).map(({ net, kind }) => [kind, net])).toEqual([['telephone', 2], ['re-rating', 38]]);
    await price('86,0.12,0,60,60,,');
    await rerate();
    expect((await bothBooks()).openCorrections).toEqual([{ answeredOn: '2026-03-05', calls: 1, costMicros: 20000n }]);
  });

  it('of a lease that is over is billed and credited, too', async () => {
    await record(leg('a', '+8610', '2026-03-05T08:00:00+08:00', 10), leg('b', '+8620', '2026-03-05T08:00:00+08:00', 10));
    await harness.app.get(LeaseCommands).end(OPERATOR, shop.tenantId, shop.leaseId, { on: civilDate('2026-03-20'), reason: 'closing down' });
    await until(harness, '2026-06-15T09:00:00+08:00');
    expect(await shop.status()).toBe('ended');
    await price('8610,1.00,0,60,60,,', '8620,0.02,0,60,60,,');
    await rerate();
    await until(harness, '2026-09-01T00:00:00+08:00');
    expect((await lines()).at(-1)).toEqual({ kind: 're-rating', calls: 1, net: 880 });
    expect(await credits()).toContainEqual({ net: 100, tax: 6, kind: 'telephone', of_net: 240 });
    await bothBooks();
  });
});

describe('a re-rating', () => {
  it('done twice, and twice at the same time, is done once', async () => {
    await record(leg('a'), leg('b', '+8620'));
    await closeMarch();
    await price('86,1.00,0,60,60,,', '8620,0.01,0,60,60,,');
    const id = await plan();
    const outcomes = await Promise.all([run(id), run(id), run(id)]);
    expect(outcomes.map(({ done }) => done).sort()).toEqual([0, 0, 1]);
    expect(await run(id)).toEqual({ done: 0, skipped: 1, differs: 0 });
    expect(await harness.count('select count(*) from usage_correction')).toBe(2);
    expect(await credits()).toHaveLength(1);
    expect(await rerate()).toEqual({ done: 1, skipped: 0, differs: 0 });
    expect(await harness.count('select count(*) from usage_correction')).toBe(2);
    await bothBooks();
  });

  it('whose calls or decks have changed since the dry run does nothing', async () => {
    await record(leg('a'));
    await price('86,1.00,0,60,60,,');
    const id = await plan();
    await record(leg('b'));
    expect(await run(id)).toEqual({ done: 0, skipped: 0, differs: 1 });
    const again = await plan();
    await price('86,2.00,0,60,60,,');
    expect(await run(again)).toEqual({ done: 0, skipped: 0, differs: 1 });
    expect((await cost('a')).version).toBe(1);
  });

  it('touches only the calls of its range: prefix, tenant, lease and time', async () => {
    await record(leg('a', '+8610'), leg('b', '8620'), leg('c', '+8610', '2026-02-28T08:00:00+08:00'));
    await price('86,1.00,0,60,60,,');
    expect((await planned(await plan({ prefix: '8610' }))).calls).toBe(1);
    expect((await planned(await plan({ prefix: '8620' }))).calls).toBe(1);
    expect(await harness.platform.run(async (tx) => plannedLeases(tx.db, await plan({ tenantId: await harness.newTenant() })))).toEqual([]);
    expect(await harness.platform.run(async (tx) => plannedLeases(tx.db, await plan({ leaseId: shop.tenantId })))).toEqual([]);
    expect((await planned(await plan())).calls).toBe(2);
  });

  it('cut off before its end leaves nothing of the lease that it was at, and is done when it is asked for again', async () => {
    await record(leg('a'));
    await closeMarch();
    await price('86,1.00,0,60,60,,');
    const id = await plan();
    await harness.admin.query(`
      create function cut_off() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
      create trigger cut_off before insert on rerating_done for each row execute function cut_off();`);
    await expect(run(id)).rejects.toThrow();
    expect(await cost('a')).toEqual({ version: 1, cost: '120000' });
    expect(await harness.count('select count(*) from usage_correction')).toBe(0);
    await harness.admin.query('drop trigger cut_off on rerating_done');
    expect(await run(id)).toEqual({ done: 1, skipped: 0, differs: 0 });
    await bothBooks();
  });
});
