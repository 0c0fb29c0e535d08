import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { balancesOf, contractOf, findBreaches, LIST_PRICE_ONLY } from '@seatline/billing-domain';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import { includedMinutesView } from '../src/http/included-minutes.view';
import { WhatIfController } from '../src/http/what-if.controller';
import { termsOf } from '../src/persistence/contract-json';
import { readLedger, readMoments } from '../src/persistence/lease-history';
import { insertPlan } from '../src/persistence/plans';
import type { LegRecord } from '../src/persistence/usage';
import { readUsageMonth } from '../src/reads/checks';
import { readLineCalls } from '../src/reads/line-origins';
import { readMarginParts } from '../src/reads/margin';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { LeaseDesk } from '../src/use-cases/lease-desk';
import { PlaceOrder } from '../src/use-cases/place-order';
import { PlanRerating } from '../src/use-cases/plan-rerating';
import { rentGiven } from '../src/use-cases/plan-terms';
import { ReadIncludedMinutes } from '../src/use-cases/read-included-minutes';
import { RecordUsage } from '../src/use-cases/record-usage';
import { RecordUsageBatch } from '../src/use-cases/record-usage-batch';
import { replayLease } from '../src/use-cases/replay-lease';
import { RunRerating } from '../src/use-cases/run-rerating';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { VerifyInvoice } from '../src/use-cases/verify-invoice';
import { WhatIf } from '../src/use-cases/what-if';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

const APRIL_CLOSE = '2026-04-03T00:00:00+08:00';
const MAY_CLOSE = '2026-05-03T00:00:00+08:00';

let harness: BillingHarness;
let shop: Shop;
/** Two seats with ten minutes each; 0.12 a minute, and 1900 is excepted. */
beforeEach(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  const { rows } = await harness.admin.query<{ id: string }>('select id from legal_entity');
  const pricing = { ...LIST_PRICE_ONLY, includedMinutes: { perSeat: 10, prefixes: [], exceptPrefixes: ['1212'] } };
  const terms = termsOf(contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-01-01'), months: 12 }, pricing }));
  const plan = { code: 'minutes', name: { en: 'Minutes', 'zh-CN': '含分钟' }, currency: 'CNY', terms, legalEntityId: rows[0]!.id, effectiveFrom: instant('2026-01-01T00:00:00Z') };
  await harness.platform.run((tx) => insertPlan(tx.db, plan, harness.clock.now()));
  await price('86,0.12,0,60,60,,', '1212,0.30,0,60,60,,');
  shop = await open(2);
});
afterEach(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
});

async function open(seats: number): Promise<Shop> {
  const tenantId = await harness.newTenant();
  await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'minutes', seats, months: 12, startOn: civilDate('2026-03-01') });
  const { rows } = await harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
  const opened = Shop.of(harness, tenantId, rows[0]!.id);
  await opened.pay('50000.00', 'enough');
  return opened;
}

let decks = 0;
const price = (...rows: string[]) => {
  decks += 1;
  const csv = ['prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to', ...rows].join('\n');
  const effectiveFrom = (instant('2026-03-01T00:00:00+08:00') + decks) as Instant;
  return harness.app.get(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: `Deck ${decks}`, effectiveFrom, csv });
};
const leg = (callId: string, minutes: number, answeredAt = '2026-03-05T08:00:00+08:00', otherNumber = '+8610'): LegRecord => ({
  source: 'test', callId, leg: 'carrier', direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber,
  answeredAt: instant(answeredAt), milliseconds: minutes * 60_000, seatId: null, memberId: null, leaseId: null,
});
const record = (...legs: LegRecord[]) => harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, legs));
const rerate = async () => {
  const range = { direction: 'outbound', tenantId: null, leaseId: null, prefix: null, from: instant('2026-03-01T00:00:00Z'), to: instant('2026-04-01T00:00:00Z') } as const;
  return harness.app.get(RunRerating).run(OPERATOR, await harness.app.get(PlanRerating).run(OPERATOR, range, 'a wrong deck'));
};
const lines = async (of: Shop = shop) =>
  (await harness.admin.query(
    `select x.kind, x.calls, x.net_minor::int as net, x.included_used_seconds::int / 60 as used from invoice_line x join invoice i on i.id = x.invoice_id
     where i.kind = 'telephone' and i.lease_id = $1 order by i.sequence, x.line_no`, [of.leaseId])).rows;
const pools = async () =>
  (await harness.admin.query(
    'select from_on::text as from, seconds::int / 60 as minutes, used_seconds::int / 60 as used, covered_micros::int as micros from included_pool where lease_id = $1 order by 1', [shop.leaseId])).rows;
const march = async () => {
  const [row] = (await harness.platform.run((tx) => readUsageMonth(tx.db, '2026-03-01'))).filter((each) => each.tenant_id === shop.tenantId);
  const { rated, invoiced, included, open: waiting, without_charge: withoutCharge } = row!;
  return { rated, invoiced, included, open: waiting, withoutCharge, micros: [row!.rated_micros, row!.invoiced_micros, row!.corrected_micros, row!.included_micros, row!.open_micros].map(Number) };
};

/** The book as the tables hold it and by the history told again, without a breach and alike; each telephone invoice computed again is identical. */
async function holds(of: Shop = shop): Promise<void> {
  await harness.tenants.run(of.tenantId, async (tx) => {
    const lease = await harness.app.get(LeaseDesk).look(tx, of.leaseId);
    const usage = await harness.books.usageSinceOpening(tx.ledger, lease, lease.book.advancedTo);
    const told = replayLease(lease, await readMoments(tx.ledger, lease, lease.book), usage, lease.book.advancedTo);
    expect(findBreaches(lease.book, await readLedger(tx.ledger, lease))).toEqual([]);
    expect(balancesOf(told)).toEqual(balancesOf(lease.book));
    expect(told.invoices).toEqual(lease.book.invoices);
    expect(told.creditNotes).toEqual(lease.book.creditNotes);
    expect(told.includedPools).toEqual(lease.book.includedPools);
    expect(told.openCorrections).toEqual(lease.book.openCorrections);
    const waiting = (book: typeof told) => book.openUsage.reduce((sum, each) => sum + each.costMicros, 0n);
    expect(waiting(told)).toEqual(waiting(lease.book));
  });
  const { rows } = await harness.admin.query<{ id: string }>("select id from invoice where kind = 'telephone' and lease_id = $1", [of.leaseId]);
  for (const { id } of rows) expect((await harness.app.get(VerifyInvoice).run(of.tenantId, id)).differences).toEqual([]);
}

describe('a month’s calls', () => {
  it('use their seats’ minutes in the order of their answers and pay what is beyond, one call in part; the line says both, and opens into its calls', async () => {
    await record(leg('last', 4, '2026-03-20T08:00:00+08:00'), leg('premium', 1, '2026-03-06T08:00:00+08:00', '+1212'));
    await record(leg('first', 15), leg('second', 10, '2026-03-06T09:00:00+08:00'));
    await record(leg('first', 15));
    expect(await march()).toMatchObject({ rated: 4, open: 4, included: 0 });
    await until(harness, APRIL_CLOSE);
    expect(await pools()).toEqual([{ from: '2026-03-01', minutes: 20, used: 20, micros: 2_400_000 }]);
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 3, net: 138, used: 20 }]); // 5 × 0.12 + 4 × 0.12 + 0.30
    expect(await march()).toEqual({ rated: 4, invoiced: 3, included: 1, open: 0, withoutCharge: 0, micros: [3_780_000, 1_380_000, 0, 2_400_000, 0] });
    const { rows } = await harness.admin.query<{ id: string }>("select id from invoice where kind = 'telephone'");
    const calls = await harness.tenants.run(shop.tenantId, (tx) => readLineCalls(tx.ledger, shop.tenantId, rows[0]!.id, { line: 0, after: null, most: 10 }));
    expect(Object.fromEntries(calls.map((call) => [call.call_id, [call.included_seconds, Number((call.cost_micros ?? 0n) - call.included_micros)]]))).toEqual({
      second: [300, 600_000], last: [0, 480_000], premium: [0, 300_000],
    });
    const month = { fromAt: instant('2026-03-01T00:00:00+08:00'), toAt: instant('2026-04-01T00:00:00+08:00') };
    const margins = await harness.platform.run((tx) => readMarginParts(tx.db, month, 'day', zone('Asia/Shanghai')));
    expect(margins.map(({ key, chargedMicros }) => [key, chargedMicros])).toEqual([['2026-03-05', 0n], ['2026-03-06', 900_000n], ['2026-03-20', 480_000n]]);
    await holds();
  });

  it('under another plan are what is beyond its minutes, before the close and after it, and nothing is written', async () => {
    const { rows } = await harness.admin.query<{ id: string }>('select id from legal_entity');
    const included = (perSeat: number) => ({ ...LIST_PRICE_ONLY, includedMinutes: { perSeat, prefixes: [], exceptPrefixes: [] } });
    const terms = termsOf(contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-01-01'), months: 12 }, pricing: included(5) }));
    await harness.platform.run((tx) => insertPlan(tx.db, { code: 'half', name: { en: 'Half', 'zh-CN': '半' }, currency: 'CNY', terms, legalEntityId: rows[0]!.id, effectiveFrom: instant('2026-01-01T00:00:00Z') }, harness.clock.now()));
    await record(leg('first', 15), leg('second', 10, '2026-03-06T09:00:00+08:00'), leg('last', 4, '2026-03-20T08:00:00+08:00'), leg('premium', 1, '2026-03-06T08:00:00+08:00', '+1212'));
    const calls = async (planCode: string, fromOn = '2026-03-01', toOn = '2026-04-01') => {
      const { items } = await new WhatIfController(harness.platform, harness.app.get(WhatIf)).suppose({ planCode, fromOn, toOn });
      return items.find(({ id }) => id === shop.leaseId)!.calls;
    };
    for (const close of [null, APRIL_CLOSE]) {
      if (close !== null) await until(harness, close);
      expect(await calls('minutes')).toEqual({ old: '1.46', new: '1.46' }); // 1.38 as the line has it, and 6 %
      expect(await calls('standard')).toEqual({ old: '1.46', new: '4.01' }); // 30 minutes: 3.78 and 6 %
      expect(await calls('half')).toEqual({ old: '1.46', new: '2.73' }); // 10 minutes of the first: 0.60 + 1.20 + 0.48 + 0.30 = 2.58 and 6 %
      expect(await calls('half', '2026-03-20', '2026-03-21')).toEqual({ old: '0.51', new: '0.51' }); // the last alone: the pool is the period’s, and was used before
    }
    await holds();
  });

  it('within their minutes are on no invoice; a late record uses what its month left, and what is beyond goes on the next', async () => {
    await record(leg('a', 12), leg('b', 3));
    await until(harness, APRIL_CLOSE);
    expect([await lines(), await march()]).toEqual([[], { rated: 2, invoiced: 0, included: 2, open: 0, withoutCharge: 0, micros: [1_800_000, 0, 0, 1_800_000, 0] }]);
    await record(leg('late', 9, '2026-03-02T08:00:00+08:00'), leg('april', 2, '2026-04-03T08:00:00+08:00'));
    await until(harness, MAY_CLOSE);
    expect(await pools()).toEqual([{ from: '2026-03-01', minutes: 20, used: 20, micros: 2_400_000 }, { from: '2026-04-01', minutes: 20, used: 2, micros: 240_000 }]);
    expect(await lines()).toEqual([{ kind: 'prior-period', calls: 1, net: 48, used: null }]);
    await holds();
  });

  it('come to the same in batches, in another order, and when nobody looked for two months', async () => {
    const legs = Array.from({ length: 12 }, (_, place) => leg(`call ${place}`, 1 + (place % 5), `2026-0${place % 3 === 0 ? 4 : 3}-${10 + place}T08:00:00+08:00`));
    await harness.app.get(RecordUsageBatch).run(shop.tenantId, legs);
    const other = await open(2);
    for (const each of legs.toReversed()) await harness.tenants.run(other.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, [each, each]));
    harness.clock.set(instant(MAY_CLOSE)); // both closes are made up for at once
    await harness.sweep.run();
    expect(await lines(other)).toEqual(await lines());
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 1, net: 12, used: 20 }]); // 21 minutes in March
    await Promise.all([holds(), holds(other)]);
  });

  it('are shown used so far before the close, and kept by period after it', async () => {
    await record(leg('a', 12, '2026-03-01T08:00:00+08:00'));
    const read = async () => includedMinutesView(await harness.app.get(ReadIncludedMinutes).run(shop.tenantId, shop.leaseId)).periods;
    expect(await read()).toEqual([{ fromOn: '2026-03-01', toOn: '2026-04-01', seconds: 1200, usedSeconds: 720, covered: '1.440000', closed: false }]);
    await until(harness, '2026-04-02T00:00:00+08:00');
    expect((await read()).map(({ fromOn, usedSeconds, closed }) => [fromOn, usedSeconds, closed])).toEqual([['2026-04-01', 0, false], ['2026-03-01', 720, false]]);
    await until(harness, APRIL_CLOSE);
    expect((await read()).map(({ fromOn, usedSeconds, closed }) => [fromOn, usedSeconds, closed])).toEqual([['2026-04-01', 0, false], ['2026-03-01', 720, true]]);
    expect(await refusalOf(harness.app.get(ReadIncludedMinutes).run(await harness.newTenant(), shop.leaseId))).toBe('not-found');
  });

  it('whose close is cut off are covered when it is done again, once; two sweeps at once do it once', async () => {
    await record(leg('a', 12), leg('b', 12));
    await harness.admin.query(`
      create function cut_off() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
      create trigger cut_off before insert on included_usage for each row execute function cut_off();`);
    await until(harness, '2026-04-02T23:00:00+08:00');
    harness.clock.set(instant(APRIL_CLOSE));
    await harness.sweep.run().catch(() => undefined);
    expect([await pools(), await lines()]).toEqual([[], []]);
    await harness.admin.query('drop trigger cut_off on included_usage');
    await Promise.allSettled([harness.sweep.run(), harness.sweep.run()]);
    await harness.sweep.run();
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 1, net: 48, used: 20 }]);
    await holds();
  });
});

describe('rated again', () => {
  it('a call that is covered in part is billed or credited for what is beyond only; the seconds stay as they were given', async () => {
    await record(leg('a', 15), leg('b', 10, '2026-03-06T09:00:00+08:00'));
    await until(harness, APRIL_CLOSE);
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 1, net: 60, used: 20 }]);
    await price('86,0.20,0,60,60,,');
    await rerate();
    expect(await march()).toEqual({ rated: 2, invoiced: 1, included: 1, open: 0, withoutCharge: 0, micros: [5_000_000, 600_000, 0, 4_000_000, 400_000] });
    await holds();
    await price('86,0.04,0,60,60,,');
    await rerate();
    expect((await harness.admin.query('select net_minor::int as net from credit_note_line')).rows).toEqual([{ net: 40 }]);
    expect(await march()).toMatchObject({ included: 1, micros: [1_000_000, 600_000, -400_000, 800_000, 0] });
    await holds();
    expect(await pools()).toEqual([{ from: '2026-03-01', minutes: 20, used: 20, micros: 2_400_000 }]);
  });

  it('a call that is covered whole costs nothing at any price, but for minutes that it is billed beyond', async () => {
    await record(leg('a', 2));
    await until(harness, APRIL_CLOSE);
    await price('86,0.50,0,60,60,,');
    await rerate();
    expect(await march()).toMatchObject({ included: 1, open: 0, micros: [1_000_000, 0, 0, 1_000_000, 0] });
    await price('86,0.50,0,240,60,,');
    await rerate();
    expect(await march()).toMatchObject({ included: 0, open: 1, micros: [2_000_000, 0, 0, 1_000_000, 1_000_000] });
    await holds();
    await until(harness, MAY_CLOSE);
    expect(await lines()).toEqual([{ kind: 'prior-period', calls: 1, net: 100, used: null }]);
    await holds();
  });

  it('before the close, a call uses minutes by what it is billed for at last', async () => {
    await record(leg('a', 15), leg('b', 10, '2026-03-06T09:00:00+08:00'));
    harness.clock.set(instant('2026-03-20T09:00:00+08:00'));
    await price('86,0.20,0,1080,60,,');
    await rerate();
    await until(harness, APRIL_CLOSE);
    expect(await lines()).toEqual([{ kind: 'telephone', calls: 1, net: 320, used: 20 }]); // 18 + 18 minutes: 16 beyond
    await holds();
  });

  it('while its month is closed, it comes to one of the two orders, and every fen is accounted for', async () => {
    await record(leg('a', 15), leg('b', 10, '2026-03-06T09:00:00+08:00'));
    await until(harness, '2026-04-02T23:00:00+08:00');
    await price('86,0.24,0,60,60,,');
    harness.clock.set(instant(APRIL_CLOSE));
    await Promise.allSettled([harness.sweep.run(), rerate(), harness.sweep.run()]);
    await harness.sweep.run();
    await rerate();
    const { micros } = await march();
    expect(micros[0]).toBe(6_000_000);
    expect([micros[1]! + micros[2]! + micros[4]!, micros[3]]).toEqual([1_200_000, 4_800_000]);
    await until(harness, MAY_CLOSE);
    expect((await lines()).reduce((sum: number, line: { net: number }) => sum + line.net, 0)).toBe(120);
    await holds();
  });
});

describe('terms', () => {
  it('take what is closed by default as excepted where nothing is said, and refuse what cannot be', () => {
    expect(rentGiven('CNY', { seatMonthly: '1.00', pricing: { includedMinutes: { perSeat: 100 } } }).pricing.includedMinutes).toMatchObject({ perSeat: 100, prefixes: [], exceptPrefixes: expect.arrayContaining(['1900', '86168']) });
    expect(rentGiven('CNY', { seatMonthly: '1.00', pricing: { includedMinutes: { perSeat: 100, prefixes: ['86', '86'], exceptPrefixes: [] } } }).pricing.includedMinutes).toEqual({ perSeat: 100, prefixes: ['86'], exceptPrefixes: [] });
    expect(() => rentGiven('CNY', { seatMonthly: '1.00', pricing: { includedMinutes: { perSeat: 0 } } })).toThrow('plan.bad-terms');
    expect(() => rentGiven('CNY', { seatMonthly: '1.00', pricing: { includedMinutes: { perSeat: 1, prefixes: ['+86'] } } })).toThrow('plan.bad-terms');
  });
});

it('a pool is never overdrawn, whoever writes, and the checks find minutes that no call has', async () => {
  await record(leg('a', 2));
  await until(harness, APRIL_CLOSE);
  await expect(harness.admin.query('update included_pool set used_seconds = seconds + 1')).rejects.toThrow(/included_pool_holds_what_it_has/);
  await harness.admin.query('update included_pool set used_seconds = used_seconds + 60');
  expect((await harness.app.get(CheckConservation).run()).map(({ rule }) => rule)).toEqual(['included minutes were used for something else than their pool says']);
  await harness.admin.query('update included_pool set used_seconds = used_seconds - 60');
});
