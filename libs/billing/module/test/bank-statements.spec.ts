import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StatementMapping } from '@seatline/billing-domain';
import { civilDate, currency } from '@seatline/kernel';
import type { Principal } from '@seatline/server';
import { BankAccountsDesk } from '../src/use-cases/bank-accounts-desk';
import { BankLinesDesk } from '../src/use-cases/bank-lines-desk';
import { BookPayment } from '../src/use-cases/book-payment';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { inspectStatementFile, readStatementFile } from '../src/use-cases/statement-file';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop } from './shop';

const MAPPING: StatementMapping = {
  encoding: 'utf-8', delimiter: ',', dateFormat: 'YYYY-MM-DD', decimalMark: '.', thousandsMark: ',', valueDate: 'date', amount: 'amount', reference: 'ref', payerName: 'payer',
  payerAccount: 'account', remark: 'remark',
};
const SECOND: Principal = { ...OPERATOR, personId: '00000000-0000-7000-8000-000000000009', displayName: 'Otto Operator' };
const HEADER = 'date,amount,ref,payer,account,remark';
const file = (...rows: string[]): Uint8Array => Buffer.from([HEADER, ...rows].join('\n'));

let harness: BillingHarness;
let accounts: BankAccountsDesk;
let lines: BankLinesDesk;
let accountId: string;
beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-20T12:00:00+08:00' });
  accounts = harness.app.get(BankAccountsDesk);
  lines = harness.app.get(BankLinesDesk);
  const { legalEntities } = await accounts.list();
  accountId = await accounts.open(OPERATOR, { legalEntityId: legalEntities[0]!.id, name: 'ICBC', currency: 'CNY', mapping: MAPPING, secondPersonAboveMinor: 1_000_000n });
});
afterAll(() => harness.stop());

const bring = (bytes: Uint8Array, name = 'march.csv', id = accountId) => accounts.import(OPERATOR, id, name, bytes);
const listed = (state?: 'open' | 'awaiting-second' | 'booked' | 'ignored') => lines.list({ state, after: null, most: 200 });
const byReference = async (reference: string) => (await listed()).find(({ row }) => row.reference === reference)!;
const count = (table: string) => harness.count(`select count(*) from ${table}`);

describe('a statement comes in', () => {
  it('fault 22: each line once over overlapping files, two equal transfers of a day as two', async () => {
    const monday = ['2026-03-16,100.00,,A,1,rent', '2026-03-16,100.00,,A,1,rent'];
    const tuesday = ['2026-03-17,100.00,,A,1,rent', '2026-03-17,70.00,T1,B,2,'];
    expect(await bring(file(...monday, ...tuesday))).toMatchObject({ newLines: 4, knownLines: 0 });
    expect(await refusalOf(bring(file(...monday, ...tuesday), 'the same under another name.csv'))).toBe('bank-statement.imported-already');
    expect(await bring(file(...tuesday, '2026-03-18,100.00,,A,1,rent', '2026-03-18,-9.00,F1,Bank,,fee'))).toMatchObject({ newLines: 1, knownLines: 2, outgoingLines: 1 });
    expect(await count('bank_line')).toBe(5);
  });

  it('the same file by two people at once is one', async () => {
    const bytes = file('2026-03-19,55.00,T2,C,3,x', '2026-03-19,55.00,,C,3,x');
    const both = await Promise.allSettled([bring(bytes), bring(bytes)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await harness.count("select count(*) from bank_line where value_on = '2026-03-19'")).toBe(2);
  });

  it('not at all when a line is faulty, every faulty line told', async () => {
    const before = await count('bank_line');
    const bad = file('2026-03-20,10.00,T3,D,4,ok', '2026-02-30,10.00,T4,D,4,', '2026-03-20,1.0.0,T5,D,4,', '2026-03-20,10.00', '2026-03-17,71.00,T1,B,2,other amount');
    expect(await refusalOf(bring(bad))).toBe('bank-statement.bad-file');
    const { faults, lines: good } = await accounts.preview(accountId, bad);
    expect(faults).toEqual([
      { line: 3, message: 'date: "2026-02-30" cannot be read' }, { line: 4, message: 'amount: "1.0.0" cannot be read' }, { line: 5, message: 'has 2 columns instead of 6' },
      { line: 6, message: 'reference T1 was imported before with another day or amount' },
    ]);
    expect(good).toHaveLength(2);
    expect(await count('bank_line')).toBe(before);
  });

  it('in GBK, below the bank’s own words, with its own columns', () => {
    const chinese: StatementMapping = { ...MAPPING, encoding: 'gb18030', dateFormat: 'YYYYMMDD', valueDate: '日期', amount: '金额', reference: null, payerName: '户名', payerAccount: null, remark: '摘要' };
    // 账户明细\n日期,金额,户名,摘要\n20260320,"1,234.50",上海,租金
    const bytes = Buffer.from('d5cbbba7c3f7cfb80ac8d5c6da2cbdf0b6ee2cbba7c3fb2cd5aad2aa0a32303236303332302c22312c3233342e3530222cc9cfbaa32cd7e2bdf0', 'hex');
    expect(readStatementFile(bytes, chinese, currency('CNY'))).toMatchObject({
      faults: [], outgoing: 0, lines: [{ lineNo: 3, line: { valueOn: '2026-03-20', amountMinor: 123_450n, payerName: '上海', remark: '租金', reference: '' } }],
    });
    expect(inspectStatementFile(bytes, chinese)).toEqual({ columns: ['日期', '金额', '户名', '摘要'], rows: [['20260320', '1,234.50', '上海', '租金']], fault: null });
    expect(readStatementFile(bytes, { ...chinese, encoding: 'utf-8' }, currency('CNY')).faults).toEqual([{ line: 0, message: 'the file is not written in utf-8' }]);
    expect(readStatementFile(file('x'), chinese, currency('CNY')).faults[0]?.message).toMatch(/no line of the file has the columns/);
  });
});

describe('a line becomes a payment', () => {
  let shop: Shop;
  let invoice: string;
  beforeAll(async () => {
    shop = await Shop.open(harness, 2, '2026-03-20');
    const { rows } = await harness.admin.query<{ number: string }>('select number from invoice where tenant_id = $1', [shop.tenantId]);
    invoice = rows[0]!.number;
  });
  const meant = () => ({ tenantId: shop.tenantId, leaseId: shop.leaseId, forOrder: false });
  const paid = () => harness.count('select count(*) from payment where tenant_id = $1', [shop.tenantId]);

  it('with a proposal that says why', async () => {
    await bring(file(`2026-03-18,"8,240.00",P1,Somebody,6222,${invoice.toLowerCase()} rent`, '2026-03-18,3.00,P2,Nobody,,'));
    const line = await byReference('P1');
    expect(line.proposals[0]).toMatchObject({ leaseId: shop.leaseId, confidence: 90, reasons: ['invoice-number', 'amount-of-named'], namedInvoices: [invoice], candidate: { tenantId: shop.tenantId } });
    expect((await byReference('P2')).proposals).toEqual([]);
  });

  it('once, by however many at once, with the bank’s value date', async () => {
    const { id } = await byReference('P1');
    const told = await Promise.allSettled([lines.confirm(OPERATOR, id, meant()), lines.confirm(SECOND, id, meant()), lines.confirm(OPERATOR, id, meant())]);
    expect(told.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await lines.confirm(OPERATOR, id, meant())).toBe('booked');
    expect(await paid()).toBe(1);
    const { rows } = await harness.admin.query('select value_on::text, reference, amount_minor::int, booked_by from payment where tenant_id = $1', [shop.tenantId]);
    expect(rows).toMatchObject([{ value_on: '2026-03-18', reference: 'P1', amount_minor: 824_000 }]);
    expect(await shop.openInvoices()).toEqual([]);
    expect((await byReference('P1')).row).toMatchObject({ state: 'booked', lease_id: shop.leaseId });
  });

  it('and tells next time who it was', async () => {
    await bring(file('2026-03-19,9.99,P3,Another name,6222,'));
    expect((await byReference('P3')).proposals).toMatchObject([{ leaseId: shop.leaseId, reasons: ['payer-account'] }]);
  });

  it('the transfer that was keyed in by hand before is the same payment', async () => {
    await bring(file('2026-03-19,12.34,P4,X,,'));
    const hand = await harness.app.get(BookPayment).run(OPERATOR, shop.tenantId, { leaseId: shop.leaseId, amount: '12.34', valueOn: civilDate('2026-03-19'), reference: 'P4', forOrder: false });
    expect(await lines.confirm(OPERATOR, (await byReference('P4')).id, meant())).toBe('booked');
    expect((await byReference('P4')).row.payment_id).toBe(hand.id);
  });

  it('above the limit by two persons, never the same one', async () => {
    await bring(file('2026-03-19,"10,000.01",BIG,Mill,7,', '2026-03-19,"10,000.00",LIMIT,Mill,7,'));
    const before = await paid();
    expect(await lines.confirm(OPERATOR, (await byReference('LIMIT')).id, meant())).toBe('booked');
    const { id } = await byReference('BIG');
    expect(await lines.confirm(OPERATOR, id, meant())).toBe('awaiting-second');
    expect(await refusalOf(lines.confirm(OPERATOR, id, meant()))).toBe('bank-line.same-person');
    expect(await refusalOf(lines.confirm(SECOND, id, { ...meant(), forOrder: true }))).toBe('bank-line.decided');
    expect(await paid()).toBe(before + 1);
    expect(await Promise.all([lines.confirm(SECOND, id, meant()), lines.confirm(SECOND, id, meant())])).toEqual(['booked', 'booked']);
    expect(await paid()).toBe(before + 2);
    expect((await byReference('BIG')).row).toMatchObject({ confirmed_by_name: 'Olga Operator', second_by_name: 'Otto Operator' });
  });

  it('which the database would refuse on its own', async () => {
    await bring(file('2026-03-19,"20,000.00",DB,Mill,7,'));
    const { id } = await byReference('DB');
    await lines.confirm(OPERATOR, id, meant());
    const constraintOf = async (change: string, values: unknown[]) => {
      const failure = await harness.admin.query(`update bank_match set ${change} where line_id = $1`, [id, ...values]).then(() => null, (error: { constraint: string }) => error.constraint);
      return failure;
    };
    const { rows } = await harness.admin.query<{ id: string }>('select id from payment where tenant_id = $1 limit 1', [shop.tenantId]);
    expect(await constraintOf('payment_id = $2', [rows[0]!.id])).toBe('bank_match_second_person');
    expect(await constraintOf("second_by = $2, second_by_name = 'x', second_at = now()", [OPERATOR.personId])).toBe('bank_match_four_eyes');
    await expect(harness.admin.query("delete from bank_match where payment_id is not null")).rejects.toThrow(/is booked/);
  });

  it('not after it was set aside, and not set aside once it is somebody’s', async () => {
    const { id } = await byReference('DB');
    expect(await refusalOf(lines.ignore(SECOND, id, 'a mistake'))).toBe('bank-line.decided');
    await lines.withdraw(SECOND, id);
    expect((await byReference('DB')).row.state).toBe('open');
    await lines.ignore(SECOND, id, 'between own accounts');
    expect(await refusalOf(lines.ignore(SECOND, id, 'again'))).toBe('bank-line.decided');
    expect(await refusalOf(lines.confirm(OPERATOR, id, meant()))).toBe('bank-line.decided');
    expect(await refusalOf(lines.withdraw(OPERATOR, id))).toBe('bank-line.decided');
    await bring(file('2026-03-19,1.00,RACE,Mill,7,'));
    const race = (await byReference('RACE')).id;
    const both = await Promise.allSettled([lines.confirm(OPERATOR, race, meant()), lines.ignore(SECOND, race, 'x')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('of a lease of the same books only', async () => {
    const { legalEntities } = await accounts.list();
    const dollars = await accounts.open(OPERATOR, { legalEntityId: legalEntities[0]!.id, name: 'Dollars', currency: 'USD', mapping: MAPPING, secondPersonAboveMinor: 0n });
    await bring(file('2026-03-19,5.00,USD1,Mill,7,'), 'usd.csv', dollars);
    const { id } = await byReference('USD1');
    expect(await refusalOf(lines.confirm(OPERATOR, id, meant()))).toBe('bank-line.other-books');
    expect(await refusalOf(lines.confirm(OPERATOR, id, { ...meant(), tenantId: await harness.newTenant() }))).toBe('not-found');
  });

  it('and nothing is lost or counted twice on the way', async () => {
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  });
});
