import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Instant } from '@seatline/kernel';
import type { CardConduct } from '../src/gateways/fake/stripe-objects';
import type { PaymentMethodKind } from '../src/ports/payment-gateway';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { Checkout } from '../src/use-cases/checkout';
import { PayOnline } from '../src/use-cases/pay-online';
import { ReconcileGateway } from '../src/use-cases/reconcile-gateway';
import { RefillSweep } from '../src/use-cases/refill-sweep';
import { SaveMethod } from '../src/use-cases/save-method';
import { TelephoneBilling } from '../src/use-cases/telephone-billing';
import { UnfinishedPaymentsSweep } from '../src/use-cases/unfinished-payments-sweep';
import { GatewayHouse } from './gateway-house';
import { OPERATOR } from './harness';
import { refusalOf, type Shop } from './shop';

let house: GatewayHouse;
beforeEach(async () => {
  house = await GatewayHouse.start('2026-03-02T09:00:00+08:00');
});
afterEach(async () => {
  expect(house.stripe.notModelled).toEqual([]);
  expect(await house.harness.app.get(CheckConservation).run()).toEqual([]);
  await house.harness.stop();
});

const app = () => house.harness.app;
const later = (minutes: number): void => house.harness.clock.set((house.harness.clock.now() + minutes * 60_000) as Instant);

async function prepaid(): Promise<Shop> {
  const shop = await house.openShop(1);
  await app().get(TelephoneBilling).set(OPERATOR, shop.tenantId, shop.leaseId, { billing: 'prepaid', reason: 'agreed' });
  return shop;
}

async function keepCard(shop: Shop, conduct: CardConduct = 'pays'): Promise<void> {
  const { method } = await app().get(SaveMethod).begin(OPERATOR, shop.tenantId);
  house.world.entersCard(method.savingReference!, conduct);
  await app().get(SaveMethod).look(shop.tenantId, method.id);
}

const target = (shop: Shop, amount: string) => ({ purpose: 'wallet', targetId: shop.leaseId, amount }) as const;
const begin = (shop: Shop, amount: string, method: PaymentMethodKind = 'wechat-pay') => app().get(Checkout).begin(OPERATOR, shop.tenantId, target(shop, amount), method);
const balance = (shop: Shop) => house.harness.count('select balance_micros / 1000000 as count from call_wallet where lease_id = $1', [shop.leaseId]);
const topUps = (shop: Shop) => house.harness.count("select count(*) from wallet_top_up where lease_id = $1 and source = 'gateway'", [shop.leaseId]);

describe('a wallet topped up online', () => {
  it('at one press, without touching invoices', async () => {
    const shop = await prepaid();
    const settled = await app().get(PayOnline).payAtOnce(OPERATOR, shop.tenantId, target(shop, '100.00'));
    expect([settled.attempt.state, await balance(shop), await topUps(shop), await house.paymentsOf(shop)]).toEqual(['succeeded', 100, 1, 0]);
    expect(await house.harness.count("select sum(amount_minor) as count from ledger_entry where lease_id = $1 and account = 'call-credit'", [shop.leaseId])).toBe(-10_000);
  });

  it('once, whatever news comes in which order', async () => {
    const shop = await prepaid();
    const { attempt } = await begin(shop, '50.00');
    house.world.pays(attempt.gatewayReference!);
    const deliveries = house.stripe.takeDeliveries();
    for (const delivery of [...deliveries.reverse(), ...deliveries]) await house.receive(delivery);
    await house.harness.jobs.drain();
    await Promise.all([1, 2].map(() => app().get(Checkout).look(shop.tenantId, attempt.id)));
    await app().get(ReconcileGateway).run();
    expect([await balance(shop), await topUps(shop)]).toEqual([50, 1]);
  });

  it('another amount ends the first, the same goes on with it', async () => {
    const shop = await prepaid();
    const first = await begin(shop, '50.00');
    expect((await begin(shop, '50')).attempt.id).toBe(first.attempt.id);
    const other = await begin(shop, '80.00');
    expect(other.attempt.id).not.toBe(first.attempt.id);
    expect(house.stripe.state.intents.get(first.attempt.gatewayReference!)?.status).toBe('canceled');
  });

  it('a reply that never came is one top-up', async () => {
    const shop = await prepaid();
    house.stripe.plan({ route: 'POST /v1/payment_intents', fault: 'lost-reply', times: 3 });
    expect(await refusalOf(app().get(PayOnline).payAtOnce(OPERATOR, shop.tenantId, target(shop, '70.00')))).toBe('payment.gateway-unreachable');
    later(5);
    await app().get(UnfinishedPaymentsSweep).run();
    expect([await balance(shop), await topUps(shop), house.takenFrom(shop)]).toEqual([70, 1, 7_000]);
  });

  it('only where calls are paid beforehand, by an amount, and by its own tenant', async () => {
    const postpaid = await house.openShop(1);
    expect(await refusalOf(begin(postpaid, '50.00'))).toBe('wallet.not-prepaid');
    const shop = await prepaid();
    expect(await refusalOf(begin(shop, '0.00'))).toBe('payment.bad-amount');
    expect(await refusalOf(app().get(Checkout).begin(OPERATOR, postpaid.tenantId, target(shop, '50.00'), 'alipay'))).toBe('not-found');
  });

  it('while calls are invoiced, only as far as the wallet still owes', async () => {
    const shop = await prepaid();
    const { attempt } = await app().get(PayOnline).payAtOnce(OPERATOR, shop.tenantId, target(shop, '100.00'));
    await app().get(TelephoneBilling).set(OPERATOR, shop.tenantId, shop.leaseId, { billing: 'postpaid', reason: 'agreed' });
    expect(await refusalOf(begin(shop, '10.00'))).toBe('wallet.not-prepaid');
    house.world.disputes(attempt.gatewayReference!, 10_000);
    await app().get(ReconcileGateway).run();
    await app().get(TelephoneBilling).set(OPERATOR, shop.tenantId, shop.leaseId, { billing: 'prepaid', reason: 'once more' });
    await app().get(PayOnline).payAtOnce(OPERATOR, shop.tenantId, target(shop, '1.00'));
    expect(await balance(shop)).toBe(1);
  });
});

describe('a wallet that fills itself', () => {
  const refill = (shop: Shop) => app().get(TelephoneBilling).setRefill(OPERATOR, shop.tenantId, shop.leaseId, { below: '50.00', amount: '200.00' });
  const sweep = () => app().get(RefillSweep).run();

  it('is off until its owner draws a line, and needs a saved method', async () => {
    const shop = await prepaid();
    expect(await refusalOf(refill(shop))).toBe('payment.no-method');
    await keepCard(shop);
    await sweep();
    expect(await topUps(shop)).toBe(0);
  });

  it('below its line it is filled once, however many sweeps run at once; above it, not', async () => {
    const shop = await prepaid();
    await keepCard(shop);
    await refill(shop);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect([await balance(shop), house.takenFrom(shop)]).toEqual([200, 20_000]);
    await app().get(TelephoneBilling).setRefill(OPERATOR, shop.tenantId, shop.leaseId, null);
  });

  it('a no is asked again after hours, not with every sweep', async () => {
    const shop = await prepaid();
    await keepCard(shop, 'insufficient_funds');
    await refill(shop);
    const tries = () => house.harness.count("select count(*) from payment_attempt where lease_id = $1 and purpose = 'wallet'", [shop.leaseId]);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect(await tries()).toBe(1);
    later(7 * 60);
    await sweep();
    expect([await tries(), await balance(shop)]).toEqual([2, 0]);
  });
});
