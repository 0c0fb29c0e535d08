import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { instant, zone } from '@seatline/kernel';
import { comparisonView } from '../src/http/decks.view';
import type { LegRecord } from '../src/persistence/usage';
import { loadDeckRows } from '../src/persistence/decks';
import { findDeck } from '../src/reads/decks';
import { CompareDeck } from '../src/use-cases/compare-deck';
import { CreditControl } from '../src/use-cases/credit-control';
import { DecideDeck } from '../src/use-cases/decide-deck';
import { readDeckCsv, writeDeckCsv } from '../src/use-cases/deck-csv';
import { ManageCaps } from '../src/use-cases/manage-caps';
import { PlanRerating } from '../src/use-cases/plan-rerating';
import { RateUnrated } from '../src/use-cases/rate-unrated';
import { RecordUsage } from '../src/use-cases/record-usage';
import { RecordUsageBatch } from '../src/use-cases/record-usage-batch';
import { RunRerating } from '../src/use-cases/run-rerating';
import { SimulateLease } from '../src/use-cases/simulate-lease';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { VerifyInvoice } from '../src/use-cases/verify-invoice';
import { type BillingHarness, OPERATOR } from './harness';
import { outboundLeg, paidShopBeforeEach } from './paid-shop';
import { refusalOf, type Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;
paidShopBeforeEach((opened) => ({ harness, shop } = opened));

const HEADER = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to,table,band,grace_seconds';
const MONDAY_MORNING = '2026-03-02T09:00:00+08:00';
const MONDAY_EVENING = '2026-03-02T20:00:00+08:00';

const leg = (callId: string, otherNumber: string, answeredAt = MONDAY_MORNING, more: Partial<LegRecord> = {}) => outboundLeg(callId, answeredAt, { otherNumber, ...more });
const record = (...legs: LegRecord[]) => harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, legs));
const stage = (rows: string[], more: { zone?: string } = {}) =>
  harness.app.get(UploadDeck).stage(OPERATOR, { direction: 'outbound', currency: 'CNY', name: 'Test', csv: [HEADER, ...rows].join('\n'), ...(more.zone && { zone: zone(more.zone) }) });
const putInForce = async (rows: string[], more: { zone?: string } = {}): Promise<string> => {
  const { id } = await stage(rows, more);
  await harness.app.get(DecideDeck).activate(OPERATOR, id, { effectiveFrom: instant('2026-02-28T00:00:00+08:00'), intoThePast: true });
  return id;
};
const found = async (): Promise<Record<string, unknown>> => {
  const { rows } = await harness.admin.query(`
    select u.call_id, r.status, r.cause, r.prefix, r.deck_table, r.band, r.cost_micros::text as cost from usage_event u
    join lateral (select * from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1) r on true`);
  return Object.fromEntries(rows.map(({ call_id, status, cause, prefix, deck_table, band, cost }) => [call_id, [cause ?? status, deck_table, prefix, band, cost]]));
};

const DECK = [
  '86,0.12,0,60,60,,,,,', '86,0.06,0,60,60,,,,mon-fri 18:00-24:00,', '1,0.30,0,60,60,,,,,', '10086,0.01,0,60,60,,,short,,', '400,0.07,0,60,60,,,service,,5',
];

describe('a call', () => {
  it('is priced in the table of its number’s kind, however its number is written', async () => {
    await putInForce(DECK);
    await record(
      leg('mobile', '13800138000'), leg('without plus', '8613800138000'), leg('land line', '021-5000 1111'), leg('abroad', '0012125550123'), leg('plus', '+8613800138000'),
      leg('short', '10086'), leg('short in disguise', '+8610086'), leg('unknown short', '95588'), leg('400', '4008001234'), leg('+86 400', '+864008001234'),
      leg('800', '8008101234'), leg('words', 'anonymous'), leg('too long', '+8613800138000138'), leg('emergency', '110'),
    );
    expect(await found()).toEqual({
      mobile: ['rated', 'e164', '86', null, '240000'],
      'without plus': ['rated', 'e164', '86', null, '240000'],
      'land line': ['rated', 'e164', '86', null, '240000'],
      abroad: ['rated', 'e164', '1', null, '600000'],
      plus: ['rated', 'e164', '86', null, '240000'],
      short: ['rated', 'short', '10086', null, '20000'], // and not as +86 10 086, a number of Beijing
      'short in disguise': ['rated', 'short', '10086', null, '20000'],
      'unknown short': ['no-short-code-rate', null, null, null, null],
      400: ['rated', 'service', '400', null, '140000'],
      '+86 400': ['rated', 'service', '400', null, '140000'],
      800: ['no-service-rate', null, null, null, null],
      words: ['bad-number', null, null, null, null],
      'too long': ['bad-number', null, null, null, null],
      emergency: ['free', null, null, null, '0'],
    });
  });

  it('is read as in the tenant’s country', async () => {
    await harness.admin.query("update tenant set country = 'GB' where id = $1", [shop.tenantId]);
    await putInForce([...DECK, '44,0.38,0,60,60,,,,,']);
    await record(leg('london', '020 7946 0000'), leg('beijing', '10086'), leg('toll-free', '+448001111111'));
    expect(await found()).toMatchObject({ london: ['rated', 'e164', '44', null, '760000'], 'toll-free': ['no-service-rate', null, null, null, null] });
  });

  it('costs what the band of its answer says, in the deck’s zone, and nothing within the grace', async () => {
    await putInForce(DECK);
    await record(
      leg('evening', '+8613800138000', MONDAY_EVENING), leg('last second', '+8613800138000', '2026-03-02T17:59:59+08:00', { milliseconds: 3_600_000 }),
      leg('grace', '4008001234', MONDAY_MORNING, { milliseconds: 5000 }), leg('beyond', '4008001234', MONDAY_MORNING, { milliseconds: 5001 }),
    );
    expect(await found()).toEqual({
      evening: ['rated', 'e164', '86', 'mon-fri 18:00-24:00', '120000'],
      'last second': ['rated', 'e164', '86', null, '7200000'],
      grace: ['grace', 'service', '400', null, '0'],
      beyond: ['rated', 'service', '400', null, '70000'],
    });
  });

  it('follows the clocks of another zone where the deck has one', async () => {
    await putInForce(DECK, { zone: 'Europe/London' });
    await record(leg('their afternoon', '+8613800138000', '2026-03-02T17:00:00Z'), leg('their evening', '+8613800138000', '2026-03-02T18:00:00Z'));
    expect(await found()).toMatchObject({ 'their afternoon': [expect.anything(), 'e164', '86', null, '240000'], 'their evening': [expect.anything(), 'e164', '86', 'mon-fri 18:00-24:00', '120000'] });
  });

  it('within the house is listed and free, unless a row has its extension; an agent’s end of a call never is one', async () => {
    const inside = (callId: string, ourNumber: string, otherNumber: string) =>
      leg(callId, otherNumber, MONDAY_MORNING, { direction: 'internal', carrierLeg: false, ourNumber });
    await putInForce([...DECK, '8,0.01,0,60,60,,,internal,,']);
    await record(inside('to 8002', '8001', '8002'), inside('to 7002', '8001', '7002'), inside('agent', '+861085550000', '8002'), inside('agent of 10086', '+861085550000', '10086'));
    expect(await found()).toEqual({
      'to 8002': ['rated', 'internal', '8', null, '20000'],
      'to 7002': ['free', null, null, null, '0'],
      agent: ['free', null, null, null, '0'],
      'agent of 10086': ['free', null, null, null, '0'],
    });
  });

  it('comes to the same alone and in a batch', async () => {
    await putInForce(DECK);
    const calls = ['13800138000', '10086', '95588', '4008001234', 'anonymous', '+995322000000'].map((number) => leg(number, number, MONDAY_EVENING));
    await record(...calls);
    const alone = await found();
    await harness.app.get(RecordUsageBatch).run(shop.tenantId, calls.map((call) => ({ ...call, callId: `${call.callId} again` })));
    expect(await found()).toMatchObject(Object.fromEntries(Object.entries(alone).map(([id, outcome]) => [`${id} again`, outcome])));
    const { rows } = await harness.admin.query('select distinct on (other_number) other_number, called_table, called_number, count(*) over (partition by other_number, called_table, called_number) from usage_event order by 1');
    expect(rows.every(({ count }) => count === 2n || count === '2')).toBe(true);
    expect(rows).toHaveLength(6);
  });

  it('of before numbers were read is priced as it was reported', async () => {
    await harness.admin.query(`
      insert into usage_event (tenant_id, source, call_id, leg, lease_id, direction, carrier_leg, other_number, answered_at, milliseconds, received_at)
      values ($1, 'old', 'old', 'carrier', $2, 'outbound', true, '+8610086', $3, 61000, $3)`, [shop.tenantId, shop.leaseId, MONDAY_MORNING]);
    await harness.admin.query("insert into rated_usage (tenant_id, usage_id, status, cause, rated_at) select tenant_id, id, 'quarantined', 'no-price', received_at from usage_event");
    await putInForce(DECK);
    await harness.app.get(RateUnrated).run(OPERATOR);
    expect(await found()).toEqual({ old: ['rated', 'e164', '86', null, '240000'] });
  });
});

describe('what no table has', () => {
  it('waits with its own reason, is cured by a deck that gains it, billed, and verified identical', async () => {
    await putInForce(DECK);
    await record(leg('bank', '95588'), leg('free phone', '800 810 1234'), leg('words', 'anonymous'), leg('10086', '10086'), leg('evening', '13800138000', MONDAY_EVENING));
    expect(await harness.app.get(RateUnrated).run(OPERATOR)).toEqual({ rated: 0, left: 3 });
    harness.clock.set(instant('2026-03-05T09:00:00+08:00'));
    const { id } = await stage([...DECK, '95588,1.00,0,60,60,,,short,,', '800,0,0,60,60,,,service,,']);
    await harness.app.get(DecideDeck).activate(OPERATOR, id, { effectiveFrom: instant('2026-03-01T00:00:00+08:00'), intoThePast: true });
    expect(await harness.app.get(RateUnrated).run(OPERATOR)).toEqual({ rated: 2, left: 1 });
    await until(harness, '2026-04-03T00:00:00+08:00');
    await harness.sweep.run();
    const { rows } = await harness.admin.query<{ id: string; net: string; calls: number }>(
      "select i.id, x.net_minor::text as net, x.calls from invoice i join invoice_line x on x.tenant_id = i.tenant_id and x.invoice_id = i.id where x.kind = 'telephone'");
    expect(rows).toEqual([{ id: expect.any(String), net: '214', calls: 3 }]); // 2.00 + 0.02 + 0.12
    const verified = await harness.app.get(VerifyInvoice).run(shop.tenantId, rows[0]!.id);
    expect(verified).toMatchObject({ differences: [], checked: { calls: 3 } });
    await harness.admin.query('alter table rated_usage disable trigger user');
    await harness.admin.query("update rated_usage set band = null where band is not null");
    expect((await harness.app.get(VerifyInvoice).run(shop.tenantId, rows[0]!.id)).differences).toMatchObject([{ field: 'band', stored: null, computed: 'mon-fri 18:00-24:00' }]);
    await harness.admin.query("update rated_usage set band = 'mon-fri 18:00-24:00' where cost_micros = 120000");
  });

  it('is compared and rated again by the same function, table by table', async () => {
    await putInForce(DECK);
    await record(leg('short', '10086'), leg('bank', '95588'), leg('evening', '13800138000', MONDAY_EVENING), leg('grace', '4008001234', MONDAY_MORNING, { milliseconds: 5000 }));
    harness.clock.set(instant('2026-03-05T09:00:00+08:00'));
    const { id } = await stage(['86,0.12,0,60,60,,,,,', '10086,0.02,0,60,60,,,short,,', '95588,0.50,0,60,60,,,short,,', '400,0.07,0,60,60,,,service,,']);
    const view = comparisonView(await harness.app.get(CompareDeck).run(id, { from: null, to: null, asAt: null }));
    expect(view.prefixes.map(({ oldPrefix, newPrefix, oldCost, newCost }) => [oldPrefix, newPrefix, oldCost, newCost]).sort()).toEqual([
      ['86 mon-fri 18:00-24:00', '86', '0.120000', '0.240000'],
      ['service 400', 'service 400', '0.000000', '0.070000'],
      ['short 10086', 'short 10086', '0.020000', '0.040000'],
      [null, 'short 95588', '0.000000', '0.000000'],
    ].sort());
    await harness.app.get(DecideDeck).activate(OPERATOR, id, { effectiveFrom: instant('2026-03-01T00:00:00+08:00'), intoThePast: true });
    const range = { direction: 'outbound' as const, tenantId: null, leaseId: null, prefix: null, from: instant('2026-03-01T00:00:00+08:00'), to: instant('2026-03-04T00:00:00+08:00') };
    const rerating = await harness.app.get(PlanRerating).run(OPERATOR, range, 'the evening is over');
    await harness.app.get(RunRerating).run(OPERATOR, rerating);
    expect(await found()).toEqual({
      short: ['rated', 'short', '10086', null, '40000'], bank: ['no-short-code-rate', null, null, null, null],
      evening: ['rated', 'e164', '86', null, '240000'], grace: ['rated', 'service', '400', null, '70000'],
    });
  });

  it('is supposed in a simulation of the lease as it would be in life', async () => {
    await putInForce(DECK);
    const call = (id: string, to: string, answeredAt = MONDAY_MORNING) => ({ at: '2026-03-04T09:00:00+08:00', do: 'call', id, direction: 'outbound', to, answeredAt, milliseconds: 61000 });
    const events = [call('short', '10086'), call('bank', '95588'), call('400', '+864008001234'), call('mobile', '+8613800138000'), call('evening', '+8613800138000', MONDAY_EVENING)];
    const { calls } = await harness.app.get(SimulateLease).run(shop.tenantId, shop.leaseId, { events, until: '2026-03-05T00:00:00+08:00' });
    expect(calls.map(({ id, status, cost }) => [id, status, cost])).toEqual([
      ['short', 'rated', '0.020000'], ['bank', 'quarantined', null], ['400', 'rated', '0.140000'], ['mobile', 'rated', '0.240000'], ['evening', 'rated', '0.120000'],
    ]);
  });

  it('may not be called by a lease whose spending is limited', async () => {
    await putInForce(DECK);
    await harness.app.get(ManageCaps).set(OPERATOR, shop.tenantId, 'tenant', [{ scope: 'tenant', seatId: null, period: 'day', amount: '1000.00' }]);
    const { rows } = await harness.admin.query<{ seat_id: string }>('select seat_id from lease_seat where lease_id = $1', [shop.leaseId]);
    const authorise = (number: string) =>
      harness.tenants.run(shop.tenantId, (tx) => harness.app.get(CreditControl).authorise(tx, { callId: randomUUID(), seatId: rows[0]!.seat_id, number }));
    expect(await authorise('95588')).toMatchObject({ ok: false, refusal: { code: 'call.no-price' } });
    expect(await authorise('10086')).toMatchObject({ ok: true });
    expect(await authorise('+864008001234')).toMatchObject({ ok: true });
    const { rows: held } = await harness.admin.query('select prefix, per_minute_micros::text as price from call_reservation order by 2');
    expect(held).toEqual([{ prefix: '10086', price: '10000' }, { prefix: '400', price: '70000' }]);
  });
});

describe('a deck’s file', () => {
  it('comes back with its tables, bands and graces, and one without any is written as before', async () => {
    const id = await putInForce([...DECK, '8,0.01,0,60,60,2026-01-01T00:00:00+08:00,2026-02-01T00:00:00+08:00,internal,,', '86,0.03,0,60,60,,,,sat-sun 00:00-24:00; mon 00:00-06:00,3'], { zone: 'Asia/Tokyo' });
    const rows = await harness.platform.run((tx) => loadDeckRows(tx.db, id));
    const { rows: again, faults } = readDeckCsv(writeDeckCsv(rows), zone('Asia/Tokyo'));
    const inOrder = (list: typeof rows) => [...list].map((row) => JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).sort();
    expect(faults).toEqual([]);
    expect(inOrder([...again])).toHaveLength(7);
    expect(rows.filter((row) => row.band?.zone === 'Asia/Tokyo')).toHaveLength(2);
    expect(writeDeckCsv(again)).toBe(writeDeckCsv(rows));
    const plain = await stage(['86,0.12,0,60,60,,,,,']);
    const csv = writeDeckCsv(await harness.platform.run((tx) => loadDeckRows(tx.db, plain.id)));
    expect(csv).toBe('prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,0.120000,0.000000,60,60,,\n');
    expect(await harness.platform.run((tx) => findDeck(tx.db, id))).toMatchObject({ zone: 'Asia/Tokyo' });
  });

  it.each([
    ['two bands with a minute in common', ['86,1,0,60,60,,,,,', '86,1,0,60,60,,,,mon 08:00-10:00,', '86,1,0,60,60,,,,mon-fri 09:00-12:00,']],
    ['a band without a usual price', ['86,1,0,60,60,,,,mon 08:00-10:00,']],
    ['a short number twice', ['10086,1,0,60,60,,,short,,', '10086,2,0,60,60,,,short,,']],
    ['a table that there is not', ['86,1,0,60,60,,,mobile,,']],
    ['a band that is none', ['86,1,0,60,60,,,,,', '86,1,0,60,60,,,,evenings,']],
  ])('is refused with %s', async (_, rows) => {
    expect(await refusalOf(stage(rows))).toBe('deck.bad-file');
  });

  it('is refused by the database itself with two bands that meet, however they are written', async () => {
    const { id } = await stage(['86,1,0,60,60,,,,,', '86,1,0,60,60,,,,mon 08:00-10:00,']);
    const insert = (table: string, band: string, minutes: string) => harness.admin.query(`
      insert into rate_deck_row (deck_id, deck_table, prefix, band, minutes, in_force, per_minute_micros, connect_micros, initial_seconds, increment_seconds)
      values ($1, $2, '86', $3, $4, '(,)', 1, 0, 0, 1)`, [id, table, band, minutes]);
    await expect(insert('e164', 'mon 09:00-11:00', '{[540,660)}')).rejects.toThrow('rate_deck_row_bands_apart');
    await expect(insert('e164', '', '{}')).rejects.toThrow('rate_deck_row_pkey');
    await expect(insert('e164', 'mon 10:00-11:00', '{}')).rejects.toThrow('rate_deck_row_band');
    await insert('e164', 'mon 10:00-11:00', '{[600,660)}');
    await insert('service', 'mon 09:00-11:00', '{[540,660)}');
  });
});
