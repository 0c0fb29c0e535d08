import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIST_PRICE_ONLY } from '@seatline/billing-domain';
import { civilDate } from '@seatline/kernel';
import { PdfmakeDocumentPrinter } from '../src/gateways/pdfmake/pdfmake.document-printer';
import { invoiceDocument } from '../src/documents/bill-documents';
import { IssueDocument } from '../src/use-cases/issue-document';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { leaseView } from '../src/http/leases.view';
import { readInvoiceFacts } from '../src/reads/document-facts';
import { readLeases } from '../src/reads/leases';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;
let invoices: string[];
let note: string;

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.openPaid(harness, 2, '2026-03-01');
  await harness.admin.query("update tenant set name = '北京𠮷祥呼叫中心 Müller' where id = $1", [shop.tenantId]);
  await until(harness, '2026-03-20T09:00:00+08:00');
  await shop.order(1);
  await shop.pay('2880.00', 'order', { forOrder: true });
  await until(harness, '2026-04-05T09:00:00+08:00');
  await harness.app.get(LeaseCommands).removeSeats(OPERATOR, shop.tenantId, shop.leaseId, { seats: 1, when: 'now' }, 'agreed');
  invoices = (await harness.admin.query<{ id: string }>('select id from invoice where lease_id = $1 order by sequence', [shop.leaseId])).rows.map((row) => row.id);
  note = (await harness.admin.query<{ id: string }>('select id from credit_note where lease_id = $1', [shop.leaseId])).rows[0]!.id;
});
afterAll(() => harness.stop());

const issue = (kind: Parameters<IssueDocument['run']>[1], id: string, language: 'zh-CN' | 'en' = 'zh-CN', on = harness) => on.app.get(IssueDocument).run(shop.tenantId, kind, id, language);
const hash = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** The text that a reader of the PDF can select and copy, without its spaces; null where the machine has no tool to say. */
function textOf(pdf: Buffer): string | null {
  if (!existsSync('/usr/bin/pdftotext')) return null;
  return execFileSync('/usr/bin/pdftotext', ['-raw', '-', '-'], { input: pdf }).toString().replaceAll(/\s/g, '');
}

describe('a document', () => {
  it.each<[Parameters<IssueDocument['run']>[1], () => string, 'zh-CN' | 'en', string[]]>([
    ['invoice', () => invoices[0]!, 'zh-CN', ['租金账单', 'SLI-2026-000001', '北京□祥呼叫中心 Müller', '坐席租金', '第 1 条', '2,000.00 × 31 ÷ 31 天', '8,240.00', '人民币捌仟贰佰肆拾元整']],
    ['invoice', () => invoices[1]!, 'en', ['Invoice for rent', 'SLI-2026-000002', '2026-03-20 – 2026-03-31', '2,000.00 × 12 ÷ 31 days', '774.19 a seat', '2,820.64']],
    ['credit-note', () => note, 'zh-CN', ['红字账单', 'SLC-2026-000001', '-1,766.67']],
    ['credit-note', () => note, 'en', ['Credit note', 'SLI-2026-000003', '-1,766.67']],
    ['deposit-receipt', () => invoices[0]!, 'zh-CN', ['押金收据', '4,000.00', '人民币肆仟元整', '2026-03-01']],
    ['deposit-receipt', () => invoices[0]!, 'en', ['Deposit receipt', '4,000.00']],
    ['lease-contract', () => shop.leaseId, 'zh-CN', ['坐席租赁协议', '第 4 条　欠费', '足日', '增加坐席 1 个', '退租坐席 1 个']],
    ['lease-contract', () => shop.leaseId, 'en', ['Seat lease contract', '12 months, 2026-03-01 – 2027-02-28', '4. Arrears', 'Seats added: 1.', 'Seats returned: 1; first day without them 2026-04-06']],
  ])('%s prints what it tells, and can be searched and copied', async (kind, idOf, language, texts) => {
    const copy = await issue(kind, idOf(), language);
    expect(copy.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(copy.fileName).toMatch(new RegExp(`\\.${language}\\.pdf$`));
    const keepIn = process.env['SEATLINE_PRINT_TO'];
    if (keepIn) {
      mkdirSync(keepIn, { recursive: true });
      writeFileSync(join(keepIn, `${kind}-${copy.fileName}`), copy.content);
    }
    const text = textOf(copy.content);
    for (const part of text === null ? [] : texts) expect(text).toContain(part.replaceAll(/\s/g, ''));
  });

  it('is kept as it was first issued, and given again whatever changes since', async () => {
    const first = await issue('invoice', invoices[0]!, 'en');
    await harness.admin.query("update tenant set name = 'Renamed' where id = $1", [shop.tenantId]);
    const again = await issue('invoice', invoices[0]!, 'en');
    expect(hash(again.content)).toBe(hash(first.content));
    expect(again.sha256).toBe(hash(first.content));
    await expect(harness.admin.query('delete from document_copy')).rejects.toThrow(/final/);
    await harness.admin.query("update tenant set name = '北京𠮷祥呼叫中心 Müller' where id = $1", [shop.tenantId]);
  });

  it('is made of the same bytes whenever the same release makes it, at any time of day', async () => {
    const facts = await harness.tenants.run(shop.tenantId, (tx) => readInvoiceFacts(tx.ledger, shop.tenantId, invoices[0]!));
    const [one, two] = await Promise.all([new PdfmakeDocumentPrinter(), new PdfmakeDocumentPrinter()].map((printer) => printer.print(invoiceDocument(facts!, 'zh-CN'))));
    expect(hash(two!.pdf)).toBe(hash(one!.pdf));
    expect(hash((await issue('invoice', invoices[0]!)).content)).toBe(hash(one!.pdf));
  });

  it('that two ask for at once is made for both, and one copy is kept', async () => {
    const beside = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00', beside: harness });
    const copies = await Promise.all([issue('invoice', invoices[2]!, 'en'), issue('invoice', invoices[2]!, 'en', beside), issue('invoice', invoices[2]!, 'en')]);
    expect(new Set(copies.map((copy) => copy.sha256)).size).toBe(1);
    expect(await harness.count('select count(*) from document_copy where subject_id = $1', [invoices[2]])).toBe(1);
    await beside.stop();
  });

  it('says which characters its font does not have, and prints □ for them', async () => {
    expect((await issue('invoice', invoices[0]!)).replaced).toBe('𠮷');
    expect((await issue('lease-contract', shop.leaseId)).replaced).toBe('𠮷');
  });

  it('of a contract has an edition of its own after each addendum, and the one before stays', async () => {
    const before = await issue('lease-contract', shop.leaseId, 'en');
    await harness.app.get(LeaseCommands).end(OPERATOR, shop.tenantId, shop.leaseId, { on: civilDate('2026-12-01'), reason: 'agreed' });
    const after = await issue('lease-contract', shop.leaseId, 'en');
    expect([before.fileName, after.fileName]).toEqual(['SL-2026-000001-3.en.pdf', 'SL-2026-000001-4.en.pdf']);
    expect(await harness.count("select count(*) from document_copy where subject_id = $1 and language = 'en'", [shop.leaseId])).toBe(2);
  });

  it('of a contract tells every version of its rent, and a lease the one in force now', async () => {
    const other = await Shop.openPaid(harness, 2, '2026-04-05');
    const seatMonthly = async () => {
      const [row] = await harness.tenants.run(other.tenantId, (tx) => readLeases(tx.ledger, { tenantId: other.tenantId, id: other.leaseId, after: null, most: 1 }));
      const { seatMonthly: price, contractVersion, upcoming } = leaseView(row!, harness.clock.now());
      return { price, contractVersion, upcoming };
    };
    const contract = async (language: 'zh-CN' | 'en' = 'en') => {
      const copy = await harness.app.get(IssueDocument).run(other.tenantId, 'lease-contract', other.leaseId, language);
      return { fileName: copy.fileName, text: textOf(copy.content) ?? '' };
    };
    expect((await contract()).text).not.toContain('Rentbyversion');
    const terms = { seatMonthlyMinor: 180_000n, dayCount: 'fixed30' as const, pricing: { ...LIST_PRICE_ONLY, freeSeats: 1 } };
    await harness.app.get(LeaseCommands).changeTerms(OPERATOR, other.tenantId, other.leaseId, { fromOn: civilDate('2026-05-05'), terms, reason: 'ten years together' });
    expect(await seatMonthly()).toEqual({ price: '2000.00', contractVersion: 1, upcoming: { contractVersion: 2, fromOn: '2026-05-05', seatMonthly: '1800.00' } });
    const { fileName, text } = await contract();
    expect(fileName).toMatch(/-2\.en\.pdf$/);
    const parts = ['1. Rent The rent is CNY 2,000.00', 'Version 1, 2026-04-05 – 2026-05-04: CNY 2,000.00', 'Version 2, 2026-05-05 – until changed: CNY 1,800.00 a seat and month; a period counts 30 days', 'no rent: 1.',
      'Rent agreed anew, version 2, from 2026-05-05: ten years together.'];
    for (const part of text === '' ? [] : parts) expect(text).toContain(part.replaceAll(/\s/g, ''));
    const chinese = (await contract('zh-CN')).text;
    for (const part of chinese === '' ? [] : ['租金版本', '第 2 版，2026-05-05 至 另有约定为止', '重新约定租金，第 2 版']) expect(chinese).toContain(part.replaceAll(/\s/g, ''));
    await until(harness, '2026-05-05T00:00:00+08:00');
    expect(await seatMonthly()).toEqual({ price: '1800.00', contractVersion: 2, upcoming: null });
  });

  it('is refused for a deposit that was not paid, and for what is nobody’s or another’s', async () => {
    const owing = await Shop.open(harness, 1, '2026-05-06');
    const { rows } = await harness.admin.query<{ id: string }>('select id from invoice where lease_id = $1', [owing.leaseId]);
    const of = (tenantId: string, kind: Parameters<IssueDocument['run']>[1], id: string) => refusalOf(harness.app.get(IssueDocument).run(tenantId, kind, id, 'en'));
    expect(await of(owing.tenantId, 'deposit-receipt', rows[0]!.id)).toBe('deposit.not-received');
    expect(await of(shop.tenantId, 'deposit-receipt', invoices[2]!)).toBe('not-found');
    for (const [kind, id] of [['invoice', invoices[0]!], ['credit-note', note], ['deposit-receipt', invoices[0]!], ['lease-contract', shop.leaseId]] as const) {
      expect(await of(owing.tenantId, kind, id)).toBe('not-found');
    }
  });
});

describe('the font', () => {
  it('is shipped with its licence and how it is made', () => {
    const folder = join(import.meta.dirname, '../assets/fonts');
    expect(readdirSync(folder).sort()).toEqual(['OFL.txt', 'make-font.py', 'noto-sans-sc-regular.coverage.json', 'noto-sans-sc-regular.otf']);
  });
});
