import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, currency } from '@seatline/kernel';
import { identifyLines } from './line-identity';
import { type MatchCandidate, proposeMatches } from './match-line';
import { parseStatementAmount, parseStatementDate, readStatementLine, type StatementLine, type StatementMapping } from './statement-line';

const CNY = currency('CNY');
const MAPPING: StatementMapping = {
  encoding: 'gb18030', delimiter: ',', dateFormat: 'YYYYMMDD', decimalMark: '.', thousandsMark: ',', valueDate: '交易日期', amount: '贷方发生额', reference: '流水号',
  payerName: '对方户名', payerAccount: '对方账号', remark: '摘要',
};

describe('a day as banks write it', () => {
  it.each([
    ['2026-03-20', 'YYYY-MM-DD', '2026-03-20'], ['2026-3-2', 'YYYY-MM-DD', '2026-03-02'], ['2026/03/20 09:15:00', 'YYYY/MM/DD', '2026-03-20'], ['20260320', 'YYYYMMDD', '2026-03-20'],
    ['20260320 091500', 'YYYYMMDD', '2026-03-20'], ['20.03.2026', 'DD.MM.YYYY', '2026-03-20'], ['20/03/2026', 'DD/MM/YYYY', '2026-03-20'], ['03/20/2026', 'MM/DD/YYYY', '2026-03-20'],
    ['2026-02-30', 'YYYY-MM-DD', null], ['20/03/2026', 'MM/DD/YYYY', null], ['2026032', 'YYYYMMDD', null], ['202603201', 'YYYYMMDD', null], ['', 'YYYYMMDD', null], ['soon', 'YYYY-MM-DD', null],
  ] as const)('%s as %s: %s', (text, format, on) => {
    expect(parseStatementDate(text, format)).toBe(on);
  });
});

describe('an amount as banks write it', () => {
  const plain = { decimalMark: '.', thousandsMark: ',' } as const;
  const german = { decimalMark: ',', thousandsMark: '.' } as const;
  it.each([
    ['1234.5', plain, 123_450n], ['1,234.50', plain, 123_450n], ['12,345,678.90', plain, 1_234_567_890n], ['¥1,234.50', plain, 123_450n], ['CNY 1,234.50', plain, 123_450n],
    ['-20.00', plain, -2_000n], ['20.00-', plain, -2_000n], ['(20.00)', plain, -2_000n], ['+20', plain, 2_000n], ['', plain, 0n], ['12.3400', plain, 1_234n], ['12.345', plain, null],
    ['1.234,50', german, 123_450n], ['1234,5', german, 123_450n], ['1.23,50', german, null], ['1,234.50', german, null], ['1,23', plain, null], ['1 234,50', { decimalMark: ',', thousandsMark: ' ' } as const, 123_450n],
    ['1\u202f234,50', { decimalMark: ',', thousandsMark: ' ' } as const, 123_450n], ["1'234.50", { decimalMark: '.', thousandsMark: "'" } as const, 123_450n], ['abc', plain, null], ['1.2.3', plain, null], ['1e5', plain, null], ['.50', plain, null],
    ['1,234.50', { decimalMark: '.', thousandsMark: '' } as const, null],
  ])('%s', (text, marks, minor) => {
    expect(parseStatementAmount(text, marks, CNY)).toBe(minor);
  });

  it('reads what it would write, in any style', () => {
    const styles = fc.constantFrom(plain, german, { decimalMark: ',', thousandsMark: ' ' } as const, { decimalMark: '.', thousandsMark: '' } as const);
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), styles, (minor, marks) => {
      const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
      const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, marks.thousandsMark);
      expect(parseStatementAmount(`${minor < 0n ? '-' : ''}${whole}${marks.decimalMark}${digits.slice(-2)}`, marks, CNY)).toBe(minor);
    }));
  });
});

describe('a line of a statement', () => {
  const cells = { 交易日期: '20260320', 贷方发生额: '8,240.00', 流水号: 'R1', 对方户名: ' 上海  某某 有限公司 ', 对方账号: '6222 01', 摘要: 'SLI-2026-000001 租金' };
  it('is read by its mapping', () => {
    expect(readStatementLine(cells, MAPPING, CNY)).toEqual({
      kind: 'incoming',
      line: { valueOn: '2026-03-20', amountMinor: 824_000n, reference: 'R1', payerName: '上海 某某 有限公司', payerAccount: '6222 01', remark: 'SLI-2026-000001 租金' },
    });
  });
  it.each([
    ['money that went out is not a payment', { 贷方发生额: '-5.00' }, { kind: 'outgoing' }],
    ['nor is an empty cell, whatever its day says', { 贷方发生额: '', 交易日期: '合计' }, { kind: 'outgoing' }],
    ['a faulty amount is named', { 贷方发生额: '8.240,00' }, { kind: 'fault', column: '贷方发生额', text: '8.240,00' }],
    ['a faulty day is named', { 交易日期: '2026-03-20' }, { kind: 'fault', column: '交易日期', text: '2026-03-20' }],
    ['so is a reference that no payment can have', { 流水号: 'x'.repeat(101) }, { kind: 'fault', column: '流水号', text: 'x'.repeat(101) }],
  ])('%s', (_what, other, read) => {
    expect(readStatementLine({ ...cells, ...other }, MAPPING, CNY)).toEqual(read);
  });
});

describe('what a line is known by', () => {
  const line = (changes: Partial<StatementLine> = {}): StatementLine => ({ valueOn: civilDate('2026-03-20'), amountMinor: 100n, reference: '', payerName: 'A', payerAccount: '1', remark: 'r', ...changes });
  const identities = (lines: StatementLine[]) => identifyLines(lines).identified.map((each) => each?.identity ?? null);

  it('two equal transfers of one day are two, in every file the same two', () => {
    const [first, second] = identities([line(), line()]);
    expect(first).not.toBe(second);
    expect(identities([line({ valueOn: civilDate('2026-03-19') }), line(), line(), line({ amountMinor: 7n })]).slice(1, 3)).toEqual([first, second]);
  });
  it.each([[{ amountMinor: 101n }], [{ valueOn: civilDate('2026-03-21') }], [{ payerName: 'B' }], [{ payerAccount: '2' }], [{ remark: 's' }]])('%j is another one', (changes) => {
    expect(identities([line()])).not.toEqual(identities([line(changes)]));
  });
  it('the bank’s reference says it, whatever else was cut', () => {
    expect(identities([line({ reference: 'R1', remark: 'long' })])).toEqual(identities([line({ reference: 'R1', remark: 'lo' })]));
  });
  it('a reference told twice is one line, and a clash if it tells two amounts', () => {
    expect(identifyLines([line({ reference: 'R1' }), line({ reference: 'R1' })])).toEqual({ identified: [expect.anything(), null], clashes: [] });
    expect(identifyLines([line({ reference: 'R1' }), line({ reference: 'R1', amountMinor: 5n })]).clashes).toEqual([1]);
  });
});

describe('whose transfer it is', () => {
  const mill: MatchCandidate = {
    leaseId: 'a', leaseNumber: 'SL-2026-000001', tenantName: '上海某某有限公司', payers: [{ name: 'Mill Holding', account: '6222 0011' }],
    openInvoices: [{ number: 'SLI-2026-000012', openMinor: 824_000n }, { number: 'SLI-2026-000013', openMinor: 100_000n }],
  };
  const shop: MatchCandidate = { leaseId: 'b', leaseNumber: 'SL-2026-000002', tenantName: 'Shop Co., Ltd.', payers: [], openInvoices: [{ number: 'SLI-2026-000123', openMinor: 824_000n }] };
  const line = { amountMinor: 1n, payerName: '', payerAccount: '', remark: '' };

  it.each([
    ['an invoice’s number and its amount', { remark: '付 sli 2026/000012 租金', amountMinor: 824_000n }, ['a', 90, ['invoice-number', 'amount-of-named']], ['b', 25, ['amount-of-invoice']]],
    ['two invoices’ numbers and their sum', { remark: 'SLI-2026-000012+SLI-2026-000013', amountMinor: 924_000n }, ['a', 90, ['invoice-number', 'amount-of-named']]],
    ['a longer number does not contain a shorter one', { remark: 'SLI-2026-000123' }, ['b', 60, ['invoice-number']]],
    ['an amount that two have open says half', { amountMinor: 824_000n }, ['a', 13, ['amount-of-invoice']], ['b', 13, ['amount-of-invoice']]],
    ['all that a lease owes', { amountMinor: 924_000n }, ['a', 25, ['amount-of-lease']]],
    ['who paid before, from the same account', { payerName: 'Somebody', payerAccount: '62220011' }, ['a', 30, ['payer-account']]],
    ['who paid before, by name', { payerName: 'MILL  holding' }, ['a', 15, ['payer-name']]],
    ['the tenant, as its bank writes it', { payerName: 'SHOP CO LTD', amountMinor: 824_000n }, ['b', 45, ['amount-of-invoice', 'tenant-name']], ['a', 25, ['amount-of-invoice']]],
    ['a lease’s number', { remark: 'deposit SL-2026-000002' }, ['b', 45, ['lease-number']]],
    ['nothing', { remark: 'hello' }],
  ])('%s', (_what, told, ...proposals) => {
    const found = proposeMatches({ ...line, ...told }, [mill, shop]).map(({ leaseId, confidence, reasons }) => [leaseId, confidence, reasons]);
    expect(found).toEqual(proposals);
  });

  it('never says that it is certain', () => {
    const everything = { amountMinor: 824_000n, payerName: '上海某某有限公司', payerAccount: '6222 0011', remark: 'SL-2026-000001 SLI-2026-000012' };
    const toWallet = { ...everything, remark: `top up ${shop.leaseNumber} W` };
    expect(proposeMatches(toWallet, [{ ...shop, hasWallet: true }])[0]).toMatchObject({ forWallet: true, reasons: expect.arrayContaining(['wallet-name']) });
    expect(proposeMatches(toWallet, [shop])[0]).toMatchObject({ forWallet: false, reasons: expect.arrayContaining(['lease-number']) });
    expect(proposeMatches(everything, [mill, shop])[0]).toMatchObject({ leaseId: 'a', confidence: 99, namedInvoices: ['SLI-2026-000012'] });
  });
});
