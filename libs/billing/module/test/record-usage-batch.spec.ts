import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { civilDate, type Instant, instant } from '@seatline/kernel';
import pg from 'pg';
import type { LegRecord } from '../src/persistence/usage';
import { BookPayment } from '../src/use-cases/book-payment';
import { PlaceOrder } from '../src/use-cases/place-order';
import { RecordUsage } from '../src/use-cases/record-usage';
import { RecordUsageBatch, type UsageOutcome } from '../src/use-cases/record-usage-batch';
import { BillingHarness, OPERATOR } from './harness';

const AT = '2026-03-02T09:00:00+08:00';

let house: BillingHarness;
beforeAll(async () => {
  house = await BillingHarness.start({ startsAt: AT });
});
afterAll(() => house.stop());

function leg(callId: string, more: Partial<LegRecord> = {}): LegRecord {
  return {
    source: 'pbx', callId, leg: '1', direction: 'outbound', carrierLeg: true, ourNumber: '+862150001111', otherNumber: '+8613800138000',
    answeredAt: instant(AT), milliseconds: 61_000, seatId: null, memberId: null, leaseId: null, ...more,
  };
}

async function tenantWithLease(of: BillingHarness = house, months = 12): Promise<string> {
  const tenantId = await of.newTenant();
  const today = civilDate(new Date(of.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10));
  await of.app.get(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'standard', seats: 2, months, startOn: today });
  const { rows } = await of.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
  const transfer = { leaseId: rows[0]!.id, amount: '90000.00', valueOn: null, reference: `paid ${tenantId}`, forOrder: false };
  await of.app.get(BookPayment).run(OPERATOR, tenantId, transfer);
  return tenantId;
}

const enter = (tenantId: string, records: readonly LegRecord[], of: BillingHarness = house): Promise<UsageOutcome[]> => of.app.get(RecordUsageBatch).run(tenantId, records);
const told = (outcomes: readonly UsageOutcome[]): string[] => outcomes.map((outcome) => outcome.reason ?? outcome.status);

const LISTED = `
  select u.source, u.call_id, u.leg, u.lease_id is null as without_lease, u.seat_id, u.member_id, u.direction, u.carrier_leg, u.our_number, u.other_number, u.answered_at,
    u.milliseconds, u.received_at, u.version, u.status, u.cause, u.deck_id, u.prefix, u.billed_seconds, u.cost_micros, u.rated_at
  from usage_list u where tenant_id = $1 order by u.source, u.call_id, u.leg`;

async function listed(tenantId: string): Promise<Record<string, unknown>[]> {
  return (await house.admin.query<Record<string, unknown>>(LISTED, [tenantId])).rows;
}

/** One of everything that can be said of a leg. */
function mixture(): LegRecord[] {
  return [
    leg('local'), leg('local', { leg: '2', carrierLeg: false }), leg('far', { otherNumber: '+14155550100', milliseconds: 7_001 }),
    leg('unanswered', { answeredAt: null, milliseconds: 0 }), leg('inbound', { direction: 'inbound' }), leg('within', { direction: 'internal', ourNumber: null }),
    leg('unknown prefix', { otherNumber: '+99912345' }), leg('no number', { otherNumber: null }), leg('late', { answeredAt: instant('2025-12-31T23:59:59+08:00') }),
    leg('before every deck', { answeredAt: instant('1999-01-01T00:00:00Z') }), leg('tab\there', { otherNumber: 'back\\slash\nline\r', source: '\\N' }),
    leg('of a seat', { seatId: randomUUID(), memberId: randomUUID() }), leg('long', { milliseconds: 86_400_000 }), leg('short', { milliseconds: 1 }),
  ];
}

it('stores and prices legs exactly as one by one', async () => {
  const [alone, together] = [await tenantWithLease(), await tenantWithLease()];
  const records = mixture();
  for (const record of records) await house.tenants.run(alone, (tx) => house.app.get(RecordUsage).run(tx, [record]));
  expect(told(await enter(together, records))).toEqual(records.map(() => 'stored'));
  const rows = await listed(together);
  expect(rows).toEqual(await listed(alone));
  expect(rows.map((row) => row['status'])).toEqual(expect.arrayContaining(['rated', 'free', 'unanswered', 'quarantined']));
  expect(rows).toHaveLength(records.length);
});

it('finds a contradiction where one by one does', async () => {
  const [alone, together] = [await tenantWithLease(), await tenantWithLease()];
  const again: Partial<LegRecord>[] = [
    {}, { seatId: randomUUID() }, { milliseconds: 5 }, { answeredAt: null }, { otherNumber: '+1' }, { ourNumber: null }, { direction: 'inbound' }, { carrierLeg: false },
  ];
  const found: boolean[] = [];
  for (const more of [{}, ...again]) {
    const { conflicting } = await house.tenants.run(alone, (tx) => house.app.get(RecordUsage).run(tx, [leg('a', more)]));
    found.push(conflicting === 1);
  }
  const outcomes = await enter(together, [leg('a'), ...again.map((more) => leg('a', more))]);
  expect(outcomes.map(({ status }) => status === 'conflict')).toEqual(found);
  expect(found.filter(Boolean)).toHaveLength(again.length - 2);
});

it('keeps the legs of a tenant without a lease', async () => {
  const tenantId = await house.newTenant();
  expect(told(await enter(tenantId, [leg('a'), leg('b', { carrierLeg: false })]))).toEqual(['stored', 'stored']);
  expect((await listed(tenantId)).map(({ status, cause, without_lease: without }) => [status, cause, without])).toEqual([
    ['quarantined', 'no-lease', true], ['free', null, true],
  ]);
});

it('enters a leg once, within a batch and across batches, and keeps what contradicts the first report once', async () => {
  const tenantId = await tenantWithLease();
  const longer = leg('a', { milliseconds: 99_000 });
  expect(told(await enter(tenantId, [leg('a'), leg('b'), leg('a'), longer, longer, leg('a', { leg: '2' })]))).toEqual([
    'stored', 'stored', 'duplicate', 'conflict', 'conflict', 'stored',
  ]);
  const again = [leg('c'), leg('a'), longer, leg('b', { otherNumber: '+8613900139000' }), leg('b', { answeredAt: null, milliseconds: 0 }), leg('b', { seatId: randomUUID() })];
  expect(told(await enter(tenantId, again))).toEqual(['stored', 'duplicate', 'conflict', 'conflict', 'conflict', 'duplicate']);
  expect(told(await enter(tenantId, again))).toEqual(['duplicate', 'duplicate', 'conflict', 'conflict', 'conflict', 'duplicate']);
  const { rows } = await house.admin.query<{ call_id: string; received: { milliseconds: number } }>(
    'select call_id, received from usage_conflict where tenant_id = $1 order by id', [tenantId]);
  expect(rows.map((row) => [row.call_id, row.received.milliseconds]).sort()).toEqual([['a', 99_000], ['b', 0], ['b', 61_000]]);
  expect((await listed(tenantId)).map((row) => [row['call_id'], row['leg'], row['milliseconds'], row['other_number']])).toEqual([
    ['a', '1', 61_000n, '+8613800138000'], ['a', '2', 61_000n, '+8613800138000'], ['b', '1', 61_000n, '+8613800138000'], ['c', '1', 61_000n, '+8613800138000'],
  ]);
});

it('says why a record cannot be kept, and keeps the others', async () => {
  const tenantId = await tenantWithLease();
  const outside = (more: Record<string, unknown>) => leg('x', more as Partial<LegRecord>);
  const outcomes = await enter(tenantId, [
    outside({ callId: '' }), outside({ source: 'nul\0' }), outside({ leg: 'x'.repeat(201) }), outside({ direction: 'sideways' }), outside({ carrierLeg: 'yes' }),
    leg('kept'), outside({ otherNumber: 'a\0' }), outside({ ourNumber: 86 }), outside({ answeredAt: '2026-01-01' }), outside({ answeredAt: Number.NaN }),
    outside({ answeredAt: 1e15 }), outside({ milliseconds: -1 }), outside({ milliseconds: 1.5 }), outside({ milliseconds: 1e12 }), outside({ seatId: '7' }),
    leg('kept too', { callId: '长'.repeat(200), source: '😀'.repeat(100), leg: '长'.repeat(200), otherNumber: '' }),
  ]);
  expect(told(outcomes)).toEqual([
    'bad-key', 'bad-key', 'bad-key', 'bad-direction', 'bad-direction', 'stored', 'bad-number', 'bad-number', 'bad-instant', 'bad-instant', 'bad-instant',
    'bad-duration', 'bad-duration', 'bad-duration', 'bad-id', 'stored',
  ]);
  expect(await listed(tenantId)).toHaveLength(2);
  expect(told(await enter(tenantId, [outside({ callId: '' })]))).toEqual(['bad-key']);
  expect(await enter(tenantId, [])).toEqual([]);
});

it('knows nothing of another tenant', async () => {
  const [one, other] = [await tenantWithLease(), await tenantWithLease()];
  expect(told(await enter(one, [leg('same')]))).toEqual(['stored']);
  expect(told(await enter(other, [leg('same', { milliseconds: 5 })]))).toEqual(['stored']);
});

it('bills what arrives after a lease has ended, and its books stay whole', async () => {
  const own = await BillingHarness.start({ startsAt: AT });
  try {
    const tenantId = await tenantWithLease(own, 1);
    await own.liveUntil(instant('2026-07-01T00:00:00+08:00'));
    const before = await own.count('select count(*) from invoice where tenant_id = $1', [tenantId]);
    expect(told(await enter(tenantId, [leg('late 1'), leg('late 2', { otherNumber: '+14155550100' }), leg('late 1')], own))).toEqual(['stored', 'stored', 'duplicate']);
    await own.liveUntil(instant('2026-12-01T00:00:00+08:00'));
    expect(await own.count('select count(*) from invoice where tenant_id = $1', [tenantId])).toBe(before + 1);
    expect(await own.count('select count(*) from usage_billing where tenant_id = $1', [tenantId])).toBe(2);
  } finally {
    await own.stop();
  }
});

it('is cut off between two batches, never within one, and sent again it ends as if it had not been', async () => {
  const tenantId = await tenantWithLease();
  const records = Array.from({ length: 20_500 }, (_, place) => leg(`call ${place}`, { milliseconds: place }));
  const blocker = new pg.Client({ connectionString: house.database.adminUrl });
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query(
    `insert into usage_event (tenant_id, source, call_id, leg, direction, carrier_leg, milliseconds, received_at) values ($1, 'pbx', 'call 20400', '1', 'outbound', true, 1, now())`,
    [tenantId],
  );
  const cutOff = enter(tenantId, records);
  const ended = cutOff.then(() => 'whole', () => 'cut off');
  await killWaiting();
  expect(await ended).toBe('cut off');
  await blocker.query('rollback');
  await blocker.end();
  const usage = 'select count(*) from usage_event where tenant_id = $1';
  expect(await house.count(usage, [tenantId])).toBe(20_000);
  expect(await house.count('select count(*) from rated_usage where tenant_id = $1', [tenantId])).toBe(20_000);
  const outcomes = told(await enter(tenantId, records));
  expect([outcomes.slice(0, 20_000).every((outcome) => outcome === 'duplicate'), outcomes.slice(20_000).every((outcome) => outcome === 'stored')]).toEqual([true, true]);
  expect(await house.count(usage, [tenantId])).toBe(20_500);
});

/** Ends the connection that waits for the blocker's row, as a crash of its process would. */
async function killWaiting(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { rowCount } = await house.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into usage_event%'",
    );
    if (rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nobody waits for the row');
}

it('two senders of the same legs end with each leg once', async () => {
  const tenantId = await tenantWithLease();
  const records = Array.from({ length: 3_000 }, (_, place) => leg(`both ${place}`));
  const [forward, backward] = await Promise.all([enter(tenantId, records), enter(tenantId, records.toReversed())]);
  const stored = (outcomes: readonly UsageOutcome[]): number => outcomes.filter((outcome) => outcome.status === 'stored').length;
  expect(stored(forward) + stored(backward)).toBe(3_000);
  expect([...forward, ...backward].every((outcome) => outcome.status === 'stored' || outcome.status === 'duplicate')).toBe(true);
  expect(await house.count('select count(*) from rated_usage where tenant_id = $1', [tenantId])).toBe(3_000);
});

it('prices each leg by the deck in force at its answer', async () => {
  const tenantId = await tenantWithLease();
  const answeredAt = (house.clock.now() + 1) as Instant;
  await enter(tenantId, [leg('now'), leg('a moment later', { answeredAt })]);
  const rows = await listed(tenantId);
  expect(new Set(rows.map((row) => row['deck_id'])).size).toBe(1);
  expect(rows.map((row) => row['cost_micros'])).toEqual([240_000n, 240_000n]);
});
