import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate } from '@seatline/kernel';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { QuoteSeats } from '../src/use-cases/quote-seats';
import { TaxDesk } from '../src/use-cases/tax-desk';
import { VerifyInvoice } from '../src/use-cases/verify-invoice';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
let desk: TaxDesk;
let shop: Shop;
beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  desk = harness.app.get(TaxDesk);
  shop = await Shop.openPaid(harness, 2, '2026-03-01');
});
afterAll(() => harness.stop());

const begin = (percent: bigint, fromOn: string) => desk.beginRate(OPERATOR, 'telecom', percent, civilDate(fromOn), 'law');
const taxes = async (): Promise<string[]> => {
  const { rows } = await harness.admin.query<{ tax: string }>('select tax_minor::text as tax from invoice where tenant_id = $1 order by sequence', [shop.tenantId]);
  return rows.map((row) => row.tax);
};

describe('tax by dated rates', () => {
  it('begins only on days that have begun nowhere, one rate a day', async () => {
    await desk.add(OPERATOR, { code: 'telecom', name: { en: 'Value-added telecom', 'zh-CN': '增值电信' } });
    expect(await refusalOf(desk.add(OPERATOR, { code: 'telecom', name: { en: 'x', 'zh-CN': 'x' } }))).toBe('tax.category-exists');
    expect(await refusalOf(begin(9_000_000n, '2026-03-01'))).toBe('tax.begun');
    expect(await refusalOf(desk.taxPlan(OPERATOR, 'telecom', 'standard', civilDate('2026-03-10'), 'x'))).toBe('tax.no-rate');
    await begin(3_000_000n, '2026-03-10');
    const both = await Promise.allSettled([begin(9_000_000n, '2026-05-01'), begin(8_000_000n, '2026-05-01')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(begin(1_000_000n, '2026-04-01'))).toBe('tax.later-exists');
    expect(await refusalOf(desk.taxPlan(OPERATOR, 'telecom', 'unknown', civilDate('2026-03-10'), 'x'))).toBe('not-found');
    await desk.taxPlan(OPERATOR, 'telecom', 'standard', civilDate('2026-03-15'), 'the accountant says so');
    await expect(harness.admin.query('update tax_rate set percent_micros = 1')).rejects.toThrow(/final/);
    await expect(harness.admin.query("insert into tax_rate values ('telecom', '[2026-06-01,)', 1, 'x', now(), 'x')")).rejects.toThrow(/conflicting key value/);
  });

  it('taxes what is issued from the day on, in quotes too, and leaves what was issued', async () => {
    const quoted = async () => {
      const quote = await harness.app.get(QuoteSeats).run(shop.tenantId, { planCode: 'standard', seats: 1, months: 12, startOn: civilDate('2026-03-01') });
      return Number(quote.taxMinor) / Number(quote.lines.filter(({ kind }) => kind === 'rent').reduce((sum, line) => sum + line.netMinor, 0n));
    };
    expect(await quoted()).toBeCloseTo(0.06, 4);
    await until(harness, '2026-03-26T09:00:00+08:00');
    const [first, second] = await taxes();
    expect([first, second]).toEqual(['24000', '12000']);
    expect(await quoted()).toBeCloseTo(0.03, 4);
    await shop.pay('4120.00', 'april');
    await until(harness, '2026-06-02T09:00:00+08:00');
    expect(await taxes()).toEqual(['24000', '12000', '12000', '36000']); // May's was issued on 24 April, June's on 25 May
  });

  it('and every invoice is found the same again', async () => {
    const { rows } = await harness.admin.query<{ id: string }>('select id from invoice where tenant_id = $1 order by sequence', [shop.tenantId]);
    for (const { id } of rows) expect((await harness.app.get(VerifyInvoice).run(shop.tenantId, id)).differences).toEqual([]);
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  });
});
