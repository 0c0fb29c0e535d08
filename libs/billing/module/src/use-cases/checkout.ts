import { Inject, Injectable } from '@nestjs/common';
import { notFound, type Principal, TenantUnitOfWork } from '@seatline/server';
import { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { PAYMENT_GATEWAY, type PaymentGateway, type PaymentMethodKind } from '../ports/payment-gateway';
import { findPayment } from '../reads/payments';
import { GatewayCustomers } from './gateway-customers';
import { PayOnline } from './pay-online';
import type { ChargeTarget } from './price-charge';
import type { Settled } from './record-charge';

/** A payment with its payer at the screen: begun with a way to pay, shown what to do, looked at until it is through, or given up. */
@Injectable()
export class Checkout {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly payOnline: PayOnline,
    private readonly customers: GatewayCustomers,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
  ) {}

  /** What a browser needs for the gateway's own card form; null where there is none. */
  get publishableKey(): string | null {
    return this.gateway?.publishableKey ?? null;
  }

  /** A wallet sends the payer back to the portal's page of the same thing. */
  async begin(actor: Principal, tenantId: string, target: ChargeTarget, method: PaymentMethodKind): Promise<Settled> {
    const customer = await this.customers.of(tenantId);
    const returnPath = target.purpose === 'invoice' ? `/invoices/${target.targetId}` : target.purpose === 'order' ? '/orders' : '/call-spending';
    return this.payOnline.begin(actor, tenantId, target, { kind: 'at-screen', method, customer, returnPath });
  }

  /** As the gateway says by now. @throws Problem not-found */
  async look(tenantId: string, attemptId: string): Promise<Settled> {
    const known = await this.find(tenantId, attemptId);
    return known.attempt.state === 'created' ? this.payOnline.settle(tenantId, known.attempt) : known;
  }

  async giveUp(tenantId: string, attemptId: string): Promise<Settled> {
    const known = await this.look(tenantId, attemptId);
    return known.attempt.state === 'created' ? this.payOnline.giveUp(tenantId, known.attempt) : known;
  }

  private find(tenantId: string, id: string): Promise<Settled> {
    return this.tenants.run(tenantId, async (tx) => {
      const attempt = await tx.entities.findOneBy(PaymentAttempt, { tenantId, id });
      if (!attempt) throw notFound('checkout');
      const payment = attempt.state === 'succeeded' ? await findPayment(tx.ledger, tenantId, 'gateway', attempt.gatewayReference!) : null;
      return { attempt, payment };
    });
  }
}
