import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { civilDate } from '@seatline/kernel';
import { PrintStatement } from '../src/use-cases/print-statement';
import { TelephoneBilling } from '../src/use-cases/telephone-billing';
import { TopUpWallet } from '../src/use-cases/top-up-wallet';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.open(harness, 2, '2026-03-02');
  await harness.admin.query("update tenant set name = '北京吉祥呼叫中心' where id = $1", [shop.tenantId]);
  await until(harness, '2026-03-05T09:00:00+08:00');
  await shop.pay('8000.00', 'opening', { valueOn: '2026-03-03' });
  await harness.app.get(TelephoneBilling).set(OPERATOR, shop.tenantId, shop.leaseId, { billing: 'prepaid', reason: 'agreed' });
  await harness.app.get(TopUpWallet).transfer(OPERATOR, shop.tenantId, { leaseId: shop.leaseId, amount: '106.00', valueOn: null, reference: 'calls beforehand' });
  await until(harness, '2026-03-20T09:00:00+08:00');
  await shop.pay('5000.00', 'more');
});
afterAll(() => harness.stop());

type Language = 'zh-CN' | 'en';

const print = (month: string, language: Language = 'en', more: { leaseId?: string | null; tenantId?: string; on?: BillingHarness } = {}) =>
  (more.on ?? harness).app.get(PrintStatement).run(more.tenantId ?? shop.tenantId, { leaseId: more.leaseId === undefined ? shop.leaseId : more.leaseId, monthOn: civilDate(`${month}-01`) }, language);
const hash = ({ content }: { content: Buffer }): string => createHash('sha256').update(content).digest('hex');
const copies = () => harness.count("select count(*) from document_copy where kind = 'statement'");

/** The text of a PDF without its spaces; null where the machine has no tool to say. */
function textOf({ content, fileName }: { content: Buffer; fileName: string }): string | null {
  const keepIn = process.env['SEATLINE_PRINT_TO'];
  if (keepIn) {
    mkdirSync(keepIn, { recursive: true });
    writeFileSync(join(keepIn, fileName), content);
  }
  if (!existsSync('/usr/bin/pdftotext')) return null;
  return execFileSync('/usr/bin/pdftotext', ['-raw', '-', '-'], { input: content }).toString().replaceAll(/\s/g, '');
}

function expectTold(text: string | null, parts: readonly string[]): void {
  for (const part of text === null ? [] : parts) expect(text).toContain(part.replaceAll(/\s/g, ''));
}

describe('a statement of account on paper', () => {
  it('is provisional while more may be booked into its month, and is not kept', async () => {
    const paper = await print('2026-03');
    expect(paper.fileName).toBe('SL-2026-000001-2026-03-provisional.en.pdf');
    expectTold(textOf(paper), ['Provisional: the month is not closed. As of 2026-03-20 09:00 (Asia/Shanghai)', 'Closing balance 0.00 4,760.00']);
    expect(await copies()).toBe(0);
    await until(harness, '2026-04-01T00:00:00+08:00');
    expect((await print('2026-03')).fileName).toBe('SL-2026-000001-2026-03.en.pdf');
  });

  it('tells the account, the deposit and the wallet apart, each from its opening to its closing, in both languages', async () => {
    await until(harness, '2026-04-02T09:00:00+08:00');
    expectTold(textOf(await print('2026-03')), [
      'Statement of account', '2026-03-01 – 2026-03-31', 'Opening balance', 'Invoice', 'SLI-2026-000001', '+8,240.00', 'value date 2026-03-03', '-8,000.00', '-240.00', '+5,000.00',
      'Closing balance 0.00 520.00', '+4,000.00', '4,000.00 0.00', 'Topped up', '+106.000000', '-0.000000',
    ]);
    const chinese = await print('2026-03', 'zh-CN');
    expect(chinese.fileName).toBe('SL-2026-000001-2026-03.zh-CN.pdf');
    expectTold(textOf(chinese), ['对账单', '北京吉祥呼叫中心', '期初余额', '账单', '收款', '到账日 2026-03-03', '核销账单', '押金', '话费钱包', '期末余额 0.00 520.00']);
    expectTold(textOf(await print('2026-03', 'en', { leaseId: null })), ['SL-2026-000001', 'Closing balance 0.00 520.00']);
    expect(await copies()).toBe(3);
  });

  it('of a closed month is kept as it was first issued, and two who ask at once get the same', async () => {
    const first = await print('2026-03');
    await harness.admin.query("update tenant set name = 'Renamed' where id = $1", [shop.tenantId]);
    const beside = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00', beside: harness });
    const again = await Promise.all([print('2026-03'), print('2026-03', 'en', { on: beside })]);
    expect(again.map(hash)).toEqual([hash(first), hash(first)]);
    await until(harness, '2026-05-04T09:00:00+08:00');
    const april = await Promise.all([print('2026-04'), print('2026-04', 'en', { on: beside }), print('2026-04')]);
    expect(new Set(april.map(hash)).size).toBe(1);
    await beside.stop();
    const kept = await harness.admin.query<{ sha256: string }>("select sha256 from document_copy where kind = 'statement' and subject_id = $1 and edition = '2026-04'", [shop.leaseId]);
    expect(kept.rows.map((row) => row.sha256)).toEqual([hash(april[0]!)]);
  });

  it('is nobody else’s', async () => {
    const stranger = await harness.newTenant();
    expect(await refusalOf(print('2026-03', 'en', { tenantId: stranger }))).toBe('not-found');
    const nothing = await print('2026-03', 'en', { tenantId: stranger, leaseId: null });
    expectTold(textOf(nothing), ['Nothing was booked']);
  });
});
