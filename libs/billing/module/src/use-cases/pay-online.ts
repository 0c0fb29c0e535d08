import { randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { openMinor } from '@seatline/billing-domain';
import { civilDateAt, type Instant } from '@seatline/kernel';
import { Audit, faultReason, log, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { findInvoiceTarget, findOrderTarget } from '../persistence/payment-targets';
import { defaultMethod } from '../persistence/saved-methods';
import type { BookedPayment } from '../reads/payments';
import { type ChargeOutcome, type Instrument, PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { amountText } from '../written/amounts';
import { bringUp } from './bring-up';
import { invoiceCharge, orderCharge } from './charge-amount';
import { LeaseDesk, nameOf } from './lease-desk';
import { RecordCharge, type Settled } from './record-charge';

export interface ChargeTarget {
  readonly purpose: PaymentAttempt['purpose'];
  readonly targetId: string;
}

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
    private readonly recordCharge: RecordCharge,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
  ) {}

  get isOn(): boolean {
    return this.gateway !== null;
  }

  /** With one press and no form: the default of the saved methods, or the test card where the gateway has one. The answer is the payment, or a refusal. */
  async run(actor: Principal, tenantId: string, purpose: PaymentAttempt['purpose'], targetId: string): Promise<BookedPayment> {
    const gateway = this.on();
    const method = await this.tenants.run(tenantId, (tx) => defaultMethod(tx, gateway.name));
    if (!method && !gateway.hasTestCard) throw new Problem('payment.no-method');
    const instrument: Instrument = method ? { kind: 'saved', customer: method.customer, method: method.instrumentReference! } : { kind: 'test-card' };
    const { attempt, payment } = await this.begin(actor, tenantId, { purpose, targetId }, instrument);
    if (payment) return payment;
    if (attempt.state === 'created') throw new Problem('payment.waits-for-payer');
    throw attempt.refusal === 'needs-payer' ? new Problem('payment.needs-payer') : new Problem('payment.declined', { cause: attempt.cause });
  }

  /** Begins a charge, or goes on with the one that is under way for the same thing. One with another instrument is given up first. */
  async begin(actor: Principal, tenantId: string, target: ChargeTarget, instrument: Instrument): Promise<Settled> {
    const gateway = this.on();
    for (;;) {
      const attempt = await this.tenants.run(tenantId, (tx) => this.intend(tx, actor, target, instrument, gateway.name));
      const settled = await this.settle(tenantId, attempt);
      if (settled.attempt.state !== 'created' || isSame(attempt.instrument, instrument)) return settled;
      const given = await this.giveUp(tenantId, settled.attempt);
      if (given.attempt.state !== 'declined') return given;
    }
  }

  /** Asks the gateway what has become of an intent, and books it. */
  async settle(tenantId: string, attempt: PaymentAttempt): Promise<Settled> {
    if (attempt.state !== 'created') return { attempt, payment: null };
    const outcome = await this.asked(attempt, (gateway) => this.outcomeOf(gateway, attempt));
    return this.tenants.run(tenantId, (tx) => this.recordCharge.run(tx, attempt.id, outcome));
  }

  /**
   * Goes on with an intent whose answer was lost. It is looked for at the gateway before anything is sent again; what was never begun there and is paid otherwise by
   * now is given up, and so is what is still under way.
   */
  async resume(tenantId: string, attempt: PaymentAttempt): Promise<Settled> {
    if (attempt.state !== 'created' || attempt.instrument.kind === 'at-screen') return this.settle(tenantId, attempt);
    const intendedAt = attempt.createdAt.getTime() as Instant;
    const found = attempt.gatewayReference === null ? await this.asked(attempt, (gateway) => gateway.findCharge({ id: attempt.id, intendedAt })) : null;
    if (found) return this.tenants.run(tenantId, (tx) => this.recordCharge.run(tx, attempt.id, found.state, found.amountMinor));
    const wanted = await this.tenants.run(tenantId, (tx) => this.isStillWanted(tx, attempt));
    if (wanted) return this.settle(tenantId, attempt);
    if (attempt.gatewayReference !== null) return this.giveUp(tenantId, attempt);
    return this.tenants.run(tenantId, (tx) => this.recordCharge.run(tx, attempt.id, { outcome: 'declined', cause: 'paid otherwise' }));
  }

  /** Ends an intent that nobody has paid. The gateway has the last word: it may have been paid meanwhile. */
  async giveUp(tenantId: string, attempt: PaymentAttempt): Promise<Settled> {
    const { gatewayReference } = attempt;
    if (gatewayReference === null || attempt.state !== 'created') return { attempt, payment: null };
    const { state } = await this.asked(attempt, (gateway) => gateway.cancelPayment(gatewayReference));
    return this.tenants.run(tenantId, (tx) => this.recordCharge.run(tx, attempt.id, state));
  }

  private on(): PaymentGateway {
    if (!this.gateway) throw new Problem('payment.gateway-off');
    return this.gateway;
  }

  private async outcomeOf(gateway: PaymentGateway, attempt: PaymentAttempt): Promise<ChargeOutcome> {
    const known = attempt.gatewayReference === null ? null : await gateway.findPayment(attempt.gatewayReference);
    if (known) return known.state;
    const { id, tenantId, amountMinor, currency, purpose, targetId, instrument, createdAt } = attempt;
    return gateway.charge({
      id, tenantId, amountMinor, currency, instrument, description: `${purpose} ${targetId}`, intendedAt: createdAt.getTime() as Instant,
    });
  }

  private async asked<Answer>({ id }: PaymentAttempt, ask: (gateway: PaymentGateway) => Promise<Answer>): Promise<Answer> {
    const gateway = this.on();
    try {
      return await ask(gateway);
    } catch (error) {
      log.warn({ attemptId: id, reason: faultReason(error) }, 'a payment gateway did not answer');
      throw new Problem('payment.gateway-unreachable');
    }
  }

  private async isStillWanted(tx: TenantTransaction, { purpose, targetId, amountMinor }: PaymentAttempt): Promise<boolean> {
    if (purpose !== 'invoice') return true;
    const target = await findInvoiceTarget(tx.ledger, tx.tenantId, targetId);
    if (!target) return false;
    const { book } = await this.desk.take(tx, target.leaseId);
    const invoice = book.invoices[target.number - 1];
    return invoice !== undefined && openMinor(invoice) >= amountMinor;
  }

  private async intend(tx: TenantTransaction, actor: Principal, { purpose, targetId }: ChargeTarget, instrument: Instrument, gateway: string): Promise<PaymentAttempt> {
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
    const { currency } = book.contract;
    const attempt = tx.entities.create(PaymentAttempt, {
      tenantId: tx.tenantId, id: randomUUIDv7(), leaseId: target.leaseId, purpose, targetId, amountMinor, currency, gateway, instrument,
      state: 'created', requestedBy: nameOf(actor), createdAt: new Date(at),
    });
    const amount = amountText(currency, amountMinor);
    await this.audit.record(tx, actor, { action: 'payment.started', subjectKind: purpose, subjectId: targetId, facts: { amount, currency, gateway } });
    return tx.entities.save(attempt);
  }
}

function isSame(a: Instrument, b: Instrument): boolean {
  if (a.kind === 'at-screen') return b.kind === 'at-screen' && a.method === b.method;
  return a.kind === 'saved' ? b.kind === 'saved' && a.method === b.method : a.kind === b.kind;
}
