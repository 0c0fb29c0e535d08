import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractOf, LIST_PRICE_ONLY, type Pricing } from '@seatline/billing-domain';
import { civilDate, currency, instant, zone } from '@seatline/kernel';
import { termsOf } from '../src/persistence/contract-json';
import { insertPlan } from '../src/persistence/plans';
import { readInvoiceParts } from '../src/reads/invoices';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { PlaceOrder } from '../src/use-cases/place-order';
import { QuoteSeats } from '../src/use-cases/quote-seats';
import { VerifyInvoice } from '../src/use-cases/verify-invoice';
import { BillingHarness, OPERATOR } from './harness';
import { until } from './shop';

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
