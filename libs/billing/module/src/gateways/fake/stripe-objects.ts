import type { Stripe } from 'stripe';

/** The objects of the fake Stripe: every field that Stripe's own have, so that nothing can be read here that is not there in earnest. */

export interface IntentTerms {
  readonly id: string;
  readonly secret: string;
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly customer: string | null;
  readonly types: string[];
  readonly metadata: Record<string, string>;
}

export function paymentIntent(terms: IntentTerms): Stripe.PaymentIntent {
  const types = terms.types;
  return {
    id: terms.id, object: 'payment_intent', allowed_payment_method_types: types as Stripe.PaymentIntent['allowed_payment_method_types'], amount: terms.amount,
    amount_capturable: 0, amount_details: { tip: {} }, amount_received: 0, application: null, application_fee_amount: null, automatic_payment_methods: null,
    canceled_at: null, cancellation_reason: null, capture_method: 'automatic_async', client_secret: terms.secret, confirmation_method: 'automatic',
    created: terms.created, currency: terms.currency, customer: terms.customer, customer_account: null, description: terms.description,
    excluded_payment_method_types: null, last_payment_error: null, latest_charge: null, livemode: false, managed_payments: null, metadata: terms.metadata,
    next_action: null, on_behalf_of: null, payment_method: null, payment_method_configuration_details: null, payment_method_options: {},
    payment_method_types: types, payment_record: null, processing: null, receipt_email: null, review: null, setup_future_usage: null, shipping: null,
    source: null, statement_descriptor: null, statement_descriptor_suffix: null, status: 'requires_payment_method', transfer_group: null,
  };
}

export function setupIntent(terms: Pick<IntentTerms, 'id' | 'secret' | 'created' | 'customer' | 'types' | 'metadata'>): Stripe.SetupIntent {
  return {
    id: terms.id, object: 'setup_intent', allowed_payment_method_types: terms.types as Stripe.SetupIntent['allowed_payment_method_types'], application: null,
    automatic_payment_methods: null, cancellation_reason: null, client_secret: terms.secret, created: terms.created, customer: terms.customer,
    customer_account: null, description: null, excluded_payment_method_types: null, flow_directions: null, last_setup_error: null, latest_attempt: null, livemode: false,
    mandate: null, metadata: terms.metadata, next_action: null, on_behalf_of: null, payment_method: null, payment_method_configuration_details: null,
    payment_method_options: {}, payment_method_types: terms.types, single_use_mandate: null, status: 'requires_payment_method', usage: 'off_session',
  };
}

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** How a card of the fake behaves when it is charged. */
export type CardConduct = 'pays' | 'declined' | 'insufficient_funds' | 'lost_card' | 'authentication_required';

export function cardMethod(id: string, created: number, conduct: CardConduct, customer: string | null): Stripe.PaymentMethod {
  return {
    id, object: 'payment_method', allow_redisplay: 'unspecified', billing_details: { address: NO_ADDRESS, email: null, name: null, phone: null, tax_id: null },
    card: {
      brand: 'visa', checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' }, country: 'CN', display_brand: 'visa',
      exp_month: 8, exp_year: 2030, fingerprint: 'fakeFingerprint', funding: 'credit', generated_from: null, last4: LAST4[conduct],
      networks: { available: ['visa'], preferred: null }, regulated_status: null, three_d_secure_usage: { supported: true }, wallet: null,
    },
    created, customer, customer_account: null, livemode: false, metadata: {}, type: 'card',
  };
}

const LAST4: Readonly<Record<CardConduct, string>> = { pays: '4242', declined: '0002', insufficient_funds: '9995', lost_card: '9987', authentication_required: '3184' };

export function conductOf(method: Stripe.PaymentMethod): CardConduct {
  const found = Object.entries(LAST4).find(([, last4]) => last4 === method.card?.last4);
  return (found?.[0] ?? 'pays') as CardConduct;
}

export function walletMethod(id: string, created: number, type: 'alipay' | 'wechat_pay'): Stripe.PaymentMethod {
  return {
    id, object: 'payment_method', allow_redisplay: 'unspecified', billing_details: { address: NO_ADDRESS, email: null, name: null, phone: null, tax_id: null },
    created, customer: null, customer_account: null, livemode: false, metadata: {}, type, [type]: {},
  };
}

export function customer(terms: { id: string; created: number; name: string | null; metadata: Record<string, string> }): Stripe.Customer {
  return {
    id: terms.id, object: 'customer', address: null, balance: 0, created: terms.created, currency: null, default_source: null, delinquent: false,
    description: null, discount: null, email: null, invoice_prefix: 'FAKE0001', livemode: false, metadata: terms.metadata, name: terms.name,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null }, next_invoice_sequence: 1, phone: null, preferred_locales: [], shipping: null, tax_exempt: 'none',
    test_clock: null,
  };
}

export function refund(terms: {
  id: string; created: number; amount: number; currency: string; intent: Stripe.PaymentIntent; metadata: Record<string, string>;
}): Stripe.Refund {
  const { intent } = terms;
  return {
    id: terms.id, object: 'refund', amount: terms.amount, balance_transaction: null, charge: intent.latest_charge, created: terms.created, currency: terms.currency,
    customer: intent.customer, customer_account: null, destination_details: { card: { type: 'refund' }, type: 'card' }, metadata: terms.metadata,
    payment_intent: intent.id, payment_method: intent.payment_method, reason: null, receipt_number: null, source_transfer_reversal: null, status: 'succeeded',
    transfer_reversal: null,
  };
}

const NO_EVIDENCE: Stripe.Dispute['evidence'] = {
  access_activity_log: null, billing_address: null, cancellation_policy: null, cancellation_policy_disclosure: null, cancellation_rebuttal: null,
  customer_communication: null, customer_email_address: null, customer_name: null, customer_purchase_ip: null, customer_signature: null,
  duplicate_charge_documentation: null, duplicate_charge_explanation: null, duplicate_charge_id: null, enhanced_evidence: {}, product_description: null,
  receipt: null, refund_policy: null, refund_policy_disclosure: null, refund_refusal_explanation: null, service_date: null, service_documentation: null,
  shipping_address: null, shipping_carrier: null, shipping_date: null, shipping_documentation: null, shipping_tracking_number: null,
  uncategorized_file: null, uncategorized_text: null,
};

const EVIDENCE_DAYS = 7;

export function dispute(terms: {
  id: string; created: number; amount: number; intent: Stripe.PaymentIntent; charge: string; reason: string; status: Stripe.Dispute['status'];
}): Stripe.Dispute {
  return {
    id: terms.id, object: 'dispute', amount: terms.amount, balance_transactions: [], charge: terms.charge, created: terms.created, currency: terms.intent.currency,
    enhanced_eligibility_types: [], evidence: NO_EVIDENCE,
    evidence_details: { due_by: terms.created + EVIDENCE_DAYS * 86_400, enhanced_eligibility: {}, has_evidence: false, past_due: false, submission_count: 0, submission_method: 'not_submitted' },
    intended_submission_method: null, is_charge_refundable: false, livemode: false, metadata: {}, payment_intent: terms.intent.id, reason: terms.reason, status: terms.status,
  };
}
