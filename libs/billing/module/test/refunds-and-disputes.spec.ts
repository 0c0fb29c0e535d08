import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate, type Instant, instant } from '@seatline/kernel';
import { sql } from 'drizzle-orm';
import { readMoments } from '../src/persistence/lease-history';
import { readGivenBack } from '../src/reads/given-back';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { DecideDispute } from '../src/use-cases/decide-dispute';
import { PayOnline } from '../src/use-cases/pay-online';
import { PlaceOrder } from '../src/use-cases/place-order';
import { ReconcileGateway } from '../src/use-cases/reconcile-gateway';
import { RefundPayment } from '../src/use-cases/refund-payment';
import { replayLease } from '../src/use-cases/replay-lease';
import { UnfinishedRefundsSweep } from '../src/use-cases/unfinished-refunds-sweep';
import { GatewayHouse } from './gateway-house';
import { OPERATOR } from './harness';
import { refusalOf, type Shop } from './shop';

let house: GatewayHouse;
beforeAll(async () => {
  house = await GatewayHouse.start('2026-03-02T09:00:00+08:00');
});
afterAll(async () => {
  expect(house.stripe.notModelled).toEqual([]);
  expect(await house.harness.app.get(CheckConservation).run()).toEqual([]);
  await house.harness.stop();
});

/** A lease of one seat whose first invoice (4120.00) was paid by transfer and then by card, so that 4120.00 of the card's payment pays it and the transfer is free. */
async function overpaid(): Promise<{ shop: Shop; paymentId: string; reference: string }> {
  const shop = await house.openShop(1);
  const payment = await house.harness.app.get(PayOnline).run(OPERATOR, shop.tenantId, 'invoice', await house.invoiceOf(shop));
  return { shop, paymentId: payment.id, reference: payment.reference };
}

const refund = (shop: Shop, paymentId: string, amount: string) =>
  house.harness.app.get(RefundPayment).run(OPERATOR, shop.tenantId, { paymentId, amount, reason: 'overpaid' });
const returned = (reference: string): number =>
  [...house.stripe.state.refunds.values()].filter((each) => each.payment_intent === reference && each.status !== 'failed').reduce((sum, each) => sum + each.amount, 0);
const tell = async (): Promise<void> => {
  for (const delivery of house.stripe.takeDeliveries()) await house.receive(delivery);
  await house.harness.jobs.drain();
};
const look = async (shop: Shop, paymentId: string) => {
  const [row] = await house.harness.tenants.run(shop.tenantId, (tx) => readGivenBack(tx.ledger, shop.tenantId, sql`p.id = ${paymentId}`, 1));
  return row!;
};

/** Nothing but what happened, done again, gives the book that the tables hold. */
async function expectReplay(shop: Shop): Promise<void> {
  const key = { tenantId: shop.tenantId, leaseId: shop.leaseId };
  await house.harness.tenants.run(shop.tenantId, async (tx) => {
    const until = house.harness.clock.now();
    const [lease] = await house.harness.books.load(tx.ledger, [key], { until, lock: false, withUsage: true });
    const again = replayLease(lease!, await readMoments(tx.ledger, key, lease!.book), await house.harness.books.usageSinceOpening(tx.ledger, lease!, until), until);
    expect({ refunds: again.paymentRefunds, disputes: again.disputes, unapplied: again.unapplied, allocations: again.allocations }).toEqual({
      refunds: lease!.book.paymentRefunds, disputes: lease!.book.disputes, unapplied: lease!.book.unapplied, allocations: lease!.book.allocations,
    });
  });
}

describe('a refund', () => {
  it('fault 19: two of 60 on 100 at once: one is accepted', async () => {
    const { shop, paymentId, reference } = await overpaid();
    await shop.pay('100.00', 'too much');
    const answers = await Promise.allSettled([refund(shop, paymentId, '60.00'), refund(shop, paymentId, '60.00')]);
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    expect(answers.find((answer) => answer.status === 'rejected')).toMatchObject({ reason: { code: 'refund.beyond-payment' } });
    expect(returned(reference)).toBe(6_000);
    expect((await look(shop, paymentId)).returnableMinor).toBe(4_000n);
    await expectReplay(shop);
  });

  it('is never more than the payment brought, whoever writes: the database refuses it, too', async () => {
    const { shop, paymentId } = await overpaid();
    await shop.pay('9000.00', 'much too much');
    expect(await refusalOf(refund(shop, paymentId, '4120.01'))).toBe('refund.beyond-payment');
    const beyond = house.harness.admin.query('update gateway_payment set refunded_minor = captured_minor + 1 where payment_id = $1', [paymentId]);
    await expect(beyond).rejects.toThrow(/gateway_payment_within_captured/);
    expect(await refusalOf(refund(shop, '01890000-0000-7000-8000-000000000000', '1.00'))).toBe('not-found');
  });

  it('is not a gateway’s when the money came by transfer', async () => {
    const shop = await house.openShop(1);
    const transfer = await shop.pay('9000.00', 'a transfer');
    expect(await refusalOf(refund(shop, transfer.id, '1.00'))).toBe('refund.bank-transfer');
  });

  it('whose reply was lost goes out once', async () => {
    const { shop, paymentId, reference } = await overpaid();
    await shop.pay('100.00', 'too much');
    house.stripe.plan({ route: 'POST /v1/refunds', fault: 'lost-reply', times: 3 });
    expect((await refund(shop, paymentId, '60.00')).state).toBe('asked');
    house.harness.clock.set((house.harness.clock.now() + 180_000) as Instant);
    await house.harness.app.get(UnfinishedRefundsSweep).run();
    expect((await look(shop, paymentId)).refunds).toMatchObject([{ state: 'succeeded', amountMinor: 6_000n }]);
    expect(returned(reference)).toBe(6_000);
  });

  it('that the bank sends back is the tenant’s money again, told twice or heard of late', async () => {
    const { shop, paymentId } = await overpaid();
    await shop.pay('100.00', 'too much');
    await refund(shop, paymentId, '60.00');
    house.stripe.takeDeliveries();
    house.world.returnsRefund([...house.stripe.state.refunds.keys()].at(-1)!);
    house.stripe.takeDeliveries(); // nobody heard
    await house.harness.app.get(ReconcileGateway).run();
    await house.harness.app.get(ReconcileGateway).run();
    const now = await look(shop, paymentId);
    expect([now.refunds[0]!.state, now.refunds[0]!.cause, now.returnableMinor]).toEqual(['failed', 'expired or canceled card', 10_000n]);
    await expectReplay(shop);
  });
});

describe('fault 20: a dispute and a refund', () => {
  it('a dispute after a refund takes only what is left, and no refund goes out while it is open', async () => {
    const { shop, paymentId, reference } = await overpaid();
    await shop.pay('100.00', 'too much');
    await refund(shop, paymentId, '60.00');
    house.stripe.takeDeliveries();
    const dispute = house.world.disputes(reference, 412_000);
    await tell();
    expect((await look(shop, paymentId)).disputes).toMatchObject([{ state: 'open', amountMinor: 412_000n, takenMinor: 406_000n }]);
    expect(await refusalOf(refund(shop, paymentId, '1.00'))).toBe('refund.disputed');
    house.world.decides(dispute, 'lost');
    await tell();
    expect(await refusalOf(refund(shop, paymentId, '1.00'))).toBe('refund.beyond-payment');
    expect(returned(reference)).toBe(6_000);
    await expectReplay(shop);
  });

  it('the bank disputes at the same moment as the operator refunds: what goes back is never more than was taken', async () => {
    const { shop, paymentId, reference } = await overpaid();
    await shop.pay('100.00', 'too much');
    house.stripe.takeDeliveries();
    house.world.disputes(reference, 412_000);
    const deliveries = house.stripe.takeDeliveries();
    const news = async (): Promise<void> => {
      for (const delivery of deliveries) await house.receive(delivery);
      await house.harness.jobs.drain();
    };
    await Promise.allSettled([refund(shop, paymentId, '60.00'), news()]);
    house.harness.clock.set((house.harness.clock.now() + 180_000) as Instant);
    await house.harness.app.get(UnfinishedRefundsSweep).run();
    await house.harness.app.get(ReconcileGateway).run();
    expect(returned(reference)).toBe(0); // Stripe refuses a refund of what is disputed, and we took it back into the books
    expect((await look(shop, paymentId)).refunds.every((each) => each.state === 'failed')).toBe(true);
    await expectReplay(shop);
  });
});

describe('a dispute', () => {
  it('opens the invoice again and holds its clock until the operator decides; then it goes on where it stood', async () => {
    const tenantId = await house.harness.newTenant();
    const startOn = civilDate('2026-03-02');
    await house.harness.app.get(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'standard', seats: 1, months: 12, startOn });
    const { rows } = await house.harness.admin.query<{ id: string; lease_id: string }>('select id, lease_id from invoice where tenant_id = $1', [tenantId]);
    const payment = await house.harness.app.get(PayOnline).run(OPERATOR, tenantId, 'invoice', rows[0]!.id);
    house.stripe.takeDeliveries();
    house.world.disputes(payment.reference, 412_000);
    await tell();
    const status = async () => (await house.harness.admin.query<{ status: string }>('select status from lease where id = $1', [rows[0]!.lease_id])).rows[0]!.status;
    await house.harness.liveUntil(instant('2026-03-25T09:00:00+08:00'));
    expect(await status()).toBe('in-service'); // due 2 March: without the dispute suspended on the 18th
    const { rows: disputes } = await house.harness.admin.query<{ id: string }>('select id from gateway_dispute where tenant_id = $1', [tenantId]);
    const decide = house.harness.app.get(DecideDispute);
    await decide.resume(OPERATOR, tenantId, disputes[0]!.id, 'the seats were used');
    expect(await refusalOf(decide.resume(OPERATOR, tenantId, disputes[0]!.id, 'again'))).toBe('dispute.decided');
    await house.harness.liveUntil(instant('2026-04-10T00:00:00+08:00')); // 18 March and the 23 days for which it was held
    expect(await status()).toBe('suspended');
  });

  it('that only inquires takes nothing; one that is won gives everything back, in whatever order it is heard of', async () => {
    const { shop, paymentId, reference } = await overpaid();
    house.stripe.takeDeliveries();
    house.world.disputes(reference, 412_000, 'general', true);
    await tell();
    expect(await shop.openInvoices()).toEqual([]);
    const dispute = house.world.disputes(reference, 412_000);
    const opened = house.stripe.takeDeliveries();
    house.world.decides(dispute, 'won');
    const closed = house.stripe.takeDeliveries();
    for (const delivery of [...closed, ...opened, ...closed]) await house.receive(delivery);
    await house.harness.jobs.drain();
    expect(await shop.openInvoices()).toEqual([]);
    expect((await look(shop, paymentId)).disputes.map((each) => each.state)).toEqual(['asked', 'won']);
    await expectReplay(shop);
  });

  it('heard of before its payment books the payment first', async () => {
    const shop = await house.openShop(1);
    const { attempt } = await house.begin(shop, 'card');
    house.world.pays(attempt.gatewayReference!);
    house.stripe.takeDeliveries();
    house.world.disputes(attempt.gatewayReference!, 412_000);
    await tell();
    expect(await house.paymentsOf(shop)).toBe(1);
    expect(await shop.openInvoices()).toEqual(['412000']);
  });
});
