import type { Clock, Instant } from '@seatline/kernel';
import { Stripe } from 'stripe';
import type {
  Charge, ChargeOutcome, GatewayActivity, GatewayDispute, GatewayHint, GatewayPayment, GatewayRefund, KnownSaving, PaymentGateway, RefundOrder, Saving, SavingOrder,
} from '../../ports/payment-gateway';
import { openStripe, type StripeAccess } from './stripe-client';
import { chargeParams } from './stripe-orders';
import { causeOf, CHARGE_ID, disputeOf, hintOf, outcomeOf, paymentOf, REFUND_ID, refundOf, refusalOf, SAVING_ID, savingOf, TENANT_ID } from './stripe-readings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Stripe keeps an idempotency key for at least a day; an hour before that a request without an answer is not sent again unless it is not found there. */
const BLIND_RESEND_WITHIN = 23 * HOUR;

/** An error of Stripe's own is answered again under the same key. What a listing still does not show after so long has not been done. */
const SETTLED_AFTER = 10 * MINUTE;

const SIGNATURE_TOLERANCE_SECONDS = 300;
const PAGE = 100;

/** Stripe, by its SDK with its API version pinned. The fake Stripe is beneath it, in place of the network. */
export class StripePaymentGateway implements PaymentGateway {
  readonly name: string;
  readonly publishableKey: string | null;
  readonly hasTestCard: boolean;
  private readonly stripe: Stripe;
  private readonly webhookSecret: string;
  private readonly portal: string;

  constructor(
    access: StripeAccess,
    private readonly clock: Clock,
  ) {
    this.name = access.name;
    this.stripe = openStripe(access);
    this.webhookSecret = access.webhookSecret;
    this.portal = access.publicUrl.replace(/\/$/, '');
    this.publishableKey = access.publishableKey;
    this.hasTestCard = /^[rs]k_test_/.test(access.secretKey);
  }

  async charge(charge: Charge): Promise<ChargeOutcome> {
    if (this.clock.now() - charge.intendedAt >= BLIND_RESEND_WITHIN) {
      const found = await this.searchCharge(charge.id);
      if (found) return outcomeOf(found);
    }
    try {
      const intent = await this.stripe.paymentIntents.create(chargeParams(charge, this.portal), { idempotencyKey: charge.id });
      return outcomeOf(isReplay(intent) ? await this.stripe.paymentIntents.retrieve(intent.id) : intent);
    } catch (error) {
      return this.afterFailure(charge, error);
    }
  }

  async findPayment(reference: string): Promise<GatewayPayment | null> {
    const intent = await orMissing(this.stripe.paymentIntents.retrieve(reference));
    return intent && paymentOf(intent);
  }

  async findCharge(charge: Pick<Charge, 'id' | 'intendedAt'>): Promise<GatewayPayment | null> {
    const intent = await this.listedCharge(charge);
    return intent && paymentOf(intent);
  }

  /** What can no longer be cancelled has just succeeded, or was cancelled before. */
  async cancelPayment(reference: string): Promise<GatewayPayment> {
    try {
      return paymentOf(await this.stripe.paymentIntents.cancel(reference, {}, { idempotencyKey: `cancel-${reference}` }));
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      return paymentOf(await this.stripe.paymentIntents.retrieve(reference));
    }
  }

  async refund(order: RefundOrder): Promise<GatewayRefund> {
    if (this.clock.now() - order.intendedAt >= BLIND_RESEND_WITHIN) {
      const found = await this.listedRefund(order);
      if (found) return refundOf(found);
    }
    const params: Stripe.RefundCreateParams = {
      payment_intent: order.paymentReference,
      amount: Number(order.amountMinor),
      metadata: { [REFUND_ID]: order.id, [TENANT_ID]: order.tenantId },
    };
    try {
      const refund = await this.stripe.refunds.create(params, { idempotencyKey: order.id });
      return refundOf(isReplay(refund) ? await this.stripe.refunds.retrieve(refund.id) : refund);
    } catch (error) {
      return this.afterRefundFailure(order, error);
    }
  }

  async findRefund(reference: string): Promise<GatewayRefund | null> {
    const refund = await orMissing(this.stripe.refunds.retrieve(reference));
    return refund && refundOf(refund);
  }

  async findDispute(reference: string): Promise<GatewayDispute | null> {
    const dispute = await orMissing(this.stripe.disputes.retrieve(reference));
    return dispute && disputeOf(dispute);
  }

  async registerCustomer(tenantId: string, name: string): Promise<string> {
    const customer = await this.stripe.customers.create({ name, metadata: { [TENANT_ID]: tenantId } }, { idempotencyKey: `customer-${tenantId}` });
    return customer.id;
  }

  async beginSaving({ id, tenantId, customer }: SavingOrder): Promise<Saving> {
    const params: Stripe.SetupIntentCreateParams = {
      customer,
      usage: 'off_session',
      allowed_payment_method_types: ['card'],
      metadata: { [SAVING_ID]: id, [TENANT_ID]: tenantId },
    };
    const intent = await this.stripe.setupIntents.create(params, { idempotencyKey: id });
    return savingOf(await this.stripe.setupIntents.retrieve(intent.id, { expand: ['payment_method'] })).saving;
  }

  async findSaving(reference: string): Promise<KnownSaving | null> {
    const intent = await orMissing(this.stripe.setupIntents.retrieve(reference, { expand: ['payment_method'] }));
    return intent && savingOf(intent);
  }

  /** Forgotten twice is forgotten. */
  async forgetInstrument(reference: string): Promise<void> {
    try {
      await this.stripe.paymentMethods.detach(reference);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    }
  }

  activitySince(from: Instant): GatewayActivity {
    const since = { created: { gte: Math.floor(from / 1000) }, limit: PAGE };
    return {
      payments: mapped(this.stripe.paymentIntents.list(since), paymentOf),
      refunds: mapped(this.stripe.refunds.list(since), refundOf),
      disputes: mapped(this.stripe.disputes.list(since), disputeOf),
    };
  }

  readNotification(rawBody: Buffer, signature: string, receivedAt: Instant): GatewayHint | null {
    try {
      return hintOf(this.stripe.webhooks.constructEvent(rawBody, signature, this.webhookSecret, SIGNATURE_TOLERANCE_SECONDS, undefined, receivedAt));
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError) return null;
      throw error;
    }
  }

  /** A refusal is an answer. An error of Stripe's own is none: whether it did anything is looked up; other failures are left for the next try. */
  private async afterFailure(charge: Charge, error: unknown): Promise<ChargeOutcome> {
    if (error instanceof Stripe.errors.StripeCardError) {
      const intent = (error.payment_intent as Stripe.PaymentIntent | undefined)?.id;
      const cause = causeOf(error.decline_code, error.code);
      const refusal = refusalOf(error.decline_code, error.code);
      if (intent === undefined) return { outcome: 'declined', cause, refusal };
      const { state } = await this.cancelPayment(intent); // so that nobody can pay it later
      return state.outcome === 'succeeded' ? state : { outcome: 'declined', cause, reference: intent, refusal };
    }
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return { outcome: 'declined', cause: causeOf(error.code, error.param), refusal: 'final' };
    if (isStripesOwn(error)) {
      const found = await this.listedCharge(charge);
      if (found) return outcomeOf(found);
      if (this.clock.now() - charge.intendedAt >= SETTLED_AFTER) return { outcome: 'declined', cause: 'the gateway failed' };
    }
    throw error;
  }

  private async afterRefundFailure(order: RefundOrder, error: unknown): Promise<GatewayRefund> {
    const failed = (cause: string): GatewayRefund => ({
      reference: null, refundId: order.id, tenantId: order.tenantId, paymentReference: order.paymentReference, amountMinor: order.amountMinor, currency: '', state: 'failed', cause,
    });
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return failed(causeOf(error.code, error.param));
    if (isStripesOwn(error)) {
      const found = await this.listedRefund(order);
      if (found) return refundOf(found);
      if (this.clock.now() - order.intendedAt >= SETTLED_AFTER) return failed('the gateway failed');
    }
    throw error;
  }

  /** By Stripe's search index, which is a minute behind: only for what is much older. */
  private async searchCharge(id: string): Promise<Stripe.PaymentIntent | null> {
    const { data } = await this.stripe.paymentIntents.search({ query: `metadata['${CHARGE_ID}']:'${id}'` });
    return data[0] ?? null;
  }

  /** By listing, which is never behind. */
  private async listedCharge({ id, intendedAt }: Pick<Charge, 'id' | 'intendedAt'>): Promise<Stripe.PaymentIntent | null> {
    for await (const intent of this.stripe.paymentIntents.list({ created: { gte: secondsBefore(intendedAt) }, limit: PAGE })) {
      if (intent.metadata[CHARGE_ID] === id) return intent;
    }
    return null;
  }

  private async listedRefund({ id, paymentReference }: RefundOrder): Promise<Stripe.Refund | null> {
    for await (const refund of this.stripe.refunds.list({ payment_intent: paymentReference, limit: PAGE })) {
      if (refund.metadata?.[REFUND_ID] === id) return refund;
    }
    return null;
  }
}

/** A minute's room for clocks that differ. */
function secondsBefore(at: Instant): number {
  return Math.floor((at - MINUTE) / 1000);
}

/** An answer given again under its key is as old as the first: the thing may have gone on since. */
function isReplay(answer: { lastResponse: { headers: Record<string, unknown> } }): boolean {
  return answer.lastResponse.headers['idempotent-replayed'] === 'true';
}

function isStripesOwn(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeAPIError && (error.statusCode ?? 0) >= 500 && error.statusCode !== 501;
}

async function orMissing<Thing>(asked: Promise<Thing>): Promise<Thing | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null;
    throw error;
  }
}

async function* mapped<From, To>(list: AsyncIterable<From>, to: (from: From) => To): AsyncIterable<To> {
  for await (const each of list) yield to(each);
}
