import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addOperator, addTenant, TestApp } from '@seatline/test-support';
import { FakeWorld } from '@seatline/billing';
import supertest from 'supertest';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start('2026-03-02T09:00:00+08:00');
});
afterAll(() => test.stop());

const send = (body: string, signature: string) =>
  supertest(test.app.getHttpServer()).post('/v1/webhooks/stripe').set('content-type', 'application/json').set('stripe-signature', signature).send(body);

it('takes Stripe’s notifications on the bytes as they came, and pays the invoice that they are about', async () => {
  await addOperator(test);
  const tenant = await addTenant(test, 'Acme');
  await tenant.admin.must('post', '/v1/orders', { planCode: 'standard', seats: 2, months: 12, startOn: '2026-03-02' });
  const [invoice] = (await tenant.admin.must('get', '/v1/invoices')).items;
  const begun = await tenant.admin.must('post', `/v1/invoices/${invoice.id}/checkouts`, { method: 'wechat-pay' });
  expect(begun).toMatchObject({ state: 'created', method: 'wechat-pay', amount: '8240.00', nextStep: { kind: 'qr-code' }, payment: null });
  const [intent] = [...test.fakeStripe.state.intents.keys()];
  new FakeWorld(test.fakeStripe).pays(intent!);
  for (const { body, signature } of test.fakeStripe.takeDeliveries()) {
    expect((await send(`${body} `, signature)).status).toBe(400);
    expect((await send(body, signature)).status).toBe(204);
    expect((await send(body, signature)).status).toBe(204);
  }
  await test.settle();
  expect((await tenant.admin.must('get', `/v1/invoices/${invoice.id}`)).status).toBe('paid');
  expect(await tenant.admin.must('get', `/v1/checkouts/${begun.id}`)).toMatchObject({ state: 'succeeded', payment: { amount: '8240.00', source: 'gateway' } });
});

it('refuses what is no event of Stripe’s: no signature, a huge body, another kind of body', async () => {
  expect((await send('{}', '')).status).toBe(400);
  expect((await send(JSON.stringify({ a: 'x'.repeat(300_000) }), 'whatever')).status).toBe(413);
  expect((await send(JSON.stringify({ a: 'x'.repeat(6_000_000) }), 'whatever')).status).toBe(413);
});
