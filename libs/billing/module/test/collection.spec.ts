import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, civilDate, type Instant, instant } from '@seatline/kernel';
import type { CardConduct } from '../src/gateways/fake/stripe-objects';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { CollectionDesk } from '../src/use-cases/collection-desk';
import { CollectionSweep } from '../src/use-cases/collection-sweep';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { ManageMethods } from '../src/use-cases/manage-methods';
import { PayOnline } from '../src/use-cases/pay-online';
import { ReadTimeline } from '../src/use-cases/read-timeline';
import { SaveMethod } from '../src/use-cases/save-method';
import { UnfinishedMethodsSweep } from '../src/use-cases/unfinished-methods-sweep';
import { UnfinishedPaymentsSweep } from '../src/use-cases/unfinished-payments-sweep';
import { arrearsBeside } from './arrears-beside';
import { GatewayHouse } from './gateway-house';
import { OPERATOR } from './harness';
import { refusalOf, type Shop } from './shop';

const START = civilDate('2026-03-02');
let house: GatewayHouse;

const open = async (): Promise<void> => {
  house = await GatewayHouse.start('2026-03-02T09:00:00+08:00', [arrearsBeside()]);
};
const close = async (): Promise<void> => {
  expect(house.stripe.notModelled).toEqual([]);
  expect(await house.harness.app.get(CheckConservation).run()).toEqual([]);
  await house.harness.stop();
};
const later = (minutes: number): void => house.harness.clock.set((house.harness.clock.now() + minutes * 60_000) as Instant);

const app = () => house.harness.app;

async function keepCard(shop: Shop, conduct: CardConduct = 'pays'): Promise<string> {
  const { method } = await app().get(SaveMethod).begin(OPERATOR, shop.tenantId);
  house.world.entersCard(method.savingReference!, conduct);
  return (await app().get(SaveMethod).look(shop.tenantId, method.id)).method.id;
}

/** A tenant whose first invoice is due today, with a card and collection switched on. */
async function openCollecting(conduct: CardConduct = 'pays', days: readonly number[] = [0, 1, 3, 7]): Promise<Shop> {
  const shop = await house.openShop();
  await keepCard(shop, conduct);
  await app().get(CollectionDesk).set(OPERATOR, shop.tenantId, null, { automatic: true, scheduleDays: days });
  return shop;
}

const sweep = (): Promise<void> => app().get(CollectionSweep).run();

async function sweepOn(days: number, time = '10:00:00'): Promise<void> {
  house.harness.clock.set(instant(`${addDays(START, days)}T${time}+08:00`));
  await sweep();
}

const triesOf = (shop: Shop): Promise<number> => house.harness.count('select count(*) from payment_attempt where lease_id = $1 and collection_step is not null', [shop.leaseId]);

async function stepsOf(shop: Shop): Promise<[number, string, string | null][]> {
  const { rows } = await house.harness.admin.query<{ collection_step: number; state: string; refusal: string | null }>(
    'select collection_step, state, refusal from payment_attempt where lease_id = $1 and collection_step is not null order by created_at', [shop.leaseId]);
  return rows.map((row) => [row.collection_step, row.state, row.refusal]);
}

const noticesOf = async (shop: Shop): Promise<string[]> => {
  const { rows } = await house.harness.admin.query<{ kind: string }>("select kind from notice where lease_id = $1 and kind like 'collection-%' order by recorded_at", [shop.leaseId]);
  return rows.map((row) => row.kind);
};

/** What was written to people about tries that failed. */
async function mailsOf(kind: string): Promise<string[]> {
  await house.harness.jobs.drain();
  await house.harness.jobs.drain();
  const { rows } = await house.harness.admin.query<{ body: string }>('select m.body from notice_message m join notice n on n.id = m.notice_id where n.kind = $1 order by m.created_at', [kind]);
  return rows.map((row) => row.body);
}

describe('a saved method', () => {
  beforeAll(open);
  afterAll(close);

  it('is known by its brand, last four and expiry, and nothing else of the card is kept; the first is the default', async () => {
    const shop = await house.openShop();
    const first = await keepCard(shop);
    const second = await keepCard(shop, 'insufficient_funds');
    const { methods } = await app().get(ManageMethods).list(shop.tenantId);
    expect(methods.map(({ id, brand, lastFour, expires, isDefault }) => [id, brand, lastFour, expires, isDefault])).toEqual([
      [second, 'visa', '9995', '2030-08', false],
      [first, 'visa', '4242', '2030-08', true],
    ]);
    await app().get(ManageMethods).choose(OPERATOR, shop.tenantId, second);
    await app().get(ManageMethods).remove(OPERATOR, shop.tenantId, second);
    expect((await app().get(ManageMethods).list(shop.tenantId)).methods.map(({ id, isDefault }) => [id, isDefault])).toEqual([[first, true]]);
  });

  it('two savings that end at the same moment leave one default', async () => {
    const shop = await house.openShop();
    const save = app().get(SaveMethod);
    const mine = await save.begin(OPERATOR, shop.tenantId);
    const hers = await save.begin({ ...OPERATOR, displayName: 'Ann' }, shop.tenantId);
    for (const { method } of [mine, hers]) house.world.entersCard(method.savingReference!);
    await Promise.all([mine, hers].map(({ method }) => save.look(shop.tenantId, method.id)));
    expect(await house.harness.count('select count(*) from saved_method where tenant_id = $1 and is_default', [shop.tenantId])).toBe(1);
  });

  it('is saved by the notification alone, and by the sweep when nothing was heard', async () => {
    const told = await house.openShop();
    const { method } = await app().get(SaveMethod).begin(OPERATOR, told.tenantId);
    house.stripe.takeDeliveries();
    house.world.entersCard(method.savingReference!);
    for (const delivery of house.stripe.takeDeliveries()) await house.receive(delivery);
    await house.harness.jobs.drain();
    expect((await app().get(ManageMethods).list(told.tenantId)).methods).toHaveLength(1);

    const untold = await house.openShop();
    const begun = await app().get(SaveMethod).begin(OPERATOR, untold.tenantId);
    house.world.entersCard(begun.method.savingReference!);
    later(5);
    await app().get(UnfinishedMethodsSweep).run();
    expect((await app().get(ManageMethods).list(untold.tenantId)).methods).toHaveLength(1);
  });

  it('a reply that never came is one saving, begun again or not', async () => {
    const shop = await house.openShop();
    house.stripe.plan({ route: 'POST /v1/setup_intents', fault: 'lost-reply', times: 3 });
    expect(await refusalOf(app().get(SaveMethod).begin(OPERATOR, shop.tenantId))).toBe('payment.gateway-unreachable');
    const setups = house.stripe.state.setups.size;
    await app().get(SaveMethod).begin(OPERATOR, shop.tenantId);
    expect(house.stripe.state.setups.size).toBe(setups);
  });

  it('removed while the gateway is away it is charged no more, and forgotten there later', async () => {
    const shop = await house.openShop();
    const id = await keepCard(shop);
    house.stripe.plan({ route: 'POST /v1/payment_methods/:id/detach', fault: 'time-out', times: 3 });
    await app().get(ManageMethods).remove(OPERATOR, shop.tenantId, id);
    const reference = (await app().get(SaveMethod).read(shop.tenantId, id))!.instrumentReference!;
    expect(house.stripe.state.methods.get(reference)!.customer).not.toBeNull();
    later(5);
    await app().get(UnfinishedMethodsSweep).run();
    expect(house.stripe.state.methods.get(reference)!.customer).toBeNull();
  });

  it('is another tenant’s business', async () => {
    const [shop, stranger] = [await house.openShop(), await house.openShop()];
    const id = await keepCard(shop);
    expect(await refusalOf(app().get(ManageMethods).remove(OPERATOR, stranger.tenantId, id))).toBe('not-found');
    expect(await refusalOf(app().get(ManageMethods).choose(OPERATOR, stranger.tenantId, id))).toBe('not-found');
    expect(await refusalOf(app().get(SaveMethod).look(stranger.tenantId, id))).toBe('not-found');
  });

  it('pays at one press', async () => {
    const shop = await house.openShop();
    await keepCard(shop);
    const paid = await app().get(PayOnline).run(OPERATOR, shop.tenantId, 'invoice', await house.invoiceOf(shop));
    expect([paid.amountMinor, await shop.openInvoices()]).toEqual([824000n, []]);
    const shy = await house.openShop();
    await keepCard(shy, 'authentication_required');
    expect(await refusalOf(app().get(PayOnline).run(OPERATOR, shy.tenantId, 'invoice', await house.invoiceOf(shy)))).toBe('payment.needs-payer');
  });
});

describe('automatic collection', () => {
  beforeEach(open);
  afterEach(close);

  it('is off until somebody switches it on, and cannot be without a method', async () => {
    const shop = await house.openShop();
    const on = app().get(CollectionDesk).set(OPERATOR, shop.tenantId, null, { automatic: true, scheduleDays: [0] });
    expect(await refusalOf(on)).toBe('payment.no-method');
    await keepCard(shop);
    await sweepOn(0);
    expect(await triesOf(shop)).toBe(0);
    expect(await refusalOf(app().get(CollectionDesk).set(OPERATOR, shop.tenantId, null, { automatic: true, scheduleDays: [3, 1] }))).toBe('collection.bad-schedule');
  });

  it('pays the invoice on its due date, once, however many sweeps run at once', async () => {
    const shop = await openCollecting();
    await Promise.all([sweep(), sweep(), sweep()]);
    await sweep();
    expect([await triesOf(shop), await house.paymentsOf(shop), house.takenFrom(shop)]).toEqual([1, 1, 824000]);
    expect([await shop.openInvoices(), await shop.status()]).toEqual([[], 'in-service']);
    const timeline = await app().get(ReadTimeline).run(shop.tenantId, shop.leaseId);
    expect(timeline.entries.filter((entry) => entry.kind === 'collected').map(({ invoice, minor, reason }) => [invoice, minor, reason])).toEqual([[1, 824000n, 'visa •••• 4242']]);
    const audited = await house.harness.admin.query<{ action: string }>("select action from audit_entry where tenant_id = $1 and action like 'collection.%' order by id", [shop.tenantId]);
    expect(audited.rows.map((row) => row.action)).toEqual(['collection.set', 'collection.started', 'collection.paid']);
  });

  it('tries again on the days of the schedule, tells each no, and stops before the suspension', async () => {
    const shop = await openCollecting('insufficient_funds', [0, 1, 3, 20]);
    await sweepOn(0);
    for (let day = 1; day <= 21; day += 1) {
      await house.harness.liveUntil(instant(`${addDays(START, day)}T08:00:00+08:00`));
      await sweepOn(day);
    }
    expect(await stepsOf(shop)).toEqual([0, 1, 3].map((step) => [step, 'declined', 'may-retry']));
    expect(await noticesOf(shop)).toEqual(['collection-declined', 'collection-declined', 'collection-declined']);
    expect([await shop.status(), house.takenFrom(shop)]).toEqual(['suspended', 0]);
    await sweepOn(22);
    expect(await triesOf(shop)).toBe(3);
  });

  it('a no is told with its reason and the day of the next try', async () => {
    await openCollecting('insufficient_funds');
    await sweepOn(0);
    const [mail] = await mailsOf('collection-declined');
    expect(mail).toContain('visa •••• 9995 was charged and refused: insufficient funds.');
    expect(mail).toContain('It is tried again on 2026-03-03');
  });

  it.each<[CardConduct, string, string]>([
    ['lost_card', 'final', 'collection-declined'],
    ['authentication_required', 'needs-payer', 'collection-confirm'],
  ])('%s ends the tries with that card; another card begins again', async (conduct, refusal, notice) => {
    const shop = await openCollecting(conduct);
    for (const day of [0, 1, 2]) await sweepOn(day);
    expect([await stepsOf(shop), await noticesOf(shop)]).toEqual([[[0, 'declined', refusal]], [notice]]);
    const [mail] = await mailsOf(notice);
    expect(mail).toContain(`https://seatline.test/invoices/${await house.invoiceOf(shop)}`);
    const good = await keepCard(shop);
    await app().get(ManageMethods).choose(OPERATOR, shop.tenantId, good);
    await sweepOn(2);
    expect(await shop.openInvoices()).toEqual([]);
  });

  it('one lease can be left out, or be the only one', async () => {
    const shop = await openCollecting();
    await app().get(CollectionDesk).set(OPERATOR, shop.tenantId, shop.leaseId, { automatic: false, scheduleDays: [0] });
    await sweepOn(0);
    expect(await triesOf(shop)).toBe(0);
    await app().get(CollectionDesk).follow(OPERATOR, shop.tenantId, shop.leaseId);
    await sweepOn(0);
    expect(await triesOf(shop)).toBe(1);
  });

  it('takes what a transfer in part has left, and nothing while somebody pays at the screen', async () => {
    const shop = await openCollecting();
    await shop.pay('8000.00', 'in part');
    const { attempt } = await house.begin(shop, 'alipay');
    await sweepOn(0);
    expect(await triesOf(shop)).toBe(0);
    house.world.refuses(attempt.gatewayReference!);
    await app().get(UnfinishedPaymentsSweep).run();
    house.harness.clock.set(instant('2026-03-02T10:10:00+08:00'));
    await app().get(UnfinishedPaymentsSweep).run();
    await sweep();
    expect([house.takenFrom(shop), await shop.openInvoices()]).toEqual([24000, []]);
  });

  it('keeps a promise that the operator accepted', async () => {
    const shop = await openCollecting();
    await app().get(LeaseCommands).hold(OPERATOR, shop.tenantId, shop.leaseId, { untilOn: addDays(START, 1), reason: 'a transfer is under way' });
    await sweepOn(0);
    await sweepOn(1);
    expect(await triesOf(shop)).toBe(0);
    await sweepOn(2);
    expect(await triesOf(shop)).toBe(1);
  });

  it('is a tenant’s own card: another’s due invoice is not charged to it', async () => {
    const [collecting, other] = [await openCollecting(), await house.openShop()];
    await sweepOn(0);
    expect([house.takenFrom(collecting), house.takenFrom(other)]).toEqual([824000, 0]);
  });
});

describe('an answer that never came', () => {
  beforeEach(open);
  afterEach(close);

  const lose = (fault: 'lost-reply' | 'time-out') => house.stripe.plan({ route: 'POST /v1/payment_intents', fault, times: 3 });
  const finish = async (time: string): Promise<void> => {
    house.harness.clock.set(instant(time));
    await app().get(UnfinishedPaymentsSweep).run();
  };

  it('was a charge: it is found, booked once and never sent again', async () => {
    const shop = await openCollecting();
    lose('lost-reply');
    await sweepOn(0);
    expect(await house.paymentsOf(shop)).toBe(0);
    const asked = house.stripe.requests.filter((route) => route === 'POST /v1/payment_intents').length;
    await finish('2026-03-02T10:10:00+08:00');
    await sweep();
    expect([await house.paymentsOf(shop), house.takenFrom(shop), await triesOf(shop)]).toEqual([1, 824000, 1]);
    expect(house.stripe.requests.filter((route) => route === 'POST /v1/payment_intents')).toHaveLength(asked);
  });

  it('was no charge: it is made with the same key', async () => {
    const shop = await openCollecting();
    lose('time-out');
    await sweepOn(0);
    await finish('2026-03-02T10:10:00+08:00');
    expect([await house.paymentsOf(shop), house.takenFrom(shop), await triesOf(shop)]).toEqual([1, 824000, 1]);
  });

  it('and a transfer landed meanwhile: what was never charged is given up, without a notice', async () => {
    const shop = await openCollecting();
    lose('time-out');
    await sweepOn(0);
    await shop.pay('8240.00', 'meanwhile');
    await finish('2026-03-02T10:10:00+08:00');
    await sweepOn(1);
    expect([house.takenFrom(shop), await stepsOf(shop), await noticesOf(shop)]).toEqual([0, [[0, 'declined', 'may-retry']], []]);
  });

  it('and a transfer landed meanwhile, but it had been charged: both are booked, and what is too much is the tenant’s', async () => {
    const shop = await openCollecting();
    lose('lost-reply');
    await sweepOn(0);
    await shop.pay('8240.00', 'meanwhile, too');
    await finish('2026-03-02T10:10:00+08:00');
    expect([await house.paymentsOf(shop), house.takenFrom(shop)]).toEqual([2, 824000]);
    expect(await house.harness.count('select unapplied_minor as count from lease_balance where lease_id = $1', [shop.leaseId])).toBe(824000);
  });
});

describe('the database', () => {
  beforeEach(open);
  afterEach(close);

  const refused = (query: string, values: unknown[]) => house.harness.admin.query(query, values).then(() => 'taken', (error: { constraint?: string }) => error.constraint);

  it('keeps one default, one try a day of the schedule, and schedules that go forward', async () => {
    const shop = await openCollecting();
    await keepCard(shop);
    await sweepOn(0);
    const { tenantId } = shop;
    expect(await refused("update saved_method set is_default = true where tenant_id = $1 and state = 'saved'", [tenantId])).toBe('saved_method_default');
    const again = `insert into payment_attempt (tenant_id, lease_id, purpose, target_id, amount_minor, currency, gateway, state, requested_by, created_at, collection_step)
      select tenant_id, lease_id, purpose, target_id, amount_minor, currency, gateway, 'declined', requested_by, created_at, collection_step from payment_attempt where tenant_id = $1`;
    expect(await refused(again, [tenantId])).toBe('payment_attempt_collected_once');
    for (const days of ['{3,1}', '{}', '{0,0}', '{-8}', '{61}']) {
      expect(await refused('update collection_setting set schedule_days = $2::int[] where tenant_id = $1', [tenantId, days])).toBe('collection_setting_schedule_days_check');
    }
  });
});
