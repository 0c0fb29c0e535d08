import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LateFeeTerms } from '@seatline/billing-domain';
import { addDays, civilDateAt, type Instant, instant, zone } from '@seatline/kernel';
import { lateFeesView } from '../src/http/late-fees.view';
import { lineOriginView } from '../src/http/line-origins.view';
import { readMoments } from '../src/persistence/lease-history';
import { readLineOrigins } from '../src/reads/line-origins';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { LateFeeDesk } from '../src/use-cases/late-fee-desk';
import { PlaceOrder } from '../src/use-cases/place-order';
import { replayLease } from '../src/use-cases/replay-lease';
import { SetPrices } from '../src/use-cases/set-prices';
import { VerifyInvoice } from '../src/use-cases/verify-invoice';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

const TERMS: LateFeeTerms = { rent: { dailyMillionths: 500, fromDay: 1, capMillionths: 200_000 }, telephone: null };
let harness: BillingHarness;
let shop: Shop;
beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.open(harness, 1, '2026-03-01');
  await desk().agree(OPERATOR, shop.tenantId, shop.leaseId, { terms: TERMS, reason: 'as signed' });
  await until(harness, '2026-03-10T10:00:00+08:00');
  await shop.pay('3120.00', 'in part');
  await until(harness, '2026-03-26T10:00:00+08:00');
});
afterAll(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
});

const desk = (): LateFeeDesk => harness.app.get(LateFeeDesk);
const view = async () => lateFeesView(await desk().read(shop.tenantId, shop.leaseId));

async function invoiceId(sequence: number): Promise<string> {
  const { rows } = await harness.admin.query<{ id: string }>('select id from invoice where lease_id = $1 and sequence = $2', [shop.leaseId, sequence]);
  return rows[0]!.id;
}

/** The lease as the tables have it, and as its history tells it again. */
async function twice() {
  const key = { tenantId: shop.tenantId, leaseId: shop.leaseId };
  return harness.tenants.run(shop.tenantId, async (tx) => {
    const at = harness.clock.now();
    const [lease] = await harness.books.load(tx.ledger, [key], { until: at, lock: false });
    const again = replayLease(lease!, await readMoments(tx.ledger, key, lease!.book), await harness.books.usageSinceOpening(tx.ledger, lease!, at), lease!.book.advancedTo);
    return { stored: lease!.book, again };
  });
}

describe('a late fee', () => {
  it('stands on the next invoice with its days, its base and its rate, and what follows accrues', async () => {
    const { agreements, charged, accruing } = await view();
    expect(agreements).toEqual([{ fromOn: '2026-03-01', rent: { dailyPercent: '0.05', fromDay: 1, capPercent: '20' }, telephone: null, reason: 'as signed' }]);
    // due 1 March; the next invoice is of 25 March: 8 days of 4120.00 to the 9th, then 15 of 1000.00
    expect(charged).toMatchObject([{ line: 2, fromOn: '2026-03-02', toOn: '2026-03-25', days: 23, base: '47960.00', dailyPercent: '0.05', amount: '23.98', capped: false, waived: '0.00' }]);
    expect(accruing).toMatchObject([{ invoiceId: null, days: 1, base: '1000.00', amount: '0.50' }]);
  });

  it('is explained by the line’s origins, and verified from the history', async () => {
    const rows = await harness.tenants.run(shop.tenantId, async (tx) => readLineOrigins(tx.ledger, shop.tenantId, await invoiceId(2)));
    const origin = lineOriginView(rows[1]!);
    expect(origin).toMatchObject({ kind: 'late-fee', clause: 'arrears', days: 23, taxPercent: '0.000000', net: '23.98', lateFee: { base: '47960.00', dailyPercent: '0.05' } });
    expect((await harness.app.get(VerifyInvoice).run(shop.tenantId, await invoiceId(2))).differences).toEqual([]);
  });

  it('forged in the tables it is found out', async () => {
    const id = await invoiceId(2);
    const forge = (base: string) => harness.admin.query(`update invoice_line set late_fee = jsonb_set(late_fee, '{baseMinor}', to_jsonb($2::text)) where invoice_id = $1 and line_no = 1`, [id, base]);
    await harness.admin.query('alter table invoice_line disable trigger final');
    await forge('9999999');
    const { differences } = await harness.app.get(VerifyInvoice).run(shop.tenantId, id);
    expect(differences).toMatchObject([{ line: 1, field: 'baseMinor', stored: '9999999', computed: '4796000' }]);
    await forge('4796000');
    await harness.admin.query('alter table invoice_line enable trigger final');
  });

  it('is waived once by a credit note, with a reason, and stays waived in the history told again', async () => {
    await desk().waive(OPERATOR, shop.tenantId, await invoiceId(2), { place: 1, reason: 'goodwill' });
    expect(await refusalOf(desk().waive(OPERATOR, shop.tenantId, await invoiceId(2), { place: 1, reason: 'again' }))).toBe('late-fee.none');
    expect(await refusalOf(desk().waive(OPERATOR, shop.tenantId, await invoiceId(2), { place: 0, reason: 'rent' }))).toBe('late-fee.none');
    expect((await view()).charged[0]).toMatchObject({ amount: '23.98', waived: '23.98' });
    const { stored, again } = await twice();
    expect(again).toEqual({ ...stored, openUsage: [] });
    const { rows } = await harness.admin.query<{ action: string; reason: string }>("select action, reason from audit_entry where tenant_id = $1 and action like 'late-fee%' order by id", [shop.tenantId]);
    expect(rows.map((row) => [row.action, row.reason])).toEqual([['late-fees.agreed', 'as signed'], ['late-fee.waived', 'goodwill']]);
  });

  it('is corrected when a transfer that is keyed in late had been at the bank before', async () => {
    await until(harness, '2026-04-25T10:00:00+08:00');
    const before = (await view()).charged.find((fee) => fee.fromOn === '2026-03-25')!;
    expect(before).toMatchObject({ waived: '0.00' });
    await shop.pay('1000.00', 'late news', { valueOn: '2026-03-25' });
    const after = (await view()).charged.find((fee) => fee.fromOn === '2026-03-25')!;
    expect(after.waived).toBe(after.amount);
    const { stored, again } = await twice();
    expect(again).toEqual({ ...stored, openUsage: [] });
  });
});

describe('what is refused', () => {
  it('terms beyond the law', async () => {
    const beyond: LateFeeTerms = { rent: null, telephone: { dailyMillionths: 3001, fromDay: 1, capMillionths: null } };
    expect(await refusalOf(desk().agree(OPERATOR, shop.tenantId, shop.leaseId, { terms: beyond, reason: 'greed' }))).toBe('late-fee.bad-terms');
    const insert = `insert into lease_late_fee (tenant_id, lease_id, sequence, from_on, terms, reason, agreed_by, agreed_at) values ($1, $2, 99, '2026-05-01', $3, 'x', 'x', now())`;
    const refused = await harness.admin.query(insert, [shop.tenantId, shop.leaseId, JSON.stringify(beyond)]).then(() => null, (error: { constraint?: string }) => error.constraint);
    expect(refused).toBe('lease_late_fee_lawful');
  });

  it('a day charged twice, by the database', async () => {
    const again = `insert into late_fee_charge (tenant_id, late_invoice_id, service, invoice_id, line_no, lease_id, legal_entity_id)
      select tenant_id, late_invoice_id, daterange(lower(service) + 1, lower(service) + 2), invoice_id, line_no, lease_id, legal_entity_id from late_fee_charge where lease_id = $1 limit 1`;
    const refused = await harness.admin.query(again, [shop.leaseId]).then(() => null, (error: { constraint?: string }) => error.constraint);
    expect(refused).toBe('late_fee_charge_pkey');
  });

  it('another tenant', async () => {
    const stranger = await Shop.open(harness, 1, '2026-04-25');
    expect(await refusalOf(desk().waive(OPERATOR, stranger.tenantId, await invoiceId(2), { place: 1, reason: 'theirs' }))).toBe('not-found');
    expect(await refusalOf(desk().read(stranger.tenantId, shop.leaseId))).toBe('not-found');
  });
});

it('nothing is charged where nothing is agreed', async () => {
  const plain = await Shop.open(harness, 1, '2026-04-25');
  harness.clock.set((instant('2026-05-28T10:00:00+08:00') as number) as Instant);
  await harness.sweep.run();
  expect(await harness.count("select count(*) from invoice_line where lease_id = $1 and kind = 'late-fee'", [plain.leaseId])).toBe(0);
});

describe('late fees of a plan', () => {
  it('are the contract’s once it is signed, go behind what is agreed for the lease, and are lawful', async () => {
    const version = (lateFees: LateFeeTerms) =>
      harness.app.get(SetPrices).planVersion(OPERATOR, { code: 'strict', name: { en: 'Strict', 'zh-CN': '严格' }, currency: 'CNY', terms: { seatMonthly: '2000.00', lateFees }, effectiveFrom: null });
    expect(await refusalOf(version({ rent: null, telephone: { dailyMillionths: 3_001, fromDay: 1, capMillionths: null } }))).toBe('late-fee.bad-terms');
    await version(TERMS);
    const tenantId = await harness.newTenant();
    const startOn = civilDateAt(harness.clock.now(), zone('Asia/Shanghai'));
    await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'strict', seats: 1, months: 12, startOn });
    const { rows } = await harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
    const leaseId = rows[0]!.id;
    harness.clock.set((harness.clock.now() + 60_000) as Instant);
    await version({ ...TERMS, rent: null }); // touches no lease
    const agreements = async () => lateFeesView(await desk().read(tenantId, leaseId)).agreements.map(({ rent }) => rent?.dailyPercent ?? null);
    expect(await agreements()).toEqual(['0.05']);
    harness.clock.set((harness.clock.now() + 10 * 86_400_000) as Instant);
    expect(lateFeesView(await desk().read(tenantId, leaseId)).accruing).toMatchObject([{ fromOn: addDays(startOn, 1), days: 9, base: '37080.00', amount: '18.54' }]);
    await desk().agree(OPERATOR, tenantId, leaseId, { terms: null, reason: 'let off' });
    expect(await agreements()).toEqual([null, '0.05']);
    await expect(harness.admin.query(`
      insert into plan_version (plan_code, version, legal_entity_id, name, currency, terms, effective_from, valid, created_at)
      select 'greedy', 1, legal_entity_id, name, currency, jsonb_set(terms, '{lateFees,telephone}', '{"dailyMillionths": 3001}'), effective_from, valid, created_at from plan_version
      where plan_code = 'strict' and version = 1`)).rejects.toThrow('plan_version_lawful_late_fee');
    await expect(harness.admin.query(`update lease set contract = jsonb_set(contract, '{lateFees,rent}', '{"dailyMillionths": 10001}') where id = $1`, [leaseId])).rejects.toThrow('lease_lawful_late_fee');
  });
});
