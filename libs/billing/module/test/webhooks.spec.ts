import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Instant } from '@seatline/kernel';
import fc from 'fast-check';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { Checkout } from '../src/use-cases/checkout';
import { ProcessWebhook } from '../src/use-cases/process-webhook';
import { ReconcileGateway } from '../src/use-cases/reconcile-gateway';
import { GatewayHouse } from './gateway-house';
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

const pass = (milliseconds: number): void => house.harness.clock.set((house.harness.clock.now() + milliseconds) as Instant);
const waiting = () => house.harness.count('select count(*) from webhook_inbox where processed_at is null');
const stateOf = async (shop: Shop) => [await house.paymentsOf(shop), await shop.openInvoices(), await shop.status(), house.takenFrom(shop)];
const PAID = [1, [], 'in-service', 824000];

describe('a notification', () => {
  it('is kept and answered at once, then worked off in a job', async () => {
    const shop = await house.openShop();
    const { attempt } = await house.begin(shop, 'wechat-pay');
    house.stripe.takeDeliveries();
    house.world.pays(attempt.gatewayReference!);
    for (const delivery of house.stripe.takeDeliveries()) await house.receive(delivery);
    expect([await house.paymentsOf(shop), await waiting()]).toEqual([0, 1]);
    await house.harness.jobs.drain();
    expect(await stateOf(shop)).toEqual(PAID);
    expect(await waiting()).toBe(0);
  });

  it('whose job was lost is found by the sweep', async () => {
    const shop = await house.openShop();
    const { attempt } = await house.begin(shop);
    house.stripe.takeDeliveries();
    house.world.pays(attempt.gatewayReference!);
    for (const delivery of house.stripe.takeDeliveries()) await house.receive(delivery);
    await house.harness.admin.query("delete from graphile_worker._private_jobs where task_id = (select id from graphile_worker._private_tasks where identifier = 'process-webhook')");
    pass(61_000);
    await house.harness.app.get(ProcessWebhook).sweep();
    expect(await stateOf(shop)).toEqual(PAID);
  });

  it('about what is not ours, or not known to us, changes nothing and does not wait for ever', async () => {
    await house.receive({ body: '{"id":"evt_else","object":"event","type":"payout.paid","data":{"object":{"id":"po_1","object":"payout"}}}', signature: house.stripe.sign('{"id":"evt_else","object":"event","type":"payout.paid","data":{"object":{"id":"po_1","object":"payout"}}}', house.stripe.state.seconds()) });
    await house.harness.jobs.drain();
    expect(await waiting()).toBe(0);
  });
});

describe('fault 15: the notification comes before our own commit', () => {
  it('waits until the intent is there, and books it once', async () => {
    const shop = await house.openShop();
    const { attempt } = await house.begin(shop);
    house.stripe.takeDeliveries();
    house.world.pays(attempt.gatewayReference!);
    // The intent's row goes away and comes back: what another connection sees before and after its commit.
    await house.harness.admin.query('begin');
    await house.harness.admin.query('create temporary table uncommitted on commit preserve rows as select * from payment_attempt where id = $1', [attempt.id]);
    await house.harness.admin.query('delete from payment_attempt where id = $1', [attempt.id]);
    await house.harness.admin.query('commit');
    for (const delivery of house.stripe.takeDeliveries()) await house.receive(delivery);
    await house.harness.jobs.drain();
    expect([await house.paymentsOf(shop), await waiting()]).toEqual([0, 1]);
    await house.harness.admin.query('insert into payment_attempt select * from uncommitted');
    await house.harness.admin.query('drop table uncommitted');
    pass(61_000);
    await house.harness.app.get(ProcessWebhook).sweep();
    expect(await stateOf(shop)).toEqual(PAID);
    expect(await waiting()).toBe(0);
  });

  it('and the answer to our own request at the same moment: one payment', async () => {
    const shop = await house.openShop();
    const { attempt } = await house.begin(shop);
    house.stripe.takeDeliveries();
    house.world.pays(attempt.gatewayReference!);
    const deliveries = house.stripe.takeDeliveries();
    for (const delivery of deliveries) await house.receive(delivery);
    const looks = [1, 2].map(() => house.harness.app.get(Checkout).look(shop.tenantId, attempt.id));
    await Promise.all([house.harness.jobs.drain(), ...looks]);
    expect(await stateOf(shop)).toEqual(PAID);
  });
});

describe('fault 16: notifications three times over and shuffled', () => {
  it('any order, any number of copies, worked off between or after: the end state is the same', async () => {
    const order = fc.record({ copies: fc.constantFrom(1, 2, 3), seed: fc.infiniteStream(fc.nat(1000)), between: fc.boolean(), end: fc.constantFrom('paid', 'refused') });
    await fc.assert(
      fc.asyncProperty(order, async ({ copies, seed, between, end }) => {
        const shop = await house.openShop();
        house.stripe.takeDeliveries();
        const { attempt } = await house.begin(shop, 'alipay');
        house.world.lets(attempt.gatewayReference!);
        if (end === 'paid') house.world.pays(attempt.gatewayReference!);
        else house.world.refuses(attempt.gatewayReference!);
        const told = house.stripe.takeDeliveries().filter(({ type }) => type.startsWith('payment_intent.'));
        const shuffled = Array.from({ length: copies }, () => told).flat().map((each) => ({ each, at: seed.next().value as number })).sort((a, b) => a.at - b.at);
        for (const { each } of shuffled) {
          await house.receive(each);
          if (between) await house.harness.jobs.drain();
        }
        await house.harness.jobs.drain();
        expect(await stateOf(shop)).toEqual(end === 'paid' ? PAID : [0, ['824000'], 'pending', 0]);
        expect(await waiting()).toBe(0);
        expect(await house.harness.count('select count(*) from webhook_inbox where event_id = any ($1)', [told.map((each) => each.eventId)])).toBe(told.length);
      }),
      { numRuns: process.env['SEATLINE_SOAK'] ? 200 : 12 },
    );
  });
});

describe('fault 17: the endpoint was down for four days', () => {
  it('the comparison of the gateway’s list with our books finds all', async () => {
    const shops = [await house.openShop(), await house.openShop(), await house.openShop()];
    const attempts = [];
    for (const shop of shops) attempts.push((await house.begin(shop, 'alipay')).attempt);
    for (const attempt of attempts) house.world.pays(attempt.gatewayReference!);
    house.stripe.takeDeliveries(); // nobody was there to take them
    pass(4 * 86_400_000);
    await house.harness.app.get(ReconcileGateway).run();
    for (const shop of shops) expect((await stateOf(shop)).slice(0, 2)).toEqual([1, []]);
    await house.harness.app.get(ReconcileGateway).run();
    for (const shop of shops) expect(await house.paymentsOf(shop)).toBe(1);
  });

  it('a payment that was made after its intent had been given up is money all the same', async () => {
    const shop = await house.openShop();
    const { attempt } = await house.begin(shop, 'card');
    await house.harness.admin.query("update payment_attempt set state = 'declined', cause = 'given up' where id = $1", [attempt.id]);
    house.world.pays(attempt.gatewayReference!);
    house.stripe.takeDeliveries();
    await house.harness.app.get(ReconcileGateway).run();
    expect((await stateOf(shop)).slice(0, 2)).toEqual([1, []]);
  });
});

describe('fault 18: a forged notification, or one that is 301 seconds old', () => {
  it('is refused and counted, and leaves nothing behind', async () => {
    const kept = await house.harness.count('select count(*) from webhook_inbox');
    const counted = () => house.harness.count('select coalesce(sum(refusals), 0) as count from webhook_refusal');
    const before = await counted();
    const body = '{"id":"evt_forged","object":"event","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","object":"payment_intent"}}}';
    const now = house.stripe.state.seconds();
    expect(await refusalOf(house.receive({ body, signature: house.stripe.sign(body, now, 'whsec_of_a_forger') }))).toBe('webhook.bad-signature');
    expect(await refusalOf(house.receive({ body, signature: house.stripe.sign(body, now - 301) }))).toBe('webhook.bad-signature');
    expect(await refusalOf(house.receive({ body, signature: '' }))).toBe('webhook.bad-signature');
    expect([await counted(), await house.harness.count('select count(*) from webhook_inbox')]).toEqual([before + 3, kept]);
    await house.receive({ body, signature: house.stripe.sign(body, now - 300) });
    await house.harness.jobs.drain();
    expect(await house.harness.count('select count(*) from webhook_inbox')).toBe(kept + 1);
  });
});
