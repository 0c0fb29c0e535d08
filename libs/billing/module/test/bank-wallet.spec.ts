import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { StatementMapping } from '@seatline/billing-domain';
import type { Principal } from '@seatline/server';
import { BankAccountsDesk } from '../src/use-cases/bank-accounts-desk';
import { BankLinesDesk } from '../src/use-cases/bank-lines-desk';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { TelephoneBilling } from '../src/use-cases/telephone-billing';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop } from './shop';

const MAPPING: StatementMapping = {
  encoding: 'utf-8', delimiter: ',', dateFormat: 'YYYY-MM-DD', decimalMark: '.', thousandsMark: ',', valueDate: 'date', amount: 'amount', reference: 'ref', payerName: 'payer',
  payerAccount: 'account', remark: 'remark',
};
const SECOND: Principal = { ...OPERATOR, personId: '00000000-0000-7000-8000-000000000009', displayName: 'Otto Operator' };

let harness: BillingHarness;
let lines: BankLinesDesk;
let shop: Shop;
let leaseNumber: string;
beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-20T12:00:00+08:00' });
  lines = harness.app.get(BankLinesDesk);
  const accounts = harness.app.get(BankAccountsDesk);
  const { legalEntities } = await accounts.list();
  const accountId = await accounts.open(OPERATOR, { legalEntityId: legalEntities[0]!.id, name: 'ICBC', currency: 'CNY', mapping: MAPPING, secondPersonAboveMinor: 100_000n });
  shop = await Shop.openPaid(harness, 1, '2026-03-20');
  await harness.app.get(TelephoneBilling).set(OPERATOR, shop.tenantId, shop.leaseId, { billing: 'prepaid', reason: 'agreed' });
  leaseNumber = (await harness.admin.query<{ number: string }>('select number from lease where id = $1', [shop.leaseId])).rows[0]!.number;
  const rows = ['date,amount,ref,payer,account,remark', `2026-03-19,500.00,S1,A,1,${leaseNumber}W`, `2026-03-19,2000.00,S2,A,1,${leaseNumber} w calls`, '2026-03-19,10.00,S3,B,2,rent'];
  await accounts.import(OPERATOR, accountId, 'march.csv', Buffer.from(rows.join('\n')));
});
afterAll(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
});

const line = async (reference: string) => (await lines.list({ after: null, most: 200 })).find(({ row }) => row.reference === reference)!;
const toWallet = () => ({ tenantId: shop.tenantId, leaseId: shop.leaseId, forOrder: false, forWallet: true });
const balance = () => harness.count('select balance_micros as count from call_wallet where lease_id = $1', [shop.leaseId]);

it('a line that names the wallet is proposed for it, and becomes its top-up once, with the bank’s date', async () => {
  const { id, proposals } = await line('S1');
  expect(proposals[0]).toMatchObject({ leaseId: shop.leaseId, forWallet: true });
  const both = await Promise.allSettled([lines.confirm(OPERATOR, id, toWallet()), lines.confirm(SECOND, id, toWallet())]);
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await lines.confirm(OPERATOR, id, toWallet())).toBe('booked');
  expect([await balance(), await harness.count('select count(*) from payment where lease_id = $1', [shop.leaseId])]).toEqual([500_000_000, 1]);
  const { rows } = await harness.admin.query<{ reference: string; value_on: string }>('select reference, value_on::text from wallet_top_up where lease_id = $1', [shop.leaseId]);
  expect(rows).toEqual([{ reference: 'S1', value_on: '2026-03-19' }]);
});

it('above the limit two persons say so, and neither of them twice', async () => {
  const { id } = await line('S2');
  expect(await lines.confirm(OPERATOR, id, toWallet())).toBe('awaiting-second');
  expect(await refusalOf(lines.confirm(OPERATOR, id, toWallet()))).toBe('bank-line.same-person');
  expect(await refusalOf(lines.confirm(SECOND, id, { ...toWallet(), forWallet: false }))).toBe('bank-line.decided');
  expect(await balance()).toBe(500_000_000);
  expect(await lines.confirm(SECOND, id, toWallet())).toBe('booked');
  expect(await balance()).toBe(2_500_000_000);
});

it('is no payment and no order’s at once, and nothing for a lease without a wallet', async () => {
  const { id } = await line('S3');
  expect(await refusalOf(lines.confirm(OPERATOR, id, { ...toWallet(), forOrder: true }))).toBe('invalid-input');
  const other = await Shop.openPaid(harness, 1, '2026-03-20');
  expect(await refusalOf(lines.confirm(OPERATOR, id, { tenantId: other.tenantId, leaseId: other.leaseId, forOrder: false, forWallet: true }))).toBe('wallet.not-prepaid');
  expect((await line('S3')).row.state).toBe('open');
});

it('the database keeps the rules', async () => {
  const refused = (query: string) => harness.admin.query(query, [shop.tenantId]).then(() => null, (error: { constraint?: string; code?: string }) => error.constraint ?? error.code);
  expect(await refused("update bank_match set for_wallet = false where tenant_id = $1 and top_up_id is not null")).toBe('42501');
});
