export interface WebhookMessage {
  readonly url: string;
  /** Ours, the same at every try. */
  readonly id: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Why a webhook did not arrive, as a code that has a message. */
export type WebhookFailureCause = 'webhook-address-refused' | 'webhook-unreachable' | 'webhook-timeout' | 'webhook-not-accepted';

export class WebhookFailure extends Error {
  constructor(readonly code: WebhookFailureCause) {
    super(code);
    this.name = 'WebhookFailure';
  }
}

/** Brings a webhook to a tenant's own system. */
export abstract class WebhookDelivery {
  /** Whether an address could ever be delivered to, judged by its text: https, and no address of a private network. */
  abstract accepts(url: string): boolean;

  /** Resolves when the receiver answered 2xx. @throws WebhookFailure */
  abstract deliver(message: WebhookMessage): Promise<void>;
}
