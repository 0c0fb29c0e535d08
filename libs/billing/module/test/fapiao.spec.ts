import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate } from '@seatline/kernel';
import type { TenantPrincipal } from '@seatline/server';
import type { TaxProfile } from '../src/persistence/fapiao-requests';
import { FapiaoDesk } from '../src/use-cases/fapiao-desk';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop } from './shop';

const PROFILE: TaxProfile = { title: '上海某某有限公司', taxNumber: '91310000MA1FL0AA0X', address: '', phone: '', bankName: '', bankAccount: '', email: 'fapiao@mill.test' };
const paper = (number: string) => ({ number, issuedOn: civilDate('2026-03-03') });

let harness: BillingHarness;
let desk: FapiaoDesk;
let shop: Shop;
let tenant: TenantPrincipal;
let invoiceId: string;
beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-02T09:00:00+08:00' });
  desk = harness.app.get(FapiaoDesk);
  shop = await Shop.openPaid(harness, 2);
  tenant = { ...OPERATOR, tenantId: shop.tenantId, memberId: OPERATOR.personId };
  const { rows } = await harness.admin.query<{ id: string }>('select id from invoice where tenant_id = $1', [shop.tenantId]);
  invoiceId = rows[0]!.id;
});
afterAll(() => harness.stop());

const first = async () => (await desk.list({ tenantId: shop.tenantId, after: null, most: 10 }))[0]!;

describe('a fapiao', () => {
  it('needs somebody to be written to', async () => {
    expect(await refusalOf(desk.request(tenant, invoiceId, 'general'))).toBe('fapiao.no-profile');
    await desk.saveProfile(tenant, { ...PROFILE, taxNumber: null });
    expect(await refusalOf(desk.request(tenant, invoiceId, 'special'))).toBe('fapiao.no-profile');
    await desk.saveProfile(tenant, PROFILE);
    expect(await desk.profile(shop.tenantId)).toEqual(PROFILE);
  });

  it('is asked for once at a time, over all but the deposit, and keeps the profile of its day', async () => {
    const both = await Promise.allSettled([desk.request(tenant, invoiceId, 'special'), desk.request(tenant, invoiceId, 'general')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(desk.request(tenant, invoiceId, 'special'))).toBe('fapiao.requested-already');
    await desk.saveProfile(tenant, { ...PROFILE, title: 'renamed' });
    expect(await first()).toMatchObject({ state: 'requested', title: PROFILE.title, due_minor: 424_000n, number: null });
  });

  it('may be refused, and asked for again', async () => {
    const { id } = await first();
    await desk.refuse(OPERATOR, shop.tenantId, id, 'wrong title');
    expect(await refusalOf(desk.refuse(OPERATOR, shop.tenantId, id, 'again'))).toBe('fapiao.decided');
    expect(await refusalOf(desk.issue(OPERATOR, shop.tenantId, id, paper('26312000000000000001')))).toBe('fapiao.decided');
    expect(await first()).toMatchObject({ state: 'refused', refused_reason: 'wrong title' });
    expect(await desk.request(tenant, invoiceId, 'special')).toMatchObject({ state: 'requested', title: 'renamed' });
  });

  it('says what is left after credits before it', async () => {
    await harness.app.get(LeaseCommands).removeSeats(OPERATOR, shop.tenantId, shop.leaseId, { seats: 1, when: 'now' });
    const { rows } = await harness.admin.query<{ total: string }>('select total_minor::text as total from credit_note where tenant_id = $1', [shop.tenantId]);
    const { id, due_minor: due } = await first();
    expect(due).toBe(424_000n - BigInt(rows[0]!.total));
    const told = await Promise.allSettled(['26312000000000000001', '26312000000000000002'].map((number) => desk.issue(OPERATOR, shop.tenantId, id, paper(number))));
    expect(told.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await first()).toMatchObject({ state: 'issued', amount_minor: due, red_letters: null });
    expect(await harness.count('select count(*) from fapiao_document')).toBe(1);
  });

  it('needs a red letter for a credit that comes after it', async () => {
    const { id, number } = await first();
    expect(await refusalOf(desk.issueRed(OPERATOR, shop.tenantId, id, paper('26312000000000000009')))).toBe('fapiao.no-red-needed');
    await harness.app.get(LeaseCommands).end(OPERATOR, shop.tenantId, shop.leaseId, { on: civilDate('2026-03-20'), reason: 'agreed' });
    expect(await first()).toMatchObject({ state: 'red-needed', red_letters: [{ number: null }] });
    expect(await refusalOf(desk.issueRed(OPERATOR, shop.tenantId, id, paper(number!)))).toBe('fapiao.number-taken');
    expect(await desk.issueRed(OPERATOR, shop.tenantId, id, paper('26312000000000000009'))).toMatchObject({ state: 'red-issued', red_letters: [{ number: '26312000000000000009', issued_on: '2026-03-03' }] });
    expect(await refusalOf(desk.issueRed(OPERATOR, shop.tenantId, id, paper('26312000000000000010')))).toBe('fapiao.no-red-needed');
    const { rows } = await harness.admin.query<{ same: boolean }>(
      "select bool_and(d.amount_minor = c.total_minor) as same from fapiao_document d join credit_note c on c.id = d.credit_note_id where d.kind = 'red'");
    expect(rows[0]!.same).toBe(true);
  });

  it('is one tenant’s own', async () => {
    const other = { ...tenant, tenantId: await harness.newTenant() };
    expect(await refusalOf(desk.request(other, invoiceId, 'general'))).toBe('not-found');
    expect(await desk.list({ tenantId: other.tenantId, after: null, most: 10 })).toEqual([]);
    expect((await desk.list({ tenantId: null, after: null, most: 10 })).map((row) => row.tenant_id)).toEqual([shop.tenantId, shop.tenantId]);
    await expect(harness.admin.query("update fapiao_document set number = '11111111'")).rejects.toThrow(/final/);
  });
});
