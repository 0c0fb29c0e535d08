import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import type { LegRecord } from '../src/persistence/usage';
import { readMovements, readWallet } from '../src/reads/wallets';
import { readSpendingNotices } from '../src/reads/spending';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { CreditControl } from '../src/use-cases/credit-control';
import { ExpiredReservationsSweep } from '../src/use-cases/expired-reservations-sweep';
import { ManageCaps, type WantedCap } from '../src/use-cases/manage-caps';
import { PrepaidRevenueSweep } from '../src/use-cases/prepaid-revenue-sweep';
import { RateUnrated } from '../src/use-cases/rate-unrated';
import { RecordUsage } from '../src/use-cases/record-usage';
import { TelephoneBilling } from '../src/use-cases/telephone-billing';
import { TopUpWallet } from '../src/use-cases/top-up-wallet';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

const HEADER = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to';
const NUMBER = '+8613800138000';

let harness: BillingHarness;
let shop: Shop;
let seats: string[];
/** Calls that a carrier still has. */
const talking = new Set<string>();

beforeEach(async () => {
  talking.clear();
  harness = await BillingHarness.start({
    startsAt: '2026-03-01T09:00:00+08:00', carried: { among: async (_tx, ids) => new Set(ids.filter((id) => talking.has(id))) },
  });
  shop = await Shop.openPaid(harness, 2, '2026-03-01');
  // 1.00 a minute, whole minutes; with 6 % tax a slice of five minutes is 5.30.
  await harness.app.get(UploadDeck).run(OPERATOR, {
    direction: 'outbound', currency: 'CNY', name: 'Test', effectiveFrom: instant('2026-03-01T00:00:00+08:00'), csv: `${HEADER}\n86,1.00,0,60,60,,`,
  });
  const { rows } = await harness.admin.query<{ seat_id: string }>('select seat_id from lease_seat where lease_id = $1 order by number', [shop.leaseId]);
  seats = rows.map((row) => row.seat_id);
});
afterEach(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
});

const prepay = (billing: 'prepaid' | 'postpaid' = 'prepaid') => harness.app.get(TelephoneBilling).set(OPERATOR, shop.tenantId, shop.leaseId, { billing, reason: 'agreed' });
const fill = (amount: string, reference: string = randomUUID()) =>
  harness.app.get(TopUpWallet).transfer(OPERATOR, shop.tenantId, { leaseId: shop.leaseId, amount, valueOn: null, reference });
const cap = (side: 'tenant' | 'operator', ...caps: (Partial<WantedCap> & { amount: string })[]) =>
  harness.app.get(ManageCaps).set(OPERATOR, shop.tenantId, side, caps.map((each) => ({ scope: 'tenant', period: 'day', seatId: null, ...each })));
const authorise = (callId: string = randomUUID(), seatId = seats[0]!, number = NUMBER) =>
  harness.tenants.run(shop.tenantId, (tx) => harness.app.get(CreditControl).authorise(tx, { callId, seatId, number }));
const extend = (callId: string) => harness.tenants.run(shop.tenantId, (tx) => harness.app.get(CreditControl).extend(tx, callId));
const hangUp = (callId: string, seconds: number, more: Partial<LegRecord> = {}) =>
  harness.tenants.run(shop.tenantId, (tx) =>
    harness.app.get(RecordUsage).run(tx, [{
      source: 'seatline', callId, leg: `${callId}-callee`, direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber: NUMBER,
      answeredAt: seconds === 0 ? null : harness.clock.now(), milliseconds: seconds * 1000, seatId: seats[0]!, memberId: null, leaseId: shop.leaseId, ...more,
    }]));
const wallet = async () => {
  const row = await harness.tenants.run(shop.tenantId, (tx) => readWallet(tx.ledger, shop.tenantId, shop.leaseId));
  return [row!.balance_micros, row!.reserved_micros, row!.owed_micros].map((micros) => Number(micros) / 1e6);
};
const notices = async () => {
  const rows = await harness.tenants.run(shop.tenantId, (tx) => readSpendingNotices(tx.ledger, shop.tenantId, { after: null, most: 100 }));
  return rows.map((row) => (row.kind === 'cap' ? `${row.facts.meter} ${row.facts.percent}` : row.kind)).reverse();
};
const ended = (result: { readonly ok: boolean }) => result.ok;

describe('a wallet', () => {
  it('pays calls as they end: what was held returns, what was talked stays paid, with tax, and nothing of it is invoiced', async () => {
    await prepay();
    await fill('10.00');
    const callId = randomUUID();
    expect(await authorise(callId)).toEqual({ ok: true, value: { talkSeconds: 299, extendBelowSeconds: 120, boundBy: null } });
    expect(await wallet()).toEqual([10, 5.3, 0]);
    expect(await authorise(callId)).toMatchObject({ ok: true, value: { talkSeconds: 299 } }); // asked twice, held once
    expect(await wallet()).toEqual([10, 5.3, 0]);
    expect(await extend(callId)).toMatchObject({ talkSeconds: 539, boundBy: 'balance' }); // nine minutes are 9.54
    expect(await wallet()).toEqual([10, 9.54, 0]);
    expect(await authorise()).toMatchObject({ ok: false, refusal: { code: 'call.no-credit', facts: { limit: 'balance' } } });
    await hangUp(callId, 61);
    await hangUp(callId, 61);
    expect(await wallet()).toEqual([7.88, 0, 0]);
    const movements = await harness.tenants.run(shop.tenantId, (tx) => readMovements(tx.ledger, shop.tenantId, shop.leaseId, { after: null, most: 9 }));
    expect(movements.map((row) => [row.kind, row.amount_micros, row.net_micros])).toEqual([['call', -2_120_000n, 2_000_000n], ['top-up', 10_000_000n, null]]);
    await until(harness, '2026-04-03T00:00:00+08:00');
    await harness.sweep.run();
    expect(await harness.count("select count(*) from invoice where kind = 'telephone'")).toBe(0);
  });

  it('with money for ten gives ten of fifty calls that begin at once their time, and no yuan twice', async () => {
    await prepay();
    await fill('53.00');
    const results = await Promise.all(Array.from({ length: 50 }, () => authorise()));
    expect(results.filter(ended)).toHaveLength(10);
    expect(await wallet()).toEqual([53, 53, 0]);
  });

  it('gives everything back for a call that nobody answered, and for one that was never dialled', async () => {
    await prepay();
    await fill('10.00');
    const [unanswered, undialled] = [randomUUID(), randomUUID()];
    await authorise(unanswered);
    await hangUp(unanswered, 0);
    expect(await wallet()).toEqual([10, 0, 0]);
    await authorise(undialled);
    await harness.tenants.run(shop.tenantId, (tx) => harness.app.get(CreditControl).release(tx, undialled));
    expect(await wallet()).toEqual([10, 0, 0]);
  });

  it('loses nothing when a record is lost or late: the money waits while somebody talks, is let go afterwards, and the late record is paid', async () => {
    await prepay();
    await fill('10.00');
    const callId = randomUUID();
    await authorise(callId);
    talking.add(callId);
    const sweep = harness.app.get(ExpiredReservationsSweep);
    harness.clock.set(instant('2026-03-01T12:00:00+08:00'));
    await sweep.run();
    expect(await wallet()).toEqual([10, 5.3, 0]);
    talking.clear();
    await sweep.run();
    expect(await wallet()).toEqual([10, 0, 0]);
    await authorise();
    await hangUp(callId, 600);
    expect(await wallet()).toEqual([5.3, 5.3, 5.9]); // what the other call holds is its own; the rest is owed
    await fill('6.00');
    expect(await wallet()).toEqual([5.4, 5.3, 0]);
  });

  it('is found as it was left by a process that died between the reservation and the record', async () => {
    await prepay();
    await fill('10.00');
    const callId = randomUUID();
    await authorise(callId);
    const survivor = await BillingHarness.start({ startsAt: '', beside: harness });
    const tenants = survivor.tenants;
    await tenants.run(shop.tenantId, (tx) => survivor.app.get(RecordUsage).run(tx, [{
      source: 'seatline', callId, leg: 'x', direction: 'outbound', carrierLeg: true, ourNumber: null, otherNumber: NUMBER, answeredAt: harness.clock.now(), milliseconds: 1,
      seatId: seats[0]!, memberId: null, leaseId: shop.leaseId,
    }]));
    await survivor.stop();
    expect(await wallet()).toEqual([8.94, 0, 0]);
  });

  it('is topped up once by one transfer, and not by one that paid an invoice', async () => {
    await prepay();
    const first = await fill('100.00', 'FT-1');
    expect((await fill('100.00', 'FT-1')).id).toBe(first.id);
    expect(await refusalOf(fill('99.00', 'FT-1'))).toBe('payment.reference-differs');
    await Promise.all([fill('50.00', 'FT-2'), fill('50.00', 'FT-2')]);
    expect(await wallet()).toEqual([150, 0, 0]);
    const { rows } = await harness.admin.query<{ reference: string }>('select reference from payment where tenant_id = $1', [shop.tenantId]);
    expect(await refusalOf(fill('1.00', rows[0]!.reference))).toBe('payment.reference-used-elsewhere');
    expect(await refusalOf(fill('0.00'))).toBe('payment.bad-amount');
  });

  it('does not exist for a lease that pays afterwards; switched, each call goes where its answer says', async () => {
    expect(await refusalOf(fill('1.00'))).toBe('wallet.not-prepaid');
    expect(await authorise()).toMatchObject({ ok: true, value: { talkSeconds: null } });
    await hangUp('before', 60);
    harness.clock.set(instant('2026-03-02T09:00:00+08:00'));
    await prepay();
    await fill('10.00');
    await hangUp('during', 60);
    await hangUp('before, told late', 60, { answeredAt: instant('2026-03-01T10:00:00+08:00') });
    harness.clock.set(instant('2026-03-03T09:00:00+08:00'));
    await prepay('postpaid');
    await hangUp('after', 60);
    expect(await wallet()).toEqual([8.94, 0, 0]);
    await until(harness, '2026-04-03T00:00:00+08:00');
    await harness.sweep.run();
    const { rows } = await harness.admin.query("select calls, net_minor from invoice_line where kind = 'telephone'");
    expect(rows).toEqual([{ calls: 3, net_minor: 300n }]);
  });

  it('does not open for a destination without a price, and pays such a call once it has one', async () => {
    await prepay();
    await fill('10.00');
    expect(await authorise(randomUUID(), seats[0], '+99912345')).toMatchObject({ ok: false, refusal: { code: 'call.no-price' } });
    await hangUp('mars', 60, { otherNumber: '+99912345' });
    expect(await wallet()).toEqual([10, 0, 0]);
    harness.clock.set(instant('2026-03-02T09:00:00+08:00'));
    await harness.app.get(UploadDeck).run(OPERATOR, {
      direction: 'outbound', currency: 'CNY', name: 'Mars', effectiveFrom: instant('2026-03-01T08:00:00+08:00'), csv: `${HEADER}\n999,2.00,0,60,60,,`,
    });
    await harness.app.get(RateUnrated).run(OPERATOR);
    expect(await wallet()).toEqual([7.88, 0, 0]);
  });

  it('stands in the ledger as what the tenant has left, day by day, with no fraction lost', async () => {
    await prepay();
    await fill('10.00');
    for (const day of ['01', '02', '03']) {
      harness.clock.set(instant(`2026-03-${day}T10:00:00+08:00`));
      await hangUp(`call of ${day}`, 60, { otherNumber: NUMBER });
      await harness.app.get(PrepaidRevenueSweep).run();
    }
    harness.clock.set(instant('2026-03-04T00:00:00+08:00'));
    await harness.app.get(PrepaidRevenueSweep).run();
    await harness.app.get(PrepaidRevenueSweep).run();
    const { rows } = await harness.admin.query(
      "select account, sum(amount_minor)::int as minor from ledger_entry e join ledger_tx x on x.id = e.tx_id where x.kind in ('prepaid-calls', 'wallet-top-up') group by 1 order by 1",
    );
    expect(rows).toEqual([{ account: 'call-credit', minor: -682 }, { account: 'clearing', minor: 1000 }, { account: 'tax-payable', minor: -18 }, { account: 'telephone-revenue', minor: -300 }]);
    expect(await harness.count("select count(*) from ledger_tx where kind = 'prepaid-calls'")).toBe(3);
  });

  it('is guarded by the database itself', async () => {
    await prepay();
    await fill('10.00');
    await expect(harness.admin.query('update call_wallet set reserved_micros = balance_micros + 1')).rejects.toThrow(/wallet_holds_what_it_has/);
    await expect(harness.admin.query('update call_wallet set owed_micros = 1')).rejects.toThrow(/wallet_owes_only_when_empty/);
    await expect(harness.admin.query("insert into prepaid_period select tenant_id, lease_id, tstzrange(now(), null), 'x' from prepaid_period")).rejects.toThrow(/prepaid_period/);
  });

  it('of another tenant is not there', async () => {
    await prepay();
    await fill('10.00');
    const other = await Shop.openPaid(harness, 1, '2026-03-01');
    const work = harness.tenants.run(other.tenantId, (tx) => readWallet(tx.ledger, other.tenantId, shop.leaseId));
    expect(await work).toBeNull();
    expect(await refusalOf(harness.app.get(TopUpWallet).transfer(OPERATOR, other.tenantId, { leaseId: shop.leaseId, amount: '1.00', valueOn: null, reference: 'x' }))).toBe('not-found');
    const foreign = await harness.tenants.run(other.tenantId, (tx) => harness.app.get(CreditControl).authorise(tx, { callId: randomUUID(), seatId: seats[0]!, number: NUMBER }));
    expect(foreign).toMatchObject({ ok: true, value: { talkSeconds: null } });
    expect(await wallet()).toEqual([10, 0, 0]);
  });

  it('tells once that it runs low', async () => {
    await prepay();
    await fill('10.00');
    await harness.app.get(TelephoneBilling).setLowBalance(OPERATOR, shop.tenantId, shop.leaseId, '9.00');
    await hangUp('a', 60);
    await hangUp('b', 60);
    expect(await notices()).toEqual(['low-balance']);
  });
});

describe('spending caps', () => {
  it('count what was talked and what is held, tell of 50, 80 and 100 % once each, and end what may be spent', async () => {
    await cap('tenant', { amount: '10.00' });
    await hangUp('morning', 240);
    expect(await notices()).toEqual([]);
    const callId = randomUUID();
    expect(await authorise(callId)).toMatchObject({ ok: true, value: { talkSeconds: 299, boundBy: null } });
    expect(await notices()).toEqual(['tenant-day 50', 'tenant-day 80']);
    expect(await extend(callId)).toMatchObject({ talkSeconds: 359, boundBy: 'tenant-day' });
    expect(await authorise()).toMatchObject({ ok: false, refusal: { code: 'call.cap-reached', facts: { limit: 'tenant-day' } } });
    await hangUp(callId, 360);
    expect(await notices()).toEqual(['tenant-day 50', 'tenant-day 80', 'tenant-day 100']);
    expect((await harness.topics(shop.tenantId)).filter((topic) => topic === 'billing.spending-reached')).toHaveLength(3);
    harness.clock.set(instant('2026-03-02T00:00:00+08:00'));
    expect(await authorise()).toMatchObject({ ok: true });
  });

  it('of fifty calls at once let through no more than fit', async () => {
    await cap('tenant', { amount: '50.00', period: 'month' });
    const results = await Promise.all(Array.from({ length: 50 }, () => authorise()));
    expect(results.filter(ended)).toHaveLength(10);
  });

  it('of a seat bind the seat alone, its own before the one for all', async () => {
    await cap('tenant', { amount: '5.00', scope: 'seat' }, { amount: '2.00', scope: 'seat', seatId: seats[1]! });
    expect(await authorise(randomUUID(), seats[0])).toMatchObject({ value: { talkSeconds: 299 } });
    expect(await authorise(randomUUID(), seats[0])).toMatchObject({ refusal: { code: 'call.cap-reached', facts: { limit: 'seat-day' } } });
    expect(await authorise(randomUUID(), seats[1])).toMatchObject({ value: { talkSeconds: 119, boundBy: 'seat-day' } });
  });

  it('of the operator stand above the tenant’s', async () => {
    await cap('operator', { amount: '3.00' });
    expect(await refusalOf(cap('tenant', { amount: '3.01' }))).toBe('cap.above-operator');
    await cap('tenant', { amount: '2.00' });
    expect(await authorise()).toMatchObject({ value: { talkSeconds: 119, boundBy: 'tenant-day' } });
    expect(await refusalOf(cap('tenant', { amount: '1.00' }, { amount: '2.00' }))).toBe('cap.named-twice');
    expect(await refusalOf(cap('tenant', { amount: '1.00', scope: 'seat', seatId: shop.leaseId }))).toBe('cap.unknown-seat');
    expect(await refusalOf(cap('tenant', { amount: 'much' }))).toBe('cap.bad-amount');
  });

  it('set in the middle of a month count what was talked before, and calls that come in meanwhile once', async () => {
    await hangUp('first', 120);
    harness.clock.set(instant('2026-03-05T09:00:00+08:00'));
    await Promise.all([cap('tenant', { amount: '8.00', period: 'month' }), ...Array.from({ length: 4 }, (_, place) => hangUp(`r${place}`, 60))]);
    expect(await harness.count("select spent_micros as count from spending_meter where scope = 'tenant' and period = 'month'")).toBe(6_000_000);
    expect(await authorise()).toMatchObject({ value: { talkSeconds: 119, boundBy: 'tenant-month' } });
    expect(await notices()).toEqual(expect.arrayContaining(['tenant-month 50']));
  });

  it('follow the clock when it jumps: a share of the day before is not told again', async () => {
    await cap('tenant', { amount: '2.00' });
    await hangUp('a', 120);
    harness.clock.set(instant('2026-03-02T09:00:00+08:00'));
    await hangUp('b', 60, { answeredAt: instant('2026-03-01T23:59:59+08:00') });
    await hangUp('c', 60);
    expect(await notices()).toEqual(['tenant-day 50', 'tenant-day 80', 'tenant-day 100', 'tenant-day 50']);
    expect(await harness.count("select spent_micros as count from spending_meter where scope = 'tenant' and period = 'day' and starts_on = '2026-03-01'")).toBe(3_000_000);
  });
});
