import { expect, it } from '@jest/globals';
import { addMember, type Client, PASSWORD, type Rented, type TestApp, type TestTenant } from '@seatline/test-support';
import { rentedHouseBeforeAll } from './rented-house';

let test: TestApp;
let tenant: TestTenant;
let operator: Client;
let rented: Rented;
rentedHouseBeforeAll('Roomy', 3, (house) => ({ test, tenant, operator, rented } = house));

it('tells a tenant and the operator how many of the rented seats were ever used at once, from the agents’ own log-ins and tenancy’s windows', async () => {
  for (const place of [0, 1]) {
    const member = await addMember(test, tenant.id, `agent${place}@roomy.test`, ['agent']);
    await tenant.admin.must('put', `/v1/seats/${rented.seatIds[place]}/entitlements`, { memberIds: [member.id] });
  }
  const window = { target: { kind: 'platform' }, startAt: '2026-03-06T00:00:00+08:00', endAt: '2026-03-06T20:00:00+08:00', note: 'cables', emergency: false };
  await operator.must('post', '/v1/operator/maintenance-windows', window);
  const agent = async (place: number, at: string): Promise<Client> => {
    await test.moveTo(at);
    return test.signIn(`agent${place}@roomy.test`, PASSWORD); // a new day, a new sign-in
  };
  await (await agent(0, '2026-03-03T09:00:00+08:00')).must('post', '/v1/agent/seat', { seatId: rented.seatIds[0] });
  await (await agent(1, '2026-03-03T10:00:00+08:00')).must('post', '/v1/agent/seat', { seatId: rented.seatIds[1] });
  await (await agent(0, '2026-03-03T11:00:00+08:00')).must('delete', '/v1/agent/seat');
  await test.moveTo('2026-03-07T08:00:00+08:00');
  const admin = await test.signIn('admin@roomy.test', PASSWORD);
  operator = await test.signIn('operator@seatline.test', PASSWORD);

  const told = await admin.must('get', '/v1/seat-usage?month=2026-03');
  expect(told.throughOn).toBe('2026-03-07');
  expect(told.leases).toHaveLength(1);
  expect(told.leases[0]).toMatchObject({
    seatDays: { total: 18, active: 15, maintenance: 3, suspended: 0, sublet: 0 }, peak: 2, peakAt: '2026-03-03T02:00:00.000Z',
    spare: { rented: 3, mostUsed: 2, fromOn: '2026-03-02', throughOn: '2026-03-07', mostUsedOn: '2026-03-03' },
  });
  expect(told.leases[0].days.at(-1)).toMatchObject({ on: '2026-03-07', rented: 3, peak: 1 }); // who never logged out still sits there
  expect(await operator.must('get', `/v1/operator/tenants/${tenant.id}/seat-usage?month=2026-03`)).toEqual(told);
  const { items } = await operator.must('get', '/v1/operator/seat-usage?month=2026-03');
  expect(items).toEqual([{ tenantId: tenant.id, tenantName: 'Roomy', leases: told.leases }]);
  expect((await admin.get('/v1/seat-usage?month=2026-13')).status).toBe(400);
});
