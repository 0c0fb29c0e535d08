/** A charge as a gateway is asked for it. `id` is ours and the gateway's idempotency key: asked again, the same charge is answered again. */
export interface Charge {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly description: string;
}

export type ChargeOutcome =
  | { readonly outcome: 'succeeded'; readonly reference: string }
  | { readonly outcome: 'declined'; readonly cause: string };

/** Takes money online. A throw means that nobody knows whether it was taken; asking again with the same id finds out. */
export interface PaymentGateway {
  readonly name: string;
  charge(charge: Charge): Promise<ChargeOutcome>;
}

/** The injection token; bound to null where no gateway is switched on. */
export const PAYMENT_GATEWAY = Symbol('PAYMENT_GATEWAY');
