import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@seatline/kernel';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { ExplainArrears } from '../src/use-cases/explain-arrears';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { BillingHarness, OPERATOR } from './harness';
import { Shop, until } from './shop';

let harness: BillingHarness;
beforeEach(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
});
afterEach(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
});

const invoicesOf = (shop: Shop): Promise<number> => harness.count('select count(*) from invoice where lease_id = $1', [shop.leaseId]);

describe('the run of a month', () => {
  it('issues every lease’s next invoice on its day, each seat-day once, with numbers that follow each other', async () => {
    const shops: Shop[] = [];
    for (let place = 0; place < 7; place += 1) shops.push(await Shop.openPaid(harness, place + 1, '2026-03-01'));
    await until(harness, '2026-03-25T00:00:00+08:00');
    for (const shop of shops) expect(await invoicesOf(shop)).toBe(2);
    const { rows } = await harness.admin.query<{ number: string }>('select number from invoice order by year_sequence');
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 14 }, (_, place) => `SLI-2026-${String(place + 1).padStart(6, '0')}`));
    expect(await harness.count('select count(*) from rent_charge where service = $1', ['[2026-04-01,2026-05-01)'])).toBe(28);
    expect(await harness.sweep.run()).toBe(0);
  });

  it('fault 9: gives one set of invoices when two processes run it at once', async () => {
    const shops: Shop[] = [];
    for (let place = 0; place < 12; place += 1) shops.push(await Shop.openPaid(harness, 2, '2026-03-01'));
    const second = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00', beside: harness });
    harness.clock.set(instant('2026-03-25T00:00:00+08:00'));
    await Promise.all([harness.sweep.run(), second.sweep.run(), harness.sweep.run(), second.sweep.run()]);
    await second.stop();
    for (const shop of shops) expect(await invoicesOf(shop)).toBe(2);
    expect(await harness.count("select count(*) from notice where kind = 'invoice-issued'")).toBe(24);
  });

  it('leaves whole transactions behind wherever it is cut off, and finishes when it is run again', async () => {
    const shop = await Shop.openPaid(harness, 2, '2026-03-01');
    harness.clock.set(instant('2026-03-25T00:00:00+08:00'));
    const before = await harness.count('select count(*) from ledger_tx');
    // Each table in turn refuses its row, as a crash at that statement would.
    for (const table of ['invoice_line', 'rent_charge', 'ledger_tx', 'ledger_entry', 'lease_event', 'notice', 'notice_sending', 'outbox', 'invoice']) {
      await harness.admin.query(`create function cut() returns trigger language plpgsql as 'begin raise exception ''cut''; end'`);
      await harness.admin.query(`create trigger cut before insert on ${table} for each row execute function cut()`);
      await expect(harness.sweep.run()).rejects.toThrow(/due work failed for 1 lease/);
      await harness.admin.query('drop function cut cascade');
      expect([await invoicesOf(shop), await harness.count('select count(*) from ledger_tx')]).toEqual([1, before]);
    }
    expect(await harness.sweep.run()).toBe(1);
    const { rows } = await harness.admin.query('select number from invoice order by year_sequence');
    expect(rows).toEqual([{ number: 'SLI-2026-000001' }, { number: 'SLI-2026-000002' }]);
  });

  it('is not held up by a lease that has a fault', async () => {
    const broken = await Shop.openPaid(harness, 1, '2026-03-01');
    const sound = await Shop.openPaid(harness, 1, '2026-03-01');
    await harness.admin.query(`create function cut() returns trigger language plpgsql as 'begin if new.lease_id = ''${broken.leaseId}'' then raise exception ''cut''; end if; return new; end'`);
    await harness.admin.query('create trigger cut before insert on invoice_line for each row execute function cut()');
    harness.clock.set(instant('2026-03-25T00:00:00+08:00'));
    await expect(harness.sweep.run()).rejects.toThrow(new RegExp(broken.leaseId));
    expect([await invoicesOf(broken), await invoicesOf(sound)]).toEqual([1, 2]);
    await harness.admin.query('drop function cut cascade');
    await harness.sweep.run();
    expect(await invoicesOf(broken)).toBe(2);
  });
});

describe('the arrears clock', () => {
  it('suspends at D+16 00:00, and a payment restores in its own transaction', async () => {
    const shop = await Shop.openPaid(harness, 2, '2026-03-01');
    await until(harness, '2026-04-16T23:59:59+08:00');
    expect(await shop.status()).toBe('in-service');
    await until(harness, '2026-04-17T00:00:00+08:00');
    await harness.sweep.run();
    expect(await shop.status()).toBe('suspended');
    await shop.pay('4240.00', 'late');
    expect(await shop.status()).toBe('in-service');
    const topics = (await harness.topics(shop.tenantId)).filter((topic) => topic.startsWith('billing.lease-'));
    expect(topics).toEqual(['billing.lease-suspended', 'billing.lease-restored']);
    const { rows } = await harness.admin.query("select payload from outbox where topic = 'billing.lease-suspended'");
    expect(rows[0].payload).toEqual({ leaseId: shop.leaseId, at: '2026-04-16T16:00:00.000Z', because: [2] });
  });

  it.each([['in-service', true], ['pending', false]])('reads %s after a suspension in which its seats all left, by whether one of them was ever usable', async (status, paid) => {
    const shop = paid ? await Shop.openPaid(harness, 2) : await Shop.open(harness, 2);
    await until(harness, '2026-04-18T08:00:00+08:00');
    expect(await shop.status()).toBe('suspended');
    await shop.removeSeats(2, 'now');
    expect(await harness.count("select count(*) from lease_seat where lease_id = $1 and state <> 'released'", [shop.leaseId])).toBe(0);
    await shop.pay('20000.00', 'what is left');
    expect(await shop.status()).toBe(status);
  });

  it('lets a payment at 23:59:59 of the last day keep the service on', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    await until(harness, '2026-04-16T23:59:59+08:00');
    await shop.pay('2120.00', 'in time');
    await until(harness, '2026-04-17T00:00:00+08:00');
    await harness.sweep.run();
    expect(await shop.status()).toBe('in-service');
    expect(await harness.topics(shop.tenantId)).not.toContain('billing.lease-suspended');
  });

  it('fault 21: never leaves a paid lease suspended when payments and sweeps meet', async () => {
    const shops: Shop[] = [];
    for (let place = 0; place < 8; place += 1) shops.push(await Shop.openPaid(harness, 1, '2026-03-01'));
    await until(harness, '2026-04-16T23:59:59+08:00');
    harness.clock.set(instant('2026-04-17T00:00:00+08:00'));
    await Promise.all([harness.sweep.run(), ...shops.map((shop) => shop.pay('2120.00', 'midnight')), harness.sweep.run()]);
    await harness.sweep.run();
    for (const shop of shops) expect(await shop.status()).toBe('in-service');
    const { rows } = await harness.admin.query<{ topic: string; count: string }>(
      "select topic, count(*) from outbox where topic in ('billing.lease-suspended', 'billing.lease-restored') group by topic",
    );
    expect(new Set(rows.map((row) => row.count)).size).toBeLessThanOrEqual(1); // as many restored as suspended
  });

  it('sends each notice once however often the sweep runs, with proof of its sending', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    await until(harness, '2026-04-20T00:00:00+08:00');
    for (let round = 0; round < 3; round += 1) await harness.sweep.run();
    const { rows } = await harness.admin.query(
      `select n.kind, to_char(n.due_at at time zone 'Asia/Shanghai', 'MM-DD') as on, s.channel, s.sent_at = n.due_at as in_time
       from notice n join notice_sending s on s.notice_id = n.id where n.lease_id = $1 order by n.due_at, n.id`,
      [shop.leaseId],
    );
    expect(rows.map((row) => `${row.on} ${row.kind}`)).toEqual([
      '03-01 invoice-issued', '03-25 invoice-issued', '03-29 reminder', '04-02 overdue', '04-08 second', '04-13 last-warning', '04-17 suspended',
    ]);
    expect(rows.slice(1).every((row) => row.in_time && row.channel === 'portal')).toBe(true);
  });

  it('moves the suspension to four days after a last warning that went out late', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    await until(harness, '2026-04-12T00:00:00+08:00');
    harness.clock.set(instant('2026-04-18T10:00:00+08:00')); // nobody looked for six days
    await harness.sweep.run();
    expect(await shop.status()).toBe('in-service');
    const explained = await harness.app.get(ExplainArrears).run(shop.tenantId, shop.leaseId);
    expect(explained.explanation.suspendsAt).toBe(instant('2026-04-22T00:00:00+08:00'));
    await until(harness, '2026-04-22T00:00:00+08:00');
    await harness.sweep.run();
    expect(await shop.status()).toBe('suspended');
  });

  it('holds a suspension while the operator waits, and suspends on the day after', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    await until(harness, '2026-04-18T10:00:00+08:00');
    expect(await shop.status()).toBe('suspended');
    await harness.app.get(LeaseCommands).hold(OPERATOR, shop.tenantId, shop.leaseId, { untilOn: civilDate('2026-04-20'), reason: 'promise to pay' });
    expect(await shop.status()).toBe('in-service');
    await until(harness, '2026-04-21T00:00:00+08:00');
    await harness.sweep.run();
    expect(await shop.status()).toBe('suspended');
  });

  it('is explained at any instant: as it was, as it is, as it will be', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    await until(harness, '2026-04-18T10:00:00+08:00');
    await shop.pay('2120.00', 'late');
    const explain = (at: string) => harness.app.get(ExplainArrears).run(shop.tenantId, shop.leaseId, instant(at));
    const was = await explain('2026-04-17T12:00:00+08:00');
    expect([was.status, was.toPayMinor, was.explanation.suspendedBecause]).toEqual(['suspended', 212000n, [2]]);
    const before = await explain('2026-04-10T12:00:00+08:00');
    expect([before.status, before.explanation.lastDayToPayOn, before.explanation.suspendsAt]).toEqual([
      'overdue', '2026-04-16', instant('2026-04-17T00:00:00+08:00'),
    ]);
    expect((await explain('2026-04-18T10:00:00+08:00')).status).toBe('clear');
    const will = await explain('2026-05-20T00:00:00+08:00');
    expect([will.status, will.toPayMinor]).toEqual(['suspended', 212000n]);
    expect(await shop.status()).toBe('in-service');
  });
});
