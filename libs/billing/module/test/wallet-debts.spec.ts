import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { civilDate, type Instant, instant } from '@seatline/kernel';
import type { LegRecord } from '../src/persistence/usage';
import { readMovements } from '../src/reads/wallets';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { PayOnline } from '../src/use-cases/pay-online';
import { PlanRerating } from '../src/use-cases/plan-rerating';
import { ReconcileGateway } from '../src/use-cases/reconcile-gateway';
import { RecordUsage } from '../src/use-cases/record-usage';
import { RunRerating } from '../src/use-cases/run-rerating';
import { SimulateLease } from '../src/use-cases/simulate-lease';
import { TaxDesk } from '../src/use-cases/tax-desk';
import { TelephoneBilling } from '../src/use-cases/telephone-billing';
import { TopUpWallet } from '../src/use-cases/top-up-wallet';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { GatewayHouse } from './gateway-house';
import { OPERATOR } from './harness';
import { refusalOf, type Shop } from './shop';

type Delivery = ReturnType<GatewayHouse['stripe']['takeDeliveries']>[number];

let house: GatewayHouse;
let shop: Shop;
/** One seat, paid, whose calls cost 1.00 a minute and are paid from the wallet. */
beforeEach(async () => {
  house = await GatewayHouse.start('2026-03-01T09:00:00+08:00');
  decks = 0;
  await price('1.00');
  shop = await house.openShop(1);
  await shop.pay('4120.00', 'opening');
  await bill('prepaid');
  live('2026-03-05T09:00:00+08:00');
});
afterEach(async () => {
  expect(house.stripe.notModelled).toEqual([]);
  expect(await house.harness.app.get(CheckConservation).run()).toEqual([]);
  await house.harness.stop();
});

const app = () => house.harness.app;
const live = (at: string): void => house.harness.clock.set(instant(at));
const bill = (billing: 'prepaid' | 'postpaid') => app().get(TelephoneBilling).set(OPERATOR, shop.tenantId, shop.leaseId, { billing, reason: 'agreed' });
const fill = (amount: string, reference: string) => app().get(TopUpWallet).transfer(OPERATOR, shop.tenantId, { leaseId: shop.leaseId, amount, valueOn: null, reference });
const fillOnline = async (amount: string): Promise<string> => {
  const { attempt } = await app().get(PayOnline).payAtOnce(OPERATOR, shop.tenantId, { purpose: 'wallet', targetId: shop.leaseId, amount });
  return attempt.gatewayReference!;
};
let decks = 0;
const price = (perMinute: string) => {
  decks += 1;
  const csv = `prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,${perMinute},0,60,60,,`;
  return app().get(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: `Deck ${decks}`, effectiveFrom: (instant('2026-02-01T00:00:00Z') + decks) as Instant, csv });
};
const leg = (callId: string, minutes: number, answeredAt = '2026-03-05T08:00:00+08:00'): LegRecord => ({
  source: 'test', callId, leg: 'carrier', direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber: '+8613800138000', answeredAt: instant(answeredAt),
  milliseconds: minutes * 60_000, seatId: null, memberId: null, leaseId: shop.leaseId,
});
const call = (callId: string, minutes: number, answeredAt?: string) => house.harness.tenants.run(shop.tenantId, (tx) => app().get(RecordUsage).run(tx, [leg(callId, minutes, answeredAt)]));
const rerate = async (): Promise<unknown> => {
  const range = { direction: 'outbound', tenantId: shop.tenantId, leaseId: null, prefix: null, from: instant('2026-02-01T00:00:00Z'), to: house.harness.clock.now() } as const;
  return app().get(RunRerating).run(OPERATOR, await app().get(PlanRerating).run(OPERATOR, range, 'a wrong deck'));
};
/** Balance, and what is owed. */
const wallet = async (): Promise<number[]> => {
  const { rows } = await house.harness.admin.query<{ balance: string; owed: string }>('select balance_micros as balance, owed_micros as owed from call_wallet where lease_id = $1', [shop.leaseId]);
  return [Number(rows[0]!.balance) / 1e6, Number(rows[0]!.owed) / 1e6];
};
const credit = () => house.harness.count("select coalesce(-sum(amount_minor), 0) as count from ledger_entry where lease_id = $1 and account = 'call-credit'", [shop.leaseId]);
const clearing = () => house.harness.count("select coalesce(sum(amount_minor), 0) as count from ledger_entry where lease_id = $1 and account = 'clearing'", [shop.leaseId]);
const reversals = (state: string) => house.harness.count('select count(*) from wallet_reversal where lease_id = $1 and state = $2', [shop.leaseId, state]);
const receive = async (news: readonly Delivery[]): Promise<void> => {
  for (const delivery of news) await house.receive(delivery);
  await house.harness.jobs.drain();
};
const hear = async (): Promise<void> => {
  const deliveries = house.stripe.takeDeliveries();
  for (const delivery of [...deliveries].reverse()) await house.receive(delivery);
  for (const delivery of deliveries) await house.receive(delivery);
  await house.harness.jobs.drain();
  expect(await house.harness.count('select count(*) from webhook_inbox where processed_at is null')).toBe(0);
};

describe('what a wallet owes', () => {
  it('is paid in before calls are invoiced instead: no debt stays behind in a wallet that nobody looks at', async () => {
    await fill('1.00', 'little');
    await call('a', 3);
    expect(await wallet()).toEqual([0, 2.18]);
    expect(await refusalOf(bill('postpaid'))).toBe('wallet.owes');
    await fill('2.18', 'settled');
    await bill('postpaid');
    expect(await wallet()).toEqual([0, 0]);
  });

  it('that arises afterwards can still be paid in, and no more than that', async () => {
    await fill('3.18', 'for three minutes');
    await call('a', 3);
    await bill('postpaid');
    expect(await refusalOf(fill('1.00', 'for nothing'))).toBe('wallet.not-prepaid');
    await call('late', 2, '2026-03-05T08:30:00+08:00');
    expect(await wallet()).toEqual([0, 2.12]);
    expect(await refusalOf(fill('2.13', 'too much'))).toBe('wallet.beyond-owed');
    await Promise.allSettled([fill('2.12', 'settled'), fill('2.12', 'settled twice')]);
    expect(await wallet()).toEqual([0, 0]);
    expect(await refusalOf(fill('0.01', 'once more'))).toBe('wallet.not-prepaid');
  });
});

describe('a top-up that a bank takes back', () => {
  it('leaves the wallet, and what calls have spent of it is owed; once, however often and in whatever order it is told', async () => {
    const reference = await fillOnline('10.00');
    await call('a', 5);
    house.world.disputes(reference, 1_000);
    await hear();
    await app().get(ReconcileGateway).run();
    expect([await wallet(), await credit()]).toEqual([[0, 5.3], 0]);
    const rows = await house.harness.tenants.run(shop.tenantId, (tx) => readMovements(tx.ledger, shop.tenantId, shop.leaseId, { after: null, most: 20 }));
    expect(rows.map((row) => [row.kind, Number(row.amount_micros) / 1e6])).toEqual([['taken-back', -10], ['call', -5.3], ['top-up', 10]]);
    expect(await house.harness.count("select count(*) from audit_entry where tenant_id = $1 and action = 'wallet.top-up-disputed'", [shop.tenantId])).toBe(1);
  });

  it('comes back with a dispute that is won, and pays first what is owed', async () => {
    const reference = await fillOnline('10.00');
    await call('a', 5);
    house.world.disputes(reference, 1_000);
    await hear();
    const { rows } = await house.harness.admin.query<{ name: string }>('select gateway_reference as name from wallet_reversal where lease_id = $1', [shop.leaseId]);
    house.world.decides(rows[0]!.name, 'won');
    await hear();
    await hear();
    expect([await wallet(), await credit()]).toEqual([[4.7, 0], 1_000]);
    expect(await clearing()).toBe(412_000 + 1_000);
  });

  it('is gone where it is lost, and is decided months later, heard of by the hourly comparison alone', async () => {
    const reference = await fillOnline('10.00');
    house.world.disputes(reference, 400);
    house.stripe.takeDeliveries();
    await app().get(ReconcileGateway).run();
    const { rows } = await house.harness.admin.query<{ name: string }>('select gateway_reference as name from wallet_reversal where lease_id = $1', [shop.leaseId]);
    live('2026-06-20T09:00:00+08:00');
    house.world.decides(rows[0]!.name, 'lost');
    house.stripe.takeDeliveries();
    await app().get(ReconcileGateway).run();
    expect([await wallet(), await reversals('lost')]).toEqual([[6, 0], 1]);
  });

  it('by a refund made at the gateway itself is booked too, and never more than the top-up brought', async () => {
    const reference = await fillOnline('10.00');
    house.world.refunds(reference, 700);
    await Promise.all([app().get(ReconcileGateway).run(), app().get(ReconcileGateway).run()]);
    await hear();
    expect([await wallet(), await credit()]).toEqual([[3, 0], 300]);
    house.world.disputes(reference, 1_000);
    await hear();
    expect([await wallet(), await credit()]).toEqual([[0, 0], 0]);
  });

  it.each([
    ['in the order of the news', (news: readonly Delivery[]) => news],
    ['in the other order', (news: readonly Delivery[]) => [...news].reverse()],
    ['each of them twice', (news: readonly Delivery[]) => [...news, ...news]],
    ['all of them before any is worked off', null],
    ['without any of them', () => []],
  ] as const)('by a refund at the gateway that fails after it was paid out comes back, once, and pays first what is owed: %s', async (_, inOrder) => {
    const reference = await fillOnline('10.00');
    await call('a', 5);
    const refund = house.world.refunds(reference, 1_000);
    const first = house.stripe.takeDeliveries();
    if (inOrder !== null) {
      await receive(inOrder(first));
      await app().get(ReconcileGateway).run();
      expect([await wallet(), await credit()]).toEqual([[0, 5.3], 0]);
    }
    house.world.returnsRefund(refund);
    const then = house.stripe.takeDeliveries();
    await receive(inOrder === null ? [...then, ...first] : inOrder(then));
    await Promise.all([app().get(ReconcileGateway).run(), app().get(ReconcileGateway).run()]);
    expect([await wallet(), await credit()]).toEqual([[4.7, 0], 1_000]);
    expect(await clearing()).toBe(412_000 + 1_000);
    // Late news of what was known before changes nothing, and it may be refunded again.
    await receive(first);
    house.world.refunds(reference, 1_000);
    await hear();
    expect([await wallet(), await credit(), await clearing()]).toEqual([[0, 5.3], 0, 412_000]);
  });

  it('by a refund that fails weeks later, of which no news comes, is found by name', async () => {
    const reference = await fillOnline('10.00');
    const refund = house.world.refunds(reference, 400);
    house.stripe.takeDeliveries();
    await app().get(ReconcileGateway).run();
    live('2026-03-30T09:00:00+08:00');
    await app().get(ReconcileGateway).run();
    expect(await wallet()).toEqual([6, 0]);
    house.world.returnsRefund(refund);
    house.stripe.takeDeliveries();
    await app().get(ReconcileGateway).run();
    await app().get(ReconcileGateway).run();
    expect([await wallet(), await credit(), await clearing()]).toEqual([[10, 0], 1_000, 412_000 + 1_000]);
  });

  it('by a refund that a bank takes its time for is gone at once, and asked for as what it is until it is paid out or fails', async () => {
    const reference = await fillOnline('10.00');
    const refund = house.world.refunds(reference, 400, 'later');
    house.stripe.takeDeliveries();
    await app().get(ReconcileGateway).run();
    expect([await wallet(), await reversals('open')]).toEqual([[6, 0], 1]);
    live('2026-05-30T09:00:00+08:00');
    await app().get(ReconcileGateway).run();
    house.world.returnsRefund(refund);
    house.stripe.takeDeliveries();
    await app().get(ReconcileGateway).run();
    expect([await wallet(), await reversals('won')]).toEqual([[10, 0], 1]);
  });

  it('by a dispute that was lost stays lost, and what came back stays, not even for who writes past the code otherwise', async () => {
    const disputed = house.world.disputes(await fillOnline('10.00'), 400);
    house.world.decides(disputed, 'lost');
    await hear();
    house.world.decides(disputed, 'won');
    await hear();
    expect([await wallet(), await reversals('lost')]).toEqual([[6, 0], 1]);
    const refund = house.world.refunds(await fillOnline('5.00'), 500);
    await hear();
    house.world.returnsRefund(refund);
    await hear();
    expect([await wallet(), await reversals('won')]).toEqual([[11, 0], 1]);
    const write = (set: string, of: string) => house.harness.admin.query(`update wallet_reversal set ${set} where gateway_reference = '${of}'`);
    await expect(write("state = 'won', returned_at = now()", disputed)).rejects.toThrow(/is lost/);
    await expect(write("state = 'lost', returned_at = null", refund)).rejects.toThrow(/is won/);
    await expect(write('is_refund = true', disputed)).rejects.toThrow(/is lost/);
  });

  it('is more than it brought nowhere, not even for who writes past the code', async () => {
    await fillOnline('10.00');
    const taken = (name: string) => `
      insert into wallet_reversal (tenant_id, lease_id, top_up_id, gateway, gateway_reference, state, asked_minor, taken_minor, taken_micros, currency, reason, created_at, taken_at)
      select tenant_id, lease_id, id, 'stripe', '${name}', 'lost', 600, 600, 6000000, currency, 'x', booked_at, booked_at from wallet_top_up`;
    await expect(house.harness.admin.query(`begin; ${taken('one')}; ${taken('two')}; commit`)).rejects.toThrow(/more is taken of top-up/);
    await house.harness.admin.query('rollback');
  });
});

describe('tax of calls that a wallet pays', () => {
  it('is that of the day on which they were answered, however late they are told and often they are rated', async () => {
    await fill('100.00', 'plenty');
    const desk = app().get(TaxDesk);
    await desk.add(OPERATOR, { code: 'telecom', name: { en: 'Telecom', 'zh-CN': '电信' } });
    await desk.beginRate(OPERATOR, 'telecom', 9_000_000n, civilDate('2026-03-10'), 'law');
    await desk.taxPlan(OPERATOR, 'telecom', 'standard', civilDate('2026-03-10'), 'the accountant says so');
    live('2026-03-12T09:00:00+08:00');
    await call('late', 10, '2026-03-09T23:59:59+08:00');
    await call('new', 10, '2026-03-10T00:00:00+08:00');
    expect(await wallet()).toEqual([100 - 10.6 - 10.9, 0]);
    await price('2.00');
    await rerate();
    expect(await wallet()).toEqual([100 - 21.2 - 21.8, 0]);
  });
});

describe('what is supposed of a lease', () => {
  const supposed = (until: string) => app().get(SimulateLease).run(shop.tenantId, shop.leaseId, { events: [], until });

  it('is conserved after a re-rating that credited calls, made some dearer, and moved a wallet', async () => {
    await fill('100.00', 'plenty');
    await call('paid', 10);
    await bill('postpaid');
    live('2026-03-06T09:00:00+08:00');
    await call('billed', 10, '2026-03-06T08:00:00+08:00');
    await house.harness.liveUntil(instant('2026-04-05T09:00:00+08:00'));
    await call('waits', 10, '2026-04-05T08:00:00+08:00');
    await price('0.40');
    await rerate();
    const cheaper = await supposed('2026-04-06T00:00:00+08:00');
    expect(cheaper).toMatchObject({ conserved: true, creditNotes: [{ net: '6.00' }] });
    expect(cheaper.calls.map(({ id, invoice }) => [id, invoice])).toEqual([['paid/carrier', null], ['billed/carrier', 3], ['waits/carrier', null]]);
    await price('0.70');
    await rerate();
    expect(await supposed('2026-04-06T00:00:00+08:00')).toMatchObject({ conserved: true });
    const later = await supposed('2026-05-10T00:00:00+08:00');
    expect(later.conserved).toBe(true);
    expect(later.calls.map(({ id, cost, invoice }) => [id, cost, invoice])).toEqual([['paid/carrier', '7.000000', null], ['billed/carrier', '7.000000', 3], ['waits/carrier', '7.000000', 5]]);
  });
});
