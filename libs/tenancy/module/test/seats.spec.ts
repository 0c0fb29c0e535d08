import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Jobs, Outbox, OutboxRelay, TenantUnitOfWork } from '@seatline/server';
import { AddMember, AddOperator, CreateTenant, OutageCredits, type SeatHolder, SeatHolders, SeatRight, ServiceStatus, TenantCarriers } from '../src';
import { Browser, type Harness, startHarness } from './harness';

const PASSWORD = 'correct horse battery';
let harness: Harness;
let tenantId: string;
let otherTenantId: string;
let memberId: string;
let leaseId: string;
let seatIds: string[];
let admin: Browser;
let operator: Browser;
const credits = { known: { leases: 0, credited: 0 } };
const carriers = { known: 'asterisk' as string | null };
const holders = { now: [] as SeatHolder[] };

interface Recorded {
  readonly id: string;
  readonly topic: string;
}

/** Records an event as its domain would, and delivers nothing. */
async function record(topic: string, payload: object, inTenant = tenantId): Promise<Recorded> {
  await harness.get(TenantUnitOfWork).run(inTenant, (tx) => harness.get(Outbox).publish(tx, { topic, payload }));
  const { rows } = await harness.admin.query<{ id: string }>('select id from outbox where tenant_id = $1 order by id desc limit 1', [inTenant]);
  return { id: rows[0]?.id ?? '', topic };
}
const deliver = (event: Recorded, inTenant = tenantId): Promise<void> => harness.get(OutboxRelay).deliver(inTenant, event.id);
const tell = async (topic: string, payload: object): Promise<void> => deliver(await record(topic, payload));

/** Plays the carrier: answers each wish for our seats that was not answered, in order. @returns what was wished. */
const answered = new Set<string>();
async function carrierAnswers(cause: string | null = null): Promise<string[]> {
  const wishes: string[] = [];
  for (;;) {
    const { rows } = await harness.admin.query<{ id: string; payload: { seatId: string; service: string } }>(
      "select id, payload from outbox where tenant_id = $1 and topic = 'tenancy.seat-service-wanted' order by id", [tenantId]);
    const wish = rows.find((row) => !answered.has(row.id));
    if (!wish) return wishes;
    answered.add(wish.id);
    const { seatId, service } = wish.payload;
    wishes.push(service);
    if (cause === null) await tell('telephony.seat-service-applied', { seatId, service });
    else await tell('telephony.seat-service-failed', { seatId, cause });
  }
}

async function newLease(): Promise<string> {
  const { rows } = await harness.admin.query<{ id: string }>(
    `insert into lease (tenant_id, number, plan_code, zone, currency, contract, start_on, end_on, created_at)
     values ($1, 'SL-' || gen_random_uuid(), 'standard', 'Asia/Shanghai', 'CNY', '{}', '2026-03-01', '2027-03-01', now()) returning id`, [tenantId]);
  return rows[0]?.id ?? '';
}
const newId = async (): Promise<string> => (await harness.admin.query<{ id: string }>('select uuidv7() as id')).rows[0]?.id ?? '';
const seats = () => ({ leaseId, seats: seatIds.map((seatId, index) => ({ seatId, number: index + 1 })) });
const turned = () => ({ leaseId, at: new Date(harness.clock.now()).toISOString(), because: [1] });

async function states(): Promise<string[]> {
  const { rows } = await harness.admin.query<{ state: string }>('select state from seat where lease_id = $1 order by number', [leaseId]);
  return rows.map((row) => row.state);
}
const right = (seatId = seatIds[0] ?? '', who = memberId) => harness.get(TenantUnitOfWork).run(tenantId, (tx) => harness.get(SeatRight).decide(tx, seatId, who));
const code = async (seatId?: string, who?: string): Promise<string> => {
  const decided = await right(seatId, who);
  return decided.ok ? 'granted' : decided.refusal.code;
};
const entitle = () => admin.send('put', `/v1/seats/${seatIds[0]}/entitlements`, { memberIds: [memberId] });

async function newTenant(name: string): Promise<string> {
  const created = await harness.get(CreateTenant).run('system', { name, zone: 'Asia/Shanghai', currency: 'CNY', country: 'CN', adminEmail: 'first@haoda.example' });
  if (!created.ok) throw new Error(created.refusal.code);
  return created.value.id;
}

beforeAll(async () => {
  harness = await startHarness({}, {
    providers: [
      { provide: OutageCredits, useValue: { of: async () => credits.known } },
      { provide: TenantCarriers, useValue: { carrierOf: async () => carriers.known } },
      { provide: SeatHolders, useValue: { of: async () => holders.now } },
    ],
  });
  tenantId = await newTenant('Haoda');
  otherTenantId = await newTenant('Other');
  const person = { password: PASSWORD, locale: 'en' as const };
  await harness.get(AddMember).run(tenantId, { ...person, email: 'wang@haoda.example', displayName: 'Wang', roles: ['tenant-admin'] });
  memberId = (await harness.get(AddMember).run(tenantId, { ...person, email: 'li@haoda.example', displayName: 'Li', roles: ['agent'] })).memberId;
  await harness.get(AddOperator).run({ ...person, email: 'zhao@operator.example', displayName: 'Zhao', roles: ['operator-admin'] });
});
afterAll(() => harness.close());
beforeEach(async () => {
  leaseId = await newLease();
  seatIds = [await newId(), await newId()];
  [admin, operator] = [new Browser(harness), new Browser(harness)];
  await admin.signIn('wang@haoda.example', PASSWORD);
  await operator.signIn('zhao@operator.example', PASSWORD);
});

describe('a seat’s life', () => {
  it('goes from order to release, and tells what it wants of the carrier', async () => {
    await tell('billing.seats-ordered', seats());
    expect(await states()).toEqual(['ordered', 'ordered']);
    expect(await carrierAnswers()).toEqual([]);
    await tell('billing.seats-activated', seats());
    expect(await states()).toEqual(['provisioning', 'provisioning']);
    expect(await carrierAnswers()).toEqual(['full', 'full']);
    expect(await states()).toEqual(['active', 'active']);
    await tell('billing.lease-suspended', turned());
    expect(await states()).toEqual(['suspended', 'suspended']);
    expect((await admin.send('get', '/v1/seats?state=suspended')).body.items).toMatchObject([{ id: seatIds[0], cause: 'arrears' }, { id: seatIds[1] }]);
    expect(await carrierAnswers()).toEqual(['emergency-only', 'emergency-only']);
    await tell('billing.lease-restored', turned());
    expect(await states()).toEqual(['active', 'active']);
    expect(await carrierAnswers()).toEqual(['full', 'full']);
    await tell('billing.seats-released', { leaseId, seats: seats().seats.slice(1) });
    expect(await states()).toEqual(['active', 'releasing']);
    expect(await carrierAnswers()).toEqual(['none']);
    await tell('billing.lease-ended', { leaseId });
    expect(await carrierAnswers()).toEqual(['none']);
    expect(await states()).toEqual(['released', 'released']);
    const detail = await admin.send('get', `/v1/seats/${seatIds[0]}`);
    expect(detail.body.history.map((move: { toState: string }) => move.toState)).toEqual(['released', 'releasing', 'active', 'suspended', 'active', 'provisioning', 'ordered']);
    const { rows } = await harness.admin.query<{ action: string }>('select action from audit_entry where subject_id = $1 order by id', [seatIds[0]]);
    expect(rows.map((row) => row.action)).toEqual(['seat.provisioning', 'seat.active', 'seat.suspended', 'seat.active', 'seat.releasing', 'seat.released']);
  });

  const STORY = ['billing.seats-ordered', 'billing.seats-activated', 'billing.lease-suspended', 'billing.lease-restored'] as const;
  const orders = permutations([0, 1, 2, 3]);
  it.each([
    ['restored', STORY, 'active', 'full'],
    ['suspended again', [...STORY.slice(0, 2), 'billing.lease-restored', 'billing.lease-suspended'] as const, null, 'emergency-only'],
  ])('ends the same in whatever order billing’s events arrive, each twice: %s', async (_, story, state, service) => {
    for (const order of orders) {
      leaseId = await newLease();
      seatIds = [await newId()];
      const events = [];
      for (const topic of story) events.push(await record(topic, topic.includes('seats') ? seats() : turned()));
      for (const index of order) {
        const event = events[index] as Recorded;
        await deliver(event);
        await carrierAnswers();
        await deliver(event);
      }
      const { rows } = await harness.admin.query('select state, wanted_service, applied_service from seat where lease_id = $1', [leaseId]);
      expect(rows).toEqual([{ state: state ?? 'suspended', wanted_service: service, applied_service: service }]);
    }
  });

  it('ends the same when events of one lease are delivered at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      leaseId = await newLease();
      seatIds = [await newId(), await newId(), await newId()];
      const events = [await record('billing.seats-ordered', seats()), await record('billing.seats-activated', seats()), await record('billing.lease-suspended', turned())];
      await Promise.all(events.reverse().map((event) => deliver(event)));
      await carrierAnswers();
      expect(await states()).toEqual(['suspended', 'suspended', 'suspended']);
    }
  });

  it('does not believe an older report of the carrier that arrives after a newer one', async () => {
    await tell('billing.seats-activated', seats());
    const failed = await record('telephony.seat-service-failed', { seatId: seatIds[0], cause: 'carrier-unreachable' });
    const applied = await record('telephony.seat-service-applied', { seatId: seatIds[0], service: 'full' });
    await deliver(applied);
    await deliver(failed);
    expect((await states())[0]).toBe('active');
    await carrierAnswers();
  });

  it('shows why provisioning failed, tries again by itself with growing pauses, and at once by hand', async () => {
    await tell('billing.seats-activated', seats());
    await carrierAnswers('carrier-unreachable');
    const failed = await admin.send('get', `/v1/seats/${seatIds[0]}`);
    expect(failed.body).toMatchObject({ state: 'failed', cause: 'carrier-unreachable', failedAttempts: 1, retryAt: new Date(harness.clock.now() + 30_000).toISOString() });
    const round = () => harness.get(Jobs).sweepAndDrain();
    harness.clock.pass(29);
    await round();
    expect(await states()).toEqual(['failed', 'failed']);
    harness.clock.pass(1);
    await round();
    expect(await states()).toEqual(['provisioning', 'provisioning']);
    await carrierAnswers('carrier-refused');
    expect((await admin.send('get', `/v1/seats/${seatIds[0]}`)).body).toMatchObject({ cause: 'carrier-refused', failedAttempts: 2, retryAt: new Date(harness.clock.now() + 60_000).toISOString() });
    expect((await admin.send('post', `/v1/seats/${seatIds[0]}/retry`)).body).toMatchObject({ state: 'provisioning', cause: null });
    expect(await carrierAnswers()).toEqual(['full']);
    expect(await states()).toEqual(['active', 'failed']);
    expect((await admin.send('post', `/v1/seats/${seatIds[0]}/retry`)).body.code).toBe('seat.nothing-to-retry');
    const { rows } = await harness.admin.query("select actor_name from audit_entry where subject_id = $1 and action = 'seat.provisioning' order by id", [seatIds[0]]);
    expect(rows.map((row) => row.actor_name)).toEqual(['Seatline', 'Seatline', 'Wang']);
  });

  it('waits for a person after eight failures in a row', async () => {
    await tell('billing.seats-activated', { leaseId, seats: seats().seats.slice(0, 1) });
    for (let failures = 1; failures <= 8; failures += 1) {
      await carrierAnswers('carrier-unreachable');
      harness.clock.pass(3600);
      await harness.get(Jobs).sweepAndDrain();
    }
    await admin.signIn('wang@haoda.example', PASSWORD);
    expect((await admin.send('get', `/v1/seats/${seatIds[0]}`)).body).toMatchObject({ state: 'failed', failedAttempts: 8, retryAt: null });
  });

  it('tells two wishes for one seat apart by their revision', async () => {
    await tell('billing.seats-activated', { leaseId, seats: seats().seats.slice(0, 1) });
    await tell('billing.lease-suspended', turned());
    const { rows } = await harness.admin.query("select payload from outbox where topic = 'tenancy.seat-service-wanted' and payload->>'seatId' = $1 order by id", [seatIds[0]]);
    expect(rows.map((row) => row.payload)).toEqual([
      { seatId: seatIds[0], service: 'full', revision: 1 },
      { seatId: seatIds[0], service: 'emergency-only', revision: 2 },
    ]);
    await carrierAnswers();
  });
});

describe('what a tenant decides about a seat', () => {
  beforeEach(() => tell('billing.seats-activated', seats()));

  it('is its label', async () => {
    expect((await admin.send('get', '/v1/seats')).body.items.filter((seat: { leaseId: string }) => seat.leaseId === leaseId).map((seat: { label: string }) => seat.label)).toEqual(['001', '002']);
    expect((await admin.send('patch', `/v1/seats/${seatIds[0]}`, { label: ' 前台 ' })).body.label).toBe('前台');
    expect((await admin.send('patch', `/v1/seats/${seatIds[0]}`, { label: '  ' })).body.code).toBe('seat.bad-label');
  });

  it('is who may use it', async () => {
    expect((await entitle()).body).toMatchObject({ entitled: [{ memberId, displayName: 'Li' }], holder: null });
    holders.now = [{ seatId: seatIds[0] ?? '', memberId, since: '2026-03-02T01:00:00Z' }];
    expect((await admin.send('get', `/v1/seats/${seatIds[0]}`)).body.holder).toEqual({ memberId, displayName: 'Li', since: '2026-03-02T01:00:00Z' });
    holders.now = [];
    expect((await admin.send('get', '/v1/members')).body.items.find((each: { id: string }) => each.id === memberId).seatIds).toContain(seatIds[0]);
    expect((await admin.send('put', `/v1/seats/${seatIds[0]}/entitlements`, { memberIds: [await newId()] })).body.code).toBe('seat.unknown-members');
    expect((await admin.send('put', `/v1/seats/${seatIds[0]}/entitlements`, { memberIds: [] })).body.entitled).toEqual([]);
  });
});

describe('the right to take a seat', () => {
  it('follows entitlement, seat, lease and member', async () => {
    await tell('billing.seats-activated', seats());
    expect(await code()).toBe('seat.not-entitled');
    await entitle();
    expect(await code()).toBe('seat.not-ready');
    await carrierAnswers();
    expect(await right()).toEqual({ ok: true, value: { seatId: seatIds[0], label: '001', leaseId } });
    expect(await code(seatIds[1])).toBe('seat.not-entitled');
    expect(await code(await newId())).toBe('not-found');
    await harness.admin.query("update member set status = 'disabled' where id = $1", [memberId]);
    expect(await code()).toBe('seat.member-disabled');
    await harness.admin.query("update member set status = 'active' where id = $1", [memberId]);
    await tell('billing.lease-suspended', turned());
    expect(await code()).toBe('seat.suspended');
    await tell('billing.lease-restored', turned());
    expect(await code()).toBe('granted');
    await tell('billing.seats-released', seats());
    expect(await code()).toBe('seat.released');
    await carrierAnswers();
  });

  it('lists an agent’s seats without those that are gone', async () => {
    await tell('billing.seats-activated', seats());
    await entitle();
    const listed = () => harness.get(TenantUnitOfWork).run(tenantId, (tx) => harness.get(SeatRight).entitledSeats(tx, memberId));
    expect((await listed()).filter((seat) => seat.leaseId === leaseId)).toEqual([{ id: seatIds[0], label: '001', leaseId, state: 'provisioning', cause: null }]);
    await tell('billing.lease-ended', { leaseId });
    expect((await listed()).filter((seat) => seat.leaseId === leaseId)).toEqual([]);
    await carrierAnswers();
  });
});

describe('maintenance', () => {
  const HOUR = 3600;
  const at = (seconds: number): string => new Date(harness.clock.now() + seconds * 1000).toISOString();
  const plan = (startsIn: number, lasts: number, more: object = {}) =>
    operator.send('post', '/v1/operator/maintenance-windows', { target: { kind: 'platform' }, startAt: at(startsIn), endAt: at(startsIn + lasts), note: 'new disks', emergency: false, ...more });
  const emergency = { emergency: true };
  const forUs = { target: { kind: 'tenants', tenantIds: [tenantId] } };
  const status = async () => (await admin.send('get', '/v1/service-status')).body;
  const round = () => harness.get(Jobs).sweepAndDrain();
  const hints = async (window: string, inTenant = tenantId): Promise<string[]> =>
    (await harness.admin.query("select topic from outbox where tenant_id = $1 and payload->>'windowId' = $2 order by id", [inTenant, window])).rows.map((row) => row.topic);

  beforeEach(async () => {
    Object.assign(forUs.target, { tenantIds: [tenantId] });
    // Each case begins in a month of its own, so that none spends another's allowance.
    const now = new Date(harness.clock.now());
    harness.clock.pass((Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2) - now.getTime()) / 1000);
    for (const browser of [admin, operator]) await browser.signIn(browser === admin ? 'wang@haoda.example' : 'zhao@operator.example', PASSWORD);
    await tell('billing.seats-activated', seats());
    await carrierAnswers();
    await entitle();
  });

  it('begins and ends by itself, refuses log-ins with its end, and tells each tenant once', async () => {
    const { body } = await plan(72 * HOUR, 2 * HOUR);
    await round();
    await round();
    expect(await status()).toMatchObject({ inService: true, maintenance: [{ id: body.id, running: false, note: 'new disks' }] });
    harness.clock.pass(72 * HOUR);
    await admin.signIn('wang@haoda.example', PASSWORD);
    expect(await right()).toEqual({ ok: false, refusal: { code: 'seat.maintenance', facts: { endAt: at(2 * HOUR) } } });
    expect(await status()).toMatchObject({ inService: false, closedBecause: 'maintenance', closedUntil: at(2 * HOUR) });
    await round();
    await round();
    expect(await hints(body.id)).toEqual(['tenancy.maintenance-started']);
    harness.clock.pass(2 * HOUR);
    await admin.signIn('wang@haoda.example', PASSWORD);
    expect(await code()).toBe('granted');
    expect(await status()).toMatchObject({ inService: true, closedBecause: null, maintenance: [] });
    await round();
    await round();
    expect(await hints(body.id)).toEqual(['tenancy.maintenance-started', 'tenancy.maintenance-ended']);
    expect(await hints(body.id, otherTenantId)).toEqual(['tenancy.maintenance-started', 'tenancy.maintenance-ended']);
    const { rows } = await harness.admin.query('select kind from maintenance_notice where tenant_id = $1 and window_id = $2 order by at', [tenantId, body.id]);
    expect(rows.map((row) => row.kind)).toEqual(['announced', 'started', 'ended']);
  });

  it('keeps to its allowance and notice; an emergency exceeds it, and each tenant is told what it is owed', async () => {
    expect((await plan(71 * HOUR, HOUR)).body.code).toBe('maintenance.short-notice');
    expect((await plan(96 * HOUR, 49 * HOUR)).body).toMatchObject({ code: 'maintenance.over-allowance', facts: { excessHours: 1 } });
    expect((await plan(96 * HOUR, 47 * HOUR, forUs)).status).toBe(201);
    expect((await plan(240 * HOUR, 2 * HOUR)).body).toMatchObject({ code: 'maintenance.over-allowance', facts: { excessHours: 1 } });
    expect((await plan(240 * HOUR, HOUR)).status).toBe(201);
    const urgent = await plan(0, 3 * HOUR, emergency);
    expect(urgent).toMatchObject({ status: 201, body: { excessSeconds: 3 * HOUR } });
    harness.clock.pass(300 * HOUR);
    await round();
    const { rows } = await harness.admin.query<{ tenant_id: string; excess: number }>(
      "select tenant_id, sum((payload->>'excessSeconds')::int)::int as excess from outbox where topic = 'tenancy.maintenance-ended' and recorded_at > now() - interval '1 minute' and payload->>'excessSeconds' <> '0' group by 1");
    expect(rows).toEqual([{ tenant_id: tenantId, excess: 3 * HOUR }]);
    const told = await harness.admin.query<{ seconds: number; within: boolean }>(`
      select sum(extract(epoch from (e ->> 'endAt')::timestamptz - (e ->> 'startAt')::timestamptz))::int as seconds,
        bool_and((e ->> 'startAt')::timestamptz >= (payload ->> 'startAt')::timestamptz and (e ->> 'endAt')::timestamptz <= (payload ->> 'endAt')::timestamptz) as within
      from outbox, jsonb_array_elements(payload -> 'excess') e where topic = 'tenancy.maintenance-ended' and tenant_id = $1 and recorded_at > now() - interval '1 minute'`, [tenantId]);
    expect(told.rows).toEqual([{ seconds: 3 * HOUR, within: true }]);
  });

  it('is no outage; what of an outage lies outside of it is told to whom it touched, once', async () => {
    const record = (more: object) => operator.send('post', '/v1/operator/outages', { target: { kind: 'platform' }, startAt: at(0), endAt: at(2 * HOUR), reason: 'fibre cut', ...more });
    await plan(0, HOUR, emergency);
    const [startAt, endAt] = [at(0), at(2 * HOUR)];
    expect((await record({})).body.code).toBe('outage.not-over');
    harness.clock.pass(3 * HOUR);
    await operator.signIn('zhao@operator.example', PASSWORD);
    await admin.signIn('wang@haoda.example', PASSWORD);
    expect((await record({ startAt, endAt: startAt })).body.code).toBe('outage.bad-period');
    expect((await record({ startAt, endAt, target: { kind: 'tenants', tenantIds: [await newId()] } })).body.code).toBe('maintenance.bad-target');
    expect((await record({ startAt, endAt, reason: '  ' })).status).toBe(400);
    expect((await admin.send('post', '/v1/operator/outages', { target: { kind: 'platform' }, startAt, endAt, reason: 'me too' })).status).toBe(403);
    const { body } = await record({ startAt, endAt, target: forUs.target });
    await round();
    await round();
    const { rows } = await harness.admin.query("select tenant_id, payload from outbox where topic = 'tenancy.outage-recorded' and payload ->> 'outageId' = $1", [body.id]);
    const middle = new Date(Date.parse(startAt) + HOUR * 1000).toISOString();
    expect(rows).toEqual([{ tenant_id: tenantId, payload: { outageId: body.id, reason: 'fibre cut', startAt, endAt, periods: [{ startAt: middle, endAt }] } }]);
    expect((await operator.send('get', '/v1/operator/outages')).body.items[0]).toMatchObject({ id: body.id, told: true, reason: 'fibre cut', target: { kind: 'tenants', tenantIds: [tenantId] } });
    const audit = await harness.admin.query("select action, reason from platform_audit_entry where subject_id = $1", [body.id]);
    expect(audit.rows).toEqual([{ action: 'outage.recorded', reason: 'fibre cut' }]);
  });

  it('is taken back where it was wrong: who was told is told so, nobody else is told of it, and it is done once', async () => {
    const [startAt, endAt] = [at(0), at(HOUR)];
    harness.clock.pass(2 * HOUR);
    await operator.signIn('zhao@operator.example', PASSWORD);
    await admin.signIn('wang@haoda.example', PASSWORD);
    const record = async () => (await operator.send('post', '/v1/operator/outages', { target: { kind: 'platform' }, startAt, endAt, reason: 'fibre cut' })).body.id as string;
    const withdraw = (id: string, more: object = {}, who = operator) => who.send('post', `/v1/operator/outages/${id}/withdrawal`, { reason: 'the wrong month', ...more });
    const toldOf = async (id: string) => (await harness.admin.query<{ topic: string }>("select distinct topic from outbox where payload ->> 'outageId' = $1 order by 1", [id])).rows.map(({ topic }) => topic);
    const wrong = await record();
    await round();
    expect((await withdraw(wrong, { reason: ' ' })).status).toBe(400);
    expect((await withdraw(wrong, {}, admin)).status).toBe(403);
    expect((await withdraw(await newId())).status).toBe(404);
    credits.known = { leases: 2, credited: 1 };
    expect((await withdraw(wrong)).body).toMatchObject({ code: 'outage.credited', facts: { credited: 1, others: 1 } });
    credits.known = { leases: 2, credited: 2 };
    expect((await withdraw(wrong, { keepCredited: true })).body.code).toBe('outage.all-credited');
    credits.known = { leases: 2, credited: 1 };
    expect((await Promise.all([withdraw(wrong, { keepCredited: true }), withdraw(wrong, { keepCredited: true })])).map(({ status }) => status).sort()).toEqual([204, 409]);
    credits.known = { leases: 0, credited: 0 };
    await round();
    await round();
    expect(await toldOf(wrong)).toEqual(['tenancy.outage-recorded', 'tenancy.outage-withdrawn']);
    const told = await harness.admin.query("select payload from outbox where topic = 'tenancy.outage-withdrawn' and payload ->> 'outageId' = $1 and tenant_id = $2", [wrong, tenantId]);
    expect(told.rows).toEqual([{ payload: { outageId: wrong, reason: 'fibre cut', withdrawalReason: 'the wrong month', startAt, endAt, periods: [{ startAt, endAt }] } }]);
    const untold = await record();
    await withdraw(untold);
    await round();
    expect(await toldOf(untold)).toEqual([]);
    expect((await operator.send('get', '/v1/operator/outages?limit=2')).body.items).toMatchObject([{ id: untold, withdrawalReason: 'the wrong month' }, { id: wrong, withdrawnBy: expect.any(String), withdrawnAt: at(0) }]);
    const audit = await harness.admin.query("select reason, facts from platform_audit_entry where subject_id = $1 and action = 'outage.withdrawn'", [wrong]);
    expect(audit.rows).toEqual([{ reason: 'the wrong month', facts: { credited: 1, measured: false } }]);
    await expect(harness.admin.query("update outage set withdrawal_reason = 'another' where id = $1", [wrong])).rejects.toThrow('stays so');
  });

  it('touches whom it names only: tenants, or a carrier’s', async () => {
    await plan(0, HOUR, { ...emergency, target: { kind: 'tenants', tenantIds: [otherTenantId] } });
    expect((await status()).maintenance).toEqual([]);
    await plan(0, HOUR, { ...emergency, target: { kind: 'carrier', carrier: 'twilio' } });
    expect(await code()).toBe('granted');
    carriers.known = null;
    expect(await code()).toBe('seat.maintenance');
    carriers.known = 'asterisk';
    const asterisk = await plan(0, HOUR, { ...emergency, target: { kind: 'carrier', carrier: 'asterisk' } });
    expect(await code()).toBe('seat.maintenance');
    expect(await harness.get(ServiceStatus).of(otherTenantId)).toMatchObject({ inService: false, closedBecause: 'maintenance' });
    await round();
    expect(await hints(asterisk.body.id)).toEqual(['tenancy.maintenance-started']);
  });

  it('never overlaps for one target, in the database too', async () => {
    const first = await plan(80 * HOUR, 2 * HOUR, forUs);
    expect((await plan(81 * HOUR, 2 * HOUR)).body.code).toBe('maintenance.overlaps');
    expect((await Promise.all([plan(90 * HOUR, HOUR), plan(90 * HOUR, HOUR)])).map((answer) => answer.status).sort()).toEqual([201, 409]);
    await expect(
      harness.admin.query(
        `with w as (insert into maintenance_window (during, target, note, planned_by, created_at)
           select during, target, note, planned_by, created_at from maintenance_window where id = $1 returning id, during)
         insert into maintenance_window_target (window_id, target_key, target_tenant_id, during) select id, 'tenant:' || $2, $2::uuid, during from w`,
        [first.body.id, tenantId]),
    ).rejects.toThrow(/maintenance_windows_of_a_target_never_overlap/);
  });

  it('is cancelled before it begins, and ended early while it is on', async () => {
    const ahead = await plan(100 * HOUR, HOUR);
    await round();
    expect((await operator.send('delete', `/v1/operator/maintenance-windows/${ahead.body.id}`)).status).toBe(204);
    expect((await operator.send('delete', `/v1/operator/maintenance-windows/${ahead.body.id}`)).status).toBe(404);
    expect((await status()).maintenance).toEqual([]);
    await round();
    const { rows } = await harness.admin.query('select kind from maintenance_notice where tenant_id = $1 and window_id = $2 order by kind', [tenantId, ahead.body.id]);
    expect(rows.map((row) => row.kind)).toEqual(['announced', 'cancelled']);
    const on = await plan(0, 5 * HOUR, { ...emergency, ...forUs });
    harness.clock.pass(HOUR / 6);
    await operator.signIn('zhao@operator.example', PASSWORD);
    expect((await operator.send('delete', `/v1/operator/maintenance-windows/${on.body.id}`)).status).toBe(204);
    expect(await code()).toBe('granted');
    expect((await plan(0, HOUR, { ...emergency, ...forUs })).status).toBe(201);
    expect((await operator.send('delete', `/v1/operator/maintenance-windows/${on.body.id}`)).body.code).toBe('maintenance.over');
    const { body } = await operator.send('get', '/v1/operator/maintenance-windows?limit=3');
    expect(body.items.map((window: { status: string }) => window.status)).toEqual(['running', 'ended', 'cancelled']);
  });

  it.each([
    [{ target: { kind: 'tenants', tenantIds: ['019a0000-0000-7000-8000-000000000000'] } }, 'maintenance.bad-target'],
    [{ target: { kind: 'tenants', tenantIds: [] } }, 'maintenance.bad-target'],
    [{ target: { kind: 'carrier' } }, 'maintenance.bad-target'],
    [{ endAt: '2020-01-01T00:00:00Z' }, 'maintenance.bad-period'],
    [{ startAt: 'tomorrow' }, 'http'],
    [{ target: { kind: 'moon' } }, 'http'],
  ])('is refused: %j', async (wrong, refused) => expect((await plan(80 * HOUR, HOUR, wrong)).body.code).toBe(refused));

  it('shows a suspended lease behind maintenance', async () => {
    const { rows } = await harness.admin.query<{ lease_id: string }>('select lease_id from lease_standing where tenant_id = $1 and activated and not ended and not suspended', [tenantId]);
    for (const row of rows) await tell('billing.lease-suspended', { ...turned(), leaseId: row.lease_id });
    expect(await status()).toMatchObject({ inService: false, closedBecause: 'suspended', closedUntil: null, arrears: null });
    expect((await status()).suspendedLeases).toContainEqual({ leaseId, suspendedAt: new Date(harness.clock.now()).toISOString().replace('.000', '') });
    expect(await harness.get(ServiceStatus).of(otherTenantId)).toMatchObject({ inService: false, closedBecause: 'no-lease' });
    for (const row of rows) await tell('billing.lease-restored', { ...turned(), leaseId: row.lease_id });
    await carrierAnswers();
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
