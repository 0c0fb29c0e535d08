import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, log, Problem, TenantUnitOfWork } from '@seatline/server';
import { findCustomer, keepCustomer, tenantName } from '../persistence/gateway-customers';
import { timestamp } from '../persistence/table-writer';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';

/** The gateway's record of each tenant, made when it is first needed. */
@Injectable()
export class GatewayCustomers {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(tenantId: string): Promise<string> {
    const { gateway } = this;
    if (!gateway) throw new Problem('payment.gateway-off');
    const { known, name } = await this.tenants.run(tenantId, async (tx) => ({ known: await findCustomer(tx, gateway.name), name: await tenantName(tx) }));
    if (known !== null) return known;
    const reference = await this.registered(gateway, tenantId, name);
    return this.tenants.run(tenantId, (tx) => keepCustomer(tx, gateway.name, reference, timestamp(this.clock.now())));
  }

  private async registered(gateway: PaymentGateway, tenantId: string, name: string): Promise<string> {
    try {
      return await gateway.registerCustomer(tenantId, name);
    } catch (error) {
      log.warn({ reason: faultReason(error) }, 'a payment gateway did not answer');
      throw new Problem('payment.gateway-unreachable');
    }
  }
}
