import { randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { civilDateAt } from '@seatline/kernel';
import { Audit, faultReason, log, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { findInvoiceTarget, findOrderTarget } from '../persistence/payment-targets';
import { type BookedPayment, findPayment } from '../reads/payments';
import { type ChargeOutcome, PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { amountText } from '../written/amounts';
import { bringUp } from './bring-up';
import { invoiceCharge, orderCharge } from './charge-amount';
import { LeaseDesk, nameOf } from './lease-desk';

type Purpose = PaymentAttempt['purpose'];

/**
 * Takes money through the gateway for an invoice or an order: the intent is committed first, the gateway is called with the intent's id outside any
 * transaction, and the outcome and the payment are booked in another. Whatever dies in between, `settle` with the same id finds out and books once.
 */
@Injectable()
export class PayOnline {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
  ) {}

  get isOn(): boolean {
    return this.gateway !== null;
  }

  async run(actor: Principal, tenantId: string, purpose: Purpose, targetId: string): Promise<BookedPayment> {
    if (!this.gateway) throw new Problem('payment.gateway-off');
    const gateway = this.gateway;
    const attempt = await this.tenants.run(tenantId, (tx) => this.intend(tx, actor, purpose, targetId, gateway.name));
    const payment = await this.settle(tenantId, attempt);
    if (payment) return payment;
    throw new Problem('payment.declined', { cause: attempt.cause });
  }

  /** Asks the gateway for an intent's outcome and books it. @returns the payment, or null when it was declined (the intent says why). */
  async settle(tenantId: string, attempt: PaymentAttempt): Promise<BookedPayment | null> {
    const outcome = await this.charge(attempt);
    attempt.cause = outcome.outcome === 'declined' ? outcome.cause : null;
    return this.tenants.run(tenantId, (tx) => this.record(tx, attempt.id, outcome));
  }

  private async charge({ id, amountMinor, currency, purpose, targetId }: PaymentAttempt): Promise<ChargeOutcome> {
    if (!this.gateway) throw new Problem('payment.gateway-off');
    try {
      return await this.gateway.charge({ id, amountMinor, currency, description: `${purpose} ${targetId}` });
    } catch (error) {
      log.warn({ attemptId: id, reason: faultReason(error) }, 'a payment gateway did not answer');
      throw new Problem('payment.gateway-unreachable');
    }
  }

  private async intend(tx: TenantTransaction, actor: Principal, purpose: Purpose, targetId: string, gateway: string): Promise<PaymentAttempt> {
    const find = purpose === 'invoice' ? findInvoiceTarget : findOrderTarget;
    const target = await find(tx.ledger, tx.tenantId, targetId);
    if (!target) throw notFound(purpose);
    const lease = await this.desk.take(tx, target.leaseId);
    const at = this.desk.presentOf(lease);
    const { book } = bringUp(lease, at, null);
    const amountMinor =
      purpose === 'invoice'
        ? invoiceCharge(book, target.number)
        : orderCharge(book, target.number, target.state, civilDateAt(at, book.contract.zone));
    // An intent whose outcome nobody knows yet is asked for again, not beside it: the customer pressed twice, or the first answer was lost.
    const waiting = await tx.entities.findOneBy(PaymentAttempt, { tenantId: tx.tenantId, purpose, targetId, state: 'created' });
    if (waiting) return waiting;
    const attempt = tx.entities.create(PaymentAttempt, {
      tenantId: tx.tenantId,
      id: randomUUIDv7(),
      leaseId: target.leaseId,
      purpose,
      targetId,
      amountMinor,
      currency: book.contract.currency,
      gateway,
      state: 'created',
      requestedBy: nameOf(actor),
      createdAt: new Date(at),
    });
    const { currency } = book.contract;
    const amount = amountText(currency, amountMinor);
    await this.audit.record(tx, actor, { action: 'payment.started', subjectKind: purpose, subjectId: targetId, facts: { amount, currency, gateway } });
    return tx.entities.save(attempt);
  }

  private async record(tx: TenantTransaction, attemptId: string, outcome: ChargeOutcome): Promise<BookedPayment | null> {
    const { leaseId } = await tx.entities.findOneByOrFail(PaymentAttempt, { tenantId: tx.tenantId, id: attemptId });
    const lease = await this.desk.take(tx, leaseId);
    const attempt = await tx.entities.findOneByOrFail(PaymentAttempt, { tenantId: tx.tenantId, id: attemptId });
    if (attempt.state === 'created') {
      attempt.finishedAt = new Date(this.desk.presentOf(lease));
      attempt.state = outcome.outcome;
      if (outcome.outcome === 'declined') attempt.cause = outcome.cause;
      else attempt.gatewayReference = outcome.reference;
      await tx.entities.save(attempt);
      if (outcome.outcome === 'succeeded') {
        await this.desk.perform(
          tx,
          lease,
          { do: 'pay', amountMinor: attempt.amountMinor, forOrder: attempt.purpose === 'order', valueOn: null },
          { actor: attempt.requestedBy, payment: { source: 'gateway', reference: outcome.reference } },
        );
      }
    }
    return attempt.gatewayReference === null ? null : findPayment(tx.ledger, tx.tenantId, 'gateway', attempt.gatewayReference);
  }
}
