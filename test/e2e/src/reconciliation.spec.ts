import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import { addMember, addOperator, addTenant, type Client, PASSWORD, rentSeats, TestApp, type TestTenant } from '@seatline/test-support';

const NUMBER = '+862150001111';
const OTHER = '+8613900002222';
const MARCH_5 = '2026-03-05';

let test: TestApp;
let tenant: TestTenant;
let operator: Client;
let trunkId: string;
let seatId: string;
beforeAll(async () => {
  test = await TestApp.start('2026-03-05T09:00:00+08:00');
  tenant = await addTenant(test, 'Talker');
  operator = await addOperator(test);
  const rented = await rentSeats(test, tenant, operator, { seats: 1, startOn: MARCH_5 });
  seatId = rented.seatIds[0]!;
  const agent = await addMember(test, tenant.id, 'agent@talker.test', ['agent']);
  await tenant.admin.must('put', `/v1/seats/${seatId}/entitlements`, { memberIds: [agent.id] });
  const queue = await tenant.admin.must('post', '/v1/queues', { name: 'All', memberIds: [agent.id] });
  trunkId = (await tenant.admin.must('post', '/v1/trunks', { name: 'Line', host: '192.0.2.7', port: 5060 })).id;
  await operator.must('post', '/v1/operator/number-stock', { e164: NUMBER, carrier: 'simulated', country: 'CN' });
  const [free] = (await tenant.admin.must('get', '/v1/number-stock')).items;
  const number = await tenant.admin.must('post', '/v1/numbers', { stockId: free.id });
  await tenant.admin.must('put', `/v1/numbers/${number.id}`, { queueId: queue.id, label: 'front' });
  await test.settle();
  await agent.client.must('post', '/v1/agent/seat', { seatId });
  await agent.client.must('put', '/v1/agent/state', { state: 'ready' });
  await talk('2026-03-05T10:00:00+08:00', '2026-03-05T10:01:10+08:00');
  await signInAgain();
});
afterAll(() => test.stop());

async function signInAgain(): Promise<void> {
  operator = await test.signIn('operator@seatline.test', PASSWORD);
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Somebody calls in, the agent takes it, and they talk. */
async function talk(from: string, to: string): Promise<void> {
  const { world } = test.carrier;
  test.clock.moveTo(from);
  const caller = world.callIn({ trunkId, from: OTHER, to: NUMBER })!;
  await until(() => world.answer(seatId));
  await until(() => caller.hears() === 'others');
  test.clock.moveTo(to);
  caller.hangUp();
  await until(async () => (await test.admin.query('select 1 from cdr where carrier_leg and answered_at is not null')).rows.length > 0);
  await test.settle();
}

const run = (on = MARCH_5) => operator.must('post', '/v1/operator/reconciliations', { tenantId: tenant.id, trunkId, on });
const summary = (answer: { findings: { kind: string; ref: string }[] }) => answer.findings.map(({ kind, ref }) => [kind, ref]);

describe('our records beside the carrier’s own', () => {
  it('agree about a call that both saw; what the carrier takes for it is known from then on', async () => {
    test.clock.moveTo('2026-03-05T10:05:00+08:00');
    const before = (await operator.must('get', `/v1/operator/reports/margin?from=${MARCH_5}&to=${MARCH_5}&by=tenant`)).items;
    expect(before).toEqual([expect.objectContaining({ name: 'Talker', calls: 1, comparedCalls: 0, callsWithoutCost: 1, cost: '0.000000' })]);
    const compared = await run();
    expect(compared).toMatchObject({ totals: [], findings: [], run: { ours: 1, theirs: 1, matched: 1, trunkName: 'Line', source: 'simulated' } });
    const [margin] = (await operator.must('get', `/v1/operator/reports/margin?from=${MARCH_5}&to=${MARCH_5}&by=day`)).items;
    expect(margin).toMatchObject({ key: MARCH_5, calls: 1, comparedCalls: 1, callsWithoutCost: 0, cost: '0.000000' });
  });

  it('differ where the carrier’s books err; a finding is acknowledged or taken over, once', async () => {
    const { books } = test.carrier;
    const call = { legId: null, direction: 'outbound' as const, from: NUMBER, to: '+861087654321', seconds: 130 };
    books.invent(trunkId, { ...call, recordId: 'never-heard-of', answeredAt: instant('2026-03-05T10:02:00+08:00') });
    const [leg] = (await test.admin.query('select leg_id from cdr where carrier_leg')).rows;
    books.lengthen(leg.leg_id, 90);
    const compared = await run();
    expect(summary(compared)).toEqual([['missing', 'never-heard-of'], ['seconds', `sim-record-${leg.leg_id}`]]);
    expect(compared.totals).toEqual([
      { kind: 'missing', count: 1, values: [{ amount: '0.360000', currency: 'CNY' }], unvalued: 0 },
      { kind: 'seconds', count: 1, values: [{ amount: '0.000000', currency: 'CNY' }], unvalued: 0 },
    ]);
    const [missing, seconds] = compared.findings;
    const path = `/v1/operator/tenants/${tenant.id}/carrier-findings`;
    expect((await operator.post(`${path}/${missing.id}/taking-over`, { reason: ' ' })).status).toBe(400);
    expect(await operator.post(`${path}/${seconds.id}/taking-over`, { reason: 'no' })).toMatchObject({ status: 409, body: { code: 'finding.not-missing' } });
    await operator.must('post', `${path}/${missing.id}/taking-over`, { reason: 'our switch was down' });
    await operator.must('post', `${path}/${seconds.id}/acknowledgement`, { reason: 'they count ringing' });
    expect(await operator.post(`${path}/${seconds.id}/acknowledgement`, { reason: 'again' })).toMatchObject({ status: 409, body: { code: 'finding.decided' } });
    const again = await run();
    expect(again.run).toMatchObject({ id: compared.run.id, ours: 2, matched: 2, openFindings: 0 });
    const admin = await test.signIn('admin@talker.test', PASSWORD);
    const usage = (await admin.must('get', '/v1/usage')).items;
    expect(usage).toContainEqual(expect.objectContaining({ otherNumber: '+861087654321', cost: '0.360000' }));
    const destinations = (await operator.must('get', `/v1/operator/reports/margin?from=${MARCH_5}&to=${MARCH_5}&by=destination`)).items;
    expect(destinations).toContainEqual(expect.objectContaining({ key: 'outbound 86', charged: '0.360000', cost: '0.120000', margin: '0.240000' }));
    const file = await operator.get(`/v1/operator/reconciliations/${compared.run.id}/file`);
    expect(file.headers['content-type']).toContain('text/csv');
    expect((await operator.get(`/v1/operator/reports/margin/file?from=${MARCH_5}&to=${MARCH_5}&by=tenant`)).status).toBe(200);
  });

  it('are compared with a file where the operator uploads one, against its price list', async () => {
    const path = `/v1/operator/tenants/${tenant.id}/trunks/${trunkId}`;
    const lists = await operator.must('post', `${path}/cost-decks`, {
      direction: 'inbound', currency: 'CNY', name: 'List', effectiveFrom: '2026-03-01T00:00:00+08:00',
      csv: 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,0.01,0,60,60,,\n',
    });
    expect(lists.items).toEqual([expect.objectContaining({ name: 'List', rowCount: 1 })]);
    const csv = `record_id,direction,from,to,answered_at,seconds,price,currency\n77,inbound,013900002222,02150001111,2026-03-05 10:00:00,70,0.05,CNY\n`;
    const file = { fileName: 'march.csv', csv, format: 'plain', fromOn: MARCH_5, throughOn: MARCH_5, zone: 'Asia/Shanghai' };
    expect(await operator.must('post', `${path}/carrier-files`, file)).toEqual({ records: 1, repeated: false });
    expect(await operator.post(`${path}/carrier-files`, { ...file, csv: 'a\n' })).toMatchObject({ status: 422, body: { code: 'carrier-records.bad-file' } });
    const { items } = await operator.must('get', '/v1/operator/reconciliation-trunks');
    expect(items).toEqual([expect.objectContaining({ id: trunkId, source: 'upload', reachable: true })]);
    const compared = await run();
    expect(summary(compared)).toContainEqual(['price', '77']);
    expect(compared.findings.find(({ kind }: { kind: string }) => kind === 'price')).toMatchObject({ carrier: { amount: '0.050000' }, expected: { amount: '0.020000' }, value: { amount: '0.030000' } });
    expect(summary(compared)).toContainEqual(['extra', 'never-heard-of']); // taken over from the books of before, and not in the file
    await operator.must('put', `${path}/records-source`, { source: 'twilio', account: 'TK0123456789abcdef0123456789abcdef' });
    expect(await operator.post('/v1/operator/reconciliations', { tenantId: tenant.id, trunkId, on: MARCH_5 })).toMatchObject({ status: 409, body: { code: 'carrier-records.no-source' } });
  });
});
