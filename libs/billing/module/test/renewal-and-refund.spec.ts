import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CivilDate, civilDate } from '@seatline/kernel';
import type { LeaseBook } from '@seatline/billing-domain';
import { readMoments } from '../src/persistence/lease-history';
import { readDepositMovements } from '../src/reads/deposits';
import { CancelOrder } from '../src/use-cases/cancel-order';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { LeaseDesk } from '../src/use-cases/lease-desk';
import { PayRefund } from '../src/use-cases/pay-refund';
import { Renewals } from '../src/use-cases/renewals';
import { replayLease } from '../src/use-cases/replay-lease';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
/** Another process on the same database. */
let beside: BillingHarness;

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  beside = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00', beside: harness });
});
afterAll(async () => {
  await beside.stop();
  await harness.stop();
});

const MEMBER = { ...OPERATOR, displayName: 'Tina Tenant', memberId: OPERATOR.personId };
const cancel = (shop: Shop, order: string, tenantId = shop.tenantId) => harness.app.get(CancelOrder).run(MEMBER, tenantId, order);
const ask = (shop: Shop, months: number, endOn: string, on = harness) =>
  on.app.get(Renewals).ask(MEMBER, shop.tenantId, shop.leaseId, { months, endOn: endOn as CivilDate });
const decide = (shop: Shop, id: string, consent: boolean, reason = 'agreed by telephone') =>
  harness.app.get(Renewals).decide(OPERATOR, shop.tenantId, shop.leaseId, id, { consent, reason });
const refund = (shop: Shop, amount: string, reference: string, more: { valueOn?: string; on?: BillingHarness; leaseId?: string } = {}) =>
  (more.on ?? harness).app.get(PayRefund).run(OPERATOR, shop.tenantId, {
    leaseId: more.leaseId ?? shop.leaseId, amount, valueOn: more.valueOn === undefined ? null : civilDate(more.valueOn), reference,
  });

async function orderStates(shop: Shop): Promise<string[]> {
  const { rows } = await harness.admin.query<{ state: string }>('select state from lease_order where lease_id = $1 order by number', [shop.leaseId]);
  return rows.map((row) => row.state);
}

async function endOf(shop: Shop): Promise<string> {
  const { rows } = await harness.admin.query<{ on: string }>('select end_on::text as on from lease where id = $1', [shop.leaseId]);
  return rows[0]!.on;
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

describe('an order that nobody has paid', () => {
  it('is cancelled, once; what waits behind it moves up', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-02');
    const large = await shop.order(5);
    await shop.order(1);
    await shop.pay('4120.00', 'for the small one');
    expect(await orderStates(shop)).toEqual(['filled', 'standing', 'standing']);
    expect(await refusalOf(cancel(shop, large, (await Shop.open(harness)).tenantId))).toBe('not-found');
    await cancel(shop, large);
    expect(await orderStates(shop)).toEqual(['filled', 'cancelled', 'filled']);
    await cancel(shop, large);
    expect(await harness.count("select count(*) from audit_entry where tenant_id = $1 and action = 'order.cancelled'", [shop.tenantId])).toBe(1);
    const [now, again] = await twice(shop);
    expect(again).toEqual(now);
  });

  it('is not cancelled when it is paid', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-02');
    const order = await shop.order(1);
    await shop.pay('4120.00', 'order', { forOrder: true });
    expect(await refusalOf(cancel(shop, order))).toBe('order.not-standing');
  });
});

describe('a renewal asked in time', () => {
  it('extends the lease at once, and once, however often and wherever it is asked', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-02');
    const { endOn, inTimeThroughOn, requests } = await harness.app.get(Renewals).ofLease(shop.tenantId, shop.leaseId);
    expect([endOn, inTimeThroughOn, requests]).toEqual(['2027-03-02', '2027-02-01', []]);
    const asked = await Promise.all([ask(shop, 12, '2027-03-02'), ask(shop, 12, '2027-03-02', beside), ask(shop, 12, '2027-03-02')]);
    expect(new Set(asked.map((request) => request.id)).size).toBe(1);
    expect(asked[0]).toMatchObject({ state: 'granted', decided_by: null, asked_by: 'Tina Tenant', extends_from_on: '2027-03-02' });
    expect(await endOf(shop)).toBe('2028-03-02');
    expect(await refusalOf(ask(shop, 6, '2027-03-02'))).toBe('renewal.asked-already');
    expect(await refusalOf(ask(shop, 6, '2027-04-02'))).toBe('renewal.end-moved');
    expect(await refusalOf(ask(shop, 0, '2028-03-02'))).toBe('order.bad-term');
    const [now, again] = await twice(shop);
    expect(again).toEqual(now);
  });

  it('is refused by the database if an end were to be extended twice, or a decision had no reason', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-02');
    await ask(shop, 12, '2027-03-02');
    const insert = (state: string) =>
      harness.admin.query(
        `insert into renewal_request (tenant_id, lease_id, extends_from_on, months, state, asked_at, asked_by, decided_at, decided_by)
         values ($1, $2, '2027-03-02', 12, $3, now(), 'x', case when $3 <> 'asked' then now() end, case when $3 <> 'asked' then 'y' end)`,
        [shop.tenantId, shop.leaseId, state],
      );
    await expect(insert('asked')).rejects.toThrow('renewal_request_once');
    await expect(insert('refused')).rejects.toThrow('check constraint');
  });
});

describe('a renewal asked late', () => {
  it('waits for the operator: refused with a reason, asked again, consented to, and then rent goes on', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-03-02');
    await shop.pay('23320.00', 'the rest of the year');
    await until(harness, '2027-02-02T09:00:00+08:00'); // the notice's day is over
    const first = await ask(shop, 12, '2027-03-02');
    expect(first).toMatchObject({ state: 'asked', decided_by: null });
    expect([await endOf(shop), await refusalOf(ask(shop, 6, '2027-03-02'))]).toEqual(['2027-03-02', 'renewal.asked-already']);
    expect(await decide(shop, first.id, false, 'seats are let from March')).toMatchObject({ state: 'refused', decided_by: 'Olga Operator', reason: 'seats are let from March' });
    expect(await decide(shop, first.id, false)).toMatchObject({ reason: 'seats are let from March' });
    expect(await refusalOf(decide(shop, first.id, true))).toBe('renewal.decided');
    const second = await ask(shop, 6, '2027-03-02');
    expect(await decide(shop, second.id, true)).toMatchObject({ state: 'granted' });
    expect(await decide(shop, second.id, true)).toMatchObject({ state: 'granted' });
    expect(await endOf(shop)).toBe('2027-09-02');
    const told = await harness.admin.query("select kind, about ->> 'months' as months, about ->> 'endOn' as ends, about ->> 'reason' is not null as reasoned from notice where lease_id = $1 and kind like 'renewal-%' order by recorded_at, id", [shop.leaseId]);
    expect(told.rows).toEqual([{ kind: 'renewal-refused', months: '12', ends: '2027-03-02', reasoned: true }, { kind: 'renewal-granted', months: '6', ends: '2027-09-02', reasoned: true }]);
    await until(harness, '2027-02-24T09:00:00+08:00');
    expect(await shop.openInvoices()).toEqual(['212000']); // March, due on the first day that was added
    const [now, again] = await twice(shop);
    expect(again).toEqual(now);
  });

  it('lapses with the lease, and is not to be decided after it', async () => {
    const shop = await Shop.openPaid(harness, 1, '2027-02-25');
    await shop.pay('23320.00', 'the year');
    await until(harness, '2028-02-01T09:00:00+08:00');
    const { id } = await ask(shop, 12, '2028-02-25');
    expect(await harness.count("select count(*) from renewal_request where state = 'asked'")).toBe(1);
    await until(harness, '2028-02-25T00:00:00+08:00');
    const { requests, inTimeThroughOn } = await harness.app.get(Renewals).ofLease(shop.tenantId, shop.leaseId);
    expect([requests[0]!.state, inTimeThroughOn]).toEqual(['lapsed', null]);
    expect(await refusalOf(decide(shop, id, true))).toBe('renewal.decided');
    expect((await ask(shop, 12, '2028-02-25')).state).toBe('lapsed'); // asked again, it is answered with what became of it
  });
});

describe('what is left of a deposit', () => {
  async function settled(): Promise<Shop> {
    const startOn = '2028-03-02';
    const shop = await Shop.openPaid(harness, 2, startOn);
    await shop.order(1);
    await shop.pay('4120.00', 'one more', { forOrder: true });
    return shop;
  }

  it('is paid back once, never beyond what is owed, and the books say so', async () => {
    await until(harness, '2028-03-02T09:00:00+08:00');
    const shop = await settled();
    expect(await refusalOf(refund(shop, '1.00', 'too early'))).toBe('refund.exceeds');
    await harness.app.get(LeaseCommands).end(OPERATOR, shop.tenantId, shop.leaseId, { on: civilDate('2028-04-02'), reason: 'agreed' });
    await until(harness, '2028-04-05T09:00:00+08:00'); // 48 hours after the end
    await until(harness, '2028-04-07T09:00:00+08:00');
    expect(await refusalOf(refund(shop, '6000.01', 'too much'))).toBe('refund.exceeds');
    expect(await refusalOf(refund(shop, '0', 'nothing'))).toBe('payment.bad-amount');
    expect(await refusalOf(refund(shop, '10.00', 'before the settlement', { valueOn: '2028-04-01' }))).toBe('payment.bad-value-date');
    const part = await refund(shop, '1500.00', 'B-1', { valueOn: '2028-04-06' });
    expect(part).toMatchObject({ amountMinor: 150_000n, valueOn: '2028-04-06', paidBy: 'Olga Operator' });
    expect((await refund(shop, '1500.00', 'B-1')).id).toBe(part.id);
    expect(await refusalOf(refund(shop, '1500.01', 'B-1'))).toBe('refund.reference-differs');
    const both = await Promise.allSettled([refund(shop, '4000.00', 'B-2'), refund(shop, '4000.00', 'B-3', { on: beside })]);
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    const same = await Promise.all([refund(shop, '500.00', 'B-4'), refund(shop, '500.00', 'B-4', { on: beside })]);
    expect(same[0]!.id).toBe(same[1]!.id);
    expect(await refusalOf(refund(shop, '0.01', 'B-5'))).toBe('refund.exceeds');
    const { rows } = await harness.admin.query(
      "select account, sum(amount_minor)::text as minor from ledger_entry where lease_id = $1 and account in ('refund-payable', 'clearing') group by 1 order by 1",
      [shop.leaseId],
    );
    expect(rows).toEqual([{ account: 'clearing', minor: '636000' }, { account: 'refund-payable', minor: '0' }]);
    const [now, again] = await twice(shop);
    expect(again).toEqual(now);
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
    const other = await Shop.open(harness, 1, '2028-04-10');
    expect(await refusalOf(refund(other, '1.00', 'B-1'))).toBe('refund.exceeds');
    await deposits(shop);
  });

  /** The same lease's deposit from its first day to nothing, each movement with its ledger transaction. */
  async function deposits(shop: Shop): Promise<void> {
    const movements = await harness.tenants.run(shop.tenantId, (tx) => readDepositMovements(tx.ledger, shop.tenantId, shop.leaseId));
    expect(movements.map((each) => [each.kind, each.amount_minor, each.held_after_minor, each.tx_kind, each.tx_ref])).toEqual([
      ['taken', 400_000n, 400_000n, 'invoice', '1'],
      ['topped-up', 200_000n, 600_000n, 'invoice', '2'],
      ['refund-due', 600_000n, 0n, 'deposit-settlement', '2028-04-02'],
      ['refunded', 150_000n, 0n, 'refund-payout', '1'],
      ['refunded', 400_000n, 0n, 'refund-payout', '2'],
      ['refunded', 50_000n, 0n, 'refund-payout', '3'],
    ]);
    expect(movements.every((each) => each.tx_id !== null)).toBe(true);
  }

  it('is not paid beyond it by anybody who writes rows', async () => {
    const shop = await Shop.open(harness, 1, '2028-04-10');
    const insert = harness.admin.query(
      `insert into refund_payout (tenant_id, lease_id, legal_entity_id, sequence, reference, amount_minor, currency, value_on, paid_at, paid_by)
       select tenant_id, lease_id, legal_entity_id, 1, 'forged', 1, 'CNY', '2028-04-10', now(), 'x' from lease_account where lease_id = $1`,
      [shop.leaseId],
    );
    await expect(insert).rejects.toThrow('exceed what is owed');
  });
});
