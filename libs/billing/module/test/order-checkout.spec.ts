import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { Checkout } from '../src/use-cases/checkout';
import { PayOnline } from '../src/use-cases/pay-online';
import { SaveMethod } from '../src/use-cases/save-method';
import { GatewayHouse } from './gateway-house';
import { OPERATOR } from './harness';
import { refusalOf, type Shop } from './shop';

let house: GatewayHouse;
beforeAll(async () => {
  house = await GatewayHouse.start('2026-03-02T09:00:00+08:00');
});
afterAll(async () => {
  expect(house.stripe.notModelled).toEqual([]);
  expect(await house.harness.app.get(CheckConservation).run()).toEqual([]);
  await house.harness.stop();
});

const app = () => house.harness.app;

/** A tenant in service with one seat who has just ordered two more: 2 × 4120.00. */
async function ordering(): Promise<{ shop: Shop; orderId: string }> {
  const shop = await house.openShop(1);
  await app().get(PayOnline).run(OPERATOR, shop.tenantId, 'invoice', await house.invoiceOf(shop));
  const orderId = await shop.order(2);
  return { shop, orderId };
}

const activeSeats = (shop: Shop) => house.harness.count("select count(*) from lease_seat where lease_id = $1 and state = 'active'", [shop.leaseId]);
const begin = (shop: Shop, orderId: string) => app().get(Checkout).begin(OPERATOR, shop.tenantId, { purpose: 'order', targetId: orderId }, 'alipay');

it('quoted, ordered, paid at the screen: the seats come, and its invoice is paid', async () => {
  const { shop, orderId } = await ordering();
  const { attempt } = await begin(shop, orderId);
  expect([attempt.amountMinor, attempt.nextStep?.kind, await activeSeats(shop)]).toEqual([824_000n, 'redirect', 1]);
  expect((await begin(shop, orderId)).attempt.id).toBe(attempt.id);
  house.world.pays(attempt.gatewayReference!);
  const seen = await Promise.all([1, 2].map(() => app().get(Checkout).look(shop.tenantId, attempt.id)));
  expect(seen.map(({ payment }) => payment?.amountMinor)).toEqual([824_000n, 824_000n]);
  expect([await activeSeats(shop), await shop.openInvoices(), await house.paymentsOf(shop)]).toEqual([3, [], 2]);
  expect(await refusalOf(begin(shop, orderId))).toBe('order.not-standing');
});

it('with a saved card it is one press', async () => {
  const { shop, orderId } = await ordering();
  const { method } = await app().get(SaveMethod).begin(OPERATOR, shop.tenantId);
  house.world.entersCard(method.savingReference!);
  await app().get(SaveMethod).look(shop.tenantId, method.id);
  await app().get(PayOnline).run(OPERATOR, shop.tenantId, 'order', orderId);
  expect(await activeSeats(shop)).toBe(3);
});

it('given up, nothing is taken and the order stands', async () => {
  const { shop, orderId } = await ordering();
  const { attempt } = await begin(shop, orderId);
  await app().get(Checkout).giveUp(shop.tenantId, attempt.id);
  expect([house.stripe.state.intents.get(attempt.gatewayReference!)?.status, await activeSeats(shop)]).toEqual(['canceled', 1]);
  expect((await begin(shop, orderId)).attempt.id).not.toBe(attempt.id);
});
