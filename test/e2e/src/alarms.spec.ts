import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addOperator, addTenant, type Client, TestApp, type TestTenant } from '@seatline/test-support';

let test: TestApp;
let tenant: TestTenant;
let operator: Client;
beforeAll(async () => {
  test = await TestApp.start('2026-03-02T09:00:00+08:00');
  tenant = await addTenant(test, 'Alarmed');
  operator = await addOperator(test);
});
afterAll(() => test.stop());

it('shows alarms of tenants until they are over, and those of the platform until somebody has seen them', async () => {
  await test.admin.query(`
    insert into operator_alarm (tenant_id, kind, ref, facts, raised_at, cleared_at) values
      ('${tenant.id}', 'reconciliation-failed', 'a', '{}', now(), null), ('${tenant.id}', 'reconciliation-failed', 'b', '{}', now(), now())`);
  await test.admin.query(`
    insert into platform_alarm (kind, ref, facts, raised_at, cleared_at) values ('clock-was-set', 'm', '{"machine": "one", "seconds": 86400}', now(), now())`);
  const kinds = async (query = ''): Promise<[string | null, string, boolean][]> =>
    (await operator.must('get', `/v1/operator/alarms${query}`)).items.map((alarm: { tenantName: string | null; kind: string; clearedAt: string | null }) => [alarm.tenantName, alarm.kind, alarm.clearedAt !== null]);
  expect(await kinds()).toEqual([[null, 'clock-was-set', true], ['Alarmed', 'reconciliation-failed', false]]);
  const [{ id }] = (await operator.must('get', '/v1/operator/alarms')).items;
  expect((await tenant.admin.post(`/v1/operator/platform-alarms/${id}/sightings`)).status).toBe(403);
  await operator.must('post', `/v1/operator/platform-alarms/${id}/sightings`);
  expect((await operator.post('/v1/operator/platform-alarms/00000000-0000-7000-8000-000000000001/sightings')).status).toBe(404);
  expect(await kinds()).toEqual([['Alarmed', 'reconciliation-failed', false]]);
  expect(await kinds('?all=true')).toHaveLength(3);
});
