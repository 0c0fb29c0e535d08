import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManageMethods } from '../src/use-cases/manage-methods';
import { PayOnline } from '../src/use-cases/pay-online';
import { SaveMethod } from '../src/use-cases/save-method';
import { UnfinishedMethodsSweep } from '../src/use-cases/unfinished-methods-sweep';
import { CollectingHouse } from './collecting-house';
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

describe('a saved method', () => {
  beforeAll(open);
  afterAll(close);

  it('is known by its brand, last four and expiry, and nothing else of the card is kept; the first is the default', async () => {
    const shop = await house.openShop();
    const first = await here.keepCard(shop);
    const second = await here.keepCard(shop, 'insufficient_funds');
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
    here.later(5);
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
    const id = await here.keepCard(shop);
    house.stripe.plan({ route: 'POST /v1/payment_methods/:id/detach', fault: 'time-out', times: 3 });
    await app().get(ManageMethods).remove(OPERATOR, shop.tenantId, id);
    const reference = (await app().get(SaveMethod).read(shop.tenantId, id))!.instrumentReference!;
    expect(house.stripe.state.methods.get(reference)!.customer).not.toBeNull();
    here.later(5);
    await app().get(UnfinishedMethodsSweep).run();
    expect(house.stripe.state.methods.get(reference)!.customer).toBeNull();
  });

  it('is another tenant’s business', async () => {
    const [shop, stranger] = [await house.openShop(), await house.openShop()];
    const id = await here.keepCard(shop);
    expect(await refusalOf(app().get(ManageMethods).remove(OPERATOR, stranger.tenantId, id))).toBe('not-found');
    expect(await refusalOf(app().get(ManageMethods).choose(OPERATOR, stranger.tenantId, id))).toBe('not-found');
    expect(await refusalOf(app().get(SaveMethod).look(stranger.tenantId, id))).toBe('not-found');
  });

  it('pays at one press', async () => {
    const shop = await house.openShop();
    await here.keepCard(shop);
    const paid = await app().get(PayOnline).run(OPERATOR, shop.tenantId, 'invoice', await house.invoiceOf(shop));
    expect([paid.amountMinor, await shop.openInvoices()]).toEqual([824000n, []]);
    const shy = await house.openShop();
    await here.keepCard(shy, 'authentication_required');
    expect(await refusalOf(app().get(PayOnline).run(OPERATOR, shy.tenantId, 'invoice', await house.invoiceOf(shy)))).toBe('payment.needs-payer');
  });
});
