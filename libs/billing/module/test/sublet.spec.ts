import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeaseBook } from '@seatline/billing-domain';
import { addMonths, civilDate, instant } from '@seatline/kernel';
import { readMoments } from '../src/persistence/lease-history';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { HandSeatsOver } from '../src/use-cases/hand-seats-over';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { LeaseDesk } from '../src/use-cases/lease-desk';
import { replayLease } from '../src/use-cases/replay-lease';
import { Sublets } from '../src/use-cases/sublets';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
/** Another process on the same database. */
let beside: BillingHarness;
/** Every story has a month of its own: leases begin on its 2nd, the first hand-over can be on the next month's. */
let month = '2026-03';

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  beside = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00', beside: harness });
});
afterAll(async () => {
  await beside.stop();
  await harness.stop();
});

const MEMBER = { ...OPERATOR, displayName: 'Tina Tenant', memberId: OPERATOR.personId };
const sublets = (on = harness): Sublets => on.app.get(Sublets);
const codeOf = async (shop: Shop): Promise<string> => (await sublets().ofTenant(shop.tenantId)).code;
const handOver = (on = harness): Promise<void> => on.app.get(HandSeatsOver).run();
const dayOne = (): string => addMonths(civilDate(`${month}-02`), 1);

interface Pair {
  readonly giver: Shop;
  readonly taker: Shop;
}

async function pair(seats = 5): Promise<Pair> {
  const start = instant(`${month}-02T09:00:00+08:00`);
  if (harness.clock.now() < start) await until(harness, `${month}-02T09:00:00+08:00`);
  return { giver: await Shop.openPaid(harness, seats, `${month}-02`), taker: await Shop.openPaid(harness, 1, `${month}-02`) };
}

const give = async ({ giver, taker }: Pair, seats = 2, on = dayOne()) =>
  sublets().give(MEMBER, giver.tenantId, giver.leaseId, { toCode: await codeOf(taker), seats, on: civilDate(on) });
const accept = ({ taker }: Pair, id: string) => sublets().answer(MEMBER, taker.tenantId, id, { accept: true });
const consent = (id: string, on = harness) => sublets(on).decide(OPERATOR, id, { consent: true, reason: 'both agree' });

async function agreed(pair: Pair, seats = 2): Promise<string> {
  const { id } = await give(pair, seats);
  await accept(pair, id);
  await consent(id);
  return id;
}

async function stateOf({ giver }: Pair, id: string): Promise<[string, string | null]> {
  const row = (await sublets().ofTenant(giver.tenantId)).sublets.find((each) => each.id === id)!;
  return [row.state, row.reason];
}

/** What a tenant was told of a request, once each, shown in the portal and announced to whoever sends it out. */
async function toldTo(shop: Shop, id: string): Promise<string[]> {
  const { rows } = await harness.admin.query<{ kind: string; role: string; seats: number; announced: string }>(`
    select n.kind, n.about ->> 'role' as role, (n.about ->> 'seats')::int as seats, (
      select count(*)::text from outbox o join notice_sending s on s.notice_id = n.id and s.channel = 'portal' where o.tenant_id = n.tenant_id and o.payload ->> 'noticeId' = n.id::text) as announced
    from notice n where n.tenant_id = $1 and n.lease_id = $2 and n.ref = $3 order by n.recorded_at, n.id`, [shop.tenantId, shop.leaseId, id]);
  expect(rows.every(({ announced }) => announced === '1')).toBe(true);
  expect(new Set(rows.map(({ role }) => role)).size).toBeLessThanOrEqual(1);
  return rows.map(({ kind }) => kind.replace('sublet-', ''));
}

const activeSeats = (shop: Shop) => harness.count("select count(*) from lease_seat where lease_id = $1 and state = 'active'", [shop.leaseId]);

async function nextMonth(): Promise<void> {
  await until(harness, `${dayOne()}T00:00:00+08:00`);
}

function turnPage(): void {
  month = addMonths(civilDate(`${month}-02`), 2).slice(0, 7);
}

/** The book from the tables, and the one that is told again from what happened. */
async function twice(shop: Shop): Promise<[LeaseBook, LeaseBook]> {
  return harness.tenants.run(shop.tenantId, async (tx) => {
    const lease = await harness.app.get(LeaseDesk).look(tx, shop.leaseId);
    const moments = await readMoments(tx.ledger, lease, lease.book);
    const now = lease.book.advancedTo;
    return [lease.book, replayLease(lease, moments, await harness.books.usageSinceOpening(tx.ledger, lease, now), now)];
  });
}

describe('seats that are handed on', () => {
  it('end at the one and are ordered at the other on the day, after notice, acceptance and consent; money stays with whom it belongs to', async () => {
    const both = await pair();
    const { giver, taker } = both;
    const { id } = await give(both);
    expect((await give(both)).id).toBe(id); // the same notice again
    expect(await refusalOf(give(both, 3))).toBe('sublet.noticed-already');
    expect(await refusalOf(consent(id))).toBe('sublet.not-now');
    expect(await accept(both, id)).toMatchObject({ state: 'accepted', to_lease_id: taker.leaseId });
    const decided = await Promise.all([consent(id), consent(id, beside)]);
    expect(decided.map((row) => row.state)).toEqual(['consented', 'consented']);
    await handOver(); // not its day yet
    expect([await stateOf(both, id), await activeSeats(giver)]).toEqual([['consented', 'both agree'], 5]);
    await nextMonth();
    await Promise.all([handOver(), handOver(beside), handOver()]);
    expect([await stateOf(both, id), await activeSeats(giver), await activeSeats(taker)]).toEqual([['effective', 'both agree'], 3, 1]);
    expect(await harness.count('select count(*) from lease_order where lease_id = $1', [taker.leaseId])).toBe(2);
    const { rows } = await harness.admin.query('select net_minor::text as net from credit_note where lease_id = $1', [giver.leaseId]);
    expect(rows).toEqual([{ net: '400000' }]); // the two seats' whole next period, which was invoiced already
    await taker.pay('2120.00', 'own rent');
    await taker.pay('8240.00', 'handed on', { forOrder: true });
    expect(await activeSeats(taker)).toBe(3);
    const shared = 'select count(*) from lease_seat a join lease_seat b on a.seat_id = b.seat_id where a.lease_id = $1 and b.lease_id = $2';
    expect(await harness.count(shared, [giver.leaseId, taker.leaseId])).toBe(0);
    await until(harness, `${dayOne().slice(0, 8)}04T09:00:00+08:00`);
    const deposit = 'select sum(deposit_minor) as count from lease_seat where lease_id = $1';
    expect([await harness.count(deposit, [giver.leaseId]), await harness.count(deposit, [taker.leaseId])]).toEqual([600_000, 600_000]);
    for (const shop of [giver, taker]) {
      const [now, again] = await twice(shop);
      expect(again).toEqual(now);
    }
    expect([await toldTo(giver, id), await toldTo(taker, id)]).toEqual([['accepted', 'consented', 'effective'], ['asked', 'consented', 'effective']]);
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
    expect(await refusalOf(sublets().withdraw(MEMBER, giver.tenantId, id))).toBe('sublet.not-now');
    turnPage();
  });

  it('do not move half: what fails on the way leaves nothing, and is done whole in the next round', async () => {
    const both = await pair();
    const id = await agreed(both);
    await nextMonth();
    await harness.admin.query("create function fail() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$");
    await harness.admin.query(`create trigger fail before insert on lease_order for each row when (new.tenant_id = '${both.taker.tenantId}') execute function fail()`);
    await handOver();
    expect([await stateOf(both, id), await activeSeats(both.giver)]).toEqual([['consented', 'both agree'], 5]);
    await harness.admin.query('drop trigger fail on lease_order; drop function fail()');
    await handOver();
    expect([await stateOf(both, id), await activeSeats(both.giver)]).toEqual([['effective', 'both agree'], 3]);
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
    turnPage();
  });
});

describe('seats stay where they are', () => {
  it('without acceptance or consent in time, and for a notice that was declined, refused or withdrawn', async () => {
    const both = await pair();
    const { giver, taker } = both;
    const declined = await give(both, 1);
    expect(await sublets().answer(MEMBER, taker.tenantId, declined.id, { accept: false })).toMatchObject({ state: 'declined' });
    const refused = await give(both, 1);
    await accept(both, refused.id);
    expect(await sublets().decide(OPERATOR, refused.id, { consent: false, reason: 'not this trade' })).toMatchObject({ state: 'refused', reason: 'not this trade' });
    const withdrawn = await agreed(both, 1);
    expect(await sublets().withdraw(MEMBER, giver.tenantId, withdrawn)).toMatchObject({ state: 'withdrawn' });
    const waiting = await give(both, 1);
    await accept(both, waiting.id);
    await nextMonth();
    expect(await refusalOf(consent(waiting.id))).toBe('sublet.not-now');
    await handOver();
    expect(await stateOf(both, waiting.id)).toEqual(['lapsed', 'not-consented-in-time']);
    expect(await Promise.all([declined, refused, withdrawn, waiting].map((each) => toldTo(giver, typeof each === 'string' ? each : each.id)))).toEqual([
      ['declined'], ['accepted', 'refused'], ['accepted', 'consented'], ['accepted', 'lapsed'],
    ]);
    expect(await Promise.all([declined, refused, withdrawn, waiting].map((each) => toldTo(taker, typeof each === 'string' ? each : each.id)))).toEqual([
      ['asked'], ['asked', 'refused'], ['asked', 'consented', 'withdrawn'], ['asked', 'lapsed'],
    ]);
    expect([await activeSeats(giver), await harness.count('select count(*) from credit_note where lease_id = $1', [giver.leaseId])]).toEqual([5, 0]);
    turnPage();
  });

  it('while the receiving lease is overdue, the giving one has too few, or ends before', async () => {
    const overdue = await pair();
    const late = await agreed(overdue);
    const fewer = await pair();
    const short = await agreed(fewer, 4);
    await harness.app.get(LeaseCommands).removeSeats(MEMBER, fewer.giver.tenantId, fewer.giver.leaseId, { seats: 3, when: 'period-end' });
    const ended = await pair();
    const over = await agreed(ended);
    await harness.app.get(LeaseCommands).end(OPERATOR, ended.giver.tenantId, ended.giver.leaseId, { on: civilDate(`${month}-20`), reason: 'agreed' });
    await until(harness, `${dayOne().slice(0, 8)}05T09:00:00+08:00`); // the sweep comes days late: April's rent is overdue at the taker by now
    await handOver();
    expect([await stateOf(overdue, late), await stateOf(fewer, short), await stateOf(ended, over)]).toEqual([
      ['lapsed', 'overdue'], ['lapsed', 'not-enough-seats'], ['lapsed', 'outside-term'],
    ]);
    expect(await activeSeats(overdue.giver)).toBe(5);
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
    turnPage();
  });

  it('for a day that begins no period, a code of nobody, oneself, and for strangers', async () => {
    const both = await pair();
    const { giver, taker } = both;
    const stranger = await harness.newTenant();
    expect(await refusalOf(give(both, 2, `${dayOne().slice(0, 8)}03`))).toBe('sublet.not-a-period-start');
    expect(await refusalOf(give(both, 2, `${month}-02`))).toBe('lease.outside-term');
    expect(await refusalOf(give(both, 6))).toBe('lease.not-enough-seats');
    const toCode = async (shop: Shop | null) => ({ toCode: shop ? await codeOf(shop) : '000000000000', seats: 1, on: civilDate(dayOne()) });
    expect(await refusalOf(sublets().give(MEMBER, giver.tenantId, giver.leaseId, await toCode(null)))).toBe('sublet.unknown-code');
    expect(await refusalOf(sublets().give(MEMBER, giver.tenantId, giver.leaseId, await toCode(giver)))).toBe('sublet.unknown-code');
    expect(await refusalOf(sublets().give(MEMBER, stranger, giver.leaseId, await toCode(taker)))).toBe('not-found');
    const { id } = await give(both);
    expect(await refusalOf(sublets().answer(MEMBER, stranger, id, { accept: true }))).toBe('not-found');
    expect(await refusalOf(sublets().answer(MEMBER, giver.tenantId, id, { accept: true }))).toBe('not-found');
    expect(await refusalOf(sublets().withdraw(MEMBER, taker.tenantId, id))).toBe('not-found');
    expect((await sublets().ofTenant(stranger)).sublets).toEqual([]);
    const seen = await harness.tenants.run(taker.tenantId, (tx) => tx.ledger.execute("select id from sublet"));
    expect(seen.rows).toEqual([]); // the other's row is seen through the platform's door only
  });

  it('whatever anybody writes: the database knows no effect without consent, and no second life of what is closed', async () => {
    const both = await pair();
    const { id } = await give(both);
    const set = (what: string) => harness.admin.query(`update sublet set ${what} where id = $1`, [id]);
    await expect(set("state = 'effective', order_number = 0, closed_at = takes_effect_at")).rejects.toThrow('check constraint');
    await expect(set("state = 'consented'")).rejects.toThrow('check constraint');
    await expect(set("state = 'refused', closed_at = now()")).rejects.toThrow('check constraint');
    await expect(set('seats = 5')).rejects.toThrow('do not change');
    await sublets().withdraw(MEMBER, both.giver.tenantId, id);
    await expect(set("state = 'noticed', closed_at = null")).rejects.toThrow('is closed');
  });
});
