import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Instant, instant } from '@seatline/kernel';
import { Stripe } from 'stripe';
import { FakeStripe } from '../src/gateways/fake/fake-stripe';
import { FakeWorld } from '../src/gateways/fake/fake-world';
import { openStripe, STRIPE_API_VERSION } from '../src/gateways/stripe/stripe-client';
import { StripePaymentGateway } from '../src/gateways/stripe/stripe.payment-gateway';
import type { Charge, Instrument } from '../src/ports/payment-gateway';

class HandClock {
  at = instant('2026-03-02T09:00:00+08:00');
  now(): Instant {
    return this.at;
  }
  pass(hours: number): void {
    this.at = (this.at + hours * 3_600_000) as Instant;
  }
}

let clock: HandClock;
let fake: FakeStripe;
let world: FakeWorld;
let gateway: StripePaymentGateway;
beforeEach(() => {
  clock = new HandClock();
  fake = new FakeStripe(clock);
  world = new FakeWorld(fake);
  gateway = new StripePaymentGateway(fake.access('http://seatline.test/'), clock);
});
afterEach(() => {
  expect(fake.notModelled).toEqual([]);
});

const charge = (instrument: Instrument = { kind: 'test-card' }, more: Partial<Charge> = {}): Charge => ({
  id: '0190aaaa-0000-7000-8000-000000000001', tenantId: 'tenant-1', amountMinor: 824000n, currency: 'CNY', description: 'invoice 1', instrument, intendedAt: clock.now(), ...more,
});
const atScreen = async (method: 'card' | 'alipay' | 'wechat-pay'): Promise<Instrument> => ({
  kind: 'at-screen', method, customer: await gateway.registerCustomer('tenant-1', 'Acme'), returnPath: '/pay/invoice/1',
});
const taken = (): number => [...fake.state.intents.values()].filter((intent) => intent.status === 'succeeded').length;

describe('the SDK', () => {
  it('speaks the version of the API that this adapter is written for', () => {
    expect(Stripe.API_VERSION).toBe(STRIPE_API_VERSION);
  });
});

describe('a charge without anybody at a screen', () => {
  it('is taken, and asked again it is the same one', async () => {
    const first = await gateway.charge(charge());
    expect(first).toMatchObject({ outcome: 'succeeded' });
    expect(await gateway.charge(charge())).toEqual(first);
    expect(taken()).toBe(1);
    expect(await gateway.findPayment((first as { reference: string }).reference)).toMatchObject({
      chargeId: charge().id, tenantId: 'tenant-1', amountMinor: 824000n, currency: 'CNY',
    });
  });

  it('is declined with the bank’s word, and can be paid by nobody afterwards', async () => {
    const customer = await gateway.registerCustomer('tenant-1', 'Acme');
    const saving = await gateway.beginSaving({ id: 'saving-1', tenantId: 'tenant-1', customer });
    world.entersCard(saving.reference, 'insufficient_funds');
    const saved = await gateway.findSaving(saving.reference);
    if (saved?.saving.state !== 'saved') throw new Error('not saved');
    const answer = await gateway.charge(charge({ kind: 'saved', customer, method: saved.saving.instrument.reference }));
    expect(answer).toMatchObject({ outcome: 'declined', cause: 'insufficient funds' });
    expect([...fake.state.intents.values()].map((intent) => intent.status)).toEqual(['canceled']);
  });

  it.each([
    ['more than Stripe takes', { amountMinor: 100_000_000n }, 'amount too large'],
    ['a currency that is none', { currency: 'X' }, 'parameter missing'],
  ])('of %s is declined and says so', async (_what, more, cause) => {
    expect(await gateway.charge(charge(undefined, more))).toEqual({ outcome: 'declined', cause, refusal: 'final' });
  });

  it('refuses another charge under the same id', async () => {
    await gateway.charge(charge());
    await expect(gateway.charge(charge(undefined, { amountMinor: 1n }))).rejects.toThrow(/same parameters/);
  });
});

describe('fault 14: a payment whose reply was lost', () => {
  it.each(['lost-reply', 'timed-out-effect', 'time-out'] as const)('%s: the SDK asks again under the same key, and there is one charge', async (fault) => {
    fake.plan({ route: 'POST /v1/payment_intents', fault, times: 1 });
    expect(await gateway.charge(charge())).toMatchObject({ outcome: 'succeeded' });
    expect(taken()).toBe(1);
    expect(fake.requests.filter((route) => route === 'POST /v1/payment_intents')).toHaveLength(2);
  });

  it('every reply of an hour lost: nobody knows; asked again there is still one charge', async () => {
    fake.plan({ route: 'POST /v1/payment_intents', fault: 'lost-reply', times: 3 });
    const wanted = charge();
    await expect(gateway.charge(wanted)).rejects.toThrow();
    clock.pass(1);
    expect(await gateway.charge(wanted)).toMatchObject({ outcome: 'succeeded' });
    expect(taken()).toBe(1);
  });

  it('after the key was forgotten it is searched for by our id first, and not sent again', async () => {
    fake.plan({ route: 'POST /v1/payment_intents', fault: 'lost-reply', times: 3 });
    const wanted = charge();
    await expect(gateway.charge(wanted)).rejects.toThrow();
    clock.pass(25);
    const before = fake.requests.length;
    expect(await gateway.charge(wanted)).toMatchObject({ outcome: 'succeeded' });
    expect(fake.requests.slice(before)).toEqual(['GET /v1/payment_intents/search']);
    expect(taken()).toBe(1);
  });

  it('what the search does not find either was never made, and is made then', async () => {
    fake.plan({ route: 'POST /v1/payment_intents', fault: 'time-out', times: 3 });
    const wanted = charge();
    await expect(gateway.charge(wanted)).rejects.toThrow();
    clock.pass(23);
    expect(await gateway.charge(wanted)).toMatchObject({ outcome: 'succeeded' });
    expect(taken()).toBe(1);
  });

  it('an error of Stripe’s own, kept under the key, is looked up in the list', async () => {
    fake.plan({ route: 'POST /v1/payment_intents', fault: 'error-effect', times: 1 });
    expect(await gateway.charge(charge())).toMatchObject({ outcome: 'succeeded' });
    expect(taken()).toBe(1);
  });

  it('an error before any effect is no charge once it has had its time', async () => {
    fake.plan({ route: 'POST /v1/payment_intents', fault: 'error', times: 1 });
    const wanted = charge();
    await expect(gateway.charge(wanted)).rejects.toThrow();
    clock.pass(0.2);
    expect(await gateway.charge(wanted)).toEqual({ outcome: 'declined', cause: 'the gateway failed' });
    expect(taken()).toBe(0);
  });

  it('a rate limit is neither a yes nor a no', async () => {
    fake.plan({ route: 'POST /v1/payment_intents', fault: 'rate-limit', times: 1 });
    const wanted = charge();
    await expect(gateway.charge(wanted)).rejects.toThrow(/Too many/);
    expect(await gateway.charge(wanted)).toMatchObject({ outcome: 'succeeded' });
  });

  it('an answer given again is as old as the first, so what it tells of is read again', async () => {
    const wanted = charge(await atScreen('alipay'));
    const first = await gateway.charge(wanted);
    world.pays((first as { reference: string }).reference);
    expect(await gateway.charge(wanted)).toMatchObject({ outcome: 'succeeded' });
  });
});

describe('a charge with its payer at the screen', () => {
  it('Alipay sends the payer away and back to the portal', async () => {
    const begun = await gateway.charge(charge(await atScreen('alipay')));
    if (begun.outcome !== 'pending') throw new Error('not pending');
    expect(begun.nextStep).toMatchObject({ kind: 'redirect' });
    expect(fake.state.intents.get(begun.reference)?.next_action?.alipay_handle_redirect?.return_url).toBe('http://seatline.test/pay/invoice/1');
    world.lets(begun.reference);
    expect((await gateway.findPayment(begun.reference))?.state).toEqual({ outcome: 'pending', reference: begun.reference, nextStep: null });
    world.pays(begun.reference);
    expect((await gateway.findPayment(begun.reference))?.state.outcome).toBe('succeeded');
  });

  it('WeChat Pay shows a code', async () => {
    const begun = await gateway.charge(charge(await atScreen('wechat-pay')));
    expect(begun).toMatchObject({ outcome: 'pending', nextStep: { kind: 'qr-code', content: expect.stringMatching(/^weixin:/) } });
  });

  it('a wallet’s no is final, a card’s lets the payer try another', async () => {
    const wallet = await gateway.charge(charge(await atScreen('alipay')));
    const card = await gateway.charge(charge(await atScreen('card'), { id: '0190aaaa-0000-7000-8000-000000000002' }));
    if (wallet.outcome !== 'pending' || card.outcome !== 'pending') throw new Error('not pending');
    expect(card.nextStep).toMatchObject({ kind: 'card-form' });
    world.refuses(wallet.reference);
    world.refuses(card.reference);
    expect((await gateway.findPayment(wallet.reference))?.state).toMatchObject({ outcome: 'declined', cause: 'generic decline' });
    expect((await gateway.findPayment(card.reference))?.state).toMatchObject({ outcome: 'pending', nextStep: { kind: 'card-form' } });
  });

  it('given up it is declined, unless it was paid meanwhile', async () => {
    const first = await gateway.charge(charge(await atScreen('alipay')));
    const second = await gateway.charge(charge(await atScreen('alipay'), { id: '0190aaaa-0000-7000-8000-000000000003' }));
    if (first.outcome !== 'pending' || second.outcome !== 'pending') throw new Error('not pending');
    world.pays(second.reference);
    expect((await gateway.cancelPayment(first.reference)).state.outcome).toBe('declined');
    expect((await gateway.cancelPayment(second.reference)).state.outcome).toBe('succeeded');
  });

  it('a wallet does not take every currency', async () => {
    expect(await gateway.charge(charge(await atScreen('wechat-pay'), { currency: 'KWD' }))).toMatchObject({ outcome: 'declined', cause: 'payment method currency mismatch' });
  });
});

describe('what is kept and given back', () => {
  it('a saved card pays with nobody there, until it is forgotten', async () => {
    const customer = await gateway.registerCustomer('tenant-1', 'Acme');
    expect(await gateway.registerCustomer('tenant-1', 'Acme')).toBe(customer);
    const { reference } = await gateway.beginSaving({ id: 'saving-1', tenantId: 'tenant-1', customer });
    expect((await gateway.findSaving(reference))?.saving).toMatchObject({ state: 'pending', nextStep: { kind: 'card-form' } });
    world.entersCard(reference);
    const known = await gateway.findSaving(reference);
    expect(known).toMatchObject({ savingId: 'saving-1', tenantId: 'tenant-1', saving: { state: 'saved', customer, instrument: { kind: 'card', brand: 'visa', lastFour: '4242', expires: '2030-08' } } });
    if (known?.saving.state !== 'saved') throw new Error('not saved');
    const method = known.saving.instrument.reference;
    expect(await gateway.charge(charge({ kind: 'saved', customer, method }))).toMatchObject({ outcome: 'succeeded' });
    await gateway.forgetInstrument(method);
    await gateway.forgetInstrument(method);
    expect(await gateway.charge(charge({ kind: 'saved', customer, method }, { id: 'later' }))).toMatchObject({ outcome: 'declined' });
  });

  it('refunds once under one id, never more than was taken, and not what is disputed', async () => {
    const paid = await gateway.charge(charge());
    const paymentReference = (paid as { reference: string }).reference;
    const order = { id: 'refund-1', tenantId: 'tenant-1', paymentReference, amountMinor: 600_000n, intendedAt: clock.now() };
    fake.plan({ route: 'POST /v1/refunds', fault: 'lost-reply', times: 1 });
    const refund = await gateway.refund(order);
    expect(refund).toMatchObject({ refundId: 'refund-1', state: 'succeeded', amountMinor: 600_000n });
    expect(await gateway.refund(order)).toEqual(refund);
    expect(await gateway.refund({ ...order, id: 'refund-2' })).toMatchObject({ state: 'failed', cause: 'amount too large' });
    clock.pass(30);
    expect(await gateway.refund(order)).toEqual(refund); // long after its key was forgotten
    world.returnsRefund(refund.reference!);
    expect(await gateway.findRefund(refund.reference!)).toMatchObject({ state: 'failed', cause: 'expired or canceled card' });
    world.disputes(paymentReference, 824_000);
    expect(await gateway.refund({ ...order, id: 'refund-3' })).toMatchObject({ state: 'failed', cause: 'charge disputed' });
  });

  it('tells of disputes, and an inquiry from a dispute', async () => {
    const { reference } = (await gateway.charge(charge())) as { reference: string };
    const dispute = world.disputes(reference, 824_000);
    expect(await gateway.findDispute(dispute)).toMatchObject({ state: 'open', paymentReference: reference, amountMinor: 824_000n, reason: 'fraudulent' });
    world.decides(dispute, 'lost');
    expect(await gateway.findDispute(dispute)).toMatchObject({ state: 'lost' });
    expect(await gateway.findDispute(world.disputes(reference, 1, 'general', true))).toMatchObject({ state: 'asked' });
    expect(await gateway.findDispute('dp_unknown')).toBeNull();
  });

  it('lists everything since an instant, over many pages', async () => {
    for (let n = 0; n < 230; n += 1) await gateway.charge(charge(undefined, { id: `charge-${n}` }));
    const seen: string[] = [];
    for await (const payment of gateway.activitySince(clock.now()).payments) seen.push(payment.chargeId ?? '');
    expect(new Set(seen).size).toBe(230);
    clock.pass(1);
    for await (const payment of gateway.activitySince(clock.now()).payments) throw new Error(`too old: ${payment.reference}`);
  });
});

describe('a notification', () => {
  it('is read when it is signed, and 300 seconds later; not a second later, not under another secret, not with another body', async () => {
    await gateway.charge(charge());
    const delivery = fake.takeDeliveries().at(-1)!;
    const body = Buffer.from(delivery.body);
    const at = clock.now();
    const read = (received: number, signature = delivery.signature, bytes = body) => gateway.readNotification(bytes, signature, received as Instant);
    expect(read(at)).toMatchObject({ eventId: delivery.eventId, about: { kind: 'payment' } });
    expect(read(at + 300_000)).not.toBeNull();
    expect(read(at + 301_000)).toBeNull();
    expect(read(at, fake.sign(delivery.body, Math.floor(at / 1000), 'whsec_of_somebody_else'))).toBeNull();
    expect(read(at, delivery.signature, Buffer.from(`${delivery.body} `))).toBeNull();
    expect(read(at, 'nonsense')).toBeNull();
    expect(read(at, '')).toBeNull();
    expect(gateway.readNotification(Buffer.from('not JSON'), fake.sign('not JSON', Math.floor(at / 1000)), at)).toBeNull();
  });
});

describe('what the fake does not model', () => {
  it.each([
    ['a path', () => openStripe(fake.access('')).checkout.sessions.list(), 'GET /v1/checkout/sessions'],
    ['a parameter', () => openStripe(fake.access('')).paymentIntents.create({ amount: 1, currency: 'cny', receipt_email: 'a@b.test' }), 'POST /v1/payment_intents with receipt_email'],
    ['a parameter of a list', () => openStripe(fake.access('')).refunds.list({ charge: 'ch_1' }), 'GET /v1/refunds with charge'],
  ])('fails loudly: %s', async (_what, ask, told) => {
    await expect(ask()).rejects.toThrow(`The fake Stripe does not model ${told}`);
    expect(fake.notModelled).toEqual([told]);
    fake.notModelled.length = 0;
  });

  it('takes no request without its key', async () => {
    const stranger = new StripePaymentGateway({ ...fake.access(''), secretKey: 'sk_test_of_somebody_else' }, clock);
    await expect(stranger.charge(charge())).rejects.toThrow('Invalid API Key');
  });
});
