import type { DynamicModule } from '@nestjs/common';
import { civilDateAt, instant, zone } from '@seatline/kernel';
import { FakeStripe } from '../src/gateways/fake/fake-stripe';
import { FakeWorld } from '../src/gateways/fake/fake-world';
import { StripePaymentGateway } from '../src/gateways/stripe/stripe.payment-gateway';
import { Checkout } from '../src/use-cases/checkout';
import type { PaymentMethodKind } from '../src/ports/payment-gateway';
import { ReceiveWebhook } from '../src/use-cases/receive-webhook';
import { BillingHarness, OPERATOR, TestClock } from './harness';
import { Shop } from './shop';

/** Billing with the live adapter above a fake Stripe whose other side the test plays. */
export class GatewayHouse {
  private constructor(
    readonly harness: BillingHarness,
    readonly stripe: FakeStripe,
    readonly world: FakeWorld,
  ) {}

  static async start(startsAt: string, beside: readonly DynamicModule[] = []): Promise<GatewayHouse> {
    const clock = new TestClock(instant(startsAt));
    const stripe = new FakeStripe(clock);
    const gateway = new StripePaymentGateway(stripe.access('http://seatline.test'), clock);
    const harness = await BillingHarness.start({ startsAt, gateway, clock, with: beside });
    return new GatewayHouse(harness, stripe, new FakeWorld(stripe));
  }

  /** A tenant whose lease begins today, with nothing paid. */
  openShop(seats = 2): Promise<Shop> {
    return Shop.open(this.harness, seats, civilDateAt(this.harness.clock.now(), zone('Asia/Shanghai')));
  }

  async invoiceOf(shop: Shop, sequence = 1): Promise<string> {
    const { rows } = await this.harness.admin.query<{ id: string }>('select id from invoice where lease_id = $1 and sequence = $2', [shop.leaseId, sequence]);
    return rows[0]!.id;
  }

  /** Begins to pay an invoice with somebody at the screen. */
  async begin(shop: Shop, method: PaymentMethodKind = 'alipay', sequence = 1) {
    const target = { purpose: 'invoice', targetId: await this.invoiceOf(shop, sequence) } as const;
    return this.harness.app.get(Checkout).begin(OPERATOR, shop.tenantId, target, method);
  }

  /** A notification as it comes in at the door. */
  receive({ body, signature }: { readonly body: string; readonly signature: string }): Promise<void> {
    return this.harness.app.get(ReceiveWebhook).run(Buffer.from(body), signature);
  }

  paymentsOf(shop: Shop): Promise<number> {
    return this.harness.count('select count(*) from payment where lease_id = $1', [shop.leaseId]);
  }

  /** What Stripe has taken for a tenant. */
  takenFrom(shop: Shop): number {
    return [...this.stripe.state.intents.values()].filter((intent) => intent.metadata['tenant_id'] === shop.tenantId).reduce((sum, intent) => sum + intent.amount_received, 0);
  }
}
