import type { Stripe } from 'stripe';
import type { FakeStripeState } from './fake-stripe-state';
import { type FormValue, listOf, metadataOf, textOf } from './stripe-form';
import { type CardConduct, cardMethod, customer, setupIntent } from './stripe-objects';
import { refuse } from './stripe-refusal';

type Form = Record<string, FormValue>;

export function createCustomer(state: FakeStripeState, form: Form): Stripe.Customer {
  const made = customer({ id: state.newId('cus'), created: state.seconds(), name: textOf(form, 'name'), metadata: metadataOf(form) });
  return state.keep(state.customers, made, 'customer.created');
}

export function createSetup(state: FakeStripeState, form: Form): Stripe.SetupIntent {
  const owner = textOf(form, 'customer');
  const types = listOf(form, 'allowed_payment_method_types');
  if (owner === null || types.some((type) => type !== 'card')) throw refuse('parameter_missing', 'A customer and cards only', 'customer');
  state.get(state.customers, 'customer', owner);
  const id = state.newId('seti');
  return state.keep(state.setups, setupIntent({ id, secret: `${id}_secret_fake`, created: state.seconds(), customer: owner, types, metadata: metadataOf(form) }), 'setup_intent.created');
}

/** With its method in full where that was asked for. */
export function readSetup(state: FakeStripeState, id: string, form: Form): Stripe.SetupIntent {
  const setup = state.get(state.setups, 'setupintent', id);
  const expanded = listOf(form, 'expand').includes('payment_method') && typeof setup.payment_method === 'string';
  return expanded ? { ...setup, payment_method: state.get(state.methods, 'PaymentMethod', String(setup.payment_method)) } : setup;
}

/** What Stripe's form does in the browser: the card becomes the customer's. */
export function enterCard(state: FakeStripeState, setupId: string, conduct: CardConduct): Stripe.SetupIntent {
  const setup = state.get(state.setups, 'setupintent', setupId);
  const method = state.keep(state.methods, cardMethod(state.newId('pm'), state.seconds(), conduct, String(setup.customer)), 'payment_method.attached');
  return state.keep(state.setups, { ...setup, status: 'succeeded', payment_method: method.id }, 'setup_intent.succeeded');
}

export function detachMethod(state: FakeStripeState, id: string): Stripe.PaymentMethod {
  const method = state.get(state.methods, 'PaymentMethod', id);
  if (method.customer === null) throw refuse('payment_method_unexpected_state', 'The payment method is not attached to a customer.');
  return state.keep(state.methods, { ...method, customer: null }, 'payment_method.detached');
}
