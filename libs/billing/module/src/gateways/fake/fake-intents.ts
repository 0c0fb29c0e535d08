import type { Stripe } from 'stripe';
import type { FakeStripeState } from './fake-stripe-state';
import { type FormValue, listOf, metadataOf, partOf, textOf } from './stripe-form';
import { type CardConduct, cardMethod, conductOf, paymentIntent, walletMethod } from './stripe-objects';
import { refuse, StripeRefusal } from './stripe-refusal';

type Form = Record<string, FormValue>;

/** Stripe takes amounts of up to eight digits. */
const MOST_AMOUNT = 99_999_999;
const OFFERED = ['card', 'alipay', 'wechat_pay'];
/** What Alipay and WeChat Pay settle in; a subset that serves. */
const WALLET_CURRENCIES = ['cny', 'usd', 'eur', 'hkd', 'sgd', 'jpy', 'gbp', 'aud', 'cad'];

/** Stripe's test cards, and how they behave. */
const TEST_CARDS: Readonly<Record<string, CardConduct>> = {
  pm_card_visa: 'pays',
  pm_card_chargeDeclined: 'declined',
  pm_card_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_chargeDeclinedLostCard: 'lost_card',
  pm_card_authenticationRequired: 'authentication_required',
};

export function createIntent(state: FakeStripeState, form: Form): Stripe.PaymentIntent {
  const amount = Number(textOf(form, 'amount'));
  const currency = textOf(form, 'currency') ?? '';
  const types = listOf(form, 'allowed_payment_method_types');
  if (!Number.isInteger(amount) || amount < 1) throw refuse('parameter_invalid_integer', 'Invalid integer', 'amount');
  if (amount > MOST_AMOUNT) throw refuse('amount_too_large', 'Amount must be no more than 999,999.99', 'amount');
  if (!/^[a-z]{3}$/.test(currency)) throw refuse('parameter_missing', 'Missing required param: currency.', 'currency');
  if (types.length === 0 || types.some((type) => !OFFERED.includes(type))) throw refuse('payment_method_unsupported_type', 'A type of payment method is not offered', 'allowed_payment_method_types');
  if (types.some((type) => type !== 'card') && !WALLET_CURRENCIES.includes(currency)) throw refuse('payment_method_currency_mismatch', `The currency ${currency} is not supported`, 'currency');
  const customer = textOf(form, 'customer');
  if (customer !== null) state.get(state.customers, 'customer', customer);
  const id = state.newId('pi');
  const made = paymentIntent({ id, secret: `${id}_secret_fake`, created: state.seconds(), amount, currency, description: textOf(form, 'description'), customer, types, metadata: metadataOf(form) });
  const intent = state.keep(state.intents, made, 'payment_intent.created');
  return textOf(form, 'confirm') === 'true' ? confirm(state, intent, form) : intent;
}

function confirm(state: FakeStripeState, intent: Stripe.PaymentIntent, form: Form): Stripe.PaymentIntent {
  const kind = textOf(partOf(form, 'payment_method_data'), 'type');
  if (kind === 'alipay') {
    const returnUrl = textOf(form, 'return_url');
    if (returnUrl === null) throw refuse('parameter_missing', 'return_url is required to confirm with alipay', 'return_url');
    return waitForWallet(state, intent, 'alipay', returnUrl);
  }
  if (kind === 'wechat_pay') {
    if (textOf(partOf(partOf(form, 'payment_method_options'), 'wechat_pay'), 'client') !== 'web') {
      throw refuse('parameter_missing', 'payment_method_options[wechat_pay][client] is required', 'payment_method_options[wechat_pay][client]');
    }
    return waitForWallet(state, intent, 'wechat_pay', null);
  }
  const method = textOf(form, 'payment_method');
  if (method === null) throw refuse('payment_intent_unexpected_state', 'A payment method is needed to confirm', 'payment_method');
  return chargeCard(state, intent, cardOf(state, intent, method), textOf(form, 'off_session') === 'true');
}

function waitForWallet(state: FakeStripeState, intent: Stripe.PaymentIntent, type: 'alipay' | 'wechat_pay', returnUrl: string | null): Stripe.PaymentIntent {
  const method = state.keep(state.methods, walletMethod(state.newId('pm'), state.seconds(), type), null);
  const address = `https://hooks.stripe.com/redirect/fake/${intent.id}`;
  const nextAction: Stripe.PaymentIntent.NextAction =
    type === 'alipay'
      ? { type: 'alipay_handle_redirect', alipay_handle_redirect: { native_data: null, native_url: null, return_url: returnUrl, url: address } }
      : {
          type: 'wechat_pay_display_qr_code',
          wechat_pay_display_qr_code: {
            data: `weixin://wxpay/bizpayurl?pr=${intent.id}`, hosted_instructions_url: address, image_data_url: '', image_url_png: '', image_url_svg: '',
          },
        };
  const waiting = { ...intent, payment_method: method.id, status: 'requires_action' as const, next_action: nextAction };
  return state.keep(state.intents, waiting, 'payment_intent.requires_action');
}

/** A test card's token stands for a card of that conduct; a saved card must be the customer's. */
function cardOf(state: FakeStripeState, intent: Stripe.PaymentIntent, name: string): Stripe.PaymentMethod {
  const conduct = TEST_CARDS[name];
  if (conduct) return state.keep(state.methods, cardMethod(state.newId('pm'), state.seconds(), conduct, null), null);
  const method = state.get(state.methods, 'PaymentMethod', name);
  if (method.customer === null || method.customer !== intent.customer) {
    throw refuse('payment_method_unexpected_state', 'The payment method does not belong to the customer, or was detached', 'payment_method');
  }
  return method;
}

function chargeCard(state: FakeStripeState, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, offSession: boolean): Stripe.PaymentIntent {
  const conduct = conductOf(method);
  if (conduct === 'pays') return succeed(state, { ...intent, payment_method: method.id });
  if (conduct === 'authentication_required' && !offSession) {
    const action = { type: 'use_stripe_sdk', use_stripe_sdk: {} };
    return state.keep(state.intents, { ...intent, payment_method: method.id, status: 'requires_action', next_action: action }, 'payment_intent.requires_action');
  }
  const code = conduct === 'authentication_required' ? 'authentication_required' : 'card_declined';
  const declineCode = conduct === 'declined' ? 'generic_decline' : conduct;
  const failed = fail(state, intent, code, declineCode);
  throw new StripeRefusal(402, { type: 'card_error', code, decline_code: declineCode, message: 'Your card was declined.', payment_intent: failed });
}

export function succeed(state: FakeStripeState, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const paid: Stripe.PaymentIntent = {
    ...intent, status: 'succeeded', amount_received: intent.amount, latest_charge: state.newId('ch'), next_action: null, processing: null, last_payment_error: null,
  };
  return state.keep(state.intents, paid, 'payment_intent.succeeded');
}

export function fail(state: FakeStripeState, intent: Stripe.PaymentIntent, code: string, declineCode: string): Stripe.PaymentIntent {
  const error: Stripe.PaymentIntent.LastPaymentError = { type: 'card_error', code: code as Stripe.PaymentIntent.LastPaymentError['code'] & string, decline_code: declineCode, message: 'The payment failed.' };
  return state.keep(state.intents, { ...intent, status: 'requires_payment_method', next_action: null, processing: null, last_payment_error: error }, 'payment_intent.payment_failed');
}

export function cancelIntent(state: FakeStripeState, id: string): Stripe.PaymentIntent {
  const intent = state.get(state.intents, 'payment_intent', id);
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') {
    throw refuse('payment_intent_unexpected_state', `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`);
  }
  const cancelled = { ...intent, status: 'canceled' as const, canceled_at: state.seconds(), next_action: null };
  return state.keep(state.intents, cancelled, 'payment_intent.canceled');
}
