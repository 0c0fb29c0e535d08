import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CivilDate, civilDate, type Currency, type Instant, instant, zone } from '@seatline/kernel';
import { type CarrierCall, type CarrierCallList, CarrierFailure, type OurCall } from '@seatline/telephony-domain';
import { findingsFile } from '../src/http/reconciliations.view';
import { MeteringModule } from '../src/metering.module';
import { CarrierSide, type ComparedTrunk, type Time } from '../src/ports/carrier-side';
import { SeatsAtWork } from '../src/ports/seats-at-work';
import { type FindingRow, readFindings, readReconciliations } from '../src/reads/reconciliations';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { CostList } from '../src/use-cases/cost-list';
import { DecideFinding } from '../src/use-cases/decide-finding';
import { NightlyReconciliation } from '../src/use-cases/nightly-reconciliation';
import { ReconcileTrunk } from '../src/use-cases/reconcile-trunk';
import { RecordUsage } from '../src/use-cases/record-usage';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

/** Telephony, as a test tells it. */
class ToldSide extends CarrierSide {
  known: ComparedTrunk[] = [];
  legs: (OurCall & { callId: string })[] = [];
  records: CarrierCall[] = [];
  reaches: Time | null = null;
  holes: CarrierCallList['holes'] = [];
  failure: CarrierFailure | null = null;
  dies = false;
  asked = 0;

  override trunks = async (id: string | null = null) => this.known.filter((trunk) => id === null || trunk.id === id);
  override isReachable = () => true;
  override theirs = async (_: unknown, time: Time): Promise<CarrierCallList> => {
    this.asked += 1;
    if (this.failure) throw this.failure;
    return { calls: this.records.filter((call) => inside(time, call)), known: this.reaches ?? time, holes: this.holes };
  };
  override ours = async (_: unknown, __: string, time: Time) => {
    if (this.dies) throw new Error('the process died');
    return this.legs.filter((leg) => inside(time, leg));
  };
}

const inside = (time: Time, { answeredAt }: { answeredAt: Instant }): boolean => time.fromAt <= answeredAt && answeredAt < time.toAt;
const DAY = civilDate('2026-03-05');
const at = (time: string, on: CivilDate = DAY): Instant => instant(`${on}T${time}+08:00`);
const NOON = at('12:00:00');

let side: ToldSide;
let harness: BillingHarness;
let shop: Shop;
let trunkId: string;
beforeEach(async () => {
  side = new ToldSide();
  const providers = [{ provide: CarrierSide, useValue: side }, { provide: SeatsAtWork, useValue: {} }];
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00', with: [MeteringModule.forRoot({ operatorZone: zone('Asia/Shanghai') }, { imports: [], providers })] });
  shop = await Shop.openPaid(harness, 1, '2026-03-01');
  trunkId = await newTrunk(shop.tenantId);
  await until(harness, '2026-03-06T09:00:00+08:00');
});
afterEach(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
});

async function newTrunk(tenantId: string): Promise<string> {
  const id = randomUUID();
  await harness.admin.query(
    `insert into trunk (tenant_id, id, carrier, name, host, port, match_addresses, created_at) values ($1, $2, 'simulated', 'Line', 'carrier.example', 5060, '{}', now())`, [tenantId, id],
  );
  side.known.push({ tenantId, tenantName: 'T', id, name: 'Line', carrier: 'simulated', source: 'simulated', account: null, removed: false });
  return id;
}

/** A call of ours, in our telephony's records and in the usage that billing made of it. */
async function ours(name: string, answeredAt: Instant, seconds: number): Promise<void> {
  const leg = { legId: name, callId: `call-${name}`, recordId: null, direction: 'outbound' as const, ourNumber: '+862150001111', otherNumber: '+861087654321', answeredAt, milliseconds: seconds * 1000 };
  side.legs.push(leg);
  await harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, [{ ...leg, source: 'seatline', leg: name, carrierLeg: true, seatId: null, memberId: null, leaseId: null }]));
}

function theirs(recordId: string, answeredAt: Instant, seconds: number, over: Partial<CarrierCall> = {}): void {
  side.records.push({
    recordId, legId: null, direction: 'outbound', from: '+862150001111', to: '+861087654321', answeredAt, seconds, price: { micros: 40_000n, currency: 'CNY' }, sequence: null, ...over,
  });
}

const compare = (on = DAY): Promise<string> => harness.app.get(ReconcileTrunk).run('Olga', { tenantId: shop.tenantId, id: trunkId }, on);
const found = (id: string): Promise<FindingRow[]> => harness.platform.run(({ db }) => readFindings(db, id));
const runOf = async (id: string) => (await harness.platform.run(({ db }) => readReconciliations(db, { id, after: null, most: 1 })))[0]!;
const told = (findings: readonly FindingRow[]) => findings.map(({ kind, ref, value }) => [kind, ref, value === null ? null : `${value.micros} ${value.currency}`]);
const listCosts = (perMinute: string) =>
  harness.app.get(CostList).upload(OPERATOR, shop.tenantId, trunkId, {
    direction: 'outbound', currency: 'CNY' as Currency, name: 'List', effectiveFrom: at('00:00:00', civilDate('2026-03-01')),
    csv: `prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,${perMinute},0,60,60,,\n`,
  });
const costs = async () =>
  (await harness.admin.query('select u.leg, c.version, c.micros::int as micros, c.source from carrier_cost c join usage_event u on u.id = c.usage_id order by u.leg, c.version')).rows;

/** Our deck takes 0.12 a started minute for 86. */
async function aDayWithEverything(): Promise<string> {
  await ours('fine', NOON, 30);
  theirs('r-fine', NOON, 30);
  await ours('longer-there', at('13:00:00'), 30);
  theirs('r-longer', at('13:00:01'), 95, { price: { micros: 80_000n, currency: 'CNY' } });
  await ours('dearer', at('14:00:00'), 30);
  theirs('r-dearer', at('14:00:00'), 30, { price: { micros: 90_000n, currency: 'CNY' } });
  await ours('only-ours', at('15:00:00'), 70);
  theirs('r-only-theirs', at('16:00:00'), 130, { price: null });
  await ours('twice', at('17:00:00'), 30);
  theirs('r-twice', at('17:00:00'), 30);
  theirs('r-twice-again', at('17:00:00'), 30);
  await listCosts('0.04');
  return compare();
}

describe('a day compared', () => {
  it('tells what is missing, doubled, extra, of other seconds and of another price, each with its value; and keeps what the carrier takes', async () => {
    const id = await aDayWithEverything();
    expect(await runOf(id)).toMatchObject({ ours: 5, theirs: 6, matched: 4, findings: 5, open_findings: 5, failure: null, on_day: '2026-03-05', ran_by: 'Olga' });
    expect(told(await found(id))).toEqual([
      ['missing', 'r-only-theirs', '360000 CNY'], // three started minutes
      ['doubled', 'r-twice-again', '40000 CNY'],
      ['extra', 'only-ours', '240000 CNY'],
      ['seconds', 'r-longer', '120000 CNY'], // 95 s would be 0.24, and 0.12 was charged
      ['price', 'r-dearer', '50000 CNY'],
    ]);
    expect((await found(id))[0]).toMatchObject({ ourSeconds: null, theirSeconds: 130, charged: null, carrier: null, expected: { micros: 120_000n } });
    expect(await costs()).toEqual([
      { leg: 'dearer', version: 1, micros: 90_000, source: 'carrier' }, { leg: 'fine', version: 1, micros: 40_000, source: 'carrier' },
      { leg: 'longer-there', version: 1, micros: 80_000, source: 'carrier' }, { leg: 'twice', version: 1, micros: 40_000, source: 'carrier' },
    ]);
  });

  it('again is the same run with the same findings; what is not so any more is cleared, what was decided stays', async () => {
    const id = await aDayWithEverything();
    const before = await found(id);
    expect(await compare()).toBe(id);
    expect(await found(id)).toEqual(before);
    expect(await costs()).toHaveLength(4);
    const [missing, doubled] = before;
    await harness.app.get(DecideFinding).acknowledge(OPERATOR, shop.tenantId, doubled!.id, 'they will credit it');
    side.records = side.records.filter(({ recordId }) => !['r-only-theirs', 'r-twice-again'].includes(recordId)).map((call) => (call.recordId === 'r-fine' ? { ...call, price: { micros: 45_000n, currency: 'CNY' } } : call));
    await compare();
    const after = await found(id);
    expect(told(after)).toEqual([['doubled', 'r-twice-again', '40000 CNY'], ['extra', 'only-ours', '240000 CNY'], ['seconds', 'r-longer', '120000 CNY'], ['price', 'r-fine', '5000 CNY'], ['price', 'r-dearer', '50000 CNY']]);
    expect(after[0]!.decision).toMatchObject({ kind: 'acknowledged', reason: 'they will credit it', by: 'Olga Operator' });
    expect((await costs()).filter(({ leg }) => leg === 'fine')).toEqual([{ leg: 'fine', version: 1, micros: 40_000, source: 'carrier' }, { leg: 'fine', version: 2, micros: 45_000, source: 'carrier' }]);
    expect(await refusalOf(harness.app.get(DecideFinding).acknowledge(OPERATOR, shop.tenantId, missing!.id, 'too late'))).toBe('finding.cleared');
  });

  it('has each call on one day, however the two sides’ clocks stand to midnight', async () => {
    await ours('midnight', at('23:59:58'), 30);
    theirs('r-midnight', at('00:00:03', civilDate('2026-03-06')), 30);
    const [first, second] = [await compare(), await compare(civilDate('2026-03-06'))];
    expect([await runOf(first), await runOf(second)].map((run) => [run.ours, run.theirs, run.matched, run.findings])).toEqual([[1, 1, 1, 0], [0, 0, 0, 0]]);
  });

  it('says nothing of a time that the carrier has no records of, and tells the holes in its numbers', async () => {
    await ours('before', at('08:00:00'), 30);
    await ours('after', NOON, 30);
    side.reaches = { fromAt: at('10:00:00'), toAt: at('23:00:00') };
    side.holes = [{ from: 7, to: 9 }];
    const id = await compare();
    expect(told(await found(id))).toEqual([['extra', 'after', '120000 CNY']]);
    expect(await runOf(id)).toMatchObject({ ours: 1, known_from: at('10:00:00'), known_to: at('23:00:00'), holes: [{ from: 7, to: 9 }] });
  });

  it('fault 4: of an exchange that died with records unsent the hole is told, then each call that we lack; when they have come nothing is', async () => {
    const calls = Array.from({ length: 12 }, (_, n) => ({ name: `spooled ${n}`, answeredAt: (at('10:00:00') + n * 1_800_000) as Instant }));
    for (const { name, answeredAt } of calls.slice(0, 7)) {
      await ours(name, answeredAt, 30);
      theirs(`r-${name}`, answeredAt, 30);
    }
    side.holes = [{ from: 8, to: 12 }]; // it counted on, and what it counted is nowhere
    const id = await compare();
    expect([told(await found(id)), (await runOf(id)).holes]).toEqual([[], [{ from: 8, to: 12 }]]);
    side.holes = []; // it is back, with its spool
    for (const { name, answeredAt } of calls.slice(7)) theirs(`r-${name}`, answeredAt, 30);
    await compare();
    expect(told(await found(id))).toEqual(calls.slice(7).map(({ name }) => ['missing', `r-${name}`, '120000 CNY']));
    for (const { name, answeredAt } of calls.slice(7)) await ours(name, answeredAt, 30);
    await compare();
    expect([told(await found(id)), (await runOf(id)).holes, (await runOf(id)).matched]).toEqual([[], [], 12]);
  });

  it('is refused before it has begun, and for a trunk that is another tenant’s', async () => {
    expect(await refusalOf(compare(civilDate('2026-03-07')))).toBe('reconciliation.day-ahead');
    const other = await Shop.openPaid(harness, 1, '2026-03-06');
    expect(await refusalOf(harness.app.get(ReconcileTrunk).run('Olga', { tenantId: other.tenantId, id: trunkId }, DAY))).toBe('not-found');
  });

  it('leaves nothing half when the process dies within, and at once with another is one run', async () => {
    await ours('a', NOON, 30);
    side.dies = true;
    await expect(compare()).rejects.toThrow('died');
    expect(await harness.count('select count(*) from carrier_reconciliation')).toBe(0);
    side.dies = false;
    const [one, other] = await Promise.all([compare(), compare()]);
    expect(one).toBe(other);
    expect(await harness.count('select count(*) from carrier_finding')).toBe(1);
  });

  it('as a file starts no formula', async () => {
    theirs('=cmd()', NOON, 30, { from: '@SUM(1)' });
    const text = findingsFile(await found(await compare()));
    expect(text).toContain("missing,'=cmd(),outbound,'@SUM(1)");
    expect(text.split('\r\n')[0]).toContain('kind,record,direction');
  });
});

describe('a missing call taken over', () => {
  const takeOver = async (id: string, tenantId = shop.tenantId) => harness.app.get(DecideFinding).takeOver(OPERATOR, tenantId, id, 'the switch was down');

  it('is usage once, late on the next invoice, and no finding any more', async () => {
    await until(harness, '2026-04-04T00:00:00+08:00'); // March is closed
    theirs('r-lost', NOON, 130);
    const id = await compare();
    const [missing] = await found(id);
    const outcomes = await Promise.allSettled([takeOver(missing!.id), takeOver(missing!.id)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(takeOver(missing!.id))).toBe('finding.decided');
    expect(await harness.count("select count(*) from usage_list where source like 'carrier:%' and status = 'rated' and cost_micros = 360000")).toBe(1);
    expect(await costs()).toEqual([{ leg: 'carrier', version: 1, micros: 40_000, source: 'carrier' }]);
    expect(await compare()).toBe(id);
    expect(await runOf(id)).toMatchObject({ ours: 1, matched: 1, findings: 0 });
    expect((await found(id))[0]!.decision).toMatchObject({ kind: 'taken-over', reason: 'the switch was down' });
    await until(harness, '2026-05-04T00:00:00+08:00');
    const { rows } = await harness.admin.query("select x.kind, x.calls, x.net_minor::int as net from invoice_line x where x.kind in ('telephone', 'prior-period')");
    expect(rows).toEqual([{ kind: 'prior-period', calls: 1, net: 36 }]);
    const { rows: audit } = await harness.admin.query("select action, reason from audit_entry where action like 'carrier-finding.%'");
    expect(audit).toEqual([{ action: 'carrier-finding.taken-over', reason: 'the switch was down' }]);
  });

  it('is none of what is no missing call, nor of another tenant', async () => {
    await ours('only-ours', NOON, 30);
    const [extra] = await found(await compare());
    expect(await refusalOf(takeOver(extra!.id))).toBe('finding.not-missing');
    const other = await Shop.openPaid(harness, 1, '2026-03-06');
    expect(await refusalOf(takeOver(extra!.id, other.tenantId))).toBe('not-found');
  });
});

describe('at night', () => {
  const night = () => harness.app.get(NightlyReconciliation).run();

  it('every trunk’s day is compared once, from four o’clock on; a carrier out of reach is asked again, and what was found before stays', async () => {
    await ours('only-ours', NOON, 30);
    expect(await night()).toBe(1);
    expect(await night()).toBe(0);
    await until(harness, '2026-03-07T03:00:00+08:00');
    expect(await night()).toBe(0);
    await until(harness, '2026-03-07T04:00:00+08:00');
    side.failure = new CarrierFailure('unreachable', 'no route');
    expect(await night()).toBe(0);
    expect((await harness.platform.run(({ db }) => readReconciliations(db, { after: null, most: 5 }))).map(({ on_day, failure }) => [on_day, failure])).toEqual([['2026-03-06', 'no route'], ['2026-03-05', null]]);
    expect(await refusalOf(compare())).toBe('reconciliation.out-of-reach');
    const [earlier] = (await harness.platform.run(({ db }) => readReconciliations(db, { after: null, most: 5 }))).filter(({ on_day }) => on_day === DAY);
    expect(earlier).toMatchObject({ status: 'failed', failure: 'no route', ours: 1, findings: 1 });
    side.failure = null;
    expect(await night()).toBe(2); // the day that failed by hand, too
    expect(await night()).toBe(0);
  });

  it('alarms the operator once for each day that could not be compared, tries it again for a week, and the alarm ends when it was', async () => {
    const alarms = async (): Promise<string[]> => (await harness.admin.query<{ word: string }>(
      `select concat_ws(' ', facts ->> 'trunk', facts ->> 'day', facts ->> 'cause', case when cleared_at is null then 'lasts' else 'over' end, case when seen_at is null then 'new' else 'seen' end) as word
       from operator_alarm where kind = 'reconciliation-failed' order by ref`)).rows.map((row) => row.word);
    side.failure = new CarrierFailure('unreachable', 'no route');
    for (let rounds = 0; rounds < 2; rounds += 1) expect(await night()).toBe(0);
    expect(await alarms()).toEqual(['Line 2026-03-05 reconciliation.out-of-reach lasts new']);
    await until(harness, '2026-03-07T04:00:00+08:00');
    side.failure = null;
    side.dies = true; // what is no carrier's fault is told as well
    expect(await night()).toBe(0);
    expect(await alarms()).toEqual(['Line 2026-03-05 reconciliation.out-of-reach lasts new', 'Line 2026-03-06 reconciliation.broke-off lasts new']);
    await harness.admin.query("update operator_alarm set seen_at = now(), seen_by = 'Olga'");
    side.dies = false;
    expect(await night()).toBe(2);
    expect(await alarms()).toEqual(['Line 2026-03-05 reconciliation.out-of-reach over seen', 'Line 2026-03-06 reconciliation.broke-off over seen']);
    side.failure = new CarrierFailure('unreachable', 'no route');
    expect(await refusalOf(compare())).toBe('reconciliation.out-of-reach'); // asked for again, and failed: a new alarm
    expect(await alarms()).toEqual(['Line 2026-03-05 reconciliation.out-of-reach lasts new', 'Line 2026-03-06 reconciliation.broke-off over seen']);
    await until(harness, '2026-03-14T04:00:00+08:00');
    side.asked = 0;
    await night();
    expect(side.asked).toBe(1); // the 13th; the 5th is more than a week ago
  });
});
