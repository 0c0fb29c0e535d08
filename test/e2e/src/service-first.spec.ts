import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DueWorkSweep } from '@seatline/billing';
import { Jobs, OutboxRelay, PlatformUnitOfWork } from '@seatline/server';
import { addMember, addOperator, addTenant, PASSWORD, type Rented, rentSeats, TestApp, type TestTenant } from '@seatline/test-support';

// Who has paid overtakes whatever else is on its way, and what was overtaken changes nothing when it comes.

let test: TestApp;
let tenant: TestTenant;
let rented: Rented;
beforeEach(async () => {
  test = await TestApp.start('2026-03-02T09:00:00+08:00');
  tenant = await addTenant(test, 'Payer');
  rented = await rentSeats(test, tenant, await addOperator(test), { seats: 2, startOn: '2026-03-02' });
});
afterEach(() => test.stop());

/** Up to the midnight of the suspension; sessions end with the weeks that pass. */
async function untilSuspension(): Promise<void> {
  for (const at of ['2026-03-26', '2026-04-10', '2026-04-14', '2026-04-15', '2026-04-17']) await test.moveTo(`${at}T00:00:00+08:00`);
}

async function pay(): Promise<void> {
  const operator = await test.signIn('operator@seatline.test', PASSWORD);
  await operator.must('post', `/v1/operator/tenants/${tenant.id}/leases/${rented.leaseId}/payments`, { amount: '4240.00', reference: 'late' });
}

const seats = async () => (await test.admin.query<{ seat: string }>(
  "select s.state || ', carrier ' || s.applied_service || ', endpoint ' || e.service || ' ' || e.applied_service as seat from seat s join seat_endpoint e on e.seat_id = s.id order by s.number")).rows.map((row) => row.seat);
const whole = ['active, carrier full, endpoint full full', 'active, carrier full, endpoint full full'];

it('brings service back while every worker is held by something else', async () => {
  await untilSuspension();
  await test.moveTo('2026-04-18T00:00:00+08:00');
  expect((await seats())[0]).toBe('suspended, carrier emergency-only, endpoint emergency-only emergency-only');
  const jobs = test.app.get(Jobs);
  let held = 0;
  let letGo = (): void => undefined;
  const end = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  jobs.handle('a-mail-server-that-hangs', async () => {
    held += 1;
    await end;
  });
  try {
    for (let count = 0; count < 20; count += 1) await test.app.get(PlatformUnitOfWork).run((tx) => jobs.enqueue(tx, 'a-mail-server-that-hangs', {}));
    await jobs.start();
    for (let waits = 0; held < 4 && waits < 2000; waits += 1) await sleep(10);
    await pay();
    for (let waits = 0; (await seats()).join() !== whole.join() && waits < 2000; waits += 1) await sleep(10);
    expect(await seats()).toEqual(whole);
    const { rows } = await test.admin.query("select 1 from graphile_worker.jobs where task_identifier = 'a-mail-server-that-hangs'");
    expect(rows).toHaveLength(20);
  } finally {
    letGo();
  }
});

/** Hands over the events of a topic that nobody has heard of yet. */
async function deliver(topic: string, service: string | null = null): Promise<void> {
  const { rows } = await test.admin.query<{ id: string }>(
    `select id from outbox o where topic = $1 and ($2::text is null or payload ->> 'service' = $2)
     and not exists (select from outbox_delivery d where d.outbox_id = o.id) order by id`, [topic, service]);
  if (rows.length === 0) throw new Error(`nothing of ${topic} waits`);
  for (const { id } of rows) await test.app.get(OutboxRelay).deliver(tenant.id, id);
}

it('does not follow the wish of a suspension that a restoration has overtaken, nor sends the agent home for it', async () => {
  const li = await addMember(test, tenant.id, 'li@payer.test', ['agent']);
  await tenant.admin.must('put', `/v1/seats/${rented.seatIds[0]}/entitlements`, { memberIds: [li.id] });
  await untilSuspension();
  const agent = await test.signIn('li@payer.test', PASSWORD);
  await agent.must('post', '/v1/agent/seat', { seatId: rented.seatIds[0] });
  test.clock.moveTo('2026-04-18T00:00:00+08:00');
  await test.app.get(DueWorkSweep, { strict: false }).run();
  await deliver('billing.lease-suspended');
  await pay();
  await deliver('billing.lease-restored');
  await deliver('tenancy.seat-service-wanted', 'full');
  await deliver('tenancy.seat-service-wanted', 'emergency-only');
  await test.settle();
  expect(await seats()).toEqual(whole);
  expect((await (await test.signIn('li@payer.test', PASSWORD)).must('get', '/v1/agent')).seat).toMatchObject({ id: rented.seatIds[0] });
});

it('plans a suspension as overtaken that is heard of after its end', async () => {
  await untilSuspension();
  test.clock.moveTo('2026-04-18T00:00:00+08:00');
  await test.app.get(DueWorkSweep, { strict: false }).run();
  await pay();
  await deliver('billing.lease-restored');
  await deliver('billing.lease-suspended');
  await test.settle();
  await test.settle();
  expect(await seats()).toEqual(whole);
  const { rows } = await test.admin.query("select direction, array_agg(distinct state) as states from suspension_step group by 1 order by 1");
  expect(rows).toEqual([{ direction: 'down', states: ['overtaken'] }, { direction: 'up', states: ['done'] }]);
});
