import { describe, expect, it } from '@jest/globals';
import { instant, zone } from '@seatline/kernel';
import { comparisonView } from '../src/http/decks.view';
import type { LegRecord } from '../src/persistence/usage';
import { loadDeckRows } from '../src/persistence/decks';
import { listUploads } from '../src/reads/decks';
import { CompareDeck } from '../src/use-cases/compare-deck';
import { DecideDeck, type DeckActivation } from '../src/use-cases/decide-deck';
import { readDeckCsv, writeDeckCsv } from '../src/use-cases/deck-csv';
import { RecordUsage } from '../src/use-cases/record-usage';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { type BillingHarness, OPERATOR } from './harness';
import { outboundLeg, paidShopBeforeEach } from './paid-shop';
import { refusalOf, type Shop } from './shop';

let harness: BillingHarness;
let shop: Shop;
paidShopBeforeEach((opened) => ({ harness, shop } = opened));

const HEADER = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to';
const leg = (callId: string, otherNumber: string, answeredAt = '2026-03-01T08:00:00+08:00') => outboundLeg(callId, answeredAt, { otherNumber });
const record = (...legs: LegRecord[]) => harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, legs));
const stage = async (...rows: string[]): Promise<string> =>
  (await harness.app.get(UploadDeck).stage(OPERATOR, { direction: 'outbound', currency: 'CNY', name: 'Test', csv: [HEADER, ...rows].join('\n') })).id;
const decide = () => harness.app.get(DecideDeck);
const NOW: DeckActivation = { effectiveFrom: null, intoThePast: false };
const costs = async (): Promise<unknown[]> =>
  (await harness.admin.query('select u.call_id, u.cost_micros::text as cost, u.prefix from usage_list u order by u.call_id')).rows;

describe('a staged deck', () => {
  it('prices nothing until it is activated, and then what is answered from its instant on', async () => {
    const id = await stage('86,1.00,0,60,60,,');
    await record(leg('a', '+8610'));
    expect(await decide().activate(OPERATOR, id, NOW)).toBe(harness.clock.now());
    await record(leg('b', '+8610'), leg('c', '+8610', '2026-03-01T09:00:00+08:00'));
    expect(await costs()).toEqual([
      { call_id: 'a', cost: '240000', prefix: '86' }, { call_id: 'b', cost: '240000', prefix: '86' }, { call_id: 'c', cost: '2000000', prefix: '86' },
    ]);
  });

  it('takes effect before now only where that is said, and no two at one instant', async () => {
    const yesterday = instant('2026-02-28T09:00:00+08:00');
    const [first, second] = [await stage('86,1.00,0,60,60,,'), await stage('86,2.00,0,60,60,,')];
    expect(await refusalOf(decide().activate(OPERATOR, first, { effectiveFrom: yesterday, intoThePast: false }))).toBe('deck.in-past');
    await decide().activate(OPERATOR, first, { effectiveFrom: yesterday, intoThePast: true });
    expect(await refusalOf(decide().activate(OPERATOR, second, { effectiveFrom: yesterday, intoThePast: true }))).toBe('deck.effective-taken');
    await decide().activate(OPERATOR, second, NOW);
    expect((await harness.platform.run((tx) => listUploads(tx.db))).filter((deck) => deck.effectiveFrom === null)).toEqual([]);
  });

  it('is decided about once: activated and discarded at the same moment, one of them is refused', async () => {
    const id = await stage('86,1.00,0,60,60,,');
    const outcomes = await Promise.all([
      refusalOf(decide().activate(OPERATOR, id, NOW)), refusalOf(decide().discard(OPERATOR, id)), refusalOf(decide().activate(OPERATOR, id, NOW)),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'not refused')).toHaveLength(1);
    expect(await harness.count('select count(*) from rate_deck_decision where deck_id = $1', [id])).toBe(1);
    expect(await harness.count("select count(*) from platform_audit_entry where action in ('deck.activated', 'deck.discarded') and subject_id = $1", [id])).toBe(1);
  });

  it('that was discarded prices nothing and cannot come back; one that is not there is not found', async () => {
    const id = await stage('86,1.00,0,60,60,,');
    await decide().discard(OPERATOR, id);
    expect(await refusalOf(decide().activate(OPERATOR, id, NOW))).toBe('deck.discarded-already');
    expect(await refusalOf(decide().discard(OPERATOR, shop.leaseId))).toBe('not-found');
    await record(leg('a', '+8610', '2026-03-01T09:00:00+08:00'));
    expect(await costs()).toEqual([{ call_id: 'a', cost: '240000', prefix: '86' }]);
  });

  it('uploaded twice at the same time is two versions', async () => {
    const versions = await Promise.all([stage('86,1.00,0,60,60,,'), stage('86,1.00,0,60,60,,'), stage('86,1.00,0,60,60,,')]);
    const { rows } = await harness.admin.query<{ version: number }>('select version from rate_deck where id = any ($1) order by 1', [versions]);
    expect(rows.map((row) => row.version)).toEqual([2, 3, 4]);
  });

  it('fault 6: cut off half way through its rows is not there at all, and the one in force stays', async () => {
    await harness.admin.query(`
      create function cut_off() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
      create trigger cut_off before insert on rate_deck_row for each row when (new.prefix = '99') execute function cut_off();`);
    await expect(stage('86,1.00,0,60,60,,', '99,1.00,0,60,60,,')).rejects.toThrow();
    await harness.admin.query('drop trigger cut_off on rate_deck_row');
    expect(await harness.count("select count(*) from rate_deck where name = 'Test'")).toBe(0);
    expect(await harness.count("select count(*) from rate_deck_row where prefix = '86'")).toBe(1);
  });
});

describe('a comparison', () => {
  it('tells what last month’s calls would cost, tenant by tenant and prefix by prefix, and what would lose its price or get one', async () => {
    await record(leg('home', '+8610'), leg('us', '+1212'), leg('mars', '+99955'), leg('old', '+8610', '2026-01-01T00:00:00+08:00'));
    const id = await stage('86,0.10,0,60,60,,', '999,6.00,0,60,60,2026-02-01T00:00:00+08:00,');
    const view = comparisonView(await harness.app.get(CompareDeck).run(id, { from: null, to: null, asAt: null }));
    const sum = { calls: 3, seconds: 183, oldCost: '0.240000', newCost: '0.200000', difference: '-0.040000', unpricedCalls: 1, unpricedCost: '0.600000', curedCalls: 1, curedCost: '12.000000' };
    expect(view.total).toEqual(sum);
    expect(view.tenants).toEqual([{ tenantId: shop.tenantId, tenantName: expect.stringMatching(/^Tenant/), ...sum }]);
    expect(view.prefixes.map(({ oldPrefix, newPrefix, calls }) => [oldPrefix, newPrefix, calls])).toEqual([[null, '999', 1], ['1', null, 1], ['86', '86', 1]]);
    expect(await costs()).toContainEqual({ call_id: 'home', cost: '240000', prefix: '86' }); // nothing was rated by asking
  });

  it('asks a deck whose rows begin later as what it says then', async () => {
    await record(leg('home', '+8610'));
    const id = await stage('86,0.50,0,60,60,2026-04-01T00:00:00+08:00,');
    const total = async (asAt: string | null) =>
      comparisonView(await harness.app.get(CompareDeck).run(id, { from: null, to: null, asAt: asAt === null ? null : instant(asAt) })).total;
    expect(await total(null)).toMatchObject({ unpricedCalls: 1 });
    expect(await total('2026-04-01T00:00:00+08:00')).toMatchObject({ unpricedCalls: 0, newCost: '1.000000' });
  });
});

describe('an exported deck', () => {
  it('is imported again to the same rows', async () => {
    const id = await stage('86,0.123456,0.01,0,1,2026-01-01T00:00:00+08:00,2026-02-01T00:00:00+08:00', '86,0.2,0,60,6,2026-02-01T00:00:00+08:00,', '1,999999999.999999,0,86400,86400,,');
    const rows = await harness.platform.run((tx) => loadDeckRows(tx.db, id));
    const { rows: again, faults } = readDeckCsv(writeDeckCsv(rows), zone('Asia/Shanghai'));
    const inOrder = (list: typeof rows) => [...list].sort((a, b) => Number(a.perMinuteMicros - b.perMinuteMicros));
    expect(faults).toEqual([]);
    expect(inOrder([...again])).toEqual(inOrder(rows));
  });
});
