import { afterEach, describe, expect, it } from '@jest/globals';
import { civilDate, type Instant, instant } from '@seatline/kernel';
import type { MachineClock } from '@seatline/server';
import type { TestDatabase } from '@seatline/server/testing';
import { CheckConservation } from '../../src/use-cases/check-conservation';
import { LeaseDesk } from '../../src/use-cases/lease-desk';
import { PlaceOrder } from '../../src/use-cases/place-order';
import { BillingHarness, OPERATOR, TestClock } from '../harness';
import { Shop, until } from '../shop';

// Faults of billing.md 3 that meet days and clocks; 21 stands in due-work.spec.ts.

/** A hundred in a soak. */
const TIMES = process.env['SEATLINE_SOAK'] ? 100 : 20;

let harness: BillingHarness;
const begin = async (): Promise<void> => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
};
afterEach(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
  await owned?.drop();
  owned = null;
});
/** A database that outlived the harness that made it. */
let owned: TestDatabase | null = null;

const suspensions = async (shop: Shop): Promise<string[]> => {
  const { rows } = await harness.admin.query<{ word: string }>(
    `select to_char(due_at at time zone 'Asia/Shanghai', 'MM-DD') || ' ' || kind as word from notice where lease_id = $1 and kind in ('suspended', 'restored') order by due_at, id`, [shop.leaseId]);
  return rows.map((row) => row.word);
};
const notices = async (shop: Shop): Promise<string[]> => {
  const { rows } = await harness.admin.query<{ word: string }>(
    `select to_char(n.due_at at time zone 'Asia/Shanghai', 'MM-DD') || ' ' || n.kind || coalesce(' of ' || i.sequence, '') as word
     from notice n left join invoice i on i.tenant_id = n.tenant_id and i.id = n.invoice_id where n.lease_id = $1 order by n.due_at, n.id`, [shop.leaseId]);
  return rows.map((row) => row.word);
};
const months = async (shop: Shop): Promise<string[]> =>
  (await harness.admin.query<{ period: string }>(
    "select l.service::text as period from invoice_line l join invoice i on i.tenant_id = l.tenant_id and i.id = l.invoice_id where l.kind = 'rent' and i.lease_id = $1 order by i.sequence",
    [shop.leaseId])).rows.map((row) => row.period);

it('fault 23: the oldest invoice is paid and a newer one is not: the clock begins anew at the newer, with its warnings in order, and nothing stops before', async () => {
  await begin();
  const shop = await Shop.openPaid(harness, 1, '2026-03-01');
  // April's rent is due on 1 April, May's on 1 May; April's is paid a day before it would have stopped the seats, May's never.
  await until(harness, '2026-04-16T12:00:00+08:00');
  await shop.pay('2120.00', 'april');
  await until(harness, '2026-05-16T23:59:59+08:00');
  expect([await shop.status(), await suspensions(shop)]).toEqual(['in-service', []]);
  await until(harness, '2026-05-17T00:00:00+08:00');
  await harness.sweep.run();
  expect(await shop.status()).toBe('suspended');
  expect((await notices(shop)).filter((word) => word > '04-02')).toEqual([
    '04-02 overdue of 2', '04-08 second of 2', '04-13 last-warning of 2', '04-24 invoice-issued of 3', '04-28 reminder of 3', '05-02 overdue of 3', '05-08 second of 3',
    '05-13 last-warning of 3', '05-17 suspended',
  ]);
});

describe('fault 24', () => {
  it('fault 24: the clock jumps a day ahead and back, twice: no period twice, no seat stopped before its day', async () => {
    await begin();
    const shop = await Shop.openPaid(harness, 2, '2026-03-01');
    await until(harness, '2026-03-24T12:00:00+08:00');
    harness.clock.goWrong(instant('2026-03-25T12:00:00+08:00'));
    await harness.sweep.run(); // April is invoiced a day early, by what the clock says
    harness.clock.goWrong(instant('2026-03-24T12:01:00+08:00'));
    await harness.sweep.run();
    await shop.pay('1000.00', 'while the clock was back');
    await until(harness, '2026-03-26T00:00:00+08:00');
    await harness.sweep.run();
    expect(await months(shop)).toEqual(['[2026-03-01,2026-04-01)', '[2026-04-01,2026-05-01)']);
    await until(harness, '2026-04-15T12:00:00+08:00');
    harness.clock.goWrong(instant('2026-04-16T12:00:00+08:00'));
    await harness.sweep.run();
    harness.clock.goWrong(instant('2026-04-15T12:01:00+08:00'));
    await harness.sweep.run();
    await until(harness, '2026-04-16T23:59:59+08:00');
    expect([await shop.status(), await suspensions(shop)]).toEqual(['in-service', []]);
    await until(harness, '2026-04-17T00:00:00+08:00');
    await harness.sweep.run();
    expect(await suspensions(shop)).toEqual(['04-17 suspended']);
    expect(new Set(await notices(shop)).size).toBe((await notices(shop)).length);
  });

  it('fault 24: a tenant that moves to another zone keeps its lease’s days', async () => {
    await begin();
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    await until(harness, '2026-04-16T12:00:00+08:00');
    await harness.admin.query("update tenant set zone = 'America/New_York' where id = $1", [shop.tenantId]);
    await until(harness, '2026-05-02T00:00:00+08:00');
    expect(await suspensions(shop)).toEqual(['04-17 suspended']); // 00:00 in Shanghai, as it was agreed
    expect(await months(shop)).toEqual(['[2026-03-01,2026-04-01)', '[2026-04-01,2026-05-01)', '[2026-05-01,2026-06-01)']);
  });

  it('fault 24: days of 23 and of 25 hours are days', async () => {
    await begin();
    const tenantId = await harness.newTenant({ zone: 'America/New_York' });
    await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'standard', seats: 1, months: 12, startOn: civilDate('2026-03-08') }); // clocks go on
    const { rows } = await harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
    const shop = Shop.of(harness, tenantId, rows[0]!.id);
    await until(harness, '2026-03-08T05:30:00Z'); // 00:30 there
    await shop.pay('4120.00', 'opening');
    for (let month = 4; month <= 10; month += 1) await until(harness, `2026-${String(month).padStart(2, '0')}-05T12:00:00Z`).then(() => shop.pay('2120.00', `month ${month}`));
    await until(harness, '2026-12-01T00:00:00Z'); // November's rent is unpaid; clocks went back on 1 November
    expect(await months(shop)).toEqual(Array.from({ length: 9 }, (_, n) => period(3 + n)));
    const { rows: stopped } = await harness.admin.query("select to_char(suspended_at at time zone 'America/New_York', 'MM-DD HH24:MI') as at from suspension where lease_id = $1", [shop.leaseId]);
    expect(stopped).toEqual([{ at: '11-24 00:00' }]);
    expect(await harness.count('select count(*) from rent_charge where lease_id = $1 and net_minor <> 200000', [shop.leaseId])).toBe(0);
  });
});

/** A machine whose clock can be set wrong, with an uptime that cannot. */
class WrongClock extends TestClock implements MachineClock {
  constructor(private at0: Instant, readonly machine: string) {
    super(at0);
  }

  uptime = 1_000_000;
  uptimeMs = (): number => this.uptime;

  /** True time comes, and the clock says something else by so much. */
  comes(at: string, wrongByMs: number): void {
    this.uptime += instant(at) - this.at0;
    this.at0 = instant(at);
    this.goWrong((this.at0 + wrongByMs) as Instant);
  }
}

describe('fault 24', () => {
  const DAY = 86_400_000;
  let clock: WrongClock;
  let shop: Shop;

  /** Two seats whose rent of April nobody pays: they are stopped on 17 April, 00:00, and not before. The process has begun on a machine the day before. */
  async function beginOnMachine(): Promise<void> {
    await begin();
    shop = await Shop.openPaid(harness, 2, '2026-03-01');
    await until(harness, '2026-04-16T12:00:00+08:00');
    await anotherProcess('first start', '2026-04-16T12:00:00+08:00', 0);
  }

  async function anotherProcess(machine: string, at: string, wrongByMs: number, uptime = 1_000_000): Promise<void> {
    await harness.stopKeepingDatabase();
    const { database } = harness;
    clock = new WrongClock(instant(at), machine);
    clock.uptime = uptime;
    clock.comes(at, wrongByMs);
    harness = await BillingHarness.start({ startsAt: at, clock, database });
    shop = Shop.of(harness, shop.tenantId, shop.leaseId);
    owned = database;
  }

  /** A round at a true time. The database is on the same machine, unless it has a clock of its own. */
  async function round(at: string, wrongByMs: number, databaseWrongByMs = wrongByMs): Promise<string[]> {
    clock.comes(at, wrongByMs);
    await harness.admin.query(`create or replace function database_now() returns timestamptz language sql volatile as $$ select to_timestamp(${(instant(at) + databaseWrongByMs) / 1000}) $$`);
    await harness.sweep.run();
    return suspensions(shop);
  }

  const alarms = async (): Promise<string[]> => (await harness.admin.query<{ word: string }>(
    "select kind || ' ' || (facts ->> 'seconds') || case when cleared_at is null then '' else ', over' end as word from platform_alarm order by id")).rows.map((row) => row.word);

  it('fault 24: a clock that runs past a suspension’s midnight and comes back stops nobody, in this process or the next; the operator is alarmed', async () => {
    await beginOnMachine();
    expect(await round('2026-04-16T12:00:15+08:00', 0)).toEqual([]);
    expect(await round('2026-04-16T12:00:30+08:00', DAY)).toEqual([]);
    await shop.pay('1.00', 'while the clock was ahead'); // which brings the lease up to now
    expect([await shop.status(), await suspensions(shop), await alarms()]).toEqual(['in-service', [], ['clock-was-set 86400']]);
    const { uptime } = clock;
    await anotherProcess('first start', '2026-04-16T12:10:00+08:00', DAY, uptime + 570_000);
    expect(await round('2026-04-16T12:10:00+08:00', DAY)).toEqual([]);
    expect(await round('2026-04-16T12:30:00+08:00', 0)).toEqual([]);
    expect(await alarms()).toEqual(['clock-was-set 86400, over']);
    expect(await round('2026-04-16T23:59:59+08:00', 0)).toEqual([]);
    expect(await round('2026-04-17T00:00:00+08:00', 0)).toEqual(['04-17 suspended']);
    expect((await harness.admin.query("select value_on::text as on from payment where reference like 'while the clock was ahead%'")).rows).toEqual([{ on: '2026-04-16' }]);
  });

  it('fault 24: a clock that was a day behind and is set right is believed after an hour', async () => {
    await beginOnMachine();
    await anotherProcess('with a bad battery', '2026-04-17T12:00:00+08:00', -DAY);
    expect(await round('2026-04-17T12:00:00+08:00', -DAY)).toEqual([]);
    expect(await round('2026-04-17T12:01:00+08:00', 0)).toEqual([]);
    expect(await round('2026-04-17T13:00:59+08:00', 0)).toEqual([]);
    expect(await round('2026-04-17T13:01:00+08:00', 0)).toEqual(['04-17 suspended']);
    expect(await alarms()).toEqual(['clock-was-set 86400, over']);
  });

  it.each([['the machine stood still', 'second start', 5_000], ['only the process did', 'first start', 1_000_000 + 1.5 * DAY]])('fault 24: after a day and a half in which %s, what is due is done at once', async (_, machine, uptime) => {
    await beginOnMachine();
    expect(await round('2026-04-16T12:00:00+08:00', 0)).toEqual([]);
    await anotherProcess(machine, '2026-04-18T00:00:00+08:00', 0, uptime);
    expect(await round('2026-04-18T00:00:00+08:00', 0)).toEqual(['04-17 suspended']);
    expect(await alarms()).toEqual([]);
  });

  it('fault 24: a machine that begins with a clock a day ahead stops nobody, since the database’s clock does not say so', async () => {
    await beginOnMachine();
    await anotherProcess('second start', '2026-04-16T12:30:00+08:00', DAY);
    expect(await round('2026-04-16T12:30:00+08:00', DAY, 0)).toEqual([]);
    expect(await round('2026-04-16T23:59:45+08:00', DAY, 0)).toEqual([]);
    expect(await alarms()).toEqual(['database-clock-differs -86400']);
    expect(await round('2026-04-17T00:00:00+08:00', DAY, 0)).toEqual(['04-17 suspended']);
    expect(await round('2026-04-17T00:01:00+08:00', 0)).toEqual(['04-17 suspended']);
    expect(await alarms()).toEqual(['database-clock-differs -86400, over', 'clock-was-set -86400']);
  });
});

function period(month: number): string {
  const day = (of: number): string => (of > 12 ? `2027-0${of - 12}-08` : `2026-${String(of).padStart(2, '0')}-08`);
  return `[${day(month)},${day(month + 1)})`;
}

it('fault 26: a seat is removed and added again on one day, over and over: no seat has that day twice, and all the rest of its rent comes back', async () => {
  await begin();
  const shop = await Shop.openPaid(harness, 1, '2026-03-01');
  await until(harness, '2026-03-12T10:00:00+08:00');
  await shop.pay('500000.00', 'more than enough');
  for (let times = 0; times < TIMES; times += 1) {
    await shop.order(1);
    await shop.removeSeats(1, 'now');
  }
  const of = 'from rent_charge c join lease_seat s on s.tenant_id = c.tenant_id and s.seat_id = c.seat_id where c.lease_id = $1 and s.number > 1';
  // A seat that comes back is a new seat (domain.md 1), its day of coming and its day of going count (domain.md 2): each of them has one day, and
  // 20 of 31 days less one are credited: 1290.32 - 64.52.
  expect(await harness.count(`select count(*) ${of}`, [shop.leaseId])).toBe(TIMES);
  expect(await harness.count(`select count(distinct c.seat_id) ${of} and c.service = '[2026-03-12,2026-04-01)'`, [shop.leaseId])).toBe(TIMES);
  expect(await harness.count('select sum(net_minor) as count from credit_note_line where tenant_id = $1', [shop.tenantId])).toBe(TIMES * (129_032 - 6_452));
  await until(harness, '2026-03-25T00:00:00+08:00');
  await harness.sweep.run();
  expect(await harness.count("select count(*) from rent_charge where lease_id = $1 and service = '[2026-04-01,2026-05-01)'", [shop.leaseId])).toBe(1);
});

it('fault 27: stopped and restored fifty times in a month: no stop within another, rent as agreed, and one account', async () => {
  await begin();
  const shop = await Shop.openPaid(harness, 1, '2026-03-01');
  await until(harness, '2026-04-17T08:00:00+08:00');
  await shop.pay('2120.00', 'april');
  const desk = harness.app.get(LeaseDesk);
  const perform = (command: Parameters<LeaseDesk['perform']>[2]): Promise<unknown> =>
    harness.tenants.run(shop.tenantId, async (tx) => expect((await desk.perform(tx, await desk.take(tx, shop.leaseId), command, { actor: 'the bank' })).refusal).toBeNull());
  // Four times a day the bank takes April's payment back and brings it again; in between the operator says that it is owed.
  for (let times = 1; times <= 49; times += 1) {
    await until(harness, `2026-04-${String(17 + Math.floor((times - 1) / 4)).padStart(2, '0')}T${String(9 + ((times - 1) % 4) * 3).padStart(2, '0')}:00:00+08:00`);
    await perform({ do: 'dispute-payment', payment: 2, amountMinor: 212_000n, reason: 'fraudulent' });
    await perform({ do: 'resume-arrears', dispute: times, reason: 'the seats were used' });
    await harness.sweep.run();
    expect(await shop.status()).toBe('suspended');
    await perform({ do: 'close-dispute', dispute: times, as: 'won' });
    expect(await shop.status()).toBe('in-service');
  }
  const { rows } = await harness.admin.query(
    `select count(*)::int as stops, count(restored_at)::int as restored, bool_and(coalesce(restored_at <= next, true)) as apart
     from (select *, lead(suspended_at) over (order by suspended_at) as next from suspension where lease_id = $1) s`, [shop.leaseId]);
  expect(rows).toEqual([{ stops: 50, restored: 50, apart: true }]);
  await until(harness, '2026-05-03T00:00:00+08:00');
  await harness.sweep.run();
  // The standard plan's rent goes on accruing: April is whole, nothing of it was credited or invoiced again.
  expect(await months(shop)).toEqual(['[2026-03-01,2026-04-01)', '[2026-04-01,2026-05-01)', '[2026-05-01,2026-06-01)']);
  expect(await harness.count('select count(*) from credit_note where tenant_id = $1', [shop.tenantId])).toBe(0);
});
