import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addOperator, addTenant, TestApp } from '@seatline/test-support';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start('2026-03-02T09:00:00+08:00');
});
afterAll(() => test.stop());

it('answers a visitor without a session in problem+json', async () => {
  const answer = await test.anonymous().get('/v1/session');
  expect(answer.status).toBe(401);
  expect(answer.headers['content-type']).toMatch(/application\/problem\+json/);
  expect(answer.body).toMatchObject({ code: 'not-signed-in', status: 401 });
});

it('signs in a tenant’s admin and an operator, each with their own permissions', async () => {
  const { admin } = await addTenant(test, 'Blue Lake');
  const operator = await addOperator(test);
  const mine = (await admin.get('/v1/session')).body;
  expect(mine.tenant.name).toBe('Blue Lake');
  expect(mine.permissions).toContain('seats:manage');
  expect(mine.permissions.filter((each: string) => each.startsWith('operator:'))).toEqual([]);
  const theirs = (await operator.get('/v1/session')).body;
  expect(theirs.tenant).toBeNull();
  expect(theirs.permissions).toContain('operator:payments');
  expect(theirs.permissions.filter((each: string) => !each.startsWith('operator:'))).toEqual([]);
});

it('serves its pages and answers with headers that keep others out', async () => {
  const { headers } = await test.anonymous().get('/healthz');
  expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
  expect(headers['x-frame-options']).toBe('DENY');
  expect(headers['x-content-type-options']).toBe('nosniff');
});
