import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Instant, instant } from '@seatline/kernel';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { PayOnline } from '../src/use-cases/pay-online';
import { ReconcileGateway } from '../src/use-cases/reconcile-gateway';
import { RefundPayment } from '../src/use-cases/refund-payment';
import { GatewayHouse } from './gateway-house';
import { OPERATOR } from './harness';
import { refusalOf, type Shop } from './shop';

type Delivery = ReturnType<GatewayHouse['stripe']['takeDeliveries']>[number];

let house: GatewayHouse;
beforeEach(async () => {
  house = await GatewayHouse.start('2026-03-02T09:00:00+08:00');
});
afterEach(async () => {
  expect(house.stripe.notModelled).toEqual([]);
  expect(await house.harness.app.get(CheckConservation).run()).toEqual([]);
  await house.harness.stop();
});

async function paid(): Promise<{ shop: Shop; paymentId: string; reference: string }> {
  const shop = await house.openShop(1);
  const { id, reference } = await house.harness.app.get(PayOnline).run(OPERATOR, shop.tenantId, 'invoice', await house.invoiceOf(shop));
  return { shop, paymentId: id, reference };
}

async function clearingOf(shop: Shop): Promise<number> {
  return house.harness.count("select coalesce(sum(amount_minor), 0) as count from ledger_entry where lease_id = $1 and account = 'clearing'", [shop.leaseId]);
}

it('a refund made at Stripe is booked once, however often and by whatever way it is heard of', async () => {
  const { shop, reference } = await paid();
  house.world.refunds(reference, 100_000);
  const deliveries = house.stripe.takeDeliveries();
  for (const delivery of [...deliveries.reverse(), ...deliveries, ...deliveries]) await house.receive(delivery);
  await house.harness.jobs.drain();
  await house.harness.app.get(ReconcileGateway).run();
  await house.harness.app.get(ReconcileGateway).run();
  expect([await clearingOf(shop), await shop.openInvoices()]).toEqual([312_000, ['100000']]);
  expect(await house.harness.count('select count(*) from gateway_dispute where lease_id = $1', [shop.leaseId])).toBe(1);
});

it.each([
  ['in the order of the news', (news: readonly Delivery[]) => news],
  ['in the other order', (news: readonly Delivery[]) => [...news].reverse()],
  ['each of them twice', (news: readonly Delivery[]) => [...news, ...news]],
] as const)('one that fails after it was booked as paid out is reversed, once: %s', async (_, inOrder) => {
  const { shop, paymentId, reference } = await paid();
  const refund = house.world.refunds(reference, 100_000);
  for (const delivery of house.stripe.takeDeliveries()) await house.receive(delivery);
  await house.harness.jobs.drain();
  expect([await clearingOf(shop), await shop.openInvoices()]).toEqual([312_000, ['100000']]);
  house.world.returnsRefund(refund);
  for (const delivery of inOrder(house.stripe.takeDeliveries())) await house.receive(delivery);
  await house.harness.jobs.drain();
  await house.harness.app.get(ReconcileGateway).run();
  expect([await clearingOf(shop), await shop.openInvoices()]).toEqual([412_000, []]);
  expect(await house.harness.count("select disputed_minor as count from gateway_payment where payment_id = (select id from payment where lease_id = $1 and source = 'gateway')", [shop.leaseId])).toBe(0);
  // What is back may be refunded by us, and only that.
  await shop.pay('4120.00', 'twice');
  await house.harness.app.get(RefundPayment).run(OPERATOR, shop.tenantId, { paymentId, amount: '4120.00', reason: 'paid twice' });
  expect(await clearingOf(shop)).toBe(412_000);
});

it('one that fails weeks later, of which no news comes, is found by name', async () => {
  const { shop, reference } = await paid();
  const refund = house.world.refunds(reference, 412_000);
  house.stripe.takeDeliveries();
  await house.harness.app.get(ReconcileGateway).run();
  expect(await shop.openInvoices()).toEqual(['412000']);
  house.harness.clock.set(instant('2026-03-20T09:00:00+08:00'));
  await house.harness.app.get(ReconcileGateway).run();
  house.world.returnsRefund(refund);
  house.stripe.takeDeliveries();
  await house.harness.app.get(ReconcileGateway).run();
  await house.harness.app.get(ReconcileGateway).run();
  expect([await clearingOf(shop), await shop.openInvoices()]).toEqual([412_000, []]);
});

it('is found by the hourly comparison alone, and what it opened again is held: nobody is suspended for it', async () => {
  const { shop, reference } = await paid();
  house.world.refunds(reference, 412_000);
  house.stripe.takeDeliveries();
  await house.harness.app.get(ReconcileGateway).run();
  expect(await shop.openInvoices()).toEqual(['412000']);
  await house.harness.liveUntil(instant('2026-03-25T10:00:00+08:00'));
  expect(await shop.status()).toBe('in-service');
});

it('takes free money first, and never is more given back than was paid', async () => {
  const { shop, paymentId, reference } = await paid();
  await shop.pay('4120.00', 'twice');
  house.world.refunds(reference, 400_000);
  await house.harness.app.get(ReconcileGateway).run();
  const refund = house.harness.app.get(RefundPayment).run(OPERATOR, shop.tenantId, { paymentId, amount: '200.00', reason: 'more' });
  expect(await refusalOf(refund)).toBe('refund.beyond-payment');
  house.harness.clock.set((house.harness.clock.now() + 60_000) as Instant);
  expect(await clearingOf(shop)).toBe(412_000 + 412_000 - 400_000);
});

it('of a payment that is not ours is nobody’s business here', async () => {
  const { shop } = await paid();
  const foreign = house.world.foreignPayment(5_000);
  house.world.refunds(foreign, 5_000);
  await house.harness.app.get(ReconcileGateway).run();
  expect(await clearingOf(shop)).toBe(412_000);
});
