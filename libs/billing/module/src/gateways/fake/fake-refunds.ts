import type { Stripe } from 'stripe';
import type { FakeStripeState } from './fake-stripe-state';
import { type FormValue, metadataOf, textOf } from './stripe-form';
import { dispute, refund } from './stripe-objects';
import { refuse } from './stripe-refusal';

const BEING_DISPUTED = ['needs_response', 'under_review', 'lost'];

/** What of a payment has gone back, or is on its way. */
function refundedOf(state: FakeStripeState, intent: string): number {
  return [...state.refunds.values()].filter((each) => each.payment_intent === intent && each.status !== 'failed' && each.status !== 'canceled').reduce((sum, each) => sum + each.amount, 0);
}

export function createRefund(state: FakeStripeState, form: Record<string, FormValue>): Stripe.Refund {
  const intent = state.get(state.intents, 'payment_intent', textOf(form, 'payment_intent') ?? '');
  const amount = Number(textOf(form, 'amount'));
  if (intent.status !== 'succeeded') throw refuse('payment_intent_unexpected_state', 'This PaymentIntent does not have a successful charge to refund.');
  if ([...state.disputes.values()].some((each) => each.payment_intent === intent.id && BEING_DISPUTED.includes(each.status))) {
    throw refuse('charge_disputed', 'The charge has been charged back and cannot be refunded.');
  }
  if (!Number.isInteger(amount) || amount < 1) throw refuse('parameter_invalid_integer', 'Invalid integer', 'amount');
  const left = intent.amount_received - refundedOf(state, intent.id);
  if (left === 0) throw refuse('charge_already_refunded', 'The charge has already been refunded.');
  if (amount > left) throw refuse('amount_too_large', `Refund amount is greater than unrefunded amount on charge (${left})`, 'amount');
  return state.keep(state.refunds, refund({ id: state.newId('re'), created: state.seconds(), amount, currency: intent.currency, intent, metadata: metadataOf(form) }), 'refund.created');
}

/** The cardholder's bank takes a payment back, or only asks. */
export function openDispute(state: FakeStripeState, intentId: string, terms: { amount: number; reason: string; inquiry: boolean }): Stripe.Dispute {
  const intent = state.get(state.intents, 'payment_intent', intentId);
  const status = terms.inquiry ? 'warning_needs_response' : 'needs_response';
  const charge = typeof intent.latest_charge === 'string' ? intent.latest_charge : state.newId('ch');
  const made = dispute({ id: state.newId('dp'), created: state.seconds(), amount: terms.amount, intent, charge, reason: terms.reason, status });
  return state.keep(state.disputes, made, 'charge.dispute.created');
}

export function moveDispute(state: FakeStripeState, id: string, status: Stripe.Dispute['status']): Stripe.Dispute {
  const known = state.get(state.disputes, 'dispute', id);
  return state.keep(state.disputes, { ...known, status }, status === 'won' || status === 'lost' ? 'charge.dispute.closed' : 'charge.dispute.updated');
}

/** A bank takes its time to give the money to its customer. */
export function delayRefund(state: FakeStripeState, id: string): Stripe.Refund {
  const known = state.get(state.refunds, 'refund', id);
  return state.keep(state.refunds, { ...known, status: 'pending' }, 'refund.updated');
}

/** A bank could not give the money to its customer: it comes back. */
export function failRefund(state: FakeStripeState, id: string): Stripe.Refund {
  const known = state.get(state.refunds, 'refund', id);
  return state.keep(state.refunds, { ...known, status: 'failed', failure_reason: 'expired_or_canceled_card' }, 'refund.failed');
}
