import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@seatline/kernel';
import type { Charge, ChargeOutcome } from '../src/ports/payment-gateway';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { ListOrders } from '../src/use-cases/list-orders';
import { PayOnline } from '../src/use-cases/pay-online';
import { PlaceOrder } from '../src/use-cases/place-order';
import { QuoteSeats } from '../src/use-cases/quote-seats';
import { UnfinishedPaymentsSweep } from '../src/use-cases/unfinished-payments-sweep';
import { GatewayStandIn } from './gateway-stand-in';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

/** A gateway that takes money when it is told to, counts what it took by our id, and can lose its answer. */
class ScriptedGateway extends GatewayStandIn {
  readonly taken = new Map<string, Charge>();
  next: 'take' | 'decline' | 'lose-answer' = 'take';

  override charge(charge: Charge): Promise<ChargeOutcome> {
    if (this.next === 'decline') return Promise.resolve({ outcome: 'declined', cause: 'no money' });
    this.taken.set(charge.id, charge);
    if (this.next === 'lose-answer') return Promise.reject(new Error('socket hang up'));
    return Promise.resolve({ outcome: 'succeeded', reference: `scripted ${charge.id}` });
  }
}

let harness: BillingHarness;
const gateway = new ScriptedGateway();
beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-02T09:00:00+08:00', gateway });
});
afterAll(async () => {
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  await harness.stop();
});

const invoiceIdOf = async (shop: Shop, sequence: number): Promise<string> => {
  const { rows } = await harness.admin.query<{ id: string }>('select id from invoice where lease_id = $1 and sequence = $2', [shop.leaseId, sequence]);
  return rows[0]!.id;
};

describe('from the order to the seat', () => {
  it('quotes what the invoice then says, issues it at once, and activates the seats when it is paid', async () => {
    const tenantId = await harness.newTenant();
    const wanted = { planCode: 'standard', seats: 10, months: 12, startOn: civilDate('2026-03-02') };
    const quoted = await harness.app.get(QuoteSeats).run(tenantId, wanted);
    expect([quoted.netMinor, quoted.taxMinor, quoted.totalMinor, quoted.monthlyMinor, quoted.dueOn]).toEqual([4000000n, 120000n, 4120000n, 2120000n, '2026-03-02']);
    const orderId = await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, wanted);
    const order = await harness.app.get(ListOrders).one(tenantId, orderId);
    expect(order.totalMinor).toBe(quoted.totalMinor);
    expect(order.row.invoice_id).not.toBeNull();
    expect(await harness.topics(tenantId)).toEqual(['billing.seats-ordered', 'billing.notice-recorded']);
    await harness.app.get(PayOnline).run(OPERATOR, tenantId, 'invoice', order.row.invoice_id!);
    expect(await harness.topics(tenantId)).toEqual(['billing.seats-ordered', 'billing.notice-recorded', 'billing.seats-activated']);
    const { rows } = await harness.admin.query<{ payload: { seats: { seatId: string; number: number }[] } }>(
      "select payload from outbox where tenant_id = $1 and topic = 'billing.seats-activated'",
      [tenantId],
    );
    expect(rows[0]!.payload.seats.map((seat) => seat.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('books more seats when their order is paid, and not before', async () => {
    const shop = await Shop.openPaid(harness);
    const orderId = await shop.order(3);
    expect((await harness.app.get(ListOrders).one(shop.tenantId, orderId)).row.state).toBe('standing');
    expect(await harness.count('select count(*) from lease_seat where lease_id = $1', [shop.leaseId])).toBe(2);
    await harness.app.get(PayOnline).run(OPERATOR, shop.tenantId, 'order', orderId);
    const filled = await harness.app.get(ListOrders).one(shop.tenantId, orderId);
    expect([filled.row.state, filled.totalMinor, filled.row.open_minor]).toEqual(['filled', 1236000n, 0n]);
    expect(await harness.count("select count(*) from lease_seat where lease_id = $1 and state = 'active'", [shop.leaseId])).toBe(5);
  });

  it('opens one lease when two order at once', async () => {
    const tenantId = await harness.newTenant();
    const wanted = { planCode: 'standard', seats: 1, months: 1, startOn: civilDate('2026-03-02') };
    const place = harness.app.get(PlaceOrder);
    await Promise.all([place.run(OPERATOR, tenantId, wanted), place.run(OPERATOR, tenantId, wanted)]);
    expect(await harness.count('select count(*) from lease where tenant_id = $1', [tenantId])).toBe(1);
    expect(await harness.count('select count(*) from lease_order where tenant_id = $1', [tenantId])).toBe(2);
  });

  it('lets the operator waive the first payment, with a reason that stands in the tenant’s log', async () => {
    const shop = await Shop.open(harness);
    await harness.app.get(LeaseCommands).waive(OPERATOR, shop.tenantId, shop.leaseId, 'pilot customer');
    expect(await shop.status()).toBe('in-service');
    expect(await shop.openInvoices()).toEqual(['824000']);
    const { rows } = await harness.admin.query("select reason, actor_kind from audit_entry where tenant_id = $1 and action = 'payment.waived'", [shop.tenantId]);
    expect(rows).toEqual([{ reason: 'pilot customer', actor_kind: 'operator' }]);
    expect(await refusalOf(harness.app.get(LeaseCommands).waive(OPERATOR, shop.tenantId, shop.leaseId, 'again'))).toBe('lease.nothing-to-waive');
  });

  it.each([
    ['no such plan', { planCode: 'golden' }, 'plan.unknown'],
    ['no seats', { seats: 0 }, 'order.bad-seats'],
    ['half a seat', { seats: 1.5 }, 'order.bad-seats'],
    ['a term without end', { months: 121 }, 'order.bad-term'],
    ['yesterday', { startOn: civilDate('2026-03-01') }, 'order.start-in-past'],
    ['some day', { startOn: civilDate('2027-03-04') }, 'order.start-too-far'],
  ])('refuses %s', async (_what, wrong, code) => {
    const wanted = { planCode: 'standard', seats: 1, months: 12, startOn: civilDate('2026-03-02'), ...wrong };
    expect(await refusalOf(harness.app.get(PlaceOrder).run(OPERATOR, await harness.newTenant(), wanted))).toBe(code);
  });

  it('has no plan for a tenant in another currency', async () => {
    const tenantId = await harness.newTenant({ currency: 'USD' });
    const wanted = { planCode: 'standard', seats: 1, months: 12, startOn: civilDate('2026-03-02') };
    expect(await refusalOf(harness.app.get(PlaceOrder).run(OPERATOR, tenantId, wanted))).toBe('plan.unknown');
  });
});

describe('a bank transfer', () => {
  it('is one payment however often it is keyed in, one after the other or at once', async () => {
    const shop = await Shop.open(harness);
    const first = await shop.pay('8240.00', 'T1');
    const again = await shop.pay('8240.00', 'T1');
    expect(again.id).toBe(first.id);
    const twice = await Promise.all([shop.pay('100.00', 'T2'), shop.pay('100.00', 'T2'), shop.pay('100.00', 'T2')]);
    expect(new Set(twice.map((payment) => payment.id)).size).toBe(1);
    expect(await harness.count('select count(*) from payment where lease_id = $1', [shop.leaseId])).toBe(2);
  });

  it('is refused when its reference belongs to another amount, date or lease', async () => {
    const shop = await Shop.open(harness);
    await shop.pay('100.00', 'T1', { valueOn: '2026-03-01' });
    expect(await refusalOf(shop.pay('100.01', 'T1'))).toBe('payment.reference-differs');
    expect(await refusalOf(shop.pay('100.00', 'T1', { valueOn: '2026-03-02' }))).toBe('payment.reference-differs');
    const other = await Shop.open(harness);
    const { BookPayment } = await import('../src/use-cases/book-payment');
    const stolen = { leaseId: other.leaseId, amount: '100.00', valueOn: null, reference: `T1 of ${shop.tenantId}`, forOrder: false };
    expect(await refusalOf(harness.app.get(BookPayment).run(OPERATOR, other.tenantId, stolen))).toBe('payment.reference-used-elsewhere');
    expect(await refusalOf(harness.app.get(BookPayment).run(OPERATOR, other.tenantId, { ...stolen, leaseId: shop.leaseId }))).toBe('not-found');
  });

  it('takes turns with others: two different ones at once are both booked, and what is too much stays the tenant’s', async () => {
    const shop = await Shop.open(harness);
    const paid = await Promise.all([shop.pay('5000.00', 'A'), shop.pay('5000.00', 'B')]);
    expect(paid.map((payment) => payment.amountMinor)).toEqual([500000n, 500000n]);
    expect(paid.reduce((sum, payment) => sum + payment.unappliedMinor, 0n)).toBe(176000n);
    expect(await shop.openInvoices()).toEqual([]);
  });

  it.each([
    ['nothing', '0.00', 'payment.bad-amount'],
    ['less than nothing', '-5.00', 'payment.bad-amount'],
    ['parts of a fen', '1.001', 'payment.bad-amount'],
    ['words', 'ten', 'payment.bad-amount'],
    ['more than there is', '999999999999999.00', 'payment.bad-amount'],
  ])('of %s is refused', async (_what, amount, code) => {
    const shop = await Shop.open(harness);
    expect(await refusalOf(shop.pay(amount, 'T'))).toBe(code);
  });

  it.each(['2026-03-03', '2025-02-28'])('valued on %s is refused', async (valueOn) => {
    const shop = await Shop.open(harness);
    expect(await refusalOf(shop.pay('1.00', 'T', { valueOn }))).toBe('payment.bad-value-date');
  });
});

describe('paying online', () => {
  it('says no when the gateway does, and can be tried again', async () => {
    const shop = await Shop.open(harness);
    gateway.next = 'decline';
    const pay = harness.app.get(PayOnline);
    const invoiceId = await invoiceIdOf(shop, 1);
    expect(await refusalOf(pay.run(OPERATOR, shop.tenantId, 'invoice', invoiceId))).toBe('payment.declined');
    expect(await harness.count('select count(*) from payment where lease_id = $1', [shop.leaseId])).toBe(0);
    gateway.next = 'take';
    expect((await pay.run(OPERATOR, shop.tenantId, 'invoice', invoiceId)).amountMinor).toBe(824000n);
    expect(await refusalOf(pay.run(OPERATOR, shop.tenantId, 'invoice', invoiceId))).toBe('payment.nothing-due');
  });

  it('takes the money once when somebody presses twice', async () => {
    const shop = await Shop.open(harness);
    gateway.next = 'take';
    gateway.taken.clear();
    const pay = harness.app.get(PayOnline);
    const invoiceId = await invoiceIdOf(shop, 1);
    const answers = await Promise.allSettled([1, 2].map(() => pay.run(OPERATOR, shop.tenantId, 'invoice', invoiceId)));
    expect(answers.filter((answer) => answer.status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    expect(gateway.taken.size).toBe(1);
    expect(await harness.count('select count(*) from payment where lease_id = $1', [shop.leaseId])).toBe(1);
  });

  it('finds out later what a gateway did whose answer was lost, and books it once', async () => {
    const shop = await Shop.open(harness);
    gateway.next = 'lose-answer';
    gateway.taken.clear();
    const invoiceId = await invoiceIdOf(shop, 1);
    expect(await refusalOf(harness.app.get(PayOnline).run(OPERATOR, shop.tenantId, 'invoice', invoiceId))).toBe('payment.gateway-unreachable');
    expect(await shop.openInvoices()).toEqual(['824000']);
    gateway.next = 'take';
    const sweep = harness.app.get(UnfinishedPaymentsSweep);
    await sweep.run();
    expect(await shop.openInvoices()).toEqual(['824000']); // too early to ask again
    harness.clock.set(instant('2026-03-02T09:10:00+08:00'));
    await Promise.all([sweep.run(), sweep.run()]);
    expect(await shop.openInvoices()).toEqual([]);
    expect(gateway.taken.size).toBe(1);
    expect(await harness.count('select count(*) from payment where lease_id = $1', [shop.leaseId])).toBe(1);
  });

  it('does not take money for what is another tenant’s', async () => {
    const shop = await Shop.open(harness);
    const stranger = await Shop.open(harness);
    expect(await refusalOf(harness.app.get(PayOnline).run(OPERATOR, stranger.tenantId, 'invoice', await invoiceIdOf(shop, 1)))).toBe('not-found');
  });
});

describe('while anything is overdue', () => {
  it('no seats are ordered and none are paid for, with a code that says why; the refusal stays in the lease’s history', async () => {
    const shop = await Shop.openPaid(harness, 2, '2026-03-02');
    const standing = await shop.order(1);
    await until(harness, '2026-04-03T10:00:00+08:00');
    expect(await shop.openInvoices()).toEqual(['424000']);
    expect(await refusalOf(shop.order(1))).toBe('lease.overdue');
    expect(await refusalOf(harness.app.get(PayOnline).run(OPERATOR, shop.tenantId, 'order', standing))).toBe('order.not-standing');
    expect(await harness.count("select count(*) from lease_event where lease_id = $1 and type = 'refused'", [shop.leaseId])).toBe(1);
  });
});
