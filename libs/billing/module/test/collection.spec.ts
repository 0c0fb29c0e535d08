import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, instant } from '@seatline/kernel';
import type { CardConduct } from '../src/gateways/fake/stripe-objects';
import { CollectionDesk } from '../src/use-cases/collection-desk';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { ManageMethods } from '../src/use-cases/manage-methods';
import { ReadTimeline } from '../src/use-cases/read-timeline';
import { UnfinishedPaymentsSweep } from '../src/use-cases/unfinished-payments-sweep';
import { CollectingHouse, START } from './collecting-house';
import type { GatewayHouse } from './gateway-house';
import { OPERATOR } from './harness';
import { refusalOf } from './shop';

let here: CollectingHouse;
let house: GatewayHouse;

const open = async (): Promise<void> => {
  here = await CollectingHouse.start();
  ({ house } = here);
};
const close = (): Promise<void> => here.close();
const app = () => here.app;

describe('automatic collection', () => {
  beforeEach(open);
  afterEach(close);

  it('is off until somebody switches it on, and cannot be without a method', async () => {
    const shop = await house.openShop();
    const on = app().get(CollectionDesk).set(OPERATOR, shop.tenantId, null, { automatic: true, scheduleDays: [0] });
    expect(await refusalOf(on)).toBe('payment.no-method');
    await here.keepCard(shop);
    await here.sweepOn(0);
    expect(await here.triesOf(shop)).toBe(0);
    expect(await refusalOf(app().get(CollectionDesk).set(OPERATOR, shop.tenantId, null, { automatic: true, scheduleDays: [3, 1] }))).toBe('collection.bad-schedule');
  });

  it('pays the invoice on its due date, once, however many sweeps run at once', async () => {
    const shop = await here.openCollecting();
    await Promise.all([here.sweep(), here.sweep(), here.sweep()]);
    await here.sweep();
    expect([await here.triesOf(shop), await house.paymentsOf(shop), house.takenFrom(shop)]).toEqual([1, 1, 824000]);
    expect([await shop.openInvoices(), await shop.status()]).toEqual([[], 'in-service']);
    const timeline = await app().get(ReadTimeline).run(shop.tenantId, shop.leaseId);
    expect(timeline.entries.filter((entry) => entry.kind === 'collected').map(({ invoice, minor, reason }) => [invoice, minor, reason])).toEqual([[1, 824000n, 'visa •••• 4242']]);
    const audited = await house.harness.admin.query<{ action: string }>("select action from audit_entry where tenant_id = $1 and action like 'collection.%' order by id", [shop.tenantId]);
    expect(audited.rows.map((row) => row.action)).toEqual(['collection.set', 'collection.started', 'collection.paid']);
  });

  it('tries again on the days of the schedule, tells each no, and stops before the suspension', async () => {
    const shop = await here.openCollecting('insufficient_funds', [0, 1, 3, 20]);
    await here.sweepOn(0);
    for (let day = 1; day <= 21; day += 1) {
      await house.harness.liveUntil(instant(`${addDays(START, day)}T08:00:00+08:00`));
      await here.sweepOn(day);
    }
    expect(await here.stepsOf(shop)).toEqual([0, 1, 3].map((step) => [step, 'declined', 'may-retry']));
    expect(await here.noticesOf(shop)).toEqual(['collection-declined', 'collection-declined', 'collection-declined']);
    expect([await shop.status(), house.takenFrom(shop)]).toEqual(['suspended', 0]);
    await here.sweepOn(22);
    expect(await here.triesOf(shop)).toBe(3);
  });

  it('a no is told with its reason and the day of the next try', async () => {
    await here.openCollecting('insufficient_funds');
    await here.sweepOn(0);
    const [mail] = await here.mailsOf('collection-declined');
    expect(mail).toContain('visa •••• 9995 was charged and refused: insufficient funds.');
    expect(mail).toContain('It is tried again on 2026-03-03');
  });

  it.each<[CardConduct, string, string]>([
    ['lost_card', 'final', 'collection-declined'],
    ['authentication_required', 'needs-payer', 'collection-confirm'],
  ])('%s ends the tries with that card; another card begins again', async (conduct, refusal, notice) => {
    const shop = await here.openCollecting(conduct);
    for (const day of [0, 1, 2]) await here.sweepOn(day);
    expect([await here.stepsOf(shop), await here.noticesOf(shop)]).toEqual([[[0, 'declined', refusal]], [notice]]);
    const [mail] = await here.mailsOf(notice);
    expect(mail).toContain(`https://seatline.test/invoices/${await house.invoiceOf(shop)}`);
    const good = await here.keepCard(shop);
    await app().get(ManageMethods).choose(OPERATOR, shop.tenantId, good);
    await here.sweepOn(2);
    expect(await shop.openInvoices()).toEqual([]);
  });

  it('one lease can be left out, or be the only one', async () => {
    const shop = await here.openCollecting();
    await app().get(CollectionDesk).set(OPERATOR, shop.tenantId, shop.leaseId, { automatic: false, scheduleDays: [0] });
    await here.sweepOn(0);
    expect(await here.triesOf(shop)).toBe(0);
    await app().get(CollectionDesk).follow(OPERATOR, shop.tenantId, shop.leaseId);
    await here.sweepOn(0);
    expect(await here.triesOf(shop)).toBe(1);
  });

  it('takes what a transfer in part has left, and nothing while somebody pays at the screen', async () => {
    const shop = await here.openCollecting();
    await shop.pay('8000.00', 'in part');
    const { attempt } = await house.begin(shop, 'alipay');
    await here.sweepOn(0);
    expect(await here.triesOf(shop)).toBe(0);
    house.world.refuses(attempt.gatewayReference!);
    await app().get(UnfinishedPaymentsSweep).run();
    house.harness.clock.set(instant('2026-03-02T10:10:00+08:00'));
    await app().get(UnfinishedPaymentsSweep).run();
    await here.sweep();
    expect([house.takenFrom(shop), await shop.openInvoices()]).toEqual([24000, []]);
  });

  it('keeps a promise that the operator accepted', async () => {
    const shop = await here.openCollecting();
    await app().get(LeaseCommands).hold(OPERATOR, shop.tenantId, shop.leaseId, { untilOn: addDays(START, 1), reason: 'a transfer is under way' });
    await here.sweepOn(0);
    await here.sweepOn(1);
    expect(await here.triesOf(shop)).toBe(0);
    await here.sweepOn(2);
    expect(await here.triesOf(shop)).toBe(1);
  });

  it('is a tenant’s own card: another’s due invoice is not charged to it', async () => {
    const [collecting, other] = [await here.openCollecting(), await house.openShop()];
    await here.sweepOn(0);
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
    const shop = await here.openCollecting();
    lose('lost-reply');
    await here.sweepOn(0);
    expect(await house.paymentsOf(shop)).toBe(0);
    const asked = house.stripe.requests.filter((route) => route === 'POST /v1/payment_intents').length;
    await finish('2026-03-02T10:10:00+08:00');
    await here.sweep();
    expect([await house.paymentsOf(shop), house.takenFrom(shop), await here.triesOf(shop)]).toEqual([1, 824000, 1]);
    expect(house.stripe.requests.filter((route) => route === 'POST /v1/payment_intents')).toHaveLength(asked);
  });

  it('was no charge: it is made with the same key', async () => {
    const shop = await here.openCollecting();
    lose('time-out');
    await here.sweepOn(0);
    await finish('2026-03-02T10:10:00+08:00');
    expect([await house.paymentsOf(shop), house.takenFrom(shop), await here.triesOf(shop)]).toEqual([1, 824000, 1]);
  });

  it('and a transfer landed meanwhile: what was never charged is given up, without a notice', async () => {
    const shop = await here.openCollecting();
    lose('time-out');
    await here.sweepOn(0);
    await shop.pay('8240.00', 'meanwhile');
    await finish('2026-03-02T10:10:00+08:00');
    await here.sweepOn(1);
    expect([house.takenFrom(shop), await here.stepsOf(shop), await here.noticesOf(shop)]).toEqual([0, [[0, 'declined', 'may-retry']], []]);
  });

  it('and a transfer landed meanwhile, but it had been charged: both are booked, and what is too much is the tenant’s', async () => {
    const shop = await here.openCollecting();
    lose('lost-reply');
    await here.sweepOn(0);
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
    const shop = await here.openCollecting();
    await here.keepCard(shop);
    await here.sweepOn(0);
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
