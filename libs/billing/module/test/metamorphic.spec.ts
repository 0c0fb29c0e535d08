import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StatementMapping } from '@seatline/billing-domain';
import { type Instant, instant } from '@seatline/kernel';
import fc from 'fast-check';
import type { LegRecord } from '../src/persistence/usage';
import { BankAccountsDesk } from '../src/use-cases/bank-accounts-desk';
import { BankLinesDesk } from '../src/use-cases/bank-lines-desk';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { ReconcileGateway } from '../src/use-cases/reconcile-gateway';
import { RecordUsage } from '../src/use-cases/record-usage';
import { RecordUsageBatch } from '../src/use-cases/record-usage-batch';
import { stateOf } from './crash-points/state-of';
import { GatewayHouse } from './gateway-house';
import { OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

// The same things told otherwise: in another order, in other portions, again. What comes of it must be the same, to the byte.

const SOAK = process.env['SEATLINE_SOAK'] !== undefined;

/** What tenants are sent: their invoices with all lines, without ids and the numbers that all tenants share. */
async function papersOf(house: GatewayHouse, shop: Shop): Promise<string> {
  const { rows } = await house.harness.admin.query<{ paper: string }>(
    `select jsonb_agg(jsonb_build_object('invoice', to_jsonb(i) - '{id,tenant_id,lease_id,lease_number,number,issued_at}'::text[], 'lines',
       (select jsonb_agg(to_jsonb(x) - '{tenant_id,invoice_id,lease_id,legal_entity_id}'::text[] order by x.line_no) from invoice_line x where x.tenant_id = i.tenant_id and x.invoice_id = i.id)) order by i.sequence)::text as paper
     from invoice_list i where i.lease_id = $1`, [shop.leaseId]);
  return rows[0]!.paper;
}

const DESTINATIONS = ['+8613800138000', '+14155550100', '+99912345', '+861085551234'];
const call = fc.record({ minute: fc.integer({ min: 0, max: 31 * 1440 - 1 }), milliseconds: fc.integer({ min: 0, max: 900_000 }), to: fc.constantFrom(...DESTINATIONS), answered: fc.boolean() });

function legsOf(calls: readonly { minute: number; milliseconds: number; to: string; answered: boolean }[]): LegRecord[] {
  return calls.map(({ minute, milliseconds, to, answered }, n) => ({
    source: 'pbx', callId: `call ${n}`, leg: '1', direction: 'outbound', carrierLeg: true, ourNumber: '+862150001111', otherNumber: to,
    answeredAt: answered ? ((instant('2026-03-01T00:00:00+08:00') + minute * 60_000) as Instant) : null, milliseconds: answered ? milliseconds : 0, seatId: null, memberId: null, leaseId: null,
  }));
}

describe('calls of a month', () => {
  let house: GatewayHouse;
  beforeAll(async () => {
    house = await GatewayHouse.start('2026-03-01T00:00:00+08:00');
  });
  afterAll(async () => {
    expect(await house.harness.app.get(CheckConservation).run()).toEqual([]);
    await house.harness.stop();
  });

  /** Sends them in an order, in portions, through either door, each portion perhaps again. */
  async function send(shop: Shop, legs: readonly LegRecord[], how: { cuts: readonly number[]; again: readonly boolean[]; oneByOne: boolean }): Promise<void> {
    const { app, tenants } = house.harness;
    const size = how.cuts[0] ?? 1;
    for (let from = 0, n = 0; from < legs.length; from += how.cuts[n % how.cuts.length] ?? size, n += 1) {
      const portion = legs.slice(from, from + (how.cuts[n % how.cuts.length] ?? size));
      for (let times = 0; times <= (how.again[n % how.again.length] ? 1 : 0); times += 1) {
        if (how.oneByOne) await tenants.run(shop.tenantId, (tx) => app.get(RecordUsage).run(tx, portion));
        else await app.get(RecordUsageBatch).run(shop.tenantId, portion);
      }
    }
  }

  it('come to the same invoices in whatever order they arrive, in whatever portions, however often', async () => {
    const { harness } = house;
    const plain = { cuts: [1_000], again: [false], oneByOne: false };
    const how = fc.record({
      cuts: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }), again: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }), oneByOne: fc.boolean(), order: fc.infiniteStream(fc.nat(9_999)),
    });
    const months = fc.sample(fc.tuple(fc.array(call, { minLength: 10, maxLength: 40 }), fc.array(how, { minLength: 3, maxLength: 3 })), SOAK ? 40 : 3);
    const told: { first: Shop; others: Shop[] }[] = [];
    for (const [calls] of months) {
      const shops = [];
      for (let n = 0; n < 4; n += 1) shops.push(await Shop.openPaid(harness, 1, '2026-03-01'));
      told.push({ first: shops[0]!, others: shops.slice(1) });
      expect(calls.length).toBeGreaterThan(9);
    }
    await until(harness, '2026-04-01T08:00:00+08:00');
    for (const [place, [calls, ways]] of months.entries()) {
      const legs = legsOf(calls);
      await send(told[place]!.first, legs, plain);
      for (const [n, way] of ways.entries()) {
        const shuffled = legs.map((each) => ({ each, at: way.order.next().value as number })).sort((a, b) => a.at - b.at).map(({ each }) => each);
        await send(told[place]!.others[n]!, shuffled, way);
      }
    }
    await until(harness, '2026-04-03T00:00:00+08:00');
    await harness.sweep.run();
    for (const { first, others } of told) {
      const papers = await papersOf(house, first);
      for (const other of others) expect(await papersOf(house, other)).toBe(papers);
    }
    expect(await harness.count("select count(*) from invoice_line where kind = 'telephone'")).toBe(told.length * 4);
  });
});

describe('a month’s rent', () => {
  it('of two halves is that of the whole, where the days divide it; else the halves’ own roundings differ by no more than one each', async () => {
    const house = await GatewayHouse.start('2026-02-01T00:00:00+08:00');
    try {
      const { harness } = house;
      const keptOf = async (shop: Shop, month: string): Promise<number> =>
        harness.count(
          `select sum(x.net_minor) - coalesce(sum((select sum(c.net_minor) from credit_note_line c where c.tenant_id = x.tenant_id and c.invoice_id = x.invoice_id and c.invoice_line_no = x.line_no)), 0) as count
           from invoice_line x join invoice i on i.tenant_id = x.tenant_id and i.id = x.invoice_id where x.kind = 'rent' and i.lease_id = $1 and x.service && $2::daterange`, [shop.leaseId, month]);
      const whole = await Shop.openPaid(harness, 1, '2026-02-01');
      const halves = await Shop.openPaid(harness, 1, '2026-02-01');
      for (const shop of [whole, halves]) await shop.pay('50000.00', 'ahead');
      for (const [last, next] of [['2026-02-14', '2026-02-15'], ['2026-03-15', '2026-03-16']] as const) {
        await until(harness, `${last}T12:00:00+08:00`);
        await halves.removeSeats(1, 'now'); // the day counts
        await until(harness, `${next}T00:00:00+08:00`);
        await halves.order(1);
      }
      await until(harness, '2026-04-01T00:00:00+08:00');
      expect([await keptOf(whole, '[2026-02-01,2026-03-01)'), await keptOf(halves, '[2026-02-01,2026-03-01)')]).toEqual([200_000, 200_000]); // 14 + 14 of 28 days
      expect([await keptOf(whole, '[2026-03-01,2026-04-01)'), await keptOf(halves, '[2026-03-01,2026-04-01)')]).toEqual([200_000, 96_774 + 103_226]); // 15 + 16 of 31
      expect(await harness.app.get(CheckConservation).run()).toEqual([]);
    } finally {
      await house.harness.stop();
    }
  });
});

describe('whatever has come in once', () => {
  const MAPPING: StatementMapping = {
    encoding: 'utf-8', delimiter: ',', dateFormat: 'YYYY-MM-DD', decimalMark: '.', thousandsMark: ',', valueDate: 'date', amount: 'amount', reference: 'ref', payerName: 'payer',
    payerAccount: 'account', remark: 'remark',
  };
  const statement = (...rows: string[]): Uint8Array => Buffer.from(['date,amount,ref,payer,account,remark', ...rows].join('\n'));

  it('changes nothing when any beginning of it comes in again: calls, notifications, statements, confirmations, the sweeps', async () => {
    const house = await GatewayHouse.start('2026-03-01T09:00:00+08:00');
    const { harness, world, stripe } = house;
    try {
      const shop = await house.openShop(2);
      const { attempt } = await house.begin(shop);
      world.pays(attempt.gatewayReference!);
      const [, second] = [await harness.jobs.drain(), await house.openShop(1)];
      const deliveries = stripe.takeDeliveries();
      for (const delivery of deliveries) await house.receive(delivery);
      await harness.jobs.drain();
      const legs = legsOf(fc.sample(call, { numRuns: 20, seed: 7 }));
      await harness.app.get(RecordUsageBatch).run(shop.tenantId, legs);
      const bank = harness.app.get(BankAccountsDesk);
      const [entity] = (await bank.list()).legalEntities;
      const accountId = await bank.open(OPERATOR, { legalEntityId: entity!.id, name: 'ICBC', currency: 'CNY', mapping: MAPPING, secondPersonAboveMinor: 10_000_000n });
      const rows = ['2026-03-01,1.00,,A,1,x', '2026-03-01,1.00,,A,1,x', '2026-03-01,4120.00,R1,B,2,x'];
      for (const most of [1, 2, 3]) await bank.import(OPERATOR, accountId, `first ${most}`, statement(...rows.slice(0, most)));
      const lines = harness.app.get(BankLinesDesk);
      const line = (await lines.list({ state: undefined, after: null, most: 9 })).find(({ row }) => row.reference === 'R1')!;
      const confirm = () => lines.confirm(OPERATOR, line.id, { tenantId: second.tenantId, leaseId: second.leaseId, forOrder: false });
      await confirm();
      await until(harness, '2026-04-20T09:00:00+08:00');
      await harness.sweep.run();
      await harness.app.get(ReconcileGateway).run();
      const before = await stateOf(harness.admin);
      await fc.assert(
        fc.asyncProperty(fc.nat(legs.length), fc.nat(deliveries.length), fc.integer({ min: 1, max: 3 }), async (calls, told, most) => {
          await harness.app.get(RecordUsageBatch).run(shop.tenantId, legs.slice(0, calls));
          for (const delivery of deliveries.slice(0, told)) await house.receive({ ...delivery, signature: stripe.sign(delivery.body, stripe.state.seconds()) });
          await harness.jobs.drain();
          expect(await refusalOf(bank.import(OPERATOR, accountId, 'again', statement(...rows.slice(0, most))))).toBe('bank-statement.imported-already');
          await confirm();
          await harness.sweep.run();
          await harness.app.get(ReconcileGateway).run();
          expect(await stateOf(harness.admin)).toEqual(before);
        }),
        { numRuns: SOAK ? 100 : 5 },
      );
    } finally {
      await house.harness.stop();
    }
  });
});
