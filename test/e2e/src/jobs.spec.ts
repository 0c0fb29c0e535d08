import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Jobs, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { addOperator, addTenant, type Client, TestApp } from '@seatline/test-support';

let test: TestApp;
let operator: Client;
let broken = true;
let done = 0;
beforeAll(async () => {
  test = await TestApp.start('2026-03-02T09:00:00+08:00');
  operator = await addOperator(test);
  test.app.get(Jobs).handle('planted', async () => {
    if (broken) throw new Error('the printer is on fire');
    done += 1;
  });
});
afterAll(() => test.stop());

it('shows the operator a job that failed with its cause, and tries it again when told to', async () => {
  await test.app.get(PlatformUnitOfWork).run((tx) => test.app.get(Jobs).enqueue(tx, 'planted', { id: 'x' }));
  await test.app.get(Jobs).drain();
  const { items } = await operator.must('get', '/v1/operator/jobs/failed');
  expect(items).toEqual([expect.objectContaining({ task: 'planted', attempts: 1, lastError: 'the printer is on fire' })]);
  broken = false;
  await operator.must('post', `/v1/operator/jobs/${items[0].id}/retry`);
  await test.app.get(Jobs).drain();
  expect(done).toBe(1);
  expect((await operator.must('get', '/v1/operator/jobs/failed')).items).toEqual([]);
});

it('answers 404 for a job that is not there, and shows nothing to a tenant', async () => {
  expect((await operator.post('/v1/operator/jobs/999999/retry')).status).toBe(404);
  expect((await operator.post('/v1/operator/jobs/many/retry')).status).toBe(404);
  const { admin } = await addTenant(test, 'Curious');
  expect((await admin.get('/v1/operator/jobs/failed')).status).toBe(403);
});

it('lets a job that is under way finish on its database before the product ends', async () => {
  const ending = await TestApp.start('2026-03-02T09:00:00+08:00');
  const [jobs, platform, tenants] = [ending.app.get(Jobs), ending.app.get(PlatformUnitOfWork), ending.app.get(TenantUnitOfWork)];
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let finished = false;
  jobs.handle('slow', async () => {
    begin();
    await sleep(500);
    await tenants.run(randomUUID(), (tx) => tx.ledger.execute('select 1'));
    finished = true;
  });
  await jobs.start();
  await platform.run((tx) => jobs.enqueue(tx, 'slow', {}));
  await begun;
  await ending.stop();
  expect(finished).toBe(true);
});
