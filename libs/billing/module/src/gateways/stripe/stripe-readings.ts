import type { CollectionRefusal } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { Stripe } from 'stripe';
import type {
  ChargeOutcome, GatewayDispute, GatewayHint, GatewayPayment, GatewayRefund, KnownSaving, NextStep, PaymentMethodKind, SavedInstrument, Saving,
} from '../../ports/payment-gateway';

/** What our own ids are called in Stripe's metadata. */
export const CHARGE_ID = 'attempt_id';
export const REFUND_ID = 'refund_id';
export const SAVING_ID = 'saving_id';
export const TENANT_ID = 'tenant_id';
/** Whether a payer is at a screen, who may try another card on the same intent. */
export const AT_SCREEN = 'at_screen';

type Reference = string | { readonly id: string } | null | undefined;

export function idOf(reference: Reference): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}

/** Stripe's code for a decline as words for a person. */
export function causeOf(...codes: (string | null | undefined)[]): string {
  return (codes.find((code) => code !== undefined && code !== null && code !== '') ?? 'declined').replaceAll('_', ' ');
}

/** Stripe's codes after which the same card will never do; each try more would only be counted against us. */
const NEVER_AGAIN: ReadonlySet<string> = new Set([
  'expired_card', 'fraudulent', 'highest_risk_level', 'incorrect_number', 'invalid_account', 'lost_card', 'merchant_blacklist', 'pickup_card', 'restricted_card',
  'revocation_of_all_authorizations', 'revocation_of_authorization', 'security_violation', 'stolen_card', 'transaction_not_allowed', 'payment_method_unexpected_state', 'resource_missing',
]);

/** What a no means for another try. */
export function refusalOf(...codes: (string | null | undefined)[]): CollectionRefusal {
  const known = codes.filter((code) => code !== undefined && code !== null);
  if (known.includes('authentication_required')) return 'needs-payer';
  return known.some((code) => NEVER_AGAIN.has(code)) ? 'final' : 'may-retry';
}

function refusalIn({ last_payment_error: error }: Stripe.PaymentIntent): { refusal?: CollectionRefusal } {
  return error ? { refusal: refusalOf(error.decline_code, error.code) } : {};
}

/** What a payment intent has come to. One that waits for another card while its payer is at the screen is still going on; without a payer it is over. */
export function outcomeOf(intent: Stripe.PaymentIntent): ChargeOutcome {
  const reference = intent.id;
  switch (intent.status) {
    case 'succeeded':
      return { outcome: 'succeeded', reference };
    case 'canceled':
      return { outcome: 'declined', reference, cause: causeOf(intent.last_payment_error?.decline_code, intent.last_payment_error?.code, intent.cancellation_reason, 'cancelled'), ...refusalIn(intent) };
    case 'requires_payment_method':
      if (intent.metadata[AT_SCREEN] === 'card' && intent.client_secret !== null) {
        return { outcome: 'pending', reference, nextStep: { kind: 'card-form', clientSecret: intent.client_secret } };
      }
      return { outcome: 'declined', reference, cause: causeOf(intent.last_payment_error?.decline_code, intent.last_payment_error?.code), ...refusalIn(intent) };
    default:
      return { outcome: 'pending', reference, nextStep: nextStepOf(intent) };
  }
}

function nextStepOf(intent: Stripe.PaymentIntent): NextStep | null {
  const action = intent.next_action;
  if (intent.status !== 'requires_action' || !action) return null;
  if (action.wechat_pay_display_qr_code) {
    return { kind: 'qr-code', content: action.wechat_pay_display_qr_code.data, imageUrl: action.wechat_pay_display_qr_code.image_data_url };
  }
  const url = action.alipay_handle_redirect?.url ?? action.redirect_to_url?.url ?? null;
  if (url !== null) return { kind: 'redirect', url };
  return intent.client_secret === null ? null : { kind: 'card-form', clientSecret: intent.client_secret };
}

export function paymentOf(intent: Stripe.PaymentIntent): GatewayPayment {
  return {
    reference: intent.id,
    chargeId: intent.metadata[CHARGE_ID] ?? null,
    tenantId: intent.metadata[TENANT_ID] ?? null,
    amountMinor: BigInt(intent.status === 'succeeded' ? intent.amount_received : intent.amount),
    currency: intent.currency.toUpperCase(),
    state: outcomeOf(intent),
  };
}

export function refundOf(refund: Stripe.Refund): GatewayRefund {
  const { status } = refund;
  return {
    reference: refund.id,
    refundId: refund.metadata?.[REFUND_ID] ?? null,
    tenantId: refund.metadata?.[TENANT_ID] ?? null,
    paymentReference: idOf(refund.payment_intent),
    amountMinor: BigInt(refund.amount),
    currency: refund.currency.toUpperCase(),
    state: status === 'succeeded' ? 'succeeded' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending',
    cause: refund.failure_reason === undefined ? null : causeOf(refund.failure_reason),
  };
}

/** An inquiry (`warning_…`) and a dispute that was prevented have moved no money. */
function disputeState(status: Stripe.Dispute['status']): GatewayDispute['state'] {
  if (status === 'won') return 'won';
  if (status === 'lost') return 'lost';
  return status.startsWith('warning_') || status === 'prevented' ? 'asked' : 'open';
}

export function disputeOf(dispute: Stripe.Dispute): GatewayDispute {
  const { due_by: dueBy } = dispute.evidence_details;
  return {
    reference: dispute.id,
    paymentReference: idOf(dispute.payment_intent),
    amountMinor: BigInt(dispute.amount),
    currency: dispute.currency.toUpperCase(),
    state: disputeState(dispute.status),
    reason: causeOf(dispute.reason),
    answerBy: dueBy === null ? null : ((dueBy * 1000) as Instant),
  };
}

const KIND_OF: Readonly<Record<string, PaymentMethodKind>> = { card: 'card', alipay: 'alipay', wechat_pay: 'wechat-pay' };

/** @throws Error for a kind of method that is not offered, and so cannot have been saved here. */
export function instrumentOf(method: Stripe.PaymentMethod): SavedInstrument {
  const kind = KIND_OF[method.type];
  if (!kind) throw new Error(`a saved method of the kind ${method.type} is not known here`);
  const { card } = method;
  return {
    reference: method.id,
    kind,
    brand: card?.brand ?? null,
    lastFour: card?.last4 ?? null,
    expires: card ? `${card.exp_year}-${String(card.exp_month).padStart(2, '0')}` : null,
  };
}

export function savingOf(intent: Stripe.SetupIntent): KnownSaving {
  return { savingId: intent.metadata?.[SAVING_ID] ?? null, tenantId: intent.metadata?.[TENANT_ID] ?? null, saving: savingState(intent) };
}

function savingState(intent: Stripe.SetupIntent): Saving {
  const reference = intent.id;
  const method = intent.payment_method;
  const customer = idOf(intent.customer);
  if (intent.status === 'succeeded' && method !== null && typeof method === 'object' && customer !== null) {
    return { state: 'saved', reference, customer, instrument: instrumentOf(method) };
  }
  if (intent.status === 'canceled') return { state: 'failed', reference, cause: causeOf(intent.last_setup_error?.decline_code, intent.last_setup_error?.code, 'cancelled') };
  return { state: 'pending', reference, nextStep: intent.client_secret === null ? null : { kind: 'card-form', clientSecret: intent.client_secret } };
}

/** What an event points at. Only the names are taken from it: everything else is read again. */
export function hintOf(event: Stripe.Event): GatewayHint {
  const thing = event.data.object as { object?: string; id?: string; payment_intent?: Reference };
  const about = (kind: GatewayHint['about']['kind'], reference: string | null): GatewayHint => ({
    eventId: event.id,
    about: reference === null ? { kind: 'other', reference: '' } : { kind, reference },
  });
  switch (thing.object) {
    case 'payment_intent':
      return about('payment', thing.id ?? null);
    case 'charge':
      return about('payment', idOf(thing.payment_intent));
    case 'refund':
      return about('refund', thing.id ?? null);
    case 'dispute':
      return about('dispute', thing.id ?? null);
    case 'setup_intent':
      return about('saving', thing.id ?? null);
    default:
      return about('other', null);
  }
}
