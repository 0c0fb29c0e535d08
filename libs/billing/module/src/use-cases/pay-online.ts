import { randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Currency, type Instant, parseMoney } from '@seatline/kernel';
import { Audit, faultReason, log, type Principal, Problem, SYSTEM_ACTOR, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { defaultMethod } from '../persistence/saved-methods';
import type { BookedPayment } from '../reads/payments';
import { type ChargeOutcome, type Instrument, PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { amountText } from '../written/amounts';
import { nameOf } from './lease-desk';
import { type ChargeTarget, PriceCharge } from './price-charge';
import { RecordCharge, type Settled } from './record-charge';

/**
 * Takes money through the gateway for an invoice, an order or a wallet: the intent is committed first, the gateway is called with the intent's id outside any
 * transaction, and the outcome and the payment are booked in another. Whatever dies in between, `settle` with the same id finds out and books once.
 */
@Injectable()
export class PayOnline {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly priceCharge: PriceCharge,
    private readonly audit: Audit,
    private readonly recordCharge: RecordCharge,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
  ) {}

  get isOn(): boolean {
    return this.gateway !== null;
  }

  /** Null: payments are by bank transfer only. */
  get gatewayName(): string | null {
    return this.gateway?.name ?? null;
  }

  /** With one press and no form, of an invoice or an order: the answer is the payment, or a refusal. */
  async run(actor: Principal, tenantId: string, purpose: 'invoice' | 'order', targetId: string): Promise<BookedPayment> {
    return (await this.payAtOnce(actor, tenantId, { purpose, targetId })).payment!;
  }

  /** With one press and no form: by the default of the saved methods, or by the test card where the gateway has one. What is not through is a refusal. */
  async payAtOnce(actor: Principal, tenantId: string, target: ChargeTarget): Promise<Settled> {
    const { hasTestCard } = this.on();
    const instrument = (await this.savedDefault(tenantId)) ?? (hasTestCard ? ({ kind: 'test-card' } as const) : null);
    if (!instrument) throw new Problem('payment.no-method');
    const settled = await this.begin(actor, tenantId, target, instrument);
    const { state, refusal, cause } = settled.attempt;
    if (state === 'succeeded') return settled;
    if (state === 'created') throw new Problem('payment.waits-for-payer');
    throw refusal === 'needs-payer' ? new Problem('payment.needs-payer') : new Problem('payment.declined', { cause });
  }

  /** Charges the default method because its owner said so beforehand; nothing where there is none. */
  async refill(tenantId: string, target: ChargeTarget): Promise<void> {
    const instrument = await this.savedDefault(tenantId);
    if (instrument) await this.begin(SYSTEM_ACTOR, tenantId, target, instrument);
  }

  /** Begins a charge, or goes on with the one that is under way for the same thing. One with another instrument is given up first. */
  async begin(actor: Principal | typeof SYSTEM_ACTOR, tenantId: string, target: ChargeTarget, instrument: Instrument): Promise<Settled> {
    const gateway = this.on();
    for (;;) {
      const attempt = await this.tenants.run(tenantId, (tx) => this.intend(tx, actor, target, instrument, gateway.name));
      const settled = await this.settle(tenantId, attempt);
      if (settled.attempt.state !== 'created' || isSameCharge(attempt, target, instrument)) return settled;
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
    const wanted = await this.tenants.run(tenantId, (tx) => this.priceCharge.isStillWanted(tx, attempt));
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

  private async savedDefault(tenantId: string): Promise<Instrument | null> {
    const { name } = this.on();
    const method = await this.tenants.run(tenantId, (tx) => defaultMethod(tx, name));
    return method && { kind: 'saved', customer: method.customer, method: method.instrumentReference! };
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

  private async intend(tx: TenantTransaction, actor: Principal | typeof SYSTEM_ACTOR, target: ChargeTarget, instrument: Instrument, gateway: string): Promise<PaymentAttempt> {
    const { purpose, targetId } = target;
    const { leaseId, amountMinor, currency, at } = await this.priceCharge.of(tx, target);
    // An intent whose outcome nobody knows yet is asked for again, not beside it: the customer pressed twice, or the first answer was lost.
    const waiting = await tx.entities.findOneBy(PaymentAttempt, { tenantId: tx.tenantId, purpose, targetId, state: 'created' });
    if (waiting) return waiting;
    const attempt = tx.entities.create(PaymentAttempt, {
      tenantId: tx.tenantId, id: randomUUIDv7(), leaseId, purpose, targetId, amountMinor, currency, gateway, instrument,
      state: 'created', requestedBy: actor === SYSTEM_ACTOR ? 'Seatline' : nameOf(actor), createdAt: new Date(at),
    });
    const amount = amountText(currency, amountMinor);
    await this.audit.record(tx, actor, { action: 'payment.started', subjectKind: purpose, subjectId: targetId, facts: { amount, currency, gateway } });
    return tx.entities.save(attempt);
  }
}

/** The same way to pay the same amount: a wallet's owner may have thought of another. */
function isSameCharge(attempt: PaymentAttempt, target: ChargeTarget, instrument: Instrument): boolean {
  const sameAmount = target.purpose !== 'wallet' || parseMoney(target.amount, attempt.currency as Currency)?.minor === attempt.amountMinor;
  return sameAmount && isSame(attempt.instrument, instrument);
}

function isSame(a: Instrument, b: Instrument): boolean {
  if (a.kind === 'at-screen') return b.kind === 'at-screen' && a.method === b.method;
  return a.kind === 'saved' ? b.kind === 'saved' && a.method === b.method : a.kind === b.kind;
}
