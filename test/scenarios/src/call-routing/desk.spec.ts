import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Outbox, TenantUnitOfWork } from '@seatline/server';
import { addMember, addOperator, addTenant, type Client, TestApp, type TestTenant } from '@seatline/test-support';
import { until } from './call-house';

let test: TestApp;
let operator: Client;
let acme: TestTenant;
let other: TestTenant;
let agent: { id: string; client: Client };
const seatId = randomUUID();
const leaseId = randomUUID();

/** A seat in service, told by the events of billing that an order and its payment would have made. */
async function rentSeat(): Promise<void> {
  await test.admin.query(
    `insert into lease (tenant_id, id, number, plan_code, zone, currency, contract, start_on, end_on, status, created_at)
     values ($1, $2, 'SL-2026-000001', 'standard', 'Asia/Shanghai', 'CNY', '{}', '2026-03-01', '2027-03-01', 'in-service', now())`,
    [acme.id, leaseId],
  );
  const payload = { leaseId, seats: [{ seatId, number: 1 }] };
  for (const topic of ['billing.seats-ordered', 'billing.seats-activated']) {
    await test.app.get(TenantUnitOfWork, { strict: false }).run(acme.id, (tx) => test.app.get(Outbox, { strict: false }).publish(tx, { topic, payload }));
    await test.settle();
  }
  await acme.admin.must('put', `/v1/seats/${seatId}/entitlements`, { memberIds: [agent.id] });
}

beforeAll(async () => {
  test = await TestApp.start('2026-03-02T09:00:00Z');
  operator = await addOperator(test);
  acme = await addTenant(test, 'Acme');
  other = await addTenant(test, 'Other');
  agent = await addMember(test, acme.id, 'agent@acme.test', ['agent']);
  await rentSeat();
});
afterAll(() => test.stop());

const LINE = { name: 'Main line', host: '192.0.2.10', port: 5060, username: 'acme', password: 'not to be seen again', registers: true };

describe('a tenant’s lines, numbers and calls, through the API', () => {
  it('enters a trunk, whose password is never seen again, and whose address is nobody else’s', async () => {
    const trunk = await acme.admin.must('post', '/v1/trunks', LINE);
    expect(trunk).toMatchObject({ name: 'Main line', registers: true, matchAddresses: ['192.0.2.10:5060'], transport: 'udp' });
    await test.settle();
    const list = await acme.admin.must('get', '/v1/trunks');
    expect(list.items).toMatchObject([{ state: 'applied', cause: null }]);
    const [stored] = (await test.admin.query('select sealed_secret from trunk')).rows;
    expect(JSON.stringify([trunk, list, stored])).not.toContain('not to be seen');
    await acme.admin.must('put', `/v1/trunks/${trunk.id}`, { ...LINE, name: 'First line', password: undefined });
    expect((await other.admin.post('/v1/trunks', { ...LINE, host: '192.0.2.10' })).body.code).toBe('trunk.address-taken');
    expect((await other.admin.post('/v1/trunks', { ...LINE, matchAddresses: ['192.0.2.0/24'] })).body.code).toBe('trunk.address-taken');
    expect((await other.admin.post('/v1/trunks', { ...LINE, matchAddresses: ['192.0.2.10:5061'] })).status).toBe(201);
    expect((await acme.admin.post('/v1/trunks', { ...LINE, username: null })).body.code).toBe('trunk.login-incomplete');
  });

  it('rents a number of the stock, which only one tenant can, and binds it to a queue', async () => {
    await operator.must('post', '/v1/operator/number-stock', { e164: '+862150001111', carrier: 'simulated', country: 'CN' });
    expect((await operator.post('/v1/operator/number-stock', { e164: '+86 21 5000 1111', carrier: 'simulated', country: 'CN' })).body.code).toBe('number.already-in-stock');
    const { items } = await acme.admin.must('get', '/v1/number-stock');
    const rented = await Promise.all([acme.admin.post('/v1/numbers', { stockId: items[0].id }), other.admin.post('/v1/numbers', { stockId: items[0].id })]);
    expect(rented.map((answer) => answer.status).sort()).toEqual([201, 409]);
    if (rented[0]?.status !== 201) {
      const [theirs] = (await other.admin.must('get', '/v1/numbers')).items;
      await other.admin.must('delete', `/v1/numbers/${theirs.id}`);
      await acme.admin.must('post', '/v1/numbers', { stockId: items[0].id });
    }
    const queue = await acme.admin.must('post', '/v1/queues', { name: 'Sales', memberIds: [agent.id] });
    expect(queue).toMatchObject({ ringTimeoutSeconds: 15, wrapUpSeconds: 60, memberIds: [agent.id], waitingCalls: 0 });
    const [number] = (await acme.admin.must('get', '/v1/numbers')).items;
    expect(await acme.admin.must('put', `/v1/numbers/${number.id}`, { queueId: queue.id, label: 'Hotline' })).toMatchObject({ queueName: 'Sales', label: 'Hotline' });
    expect((await acme.admin.delete(`/v1/queues/${queue.id}`)).body.code).toBe('queue.has-numbers');
    expect((await acme.admin.post('/v1/queues', { name: 'sales', memberIds: [] })).body.code).toBe('queue.name-taken');
    expect((await operator.must('get', '/v1/operator/number-stock')).items).toMatchObject([{ tenantName: 'Acme' }]);
    expect((await acme.admin.must('get', '/v1/number-stock')).items).toEqual([]);
  });

  it('shows the agent’s desk from the log-in to the end of a call, and the call afterwards', async () => {
    const desk = () => agent.client.must('get', '/v1/agent');
    const seatLabel = (await desk()).entitledSeats[0].label;
    expect(await desk()).toMatchObject({ state: 'offline', seat: null, entitledSeats: [{ id: seatId, state: 'active', heldBy: null }], carrierKind: 'simulated' });
    expect((await agent.client.put('/v1/agent/state', { state: 'ready' })).body.code).toBe('agent.not-logged-in');
    expect(await agent.client.must('post', '/v1/agent/seat', { seatId })).toEqual({ seat: { id: seatId, label: seatLabel }, sip: null });
    expect(await agent.client.must('put', '/v1/agent/state', { state: 'ready' })).toMatchObject({ state: 'ready', entitledSeats: [{ heldBy: 'agent' }] });
    await operator.must('post', '/v1/demo/callers', { toNumber: '+862150001111', fromNumber: '+8613900139000' });
    const ringing = await until('ringing', desk, (each) => each.call?.canAnswer === true);
    expect(ringing.call).toMatchObject({ direction: 'inbound', callerNumber: '+8613900139000', queueName: 'Sales', state: 'offered' });
    expect((await acme.admin.must('get', '/v1/agents')).items).toMatchObject([{ memberId: agent.id, state: 'ringing', seatLabel, callerNumber: '+8613900139000' }]);
    await until('the answer', () => agent.client.post(`/v1/agent/calls/${ringing.call.id}/answer`), (answer) => answer.status === 204);
    await until('the conversation', desk, (each) => each.state === 'talking');
    expect((await agent.client.delete('/v1/agent/seat')).body.code).toBe('agent.in-call');
    await test.moveTo('2026-03-02T09:00:30Z');
    await agent.client.must('post', `/v1/agent/calls/${ringing.call.id}/hangup`);
    await until('wrap-up', desk, (each) => each.state === 'wrap-up' && each.call === null);

    const { items } = await until('the recording', () => acme.admin.must('get', '/v1/calls'), (page) => page.items[0]?.hasRecording === true && page.items[0].outcome === 'completed');
    expect(items).toMatchObject([
      { direction: 'inbound', callerNumber: '+8613900139000', calledNumber: '+862150001111', agentName: 'agent', seatLabel, queueName: 'Sales', outcome: 'completed', milliseconds: 30_000 },
    ]);
    const call = await acme.admin.must('get', `/v1/calls/${items[0].id}`);
    expect(call.legs).toMatchObject([{ role: 'caller', carrierLeg: true, milliseconds: 30_000, outcome: 'completed' }, { role: 'agent', carrierLeg: false }]);
    expect(call.events.map((event: { type: string }) => event.type)).toEqual(expect.arrayContaining(['leg.offered', 'leg.answered', 'leg.ended']));
    const recording = await acme.admin.get(`/v1/calls/${items[0].id}/recording`);
    expect([recording.status, recording.headers['content-type']]).toEqual([200, 'audio/wav']);
    expect((await acme.admin.must('get', '/v1/audit')).items.some((entry: { action: string }) => entry.action === 'recording.heard')).toBe(true);
    expect((await other.admin.get(`/v1/calls/${items[0].id}/recording`)).status).toBe(404);
  });

  it('is nothing that another tenant could find', async () => {
    const stranger = await addMember(test, other.id, 'stranger@other.test', ['agent', 'tenant-admin']);
    const [queue] = (await acme.admin.must('get', '/v1/queues')).items;
    const [trunk] = (await acme.admin.must('get', '/v1/trunks')).items;
    const [number] = (await acme.admin.must('get', '/v1/numbers')).items;
    const [call] = (await acme.admin.must('get', '/v1/calls')).items;
    const tries = [
      stranger.client.get(`/v1/trunks/${trunk.id}`), stranger.client.put(`/v1/trunks/${trunk.id}`, LINE), stranger.client.delete(`/v1/trunks/${trunk.id}`),
      stranger.client.put(`/v1/numbers/${number.id}`, { queueId: queue.id, label: 'mine' }), stranger.client.delete(`/v1/numbers/${number.id}`),
      stranger.client.put(`/v1/queues/${queue.id}`, { name: 'mine', memberIds: [] }), stranger.client.delete(`/v1/queues/${queue.id}`),
      stranger.client.get(`/v1/calls/${call.id}`), stranger.client.post(`/v1/agent/calls/${call.id}/answer`), stranger.client.post(`/v1/agent/calls/${call.id}/hangup`),
      stranger.client.post(`/v1/agents/${agent.id}/log-out`), stranger.client.post('/v1/agent/seat', { seatId }),
    ];
    expect((await Promise.all(tries)).map((answer) => answer.status)).toEqual(tries.map(() => 404));
    expect((await stranger.client.must('get', '/v1/calls')).items).toEqual([]);
    const theirQueue = await other.admin.post('/v1/queues', { name: 'Theirs', memberIds: [agent.id] });
    expect(theirQueue.body.code).toBe('queue.unknown-member');
  });
});
