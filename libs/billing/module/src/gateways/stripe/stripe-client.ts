import { Stripe } from 'stripe';

/**
 * The version of Stripe's API that this code was written and tested against. It is sent with every request, so that a change of the account's own version
 * changes nothing here; a test fails when the SDK's types speak another.
 */
export const STRIPE_API_VERSION = '2026-10-28.endive';

/** A request that has taken this long is given up and asked again with the same key. */
const REQUEST_TIMEOUT_MILLISECONDS = 20_000;
const NETWORK_RETRIES = 2;

export interface StripeAccess {
  /** What the gateway is called in the books: the fake's payments are never taken for Stripe's. */
  readonly name: 'stripe' | 'fake';
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly publishableKey: string | null;
  /** Where the portal is, for payers who come back from a wallet. */
  readonly publicUrl: string;
  /** Stands in for the network: the fake Stripe. */
  readonly httpClient?: NonNullable<ConstructorParameters<typeof Stripe>[1]>['httpClient'];
}

export function openStripe({ secretKey, httpClient }: StripeAccess): Stripe {
  return new Stripe(secretKey, {
    apiVersion: STRIPE_API_VERSION,
    timeout: REQUEST_TIMEOUT_MILLISECONDS,
    maxNetworkRetries: NETWORK_RETRIES,
    telemetry: false,
    appInfo: { name: 'Seatline' },
    ...(httpClient ? { httpClient } : {}),
  });
}
