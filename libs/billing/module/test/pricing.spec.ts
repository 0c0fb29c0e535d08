import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractOf, LIST_PRICE_ONLY, type Pricing } from '@seatline/billing-domain';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import { termsOf } from '../src/persistence/contract-json';
import { insertPlan } from '../src/persistence/plans';
import { readInvoiceParts } from '../src/reads/invoices';
import { listContractVersions, listPlanVersions } from '../src/reads/plans';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { PlaceOrder } from '../src/use-cases/place-order';
import { type GivenTerms, rentGiven } from '../src/use-cases/plan-terms';
import { QuoteSeats } from '../src/use-cases/quote-seats';
import { SetPrices } from '../src/use-cases/set-prices';
import { VerifyInvoice } from '../src/use-cases/verify-invoice';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, until } from './shop';

let harness: BillingHarness;
beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-02T09:00:00+08:00' });
});
afterAll(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
});

const PRICING: Pricing = {
  ...LIST_PRICE_ONLY,
  seatTiers: { mode: 'graduated', tiers: [{ throughSeat: 3, seatMonthlyMinor: 200000n }, { throughSeat: null, seatMonthlyMinor: 150000n }] },
  termDiscounts: [{ fromMonths: 12, percentMicros: 5_000_000n }],
  freeSeats: 1,
  oneOffFees: [
    { code: 'setup', name: { en: 'Set-up', 'zh-CN': '开通费' }, per: 'lease', amountMinor: 30033n },
    { code: 'headset', name: { en: 'Headset', 'zh-CN': '耳麦' }, per: 'seat', amountMinor: 19900n },
  ],
  depositSeatMinor: 50000n,
};

async function offer(code: string, pricing: Pricing): Promise<void> {
  const { rows } = await harness.admin.query<{ id: string }>('select id from legal_entity');
  const terms = termsOf(contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-01-01'), months: 12 }, pricing }));
  const plan = { code, name: { en: code, 'zh-CN': code }, currency: 'CNY', terms, legalEntityId: rows[0]!.id, effectiveFrom: instant('2026-01-01T00:00:00Z') };
  await harness.platform.run((tx) => insertPlan(tx.db, plan, harness.clock.now()));
}

const wanted = (planCode: string, seats: number) => ({ planCode, seats, months: 12, startOn: civilDate('2026-03-02') });

async function linesOf(leaseId: string, sequence: number) {
  const { rows } = await harness.admin.query(
    `select x.kind, cardinality(x.seat_numbers) as seats, x.seat_price_minor::int as price, x.net_minor::int as net, x.price_basis, x.fee->>'code' as fee
     from invoice i join invoice_line x on x.invoice_id = i.id where i.lease_id = $1 and i.sequence = $2 order by x.line_no`,
    [leaseId, sequence],
  );
  return rows;
}

describe('a plan with tiers, a discount, free seats and fees', () => {
  it('is quoted as it is invoiced, and its rows make the same book again', async () => {
    await offer('tiered', PRICING);
    const tenantId = await harness.newTenant();
    const quoted = await harness.app.get(QuoteSeats).run(tenantId, wanted('tiered', 5));
    await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, wanted('tiered', 5));
    const { rows } = await harness.admin.query<{ id: string; invoice: string }>(
      'select l.id, i.id as invoice from lease l join invoice i on i.lease_id = l.id where l.tenant_id = $1', [tenantId]);
    const { id: leaseId, invoice } = rows[0]!;
    const lines = await linesOf(leaseId, 1);
    expect(lines.map(({ kind, seats, price, net, fee }) => [kind, seats, price, net, fee])).toEqual([
      ['rent', 1, 0, 0, null],
      ['rent', 2, 190000, 380000, null],
      ['rent', 2, 142500, 285000, null],
      ['fee', 0, 30033, 30033, 'setup'],
      ['fee', 5, 19900, 99500, 'headset'],
      ['deposit', 5, 50000, 250000, null],
    ]);
    expect(quoted.lines.map(({ kind, netMinor }) => [kind, Number(netMinor)])).toEqual(lines.map(({ kind, net }) => [kind, net]));
    expect(lines[2]!.price_basis).toEqual({
      listMinor: '150000', tier: { mode: 'graduated', fromSeat: 4, throughSeat: null }, discountPercentMicros: '5000000', isFree: false,
    });
    // 6650.00 of rent with 6 % on each line
    expect(quoted.monthlyMinor).toBe(380000n + 22800n + 285000n + 17100n);
    const book = await harness.tenants.run(tenantId, async (tx) => (await harness.books.load(tx.ledger, [{ tenantId, leaseId }], { until: harness.clock.now(), lock: false }))[0]!.book);
    expect(book.invoices[0]!.lines).toEqual(quoted.lines);
    expect(book.contract.pricing).toEqual({ ...PRICING, discountMonths: 12 });
    const verified = await harness.app.get(VerifyInvoice).run(tenantId, invoice);
    expect(verified).toMatchObject({ differences: [], checked: { lines: 6 } });
    const parts = await harness.tenants.run(tenantId, (tx) => readInvoiceParts(tx.ledger, tenantId, invoice));
    expect(parts!.lines.map(({ fee, priceBasis }) => fee?.code ?? priceBasis?.listMinor ?? null)).toEqual([200000n, 200000n, 150000n, 'setup', 'headset', null]);
  });

  it('prices the next period anew, by the seats that are there', async () => {
    await offer('tiered-later', { ...PRICING, termDiscounts: [], oneOffFees: [] });
    const tenantId = await harness.newTenant();
    await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, wanted('tiered-later', 4));
    const { rows } = await harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
    await until(harness, '2026-03-26T09:00:00+08:00');
    expect((await linesOf(rows[0]!.id, 2)).map(({ kind, seats, price }) => [kind, seats, price])).toEqual([['rent', 1, 0], ['rent', 2, 200000], ['rent', 1, 150000]]);
  });
});

async function openedAt(planCode: string, seats: number): Promise<{ tenantId: string; leaseId: string }> {
  const tenantId = await harness.newTenant();
  const { startOn } = wanted(planCode, seats);
  await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, { planCode, seats, months: 12, startOn: harness.clock.now() > instant('2026-03-02T12:00:00Z') ? civilDate('2026-04-01') : startOn });
  const { rows } = await harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
  return { tenantId, leaseId: rows[0]!.id };
}

describe('a lease whose terms are agreed anew', () => {
  it('keeps what is invoiced, is priced by the version of each period, and replays and verifies to the same', async () => {
    const { tenantId, leaseId } = await openedAt('standard', 2);
    const commands = harness.app.get(LeaseCommands);
    const agreed = (fromOn: string, seatMonthly: string) => ({
      fromOn: civilDate(fromOn), reason: 'more seats promised',
      terms: rentGiven('CNY', { seatMonthly, pricing: { tiers: [{ throughSeat: 1, seatMonthly }, { seatMonthly: '900.00' }], termDiscounts: [{ fromMonths: 6, percent: '10' }] } }),
    });
    await commands.changeTerms(OPERATOR, tenantId, leaseId, agreed('2026-05-01', '1.00'));
    await commands.changeTerms(OPERATOR, tenantId, leaseId, agreed('2026-05-01', '1000.00')); // the slip is mended before it is billed
    expect(await refusalOf(commands.changeTerms(OPERATOR, tenantId, leaseId, agreed('2026-04-01', '1.00')))).toBe('terms.billed');
    expect(await refusalOf(commands.changeTerms(OPERATOR, tenantId, leaseId, agreed('2026-05-02', '1.00')))).toBe('terms.not-a-period');
    await until(harness, '2026-04-25T09:00:00+08:00');
    expect((await linesOf(leaseId, 2)).map(({ price, net }) => [price, net])).toEqual([[90000, 90000], [81000, 81000]]);
    const versions = await harness.tenants.run(tenantId, (tx) => listContractVersions(tx.ledger, tenantId, leaseId));
    expect(versions.map(({ version, fromOn, toOn, reason }) => [version, fromOn, toOn, reason])).toEqual([
      [2, '2026-05-01', null, 'more seats promised'], [1, '2026-04-01', '2026-05-01', null],
    ]);
    const { rows } = await harness.admin.query<{ id: string; version: number }>(
      "select i.id, min(x.contract_version)::int as version from invoice i join invoice_line x on x.invoice_id = i.id where i.lease_id = $1 group by i.id, i.sequence order by i.sequence", [leaseId]);
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
    for (const { id } of rows) expect((await harness.app.get(VerifyInvoice).run(tenantId, id)).differences).toEqual([]);
    expect(await harness.count("select count(*) from audit_entry where tenant_id = $1 and action = 'lease.terms-changed'", [tenantId])).toBe(2);
    // What is billed by a version is final, and two versions are never in force at once, whoever writes.
    const change = (set: string, version: number) => harness.admin.query(`update contract_version set ${set} where lease_id = $1 and version = $2`, [leaseId, version]);
    await expect(change("terms = terms || '{\"seatMonthlyMinor\":\"1\"}'", 2)).rejects.toMatchObject({ constraint: 'contract_version_final' });
    await expect(change("valid = daterange('2026-04-01', '2026-04-01', '[)')", 1)).rejects.toMatchObject({ constraint: 'contract_version_final' });
    await expect(change("valid = daterange('2026-04-01', null)", 1)).rejects.toMatchObject({ constraint: 'contract_version_once' });
  });
});

describe('prices from when to when', () => {
  const later = (days: number) => (harness.clock.now() + days * 86_400_000) as Instant;
  const version = (code: string, seatMonthly: string, effectiveFrom: Instant | null) => ({
    code, name: { en: code, 'zh-CN': code }, currency: 'CNY', terms: { seatMonthly, anchor: 'calendar' as const }, effectiveFrom,
  });

  it('follow each other without a gap or an overlap, whatever the order in which they are made', async () => {
    const prices = harness.app.get(SetPrices);
    expect(await prices.planVersion(OPERATOR, version('dated', '1000.00', null))).toBe(1);
    expect(await prices.planVersion(OPERATOR, version('dated', '3000.00', later(20)))).toBe(2);
    expect(await prices.planVersion(OPERATOR, version('dated', '2000.00', later(10)))).toBe(3);
    expect(await refusalOf(prices.planVersion(OPERATOR, version('dated', '1.00', later(10))))).toBe('plan.version-exists');
    expect(await refusalOf(prices.planVersion(OPERATOR, version('dated', '1.00', later(-1))))).toBe('plan.in-past');
    expect(await refusalOf(prices.planVersion(OPERATOR, { ...version('dated', '1.00', later(30)), currency: 'JPY' }))).toBe('plan.bad-terms');
    expect(await refusalOf(prices.planVersion(OPERATOR, { ...version('dated', '1', later(30)), currency: 'JPY' }))).toBe('plan.other-currency');
    const made = (await harness.platform.run((tx) => listPlanVersions(tx.db))).filter(({ code }) => code === 'dated');
    expect(made.map(({ version: number, effectiveFrom, effectiveTo }) => [number, effectiveFrom, effectiveTo])).toEqual([
      [2, later(20), null], [3, later(10), later(20)], [1, later(0), later(10)],
    ]);
    await expect(harness.admin.query("update plan_version set terms = '{}' where plan_code = 'dated'")).rejects.toMatchObject({ constraint: 'price_version_final' });
    await expect(harness.admin.query("delete from plan_version where plan_code = 'dated'")).rejects.toMatchObject({ code: '42501' });
  });

  it('a tenant’s own take the place of the catalogue’s for that tenant alone, in the quote and in the lease', async () => {
    const prices = harness.app.get(SetPrices);
    const [own, other] = [await harness.newTenant(), await harness.newTenant()];
    const give = (terms: GivenTerms, from: Instant | null, endsAt: Instant | null) =>
      prices.ownPrice(OPERATOR, own, { planCode: 'standard', terms, from, until: endsAt, reason: 'a large customer' });
    expect(await give({ seatMonthly: '1500.00' }, later(5), later(9))).toBe(1);
    expect(await refusalOf(give({ seatMonthly: '1.00' }, later(8), null))).toBe('own-price.overlaps');
    expect(await refusalOf(give({ seatMonthly: '1.00' }, later(3), later(2)))).toBe('own-price.in-past');
    expect(await give({ seatMonthly: '1200.00', pricing: { freeSeats: 1 } }, null, later(5))).toBe(2);
    const startOn = civilDate('2026-06-01');
    const ask = (tenantId: string) => harness.app.get(QuoteSeats).run(tenantId, { planCode: 'standard', seats: 2, months: 12, startOn });
    expect((await ask(own)).lines.map(({ kind, netMinor }) => [kind, netMinor])).toEqual([['rent', 0n], ['rent', 120000n], ['deposit', 240000n]]);
    expect((await ask(other)).lines.map(({ netMinor }) => netMinor)).toEqual([400000n, 400000n]);
    await harness.app.get(PlaceOrder).run(OPERATOR, own, { planCode: 'standard', seats: 2, months: 12, startOn });
    const { rows } = await harness.admin.query('select plan_version, own_price_version from contract_version where tenant_id = $1', [own]);
    expect(rows).toEqual([{ plan_version: 1, own_price_version: 2 }]);
  });

  it('two who set prices at once make two versions or one refusal, and never an overlap', async () => {
    const prices = harness.app.get(SetPrices);
    const at = later(40);
    const outcomes = await Promise.all([refusalOf(prices.planVersion(OPERATOR, version('raced', '1.00', at))), refusalOf(prices.planVersion(OPERATOR, version('raced', '2.00', at)))]);
    expect(outcomes.sort()).toEqual(['not refused', 'plan.version-exists']);
  });
});

describe('the database', () => {
  it('keeps a fee’s line with its name, and a price’s reason with rent', async () => {
    const insert = (kind: string, more: string) => harness.admin.query(
      `insert into invoice_line (tenant_id, invoice_id, line_no, lease_id, legal_entity_id, kind, net_minor, tax_minor, seat_numbers, seat_price_minor, ${more.split('|')[0]})
       select tenant_id, id, 99, lease_id, legal_entity_id, '${kind}', 0, 0, '{1}', 1, ${more.split('|')[1]} from invoice limit 1`);
    await expect(insert('fee', 'fee|null')).rejects.toMatchObject({ constraint: 'invoice_line_fee_check' });
    await expect(insert('fee', `fee|'{"code":"x"}'`)).rejects.toMatchObject({ constraint: 'invoice_line_fee_check' });
    await expect(insert('deposit', `price_basis|'{}'`)).rejects.toMatchObject({ constraint: 'invoice_line_price_basis_check' });
  });
});
