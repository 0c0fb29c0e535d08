import type { FakeStripe } from './fake-stripe';
import { createIntent, fail, succeed } from './fake-intents';
import { enterCard } from './fake-methods';
import { createRefund, delayRefund, failRefund, moveDispute, openDispute } from './fake-refunds';
import type { CardConduct } from './stripe-objects';

/** The people and banks on the other side of the fake Stripe: what no request of ours brings about. */
export class FakeWorld {
  constructor(private readonly stripe: FakeStripe) {}

  /** The payer scans the code, confirms in the wallet, or enters a card that pays. */
  pays(reference: string): void {
    const { state } = this.stripe;
    const intent = state.get(state.intents, 'payment_intent', reference);
    if (['requires_action', 'requires_payment_method', 'processing'].includes(intent.status)) succeed(state, intent);
    this.stripe.onChange();
  }

  /** The wallet has the order and takes its time. */
  lets(reference: string): void {
    const { state } = this.stripe;
    const intent = state.get(state.intents, 'payment_intent', reference);
    state.keep(state.intents, { ...intent, status: 'processing', next_action: null }, 'payment_intent.processing');
    this.stripe.onChange();
  }

  /** The payer says no, or has no money. */
  refuses(reference: string): void {
    const { state } = this.stripe;
    fail(state, state.get(state.intents, 'payment_intent', reference), 'payment_method_customer_decline', 'generic_decline');
    this.stripe.onChange();
  }

  /** The payer enters a card in Stripe's form, to be kept. */
  entersCard(savingReference: string, conduct: CardConduct = 'pays'): void {
    enterCard(this.stripe.state, savingReference, conduct);
    this.stripe.onChange();
  }

  disputes(reference: string, amount: number, reason = 'fraudulent', inquiry = false): string {
    const { id } = openDispute(this.stripe.state, reference, { amount, reason, inquiry });
    this.stripe.onChange();
    return id;
  }

  decides(dispute: string, outcome: 'won' | 'lost'): void {
    moveDispute(this.stripe.state, dispute, outcome);
    this.stripe.onChange();
  }

  /** Somebody of the operator gives money back in Stripe's own dashboard: without our names; at once, or when a bank gets to it. */
  refunds(reference: string, amount: number, paid: 'at once' | 'later' = 'at once'): string {
    const { id } = createRefund(this.stripe.state, { payment_intent: reference, amount: String(amount) });
    if (paid === 'later') delayRefund(this.stripe.state, id);
    this.stripe.onChange();
    return id;
  }

  /** Another product that shares the account takes money. */
  foreignPayment(amount: number): string {
    const { id } = createIntent(this.stripe.state, { amount: String(amount), currency: 'cny', allowed_payment_method_types: { '0': 'card' }, payment_method: 'pm_card_visa', confirm: 'true' });
    this.stripe.onChange();
    return id;
  }

  returnsRefund(reference: string): void {
    failRefund(this.stripe.state, reference);
    this.stripe.onChange();
  }
}
