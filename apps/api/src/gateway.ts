import { FakeStripe, FakeWorld, type PaymentGateway, StripePaymentGateway } from '@seatline/billing';
import type { Clock } from '@seatline/kernel';
import { faultReason, log } from '@seatline/server';
import type { Settings } from './settings';

export interface Gateway {
  /** Null: payments are bank transfers only. */
  readonly port: PaymentGateway | null;
  readonly described: string;
  /** Once the product listens: what stands in for Stripe can notify it from then on. */
  readonly listens: (url: string) => void;
}

/** Stripe where there are keys; in the demo a Stripe of our own beneath the same code, which takes every kind of payment and no money. */
export function openGateway(settings: Settings, clock: Clock, publicUrl: string): Gateway {
  if (settings.stripe) {
    const port = new StripePaymentGateway({ name: 'stripe', publicUrl, ...settings.stripe }, clock);
    return { port, described: `Stripe, ${port.hasTestCard ? 'test mode' : 'live mode'}`, listens: nothing };
  }
  if (!settings.demo) return { port: null, described: 'bank transfers', listens: nothing };
  const fake = new FakeStripe(clock);
  return {
    port: new StripePaymentGateway(fake.access(publicUrl), clock),
    described: 'a fake Stripe, no money moves',
    listens: (url) => {
      fake.onChange = () => void notify(fake, url);
    },
  };
}

const nothing = (): void => undefined;

/** In the demo somebody confirms in the wallet, or has entered a card to pay with or to keep, after a moment. */
const PAYER_TAKES_MILLISECONDS = 6_000;
const CARD_TAKES_MILLISECONDS = 3_000;

function payLater(fake: FakeStripe, type: string, body: string): void {
  const { object } = (JSON.parse(body) as { data: { object: { id: string; metadata: Record<string, string> } } }).data;
  const waitsForPayer = type === 'payment_intent.requires_action' || (type === 'payment_intent.created' && object.metadata['at_screen'] === 'card');
  if (type === 'setup_intent.created') setTimeout(() => new FakeWorld(fake).entersCard(object.id), CARD_TAKES_MILLISECONDS).unref();
  if (waitsForPayer) setTimeout(() => new FakeWorld(fake).pays(object.id), PAYER_TAKES_MILLISECONDS).unref();
}

/** As Stripe does, over HTTP and signed. One that does not arrive is found by the hourly comparison, like a real one. */
async function notify(fake: FakeStripe, url: string): Promise<void> {
  for (const { body, signature, type } of fake.takeDeliveries()) {
    payLater(fake, type, body);
    try {
      await fetch(`${url}/v1/webhooks/stripe`, { method: 'POST', headers: { 'content-type': 'application/json', 'stripe-signature': signature }, body });
    } catch (error) {
      log.warn({ reason: faultReason(error) }, 'a notification of the fake Stripe did not arrive');
    }
  }
}
