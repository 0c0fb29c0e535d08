import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Outbox, OutboxRelay } from '@seatline/server';
import { serviceLevelView } from '../src/http/service-level.view';
import { readMoments } from '../src/persistence/lease-history';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { LeaseDesk } from '../src/use-cases/lease-desk';
import { ReadServiceLevel } from '../src/use-cases/read-service-level';
import { replayLease } from '../src/use-cases/replay-lease';
import { BillingHarness } from './harness';
import { Shop, until } from './shop';

let harness: BillingHarness;

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
});
afterAll(async () => {
  await harness.stop();
});

async function failed(tenantId: string, from: string, to: string): Promise<void> {
  const [startAt, endAt] = [from, to].map((time) => new Date(`${time}:00+08:00`).toISOString());
  const payload = { outageId: randomUUID(), startAt, endAt, reason: 'fibre cut', periods: [{ startAt, endAt }] };
  await harness.tenants.run(tenantId, (tx) => harness.app.get(Outbox).publish(tx, { topic: 'tenancy.outage-recorded', payload }));
  const { rows } = await harness.admin.query<{ id: string }>('select id from outbox where tenant_id = $1 order by id desc limit 1', [tenantId]);
  await harness.app.get(OutboxRelay).deliver(tenantId, rows[0]!.id);
}

it('a seat that is paid late is given back what it lost from its payment on, by the tables and by the history told again', async () => {
  const shop = await Shop.open(harness, 2);
  await until(harness, '2026-03-04T12:00:00+08:00');
  await shop.pay('8240.00', 'late');
  await until(harness, '2026-03-06T09:00:00+08:00');
  await failed(shop.tenantId, '2026-03-03T00:00', '2026-03-05T00:00'); // of two days the last 12 hours were theirs
  const level = serviceLevelView(await harness.app.get(ReadServiceLevel).run(shop.tenantId, shop.leaseId, null));
  expect(level).toMatchObject({ coming: { seats: 2, net: '64.52' }, availability: [{ promisedSeconds: 45 * 3600, outageSeconds: 12 * 3600 }] }); // 32.26 a seat of 31 days
  await until(harness, '2026-03-27T09:00:00+08:00');
  const { rows } = await harness.admin.query<{ net: string }>("select net_minor::text as net from invoice_line where lease_id = $1 and kind = 'sla'", [shop.leaseId]);
  expect(rows).toEqual([{ net: '-6452' }]);

  const [book, again] = await harness.tenants.run(shop.tenantId, async (tx) => {
    const lease = await harness.app.get(LeaseDesk).look(tx, shop.leaseId);
    const now = lease.book.advancedTo;
    return [lease.book, replayLease(lease, await readMoments(tx.ledger, lease, lease.book), await harness.books.usageSinceOpening(tx.ledger, lease, now), now)];
  });
  expect(book!.seats.map(({ activatedAt }) => new Date(activatedAt!).toISOString())).toEqual(['2026-03-04T04:00:00.000Z', '2026-03-04T04:00:00.000Z']);
  expect(again).toEqual(book);
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
});

it('the database keeps no seat that is used since never, nor one that is used before it is', async () => {
  const waiting = await Shop.open(harness, 1, '2026-03-27');
  await expect(harness.admin.query("update lease_seat set state = 'active' where lease_id = $1", [waiting.leaseId])).rejects.toThrow('lease_seat_usable_since');
  await expect(harness.admin.query('update lease_seat set activated_at = now() where lease_id = $1', [waiting.leaseId])).rejects.toThrow('lease_seat_usable_since');
});
