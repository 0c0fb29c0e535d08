import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Instant } from '@seatline/kernel';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { Checkout } from '../src/use-cases/checkout';
import { PayOnline } from '../src/use-cases/pay-online';
import { UnfinishedPaymentsSweep } from '../src/use-cases/unfinished-payments-sweep';
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

const sweepAfter = async (minutes: number): Promise<void> => {
  house.harness.clock.set((house.harness.clock.now() + minutes * 60_000) as Instant);
  await house.harness.app.get(UnfinishedPaymentsSweep).run();
};
const look = (shop: Shop, id: string) => house.harness.app.get(Checkout).look(shop.tenantId, id);

describe('a payment with its payer at the screen', () => {
  it('waits for the payer, is the same one when it is begun again, and is booked once when it is paid', async () => {
    const shop = await house.openShop();
    const { attempt, payment } = await house.begin(shop, 'wechat-pay');
    expect([attempt.state, attempt.nextStep?.kind, payment]).toEqual(['created', 'qr-code', null]);
    expect((await house.begin(shop, 'wechat-pay')).attempt.id).toBe(attempt.id);
    house.world.pays(attempt.gatewayReference!);
    const looks = await Promise.all([1, 2, 3].map(() => look(shop, attempt.id)));
    expect(looks.map((each) => each.payment?.amountMinor)).toEqual([824000n, 824000n, 824000n]);
    await sweepAfter(3);
    expect(await house.paymentsOf(shop)).toBe(1);
    expect(await shop.openInvoices()).toEqual([]);
    expect(await shop.status()).toBe('in-service');
  });

  it('paid where nobody looks it is found by the sweep', async () => {
    const shop = await house.openShop();
    const { attempt } = await house.begin(shop, 'alipay');
    house.world.pays(attempt.gatewayReference!);
    await sweepAfter(3);
    expect(await shop.openInvoices()).toEqual([]);
  });

  it('another way to pay ends the first, so that only one can be paid', async () => {
    const shop = await house.openShop();
    const alipay = await house.begin(shop, 'alipay');
    const card = await house.begin(shop, 'card');
    expect([card.attempt.id === alipay.attempt.id, card.attempt.nextStep?.kind]).toEqual([false, 'card-form']);
    expect((await look(shop, alipay.attempt.id)).attempt.state).toBe('declined');
    expect(house.stripe.state.intents.get(alipay.attempt.gatewayReference!)?.status).toBe('canceled');
  });

  it('the first was paid while the payer chose another: it is booked, and nothing more is asked for', async () => {
    const shop = await house.openShop();
    const alipay = await house.begin(shop, 'alipay');
    house.world.pays(alipay.attempt.gatewayReference!);
    const chosen = await house.begin(shop, 'wechat-pay');
    expect([chosen.attempt.id, chosen.payment?.amountMinor]).toEqual([alipay.attempt.id, 824000n]);
    expect(house.takenFrom(shop)).toBe(824000);
    expect(await refusalOf(house.begin(shop, 'wechat-pay'))).toBe('payment.nothing-due');
  });

  it('a refusal in the wallet is told with its cause, and it can be tried again', async () => {
    const shop = await house.openShop();
    const first = await house.begin(shop, 'alipay');
    house.world.refuses(first.attempt.gatewayReference!);
    expect((await look(shop, first.attempt.id)).attempt).toMatchObject({ state: 'declined', cause: 'generic decline' });
    const second = await house.begin(shop, 'alipay');
    expect(second.attempt.id).not.toBe(first.attempt.id);
  });

  it('nobody pays for a day: it is given up at the gateway, too', async () => {
    const shop = await house.openShop();
    const { attempt } = await house.begin(shop, 'wechat-pay');
    await sweepAfter(24 * 60);
    expect((await look(shop, attempt.id)).attempt.state).toBe('declined');
    expect(house.stripe.state.intents.get(attempt.gatewayReference!)?.status).toBe('canceled');
  });

  it('what waits for its payer is not charged to anything else meanwhile', async () => {
    const shop = await house.openShop();
    const { attempt } = await house.begin(shop, 'alipay');
    house.world.lets(attempt.gatewayReference!);
    const pay = house.harness.app.get(PayOnline).run(OPERATOR, shop.tenantId, 'invoice', await house.invoiceOf(shop));
    expect(await refusalOf(pay)).toBe('payment.waits-for-payer');
    expect(house.takenFrom(shop)).toBe(0);
  });

  it('is another tenant’s business', async () => {
    const shop = await house.openShop();
    const stranger = await house.openShop();
    const { attempt } = await house.begin(shop);
    expect(await refusalOf(look(stranger, attempt.id))).toBe('not-found');
    expect(await refusalOf(house.harness.app.get(Checkout).giveUp(stranger.tenantId, attempt.id))).toBe('not-found');
  });
});

describe('fault 14, in the books: a reply that never came', () => {
  it('is one charge and one payment, however late it is asked for again', async () => {
    const shop = await house.openShop();
    house.stripe.plan({ route: 'POST /v1/payment_intents', fault: 'lost-reply', times: 3 });
    const pay = house.harness.app.get(PayOnline).run(OPERATOR, shop.tenantId, 'invoice', await house.invoiceOf(shop));
    expect(await refusalOf(pay)).toBe('payment.gateway-unreachable');
    expect(await house.paymentsOf(shop)).toBe(0);
    await sweepAfter(25 * 60);
    expect([await house.paymentsOf(shop), house.takenFrom(shop)]).toEqual([1, 824000]);
  });
});
