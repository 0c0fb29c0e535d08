import { expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import type { LegRecord } from '../../src/persistence/usage';
import { readUsage } from '../../src/reads/usage';
import { RecordUsageBatch } from '../../src/use-cases/record-usage-batch';
import { UploadDeck } from '../../src/use-cases/upload-deck';
import { type BillingHarness, OPERATOR } from '../harness';
import { outboundLeg, paidShopBeforeEach } from '../paid-shop';
import { type Shop, until } from '../shop';
import { LostReply } from './lost-reply';

// Faults of billing.md 3 that meet calls on their way into the books; 2, 6 and 7 stand with the rules that they are about (usage, deck-life).

let harness: BillingHarness;
let shop: Shop;
paidShopBeforeEach((opened) => ({ harness, shop } = opened));

const leg = (callId: string, answeredAt: string, milliseconds = 61_000) => outboundLeg(callId, answeredAt, { source: 'pbx', leg: '1', milliseconds });
const send = async (records: readonly LegRecord[]): Promise<Record<string, number>> => {
  const told: Record<string, number> = {};
  for (const { status } of await harness.app.get(RecordUsageBatch).run(shop.tenantId, records)) told[status] = (told[status] ?? 0) + 1;
  return told;
};
const totals = async (): Promise<unknown> =>
  (await harness.admin.query('select count(*)::int as calls, sum(cost_micros)::text as micros from usage_list where tenant_id = $1', [shop.tenantId])).rows[0];
const listed = () => harness.tenants.run(shop.tenantId, (tx) => readUsage(tx.ledger, shop.tenantId, { after: null, most: 100 }));

it('fault 1: a batch of records times out after its commit, and the exchange sends it all again: the same count and the same sum', async () => {
  const records = Array.from({ length: 300 }, (_, n) => leg(`call ${n}`, '2026-03-01T09:00:00+08:00', 1_000 * n));
  const reply = LostReply.of(/^commit$/i);
  await expect(send(records).finally(() => reply.heal())).rejects.toThrow(/terminated/);
  expect(reply.happened).toBe(true);
  const once = await totals();
  // 0 s is unanswered; 1 to 60 s cost one minute, 61 to 120 two … 241 to 299 five: 60 × (1 + 2 + 3 + 4) + 59 × 5 = 895 minutes of 0.12.
  expect(once).toEqual({ calls: 300, micros: String(895 * 120_000) });
  expect(await send(records)).toEqual({ duplicate: 300 });
  expect(await send(records.toReversed())).toEqual({ duplicate: 300 });
  expect(await totals()).toEqual(once);
});

it('fault 3: a record that comes 40 days late, when its month’s invoice is long final, stands on the next one as of a prior period', async () => {
  await send([leg('in time', '2026-03-10T09:00:00+08:00')]);
  await until(harness, '2026-04-19T10:00:00+08:00');
  const issued = 'select number, issued_at, net_minor, tax_minor, total_minor, due_on from invoice where tenant_id = $1 order by sequence';
  const before = (await harness.admin.query(issued, [shop.tenantId])).rows;
  await send([leg('late', '2026-03-10T10:00:00+08:00', 180_000)]);
  await until(harness, '2026-05-03T00:00:00+08:00');
  await harness.sweep.run();
  const after = (await harness.admin.query(issued, [shop.tenantId])).rows;
  expect(after.slice(0, before.length)).toEqual(before);
  const { rows } = await harness.admin.query(
    `select i.number, l.kind, l.calls, l.net_minor::int as net, l.service::text from invoice_line l join invoice i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
     where l.kind in ('telephone', 'prior-period') order by i.sequence`);
  expect(rows).toEqual([
    { number: 'SLI-2026-000003', kind: 'telephone', calls: 1, net: 24, service: '[2026-03-01,2026-04-01)' },
    { number: 'SLI-2026-000005', kind: 'prior-period', calls: 1, net: 36, service: '(,2026-04-01)' },
  ]);
});

it('fault 4: an exchange dies with 500 records unsent; started again it sends all that it ever had, and each is there once', async () => {
  const spool = Array.from({ length: 700 }, (_, n) => leg(`spooled ${n}`, '2026-03-02T09:00:00+08:00'));
  expect(await send(spool.slice(0, 200))).toEqual({ stored: 200 });
  await until(harness, '2026-04-20T09:00:00+08:00'); // it stays dead beyond its month's close
  expect(await send(spool)).toEqual({ duplicate: 200, stored: 500 });
  await until(harness, '2026-05-03T00:00:00+08:00');
  await harness.sweep.run();
  const { rows } = await harness.admin.query("select kind, calls from invoice_line where kind in ('telephone', 'prior-period') and tenant_id = $1 order by kind", [shop.tenantId]);
  expect(rows).toEqual([{ kind: 'prior-period', calls: 500 }, { kind: 'telephone', calls: 200 }]);
});

it('fault 5: a call over midnight, the month’s end and a change of deck is rated once, by its answer, and belongs to the month of its answer', async () => {
  const deck = { direction: 'outbound', currency: 'CNY', name: 'April', effectiveFrom: instant('2026-04-01T00:00:00+08:00') } as const;
  await harness.app.get(UploadDeck).run(OPERATOR, { ...deck, csv: 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,1.00,0,60,60,,' });
  await until(harness, '2026-04-01T00:30:00+08:00');
  // Two hours each, answered a second before and at the change.
  await send([leg('over it', '2026-03-31T23:59:59+08:00', 7_200_000), leg('after it', '2026-04-01T00:00:00+08:00', 7_200_000)]);
  await until(harness, '2026-05-03T00:00:00+08:00');
  await harness.sweep.run();
  expect((await listed()).map((call) => [call.call_id, call.cost_micros, call.late]).sort()).toEqual([['after it', 120_000_000n, false], ['over it', 14_400_000n, false]]);
  const { rows } = await harness.admin.query("select service::text, calls, net_minor::int as net from invoice_line where kind = 'telephone' order by service");
  expect(rows).toEqual([
    { service: '[2026-03-01,2026-04-01)', calls: 1, net: 1_440 },
    { service: '[2026-04-01,2026-05-01)', calls: 1, net: 12_000 },
  ]);
});
