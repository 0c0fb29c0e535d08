import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import type { LegRecord } from '../src/persistence/usage';
import { listCheckRuns, readUsageMonth } from '../src/reads/checks';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { PlanRerating } from '../src/use-cases/plan-rerating';
import { RecordUsage } from '../src/use-cases/record-usage';
import { RunChecks } from '../src/use-cases/run-checks';
import { RunRerating } from '../src/use-cases/run-rerating';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { BillingHarness, OPERATOR } from './harness';
import { Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;
beforeEach(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.openPaid(harness, 1, '2026-03-01');
});
afterEach(() => harness.stop());

const leg = (callId: string, otherNumber: string, answeredAt: string | null = '2026-03-05T08:00:00+08:00', more: Partial<LegRecord> = {}): LegRecord => ({
  source: 'test', callId, leg: 'carrier', direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber,
  answeredAt: answeredAt === null ? null : instant(answeredAt), milliseconds: 60_000, seatId: null, memberId: null, leaseId: null, ...more,
});
const record = (...legs: LegRecord[]) => harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, legs));
const checks = () => harness.app.get(RunChecks);
const runs = () => harness.platform.run((tx) => listCheckRuns(tx.db, { after: null, most: 10 }));
const march = async () => {
  const [row] = await harness.platform.run((tx) => readUsageMonth(tx.db, '2026-03-01'));
  const { received, rated, quarantined, unanswered, free, invoiced, open, without_charge: withoutCharge, ...money } = row!;
  return {
    records: { received, rated, quarantined, unanswered, free, invoiced, open, withoutCharge },
    micros: [money.rated_micros, money.invoiced_micros, money.corrected_micros, money.open_micros],
  };
};

/** Breaks what triggers and keys hold, as a fault in the program or in the database would. */
const tamper = (...statements: string[]) =>
  harness.admin.query(['begin', "set local session_replication_role = 'replica'", ...statements, 'commit'].join(';'));

describe('the ledger of records', () => {
  it('knows where each record is: received = rated + quarantined + unanswered + free, rated = invoiced + open + without charge, corrections included', async () => {
    await record(
      leg('home', '+8610'), leg('home2', '+8620'), leg('mars', '+99955'), leg('nobody', '+8610', null),
      leg('agent', '+8610', '2026-03-05T08:00:00+08:00', { direction: 'internal', carrierLeg: false }),
      leg('in', '+8610', '2026-03-05T08:00:00+08:00', { direction: 'inbound' }),
    );
    expect((await march()).records).toEqual({ received: 6, rated: 3, quarantined: 1, unanswered: 1, free: 1, invoiced: 0, open: 2, withoutCharge: 1 });
    expect((await march()).micros).toEqual([240000n, 0n, 0n, 240000n]);
    await until(harness, '2026-04-03T00:00:00+08:00');
    const csv = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n8610,1.00,0,60,60,,\n8620,0.02,0,60,60,,';
    await harness.app.get(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: 'New', effectiveFrom: instant('2026-03-01T00:00:00+08:00'), csv });
    const range = { direction: 'outbound', tenantId: null, leaseId: null, prefix: null, from: instant('2026-03-01T00:00:00Z'), to: instant('2026-04-01T00:00:00Z') } as const;
    await harness.app.get(RunRerating).run(OPERATOR, await harness.app.get(PlanRerating).run(OPERATOR, range, 'wrong'));
    expect((await march()).records).toMatchObject({ rated: 3, invoiced: 2, open: 0, withoutCharge: 1 });
    expect((await march()).micros).toEqual([1020000n, 240000n, -100000n, 880000n]);
    await until(harness, '2026-05-03T00:00:00+08:00');
    expect((await march()).micros).toEqual([1020000n, 240000n, 780000n, 0n]);
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  });

  it.each([
    ['a record that lost its rating', ['delete from rated_usage'], 'records received in a month'],
    ['a billed call that lost its link', ['delete from usage_billing', "update rated_usage set status = 'free', cost_micros = 0 where cost_micros > 0"], 'a telephone line does not bill'],
    ['a billed call whose rating was lost', ["insert into rated_usage select tenant_id, usage_id, 2, 'free', null, null, null, 0, 0, rated_at from rated_usage"], 'rated calls of a month'],
    ['a line that bills a call twice as dear', ['update rated_usage set cost_micros = cost_micros * 2'], 'a telephone line does not bill'],
  ])('finds %s', async (_, statements, rule) => {
    await record(leg('home', '+8610'));
    await until(harness, '2026-04-03T00:00:00+08:00');
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
    await tamper(...statements);
    expect((await harness.app.get(CheckConservation).run()).map((fault) => fault.rule)).toContainEqual(expect.stringContaining(rule));
  });
});

describe('the nightly checks', () => {
  it('run once a night, at three by the clocks of who invoices, two processes at once included; a night that was slept through is made up for', async () => {
    expect(await checks().runNightly()).toBe(true); // the first night, made up for
    expect(await checks().runNightly()).toBe(false);
    harness.clock.set(instant('2026-03-02T02:59:59+08:00'));
    expect(await checks().runNightly()).toBe(false);
    harness.clock.set(instant('2026-03-02T03:00:00+08:00'));
    expect((await Promise.all([checks().runNightly(), checks().runNightly()])).sort()).toEqual([false, true]);
    harness.clock.set(instant('2026-03-10T12:00:00+08:00'));
    expect([await checks().runNightly(), await checks().runNightly()]).toEqual([true, false]);
    expect((await runs()).map(({ nightly, ranBy, breaches }) => [nightly, ranBy, breaches.length])).toEqual(Array.from({ length: 3 }, () => [true, 'Seatline', 0]));
  });

  it('keep what they found, and run whenever the operator asks', async () => {
    await record(leg('home', '+8610'));
    await tamper('delete from rated_usage');
    const found = await checks().run(OPERATOR);
    expect(found.map(({ rule }) => rule)).toContainEqual(expect.stringContaining('a call was received and neither'));
    const [run] = await runs();
    expect(run).toMatchObject({ nightly: false, ranBy: 'Olga Operator', breaches: found });
  });
});
