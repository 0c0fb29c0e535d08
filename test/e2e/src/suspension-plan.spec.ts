import { beforeAll, expect, it } from '@jest/globals';
import { type Client, PASSWORD, type Rented, type TestApp, type TestTenant } from '@seatline/test-support';
import { CarrierFailure } from '@seatline/telephony-domain';
import { rentedHouseBeforeAll } from './rented-house';

let test: TestApp;
let tenant: TestTenant;
let operator: Client;
let rented: Rented;
rentedHouseBeforeAll('Late', 2, (house) => ({ test, tenant, operator, rented } = house));
beforeAll(async () => {
  await tenant.admin.must('post', '/v1/queues', { name: 'Sales', memberIds: [] });
  await operator.must('post', '/v1/operator/number-stock', { e164: '+862150002222', carrier: 'simulated', country: 'CN' });
  const [free] = (await tenant.admin.must('get', '/v1/number-stock')).items;
  await tenant.admin.must('post', '/v1/numbers', { stockId: free.id });
  await test.settle();
});

/** Sessions end with the weeks that the story lets pass. */
const asOperator = (): Promise<Client> => test.signIn('operator@seatline.test', PASSWORD);
const plan = async () => (await asOperator()).must('get', `/v1/operator/tenants/${tenant.id}/leases/${rented.leaseId}/suspension-plan`);
const told = (steps: { kind: string; targetId: string }[]) => steps.map((step) => `${step.kind} ${step.targetId}`);

it('executes what the dry run showed, step by step; shows and retries what fails; and comes back by the plan', async () => {
  for (const at of ['2026-03-26', '2026-04-10', '2026-04-14', '2026-04-15', '2026-04-17']) await test.moveTo(`${at}T00:00:00+08:00`);
  const before = await plan();
  expect(before).toMatchObject({ suspensionAt: '2026-04-17T16:00:00.000Z', clearedBy: '4240.00', seats: 2, liveCalls: 0, executed: [] });
  expect(before.down.map((step: { kind: string }) => step.kind)).toEqual(['refuse-log-ins', 'refuse-outbound', 'close-number', 'close-queue', 'emergency-only', 'emergency-only']);
  expect((await (await test.signIn('admin@late.test', PASSWORD)).must('get', `/v1/leases/${rented.leaseId}/suspension-plan`)).down).toEqual(before.down);
  test.carrier.world.fail('ensureSeat', new CarrierFailure('unreachable', 'the wire is cut'), rented.seatIds[0]);
  await test.moveTo('2026-04-18T00:00:00+08:00');
  await test.settle();
  await test.settle();
  const during = await plan();
  expect(told(during.executed)).toEqual(told(before.down));
  expect(during.executed.map((step: { state: string }) => step.state)).toEqual(['done', 'done', 'done', 'done', 'failed', 'done']);
  expect(during.executed[4]).toMatchObject({ cause: 'carrier-unreachable', targetId: rented.seatIds[0] });
  const { items: alarms } = await (await asOperator()).must('get', '/v1/operator/alarms');
  expect(alarms).toContainEqual(expect.objectContaining({ kind: 'suspension-step-failed', leaseId: rented.leaseId }));
  test.carrier.world.mend();
  await test.moveTo('2026-04-18T01:00:00+08:00');
  await test.settle();
  expect((await plan()).executed.map((step: { state: string }) => step.state)).toEqual(['done', 'done', 'done', 'done', 'done', 'done']);
  await (await asOperator()).must('post', `/v1/operator/tenants/${tenant.id}/leases/${rented.leaseId}/payments`, { amount: '4240.00', reference: 'late' });
  await test.settle();
  await test.settle();
  await test.settle();
  const after = await plan();
  const back = after.executed.filter((step: { direction: string }) => step.direction === 'up');
  expect(told(back)).toEqual(told(before.up));
  expect(new Set(back.map((step: { state: string }) => step.state))).toEqual(new Set(['done']));
});
