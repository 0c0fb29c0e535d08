import { expect, it } from '@jest/globals';
import type { Client, Rented, TestApp, TestTenant } from '@seatline/test-support';
import { rentedHouseBeforeAll } from './rented-house';

let test: TestApp;
let tenant: TestTenant;
let operator: Client;
let rented: Rented;
rentedHouseBeforeAll('Returner', 3, (house) => ({ test, tenant, operator, rented } = house));

it('lets a tenant return seats with the period, and at once only by the operator’s consent', async () => {
  const path = `/v1/leases/${rented.leaseId}/seat-removals`;
  const refused = await tenant.admin.post(path, { seats: 1, when: 'now' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'lease.removal-needs-consent' } });
  expect((await tenant.admin.post(path, { seats: 1, when: 'period-end' })).status).toBeLessThan(300);
});

it('credits what is left of the period when the operator consents, with the reason in the tenant’s own log', async () => {
  const path = `/v1/operator/tenants/${tenant.id}/leases/${rented.leaseId}/seat-removals`;
  expect((await operator.post(path, { seats: 1, when: 'now' })).status).toBe(400);
  await operator.must('post', path, { seats: 1, when: 'now', reason: 'the office moves' });
  await test.settle();
  const [invoice] = (await tenant.admin.must('get', '/v1/invoices')).items;
  // 31 days from 2026-03-02; the day itself counts as used: 2000.00 − 2000.00 × 1 ÷ 31 = 1935.48, with 6 % tax 116.13.
  expect(invoice.credited).toBe('2051.61');
  const { items } = await tenant.admin.must('get', '/v1/audit');
  expect(items).toContainEqual(expect.objectContaining({ action: 'seats.removed', reason: 'the office moves', actorKind: 'operator' }));
});
