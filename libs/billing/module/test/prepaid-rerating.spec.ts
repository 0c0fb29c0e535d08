import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import type { LegRecord } from '../src/persistence/usage';
import { readUsageMonth } from '../src/reads/checks';
import { plannedLeases, type ReratingRange } from '../src/reads/reratings';
import { readMovements } from '../src/reads/wallets';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { ManageCaps } from '../src/use-cases/manage-caps';
import { PlanRerating } from '../src/use-cases/plan-rerating';
import { PrepaidRevenueSweep } from '../src/use-cases/prepaid-revenue-sweep';
import { RecordUsage } from '../src/use-cases/record-usage';
import { RunRerating } from '../src/use-cases/run-rerating';
import { TelephoneBilling } from '../src/use-cases/telephone-billing';
import { TopUpWallet } from '../src/use-cases/top-up-wallet';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { BillingHarness, OPERATOR } from './harness';
import { Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;
beforeEach(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.openPaid(harness, 1, '2026-03-01');
  await price('86,1.00,0,60,60,,');
  await bill('prepaid');
  await fill('10.00', 'first');
  harness.clock.set(instant('2026-03-05T09:00:00+08:00'));
});
afterEach(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
});

const bill = (billing: 'prepaid' | 'postpaid') =>
  harness.app.get(TelephoneBilling).set(OPERATOR, shop.tenantId, shop.leaseId, { billing, reason: 'agreed' });
const fill = (amount: string, reference: string) =>
  harness.app.get(TopUpWallet).transfer(OPERATOR, shop.tenantId, { leaseId: shop.leaseId, amount, valueOn: null, reference });
let decks = 0;
const price = (...rows: string[]) => {
  decks += 1;
  const csv = ['prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to', ...rows].join('\n');
  const effectiveFrom = (instant('2026-03-01T00:00:00+08:00') + decks) as ReturnType<typeof instant>;
  return harness.app.get(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: `Deck ${decks}`, effectiveFrom, csv });
};
const leg = (callId: string, minutes = 1, answeredAt = '2026-03-05T08:00:00+08:00'): LegRecord => ({
  source: 'test', callId, leg: 'carrier', direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber: '+8610',
  answeredAt: instant(answeredAt), milliseconds: minutes * 60_000, seatId: null, memberId: null, leaseId: null,
});
const record = (...legs: LegRecord[]) => harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, legs));
const MARCH: ReratingRange = {
  direction: 'outbound', tenantId: null, leaseId: null, prefix: null, from: instant('2026-03-01T00:00:00+08:00'), to: instant('2026-04-01T00:00:00+08:00'),
};
const plan = () => harness.app.get(PlanRerating).run(OPERATOR, MARCH, 'a wrong deck');
const run = (id: string) => harness.app.get(RunRerating).run(OPERATOR, id);
const rerate = async () => run(await plan());
const difference = async (id: string) => {
  const [lease] = await harness.platform.run((tx) => plannedLeases(tx.db, id));
  const { calls, changed, openMicros, debitMicros, creditMicros, walletCalls, walletDebitMicros, walletCreditMicros } = lease!;
  return { calls, changed, invoices: [openMicros, debitMicros, creditMicros].map(Number), walletCalls, wallet: [walletDebitMicros, walletCreditMicros].map(Number) };
};
const wallet = async () => {
  const { rows } = await harness.admin.query<Record<string, string>>('select balance_micros, reserved_micros, owed_micros from call_wallet');
  return Object.values(rows[0]!).map((micros) => Number(micros) / 1e6);
};
const movements = async () => {
  const rows = await harness.tenants.run(shop.tenantId, (tx) => readMovements(tx.ledger, shop.tenantId, shop.leaseId, { after: null, most: 20 }));
  return rows.reverse().map((row) => ({ kind: row.kind, amount: Number(row.amount_micros) / 1e6, number: row.other_number, rerating: row.rerating_id }));
};
const march = async () => {
  const [row] = await harness.platform.run((tx) => readUsageMonth(tx.db, '2026-03-01'));
  const { rated, invoiced, prepaid, open, without_charge: withoutCharge } = row!;
  return { rated, invoiced, prepaid, open, withoutCharge, micros: [row!.rated_micros, row!.invoiced_micros, row!.corrected_micros, row!.prepaid_micros, row!.open_micros].map(Number) };
};

describe('a call that a wallet paid, rated again', () => {
  it('dearer takes the difference with its tax, by an entry that names the call and the re-rating; the dry run told so apart and took nothing', async () => {
    await record(leg('a'), leg('b', 2));
    expect(await wallet()).toEqual([6.82, 0, 0]);
    await price('86,1.50,0,60,60,,');
    const id = await plan();
    expect(await difference(id)).toEqual({ calls: 2, changed: 2, invoices: [0, 0, 0], walletCalls: 2, wallet: [1_500_000, 0] });
    expect(await wallet()).toEqual([6.82, 0, 0]);
    expect(await run(id)).toEqual({ done: 1, skipped: 0, differs: 0 });
    expect(await wallet()).toEqual([5.23, 0, 0]);
    expect((await movements()).slice(3).sort((one, other) => one.amount - other.amount)).toEqual([
      { kind: 're-rating', amount: -1.06, number: '+8610', rerating: id }, { kind: 're-rating', amount: -0.53, number: '+8610', rerating: id },
    ]);
    await until(harness, '2026-04-03T00:00:00+08:00');
    expect(await harness.count("select count(*) from invoice where kind = 'telephone'")).toBe(0);
    expect(await harness.count('select count(*) from usage_correction')).toBe(0);
  });

  it('cheaper brings the difference back, and rated back again takes it once more: nothing is left of either', async () => {
    await record(leg('a', 3));
    const before = await wallet();
    await price('86,0.10,0,60,60,,');
    const id = await plan();
    expect(await difference(id)).toMatchObject({ invoices: [0, 0, 0], walletCalls: 1, wallet: [0, 2_700_000] });
    await run(id);
    expect(await wallet()).toEqual([9.682, 0, 0]);
    await price('86,1.00,0,60,60,,');
    await rerate();
    expect(await wallet()).toEqual(before);
    expect((await movements()).map(({ kind, amount }) => [kind, amount])).toEqual([['top-up', 10], ['call', -3.18], ['re-rating', 2.862], ['re-rating', -2.862]]);
  });

  it('beyond what is free takes that and no more; the rest is owed, and the next top-up pays it first', async () => {
    await record(leg('a', 9));
    expect(await wallet()).toEqual([0.46, 0, 0]);
    await price('86,2.00,0,60,60,,');
    await rerate();
    expect(await wallet()).toEqual([0, 0, 9.08]);
    await fill('10.00', 'second');
    expect(await wallet()).toEqual([0.92, 0, 0]);
  });

  it('never touches what is held for calls that go on', async () => {
    await record(leg('a', 2));
    await harness.admin.query('update call_wallet set reserved_micros = balance_micros');
    await harness.admin.query(`
      insert into call_reservation (tenant_id, call_id, lease_id, seat_id, prepaid, state, prefix, per_minute_micros, connect_micros, initial_seconds,
        increment_seconds, tax_percent_micros, net_micros, gross_micros, authorised_at, expires_at)
      select tenant_id, uuidv7(), lease_id, uuidv7(), true, 'reserved', '86', 1000000, 0, 60, 60, 6000000, 7430188, balance_micros, now(), now() from call_wallet`);
    await price('86,2.00,0,60,60,,');
    await rerate();
    expect(await wallet()).toEqual([7.88, 7.88, 2.12]);
  });

  it('to nothing stays a call of the wallet, and so does one that costs something at last', async () => {
    await record(leg('a'));
    await price('86,0,0,60,60,,');
    await rerate();
    await record(leg('free of charge at first'));
    expect(await wallet()).toEqual([10, 0, 0]);
    expect(await march()).toEqual({ rated: 2, invoiced: 0, prepaid: 1, open: 0, withoutCharge: 1, micros: [0, 0, 0, 0, 0] });
    await price('86,1.00,0,60,60,,');
    const id = await plan();
    expect(await difference(id)).toMatchObject({ invoices: [0, 0, 0], walletCalls: 2, wallet: [2_000_000, 0] });
    await run(id);
    expect(await wallet()).toEqual([7.88, 0, 0]);
    expect(await march()).toEqual({ rated: 2, invoiced: 0, prepaid: 2, open: 0, withoutCharge: 0, micros: [2_000_000, 0, 0, 2_000_000, 0] });
  });

  it('counts for the caps of its day', async () => {
    await harness.app.get(ManageCaps).set(OPERATOR, shop.tenantId, 'tenant', [{ scope: 'tenant', period: 'month', seatId: null, amount: '100.00' }]);
    await record(leg('a', 2));
    await price('86,1.50,0,60,60,,');
    await rerate();
    const spent = "select spent_micros as count from spending_meter where scope = 'tenant' and period =";
    expect([await harness.count(`${spent} 'day'`), await harness.count(`${spent} 'month'`)]).toEqual([3_000_000, 3_000_000]);
  });

  it('stands in the ledger on the day of the correction: what was earned before is not rewritten', async () => {
    await record(leg('a', 2));
    harness.clock.set(instant('2026-03-06T09:00:00+08:00'));
    await harness.app.get(PrepaidRevenueSweep).run();
    await price('86,0.50,0,60,60,,');
    await rerate();
    harness.clock.set(instant('2026-03-07T09:00:00+08:00'));
    await harness.app.get(PrepaidRevenueSweep).run();
    const { rows } = await harness.admin.query(
      "select x.effective_on::text as on, e.account, e.amount_minor::int as minor from ledger_entry e join ledger_tx x on x.id = e.tx_id where x.kind = 'prepaid-calls' and account = 'telephone-revenue' order by 1",
    );
    expect(rows).toEqual([{ on: '2026-03-05', account: 'telephone-revenue', minor: -200 }, { on: '2026-03-06', account: 'telephone-revenue', minor: 100 }]);
  });
});

describe('a lease that paid some calls from its wallet and some by invoice', () => {
  it('has each kind corrected where it was paid, after the wallet was given up as well', async () => {
    await record(leg('wallet', 2));
    await bill('postpaid');
    harness.clock.set(instant('2026-03-06T09:00:00+08:00'));
    await record(leg('invoice', 3, '2026-03-06T08:00:00+08:00'));
    await until(harness, '2026-04-03T00:00:00+08:00');
    await record(leg('late', 1, '2026-03-07T08:00:00+08:00'));
    await price('86,1.50,0,60,60,,');
    const id = await plan();
    expect(await difference(id)).toEqual({ calls: 3, changed: 3, invoices: [500_000, 1_500_000, 0], walletCalls: 1, wallet: [1_000_000, 0] });
    await run(id);
    expect(await wallet()).toEqual([6.82, 0, 0]);
    expect(await march()).toMatchObject({ rated: 2, invoiced: 1, prepaid: 1, open: 0, micros: [7_500_000, 3_000_000, 0, 3_000_000, 1_500_000] });
    await until(harness, '2026-05-03T00:00:00+08:00');
    const { rows } = await harness.admin.query("select x.kind, x.calls, x.net_minor::int as net from invoice_line x join invoice i on i.id = x.invoice_id where i.kind = 'telephone' order by i.sequence, x.line_no");
    expect(rows).toEqual([{ kind: 'telephone', calls: 1, net: 300 }, { kind: 'prior-period', calls: 1, net: 150 }, { kind: 're-rating', calls: 1, net: 150 }]);
  });

  it('whose calls went over to the other side since the dry run is asked about anew', async () => {
    await price('86,0,0,60,60,,');
    await record(leg('a', 1, '2026-03-05T10:00:00+08:00'));
    await price('86,1.00,0,60,60,,');
    const id = await plan();
    await bill('postpaid'); // from nine o'clock on: the call at ten is no longer the wallet's
    expect(await run(id)).toEqual({ done: 0, skipped: 0, differs: 1 });
    expect(await wallet()).toEqual([10, 0, 0]);
  });
});

it('a call that its wallet paid otherwise than it is rated is found by the checks', async () => {
  await record(leg('a'));
  const tamper = (by: number) => harness.admin.query(`begin; set local session_replication_role = 'replica'; update prepaid_usage set net_micros = net_micros + ${by}; commit`);
  await tamper(1);
  const rules = (await harness.app.get(CheckConservation).run()).map(({ rule }) => rule);
  expect(rules).toContainEqual(expect.stringContaining('rated calls of a month are not invoiced, paid from wallets, included'));
  expect(rules).toContainEqual(expect.stringContaining('a prepaid call was charged something else'));
  await tamper(-1);
});

describe('done to a wallet', () => {
  it('twice, and three times at once, is done once; two re-ratings at once end at the price of the decks', async () => {
    await record(leg('a'), leg('b', 2));
    await price('86,1.50,0,60,60,,');
    const [one, other] = [await plan(), await plan()];
    const outcomes = await Promise.all([run(one), run(other), run(one), run(other)]);
    expect(outcomes.reduce((sum, { done }) => sum + done, 0)).toBe(1);
    expect(await wallet()).toEqual([5.23, 0, 0]);
    expect(await rerate()).toEqual({ done: 1, skipped: 0, differs: 0 });
    expect(await wallet()).toEqual([5.23, 0, 0]);
    expect(await harness.count('select count(*) from prepaid_usage where rerating_id is not null')).toBe(2);
  });

  it('while calls are paid and money comes in, loses none of it', async () => {
    await record(leg('a'), leg('b', 2));
    await price('86,1.50,0,60,60,,');
    const id = await plan();
    const [{ done, differs }] = await Promise.all([run(id), fill('5.00', 'meanwhile'), record(leg('c', 1, '2026-03-01T09:30:00+08:00'))]);
    expect(done + differs).toBe(1);
    await rerate();
    expect(await wallet()).toEqual([8.64, 0, 0]);
  });

  it.each(['prepaid_usage', 'rerating_done'])('and cut off before %s leaves the wallet as it was, and is done when it is asked for again', async (table) => {
    await record(leg('a'), leg('b', 2));
    await price('86,1.50,0,60,60,,');
    const id = await plan();
    await harness.admin.query(`
      create function cut_off() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
      create trigger cut_off before insert on ${table} for each row execute function cut_off();`);
    await expect(run(id)).rejects.toThrow();
    expect(await wallet()).toEqual([6.82, 0, 0]);
    expect(await harness.count('select count(*) from rated_usage where version > 1')).toBe(0);
    await harness.admin.query(`drop trigger cut_off on ${table}`);
    await plan().catch(() => undefined); // the pool may still hold the connection that was cut
    expect(await run(id)).toEqual({ done: 1, skipped: 0, differs: 0 });
    expect(await wallet()).toEqual([5.23, 0, 0]);
  });
});
