import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MoveToCarrier } from '@seatline/telephony';
import { addOperator, addTenant, rentSeats, TestApp, type TestTenant } from '@seatline/test-support';

let test: TestApp;
let tenant: TestTenant;
beforeAll(async () => {
  test = await TestApp.start('2026-03-02T09:00:00+08:00');
  tenant = await addTenant(test, 'Mover');
  await rentSeats(test, tenant, await addOperator(test), { seats: 1, startOn: '2026-03-02' });
  await tenant.admin.must('post', '/v1/trunks', { name: 'Line', host: '192.0.2.8', port: 5060 });
  await test.settle();
});
afterAll(() => test.stop());

const endpoints = async () => (await test.admin.query('select carrier, service, applied_service, applied_gen = desired_gen as settled from seat_endpoint')).rows;

it('takes a tenant’s seats and trunks to another carrier, to be brought there by the reconciler, and back', async () => {
  const move = test.app.get(MoveToCarrier, { strict: false });
  expect(await endpoints()).toEqual([{ carrier: 'simulated', service: 'full', applied_service: 'full', settled: true }]);
  expect(await move.run(tenant.id, 'asterisk')).toBe(true);
  expect(await move.run(tenant.id, 'asterisk')).toBe(false);
  expect(await endpoints()).toEqual([{ carrier: 'asterisk', service: 'full', applied_service: 'none', settled: false }]);
  expect((await test.admin.query('select carrier from trunk')).rows).toEqual([{ carrier: 'asterisk' }]);
  expect(await move.run(tenant.id, 'simulated')).toBe(true);
  await test.settle();
  expect(await endpoints()).toEqual([{ carrier: 'simulated', service: 'full', applied_service: 'full', settled: true }]);
});
