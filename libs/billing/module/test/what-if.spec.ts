import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import { WhatIfController } from '../src/http/what-if.controller';
import { insertPlan } from '../src/persistence/plans';
import type { LegRecord } from '../src/persistence/usage';
import { plansInForce } from '../src/reads/plans';
import { RecordUsage } from '../src/use-cases/record-usage';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { WhatIf } from '../src/use-cases/what-if';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
let paying: Shop;
let owing: Shop;
let deckId: string;

const leg = (callId: string, otherNumber: string): LegRecord => ({
  source: 'test', callId, leg: 'carrier', direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber,
  answeredAt: instant('2026-04-10T10:00:00+08:00'), milliseconds: 61_000, seatId: null, memberId: null, leaseId: null,
});

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  paying = await Shop.openPaid(harness, 2, '2026-03-01');
  owing = await Shop.openPaid(harness, 1, '2026-03-01');
  await until(harness, '2026-04-10T12:00:00+08:00');
  await paying.pay('100000.00', 'in advance');
  await harness.tenants.run(paying.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, [leg('a', '+8613800138000'), leg('b', '+8613800138000'), leg('c', '+8621555')]));
  await harness.platform.run(async (tx) => {
    const [standard] = await plansInForce(tx.db, harness.clock.now());
    const terms = { ...standard!.terms, seatMonthlyMinor: 250_000n };
    await insertPlan(tx.db, { ...standard!, code: 'dear', terms, effectiveFrom: instant('2026-04-01T00:00:00Z') }, harness.clock.now());
  });
  await until(harness, '2026-05-10T12:00:00+08:00');
  const csv = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86138,0.10,0.05,6,6,,';
  await harness.app.get(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: 'Other', effectiveFrom: instant('2026-12-01T00:00:00Z'), csv });
  deckId = (await harness.admin.query<{ id: string }>("select id from rate_deck where name = 'Other'")).rows[0]!.id;
});
afterAll(() => harness.stop());

const ask = async (query: object) => (await new WhatIfController(harness.platform, harness.app.get(WhatIf)).suppose(query)).items;
const of = (items: Awaited<ReturnType<typeof ask>>, shop: Shop) => items.find((item) => item.id === shop.leaseId)!;

/** Everything that is stored, as one number. */
async function fingerprint(): Promise<string> {
  const { rows } = await harness.admin.query<{ name: string }>("select relname as name from pg_stat_user_tables where schemaname = 'public' order by 1");
  const counts: string[] = [];
  for (const { name } of rows) counts.push(`${name} ${(await harness.admin.query<{ print: string }>(`select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as print from ${name} t`)).rows[0]!.print}`);
  return counts.join('\n');
}

describe('what if', () => {
  it('another plan had priced the rent of last month: the difference per tenant', async () => {
    const items = await ask({ planCode: 'dear' });
    // In April the invoices of May's rent were issued: two seats and one.
    expect(of(items, paying)).toMatchObject({ fromOn: '2026-04-01', toOn: '2026-05-01', old: '4240.76', new: '5300.76', difference: '1060.00', rent: { old: '4240.00', new: '5300.00' }, calls: { old: '0.76', new: '0.76' } }); // calls of 0.72 and their tax
    expect(of(items, owing)).toMatchObject({ old: '2120.00', new: '2650.00', difference: '530.00' });
    expect(of(await ask({ planCode: 'standard' }), paying)).toMatchObject({ old: '4240.76', new: '4240.76', difference: '0.00' });
    expect(of(await ask({ deckId }), paying)).toMatchObject({ rent: null, calls: null });
  });

  it('another deck had priced the calls, and which of them it does not know', async () => {
    const items = await ask({ deckId });
    // Two calls of 120 s at 0.12 a minute and one to Shanghai; by the other deck 66 s at 0.10 and 0.05 to connect, and no price for the third.
    expect(of(items, paying)).toMatchObject({ old: '0.72', new: '0.32', difference: '-0.40', unpriced: 1 });
    expect(of(items, owing)).toMatchObject({ old: '0.00', new: '0.00', difference: '0.00', unpriced: 0 });
  });

  it('the grace had been another: the same payments, other suspensions', async () => {
    // April's rent was due on the 1st: suspended on the 17th with 15 days, on the 7th with 5, never in April with 40.
    expect(of(await ask({ graceDays: 15 }), owing)).toMatchObject({ oldSuspendedHours: 14 * 24, newSuspendedHours: 14 * 24 });
    expect(of(await ask({ graceDays: 5 }), owing)).toMatchObject({ oldSuspendedHours: 14 * 24, newSuspendedHours: 24 * 24 });
    expect(of(await ask({ graceDays: 40 }), owing)).toMatchObject({ oldSuspendedHours: 14 * 24, newSuspendedHours: 0 });
    expect(of(await ask({ graceDays: 40, fromOn: '2026-03-01', toOn: '2026-04-01' }), owing)).toMatchObject({ oldSuspendedHours: 0, newSuspendedHours: 0 });
  });

  it('writes nothing', async () => {
    const before = await fingerprint();
    for (const query of [{ planCode: 'dear' }, { deckId }, { graceDays: 1 }]) await ask(query);
    expect(await fingerprint()).toBe(before);
  });

  it('pages, and refuses what is no question', async () => {
    const controller = new WhatIfController(harness.platform, harness.app.get(WhatIf));
    const first = await controller.suppose({ graceDays: 5, limit: 1 });
    const second = await controller.suppose({ graceDays: 5, limit: 1, cursor: first.nextCursor! });
    expect(new Set([first.items[0]!.id, second.items[0]!.id])).toEqual(new Set([paying.leaseId, owing.leaseId]));
    expect(second.nextCursor).toBeNull();
    expect(await refusalOf(ask({}))).toBe('invalid-input');
    expect(await refusalOf(ask({ graceDays: 5, planCode: 'dear' }))).toBe('invalid-input');
    expect(await refusalOf(ask({ graceDays: 5, fromOn: '2026-04-01' }))).toBe('invalid-input');
    expect(await refusalOf(ask({ graceDays: 5, fromOn: '2026-04-01', toOn: '2026-04-01' }))).toBe('invalid-input');
    expect(await refusalOf(ask({ planCode: 'none' }))).toBe('plan.unknown');
    expect(await refusalOf(ask({ deckId: '00000000-0000-7000-8000-000000000009' }))).toBe('not-found');
  });
});
