import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Route, buildOpenApi, routesOf } from '@seatline/api';
import { addMember, addOperator, addTenant, type Client, rentSeats, TestApp, type TestTenant } from '@seatline/test-support';
import type { OpenAPIObject } from '@nestjs/swagger';
import { fingerprintOf, idsOf, leaksTo, nameOf, opennessTo, type Owner, PUBLIC_ROUTES } from './isolation-rules';

const CANARY = 'Kanarienvogel';

let test: TestApp;
let owner: Owner;
let stranger: Client;
let ownerTenant: TestTenant;
let api: OpenAPIObject;

beforeAll(async () => {
  test = await TestApp.start('2026-03-02T09:00:00+08:00', (fastify) => {
    // Two leaks planted on the router itself, where no guard stands: the rules below must find both.
    fastify.get('/v1/planted/seats/:seatId', async (request) => ({ seat: (request.params as { seatId: string }).seatId, label: CANARY }));
  });
  ownerTenant = await addTenant(test, `${CANARY} One`);
  const agent = await addMember(test, ownerTenant.id, 'agent@one.test', ['agent']);
  await ownerTenant.admin.must('post', '/v1/invitations', { email: 'later@one.test', roles: ['agent'] });
  await furnish(agent.id);
  const other = await addTenant(test, 'Two');
  stranger = (await addMember(test, other.id, 'all@two.test', ['tenant-admin', 'tenant-billing', 'supervisor', 'quality', 'agent'])).client;
  owner = { tenantId: ownerTenant.id, canary: CANARY, ids: await idsOf(test.admin, ownerTenant.id) };
  api = buildOpenApi(test.app);
});
afterAll(() => test.stop());

const honest = (): Route[] => routesOf(test.app).filter((route) => !route.path.startsWith('/v1/planted/'));
const planted = (): Route[] => routesOf(test.app).filter((route) => route.path.startsWith('/v1/planted/'));

/** Something of every kind, so that every route has something to be refused. */
async function furnish(agentId: string): Promise<void> {
  const operator = await addOperator(test);
  const { admin } = ownerTenant;
  const { seatIds } = await rentSeats(test, ownerTenant, operator, { seats: 2, startOn: '2026-03-02' });
  const order = await admin.must('post', '/v1/orders', { planCode: 'standard', seats: 1, months: 12, startOn: '2026-03-02' });
  await admin.must('post', `/v1/orders/${order.id}/checkouts`, { method: 'alipay' });
  await admin.must('post', '/v1/payment-methods');
  const third = await addTenant(test, 'Three');
  const { code } = await third.admin.must('get', '/v1/sublets');
  await admin.must('post', `/v1/leases/${order.leaseId}/sublets`, { toCode: code, seats: 1, on: '2026-04-02' });
  await admin.must('put', `/v1/seats/${seatIds[0]}/entitlements`, { memberIds: [agentId] });
  await admin.must('patch', `/v1/seats/${seatIds[1]}`, { label: CANARY });
  const queue = await admin.must('post', '/v1/queues', { name: CANARY, memberIds: [agentId] });
  await admin.must('post', '/v1/trunks', { name: CANARY, host: '192.0.2.7', port: 5060 });
  await operator.must('post', '/v1/operator/number-stock', { e164: '+862150001111', carrier: 'simulated', country: 'CN' });
  const [free] = (await admin.must('get', '/v1/number-stock')).items;
  const number = await admin.must('post', '/v1/numbers', { stockId: free.id });
  await admin.must('put', `/v1/numbers/${number.id}`, { queueId: queue.id, label: CANARY });
  await test.settle();
  await operator.must('post', '/v1/demo/callers', { toNumber: '+862150001111' });
  await admin.must('post', '/v1/webhook-endpoints', { url: `https://hooks.example.com/${CANARY}` });
  await until(async () => (await admin.must('get', '/v1/calls')).items.length > 0);
  const [invoice] = (await admin.must('get', '/v1/invoices')).items;
  const removal = { seats: 1, when: 'now', reason: CANARY }; // and with it a credit note
  await operator.must('post', `/v1/operator/tenants/${ownerTenant.id}/leases/${invoice.leaseId}/seat-removals`, removal);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('another tenant', () => {
  it('gets nothing out of any route, and changes nothing', async () => {
    const before = await fingerprintOf(test.admin, owner.tenantId);
    expect(honest().length).toBeGreaterThan(25);
    expect(await leaksTo(stranger, owner, honest(), api)).toEqual([]);
    expect(await fingerprintOf(test.admin, owner.tenantId)).toEqual(before);
  });

  it('would be caught at a planted leak', async () => {
    const faults = await leaksTo(stranger, owner, planted(), api);
    expect(faults.some((fault) => /holds the owner’s words/.test(fault))).toBe(true);
    expect(faults.some((fault) => /answered 200 instead of 404/.test(fault))).toBe(true);
  });
});

describe('a visitor without a session', () => {
  it('is asked for one everywhere but at the public routes', async () => {
    expect(await opennessTo(test.anonymous(), honest())).toEqual([]);
  });

  it('would be caught at a route without a guard', async () => {
    expect(await opennessTo(test.anonymous(), planted())).toEqual(['GET /v1/planted/seats/:seatId: answered 200 to a visitor without a session']);
  });

  it('finds every public route of the list on the router', () => {
    const names = honest().map(nameOf);
    expect(Object.keys(PUBLIC_ROUTES).filter((name) => !names.includes(name))).toEqual([]);
  });
});
