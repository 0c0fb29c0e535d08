import { randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Instant, parseMoney } from '@seatline/kernel';
import { Audit, faultReason, log, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork, violatedConstraint } from '@seatline/server';
import { findReturnable, moveReturned } from '../persistence/gateway-payments';
import { GatewayRefundRow } from '../persistence/gateway-refund.entity';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { amountText } from '../written/amounts';
import { LeaseDesk, nameOf, problemOf } from './lease-desk';
import { RecordRefund } from './record-refund';

export interface RefundWanted {
  readonly paymentId: string;
  /** A decimal in the payment's currency. */
  readonly amount: string;
  readonly reason: string;
}

/**
 * Gives a part of a gateway's payment back: the intent, with the money taken out of the tenant's free money, is committed first; the gateway is asked
 * with the intent's id; what it says is written down. Whatever dies in between, `settle` with the same id finds out.
 */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
    private readonly recordRefund: RecordRefund,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
  ) {}

  async run(actor: Principal, tenantId: string, wanted: RefundWanted): Promise<GatewayRefundRow> {
    if (!this.gateway) throw new Problem('payment.gateway-off');
    const intended = await this.intended(actor, tenantId, wanted);
    if (intended instanceof Problem) throw intended;
    return this.settle(tenantId, intended);
  }

  /** Asks the gateway what has become of a refund. One that cannot be asked now stays as it is, for the sweep. */
  async settle(tenantId: string, row: GatewayRefundRow): Promise<GatewayRefundRow> {
    const { gateway } = this;
    if (!gateway) return row;
    try {
      const known = row.gatewayReference === null ? null : await gateway.findRefund(row.gatewayReference);
      const told = known ?? (await gateway.refund({
        id: row.id, tenantId, paymentReference: row.gatewayPaymentReference, amountMinor: row.amountMinor, intendedAt: row.createdAt.getTime() as Instant,
      }));
      return await this.tenants.run(tenantId, (tx) => this.recordRefund.run(tx, row.id, told));
    } catch (error) {
      log.warn({ refundId: row.id, reason: faultReason(error) }, 'a payment gateway did not say what became of a refund');
      return row;
    }
  }

  /** A refusal is kept in the lease's history, so it is an answer here and thrown after the commit. */
  private async intended(actor: Principal, tenantId: string, wanted: RefundWanted): Promise<GatewayRefundRow | Problem> {
    try {
      return await this.tenants.run(tenantId, (tx) => this.intend(tx, actor, wanted));
    } catch (error) {
      if (violatedConstraint(error) === 'gateway_payment_within_captured') throw new Problem('refund.beyond-payment', { most: '0' });
      throw error;
    }
  }

  private async intend(tx: TenantTransaction, actor: Principal, { paymentId, amount, reason }: RefundWanted): Promise<GatewayRefundRow | Problem> {
    const payment = await findReturnable(tx, paymentId);
    if (!payment) throw notFound('payment');
    if (payment.source !== 'gateway') throw new Problem('refund.bank-transfer');
    const lease = await this.desk.take(tx, payment.leaseId);
    const amountMinor = parseMoney(amount, lease.book.contract.currency)?.minor ?? 0n;
    const command = { do: 'refund', payment: payment.sequence, amountMinor, reason } as const;
    const { refusal, events } = await this.desk.perform(tx, lease, command, { actor: nameOf(actor) });
    if (refusal?.code === 'beyond-payment') return new Problem('refund.beyond-payment', { most: amountText(payment.currency, BigInt(String(refusal.facts['most']))) });
    if (refusal) return problemOf(refusal);
    const made = events.find((event) => event.type === 'refunded');
    await moveReturned(tx, payment.id, { refundedMinor: amountMinor });
    const at = new Date(this.desk.presentOf(lease));
    const facts = { amount, currency: payment.currency };
    await this.audit.record(tx, actor, { action: 'payment.refunded', subjectKind: 'payment', subjectId: payment.id, reason, facts });
    return tx.entities.save(
      tx.entities.create(GatewayRefundRow, {
        tenantId: tx.tenantId, id: randomUUIDv7(), leaseId: payment.leaseId, paymentId, refundSequence: made!.refund.number, amountMinor,
        currency: payment.currency, gatewayPaymentReference: payment.reference, state: 'asked', createdAt: at, changedAt: at,
      }),
    );
  }
}
