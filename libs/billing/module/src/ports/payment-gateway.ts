import type { CollectionRefusal } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';

/** How a person can pay online. */
export const PAYMENT_METHOD_KINDS = ['card', 'alipay', 'wechat-pay'] as const;
export type PaymentMethodKind = (typeof PAYMENT_METHOD_KINDS)[number];

/** What a charge is paid with. */
export type Instrument =
  /** Nobody is at a screen: a method that the tenant saved, or, without one, the gateway's own test card where it has one. */
  | { readonly kind: 'saved'; readonly customer: string; readonly method: string }
  | { readonly kind: 'test-card' }
  /** Somebody is at a screen and is shown what to do next. */
  | { readonly kind: 'at-screen'; readonly method: PaymentMethodKind; readonly customer: string; readonly returnPath: string };

/** A charge as a gateway is asked for it. `id` is ours and the gateway's idempotency key: asked again, the same charge is answered again. */
export interface Charge {
  readonly id: string;
  readonly tenantId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly description: string;
  readonly instrument: Instrument;
  /** When it was first meant to be made: a gateway forgets keys after a day, so what is older is looked for before it is sent again. */
  readonly intendedAt: Instant;
}

/** What the payer has to do so that a charge goes on. */
export type NextStep =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'qr-code'; readonly content: string; readonly imageUrl: string | null }
  | { readonly kind: 'card-form'; readonly clientSecret: string };

export type ChargeOutcome =
  | { readonly outcome: 'succeeded'; readonly reference: string }
  /** `refusal` says what it means for another try with nobody there; left out, another day may do. */
  | { readonly outcome: 'declined'; readonly cause: string; readonly reference?: string; readonly refusal?: CollectionRefusal }
  /** Neither yet: the payer has something to do, or a bank takes its time. */
  | { readonly outcome: 'pending'; readonly reference: string; readonly nextStep: NextStep | null };

/** A payment as the gateway knows it. `chargeId` and `tenantId` are ours, as we named them to the gateway; null for what we did not begin. */
export interface GatewayPayment {
  readonly reference: string;
  readonly chargeId: string | null;
  readonly tenantId: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly state: ChargeOutcome;
}

export interface RefundOrder {
  readonly id: string;
  readonly tenantId: string;
  readonly paymentReference: string;
  readonly amountMinor: bigint;
  readonly intendedAt: Instant;
}

export interface GatewayRefund {
  readonly reference: string | null;
  readonly refundId: string | null;
  readonly tenantId: string | null;
  readonly paymentReference: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly cause: string | null;
}

export interface GatewayDispute {
  readonly reference: string;
  readonly paymentReference: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** `asked`: the bank only inquires and has moved no money. */
  readonly state: 'asked' | 'open' | 'won' | 'lost';
  readonly reason: string;
  readonly answerBy: Instant | null;
}

/** A method that a tenant keeps with the gateway, in words that a person knows it by. */
export interface SavedInstrument {
  readonly reference: string;
  readonly kind: PaymentMethodKind;
  /** Of a card. */
  readonly brand: string | null;
  readonly lastFour: string | null;
  /** YYYY-MM; null for what does not expire. */
  readonly expires: string | null;
}

export type Saving =
  | { readonly state: 'saved'; readonly reference: string; readonly customer: string; readonly instrument: SavedInstrument }
  | { readonly state: 'pending'; readonly reference: string; readonly nextStep: NextStep | null }
  | { readonly state: 'failed'; readonly reference: string; readonly cause: string };

export interface SavingOrder {
  readonly id: string;
  readonly tenantId: string;
  readonly customer: string;
}

/** A saving as the gateway knows it, with our names of it. */
export interface KnownSaving {
  readonly savingId: string | null;
  readonly tenantId: string | null;
  readonly saving: Saving;
}

/** What a verified notification says has changed; it is a hint, so the thing itself is read again. */
export interface GatewayHint {
  readonly eventId: string;
  readonly about: { readonly kind: 'payment' | 'refund' | 'dispute' | 'saving' | 'other'; readonly reference: string };
}

/** Everything that happened at the gateway from an instant on, as it stands now. */
export interface GatewayActivity {
  readonly payments: AsyncIterable<GatewayPayment>;
  readonly refunds: AsyncIterable<GatewayRefund>;
  readonly disputes: AsyncIterable<GatewayDispute>;
}

/**
 * Takes money online, gives it back, and says what became of it. A throw means that nobody knows whether it was done; asking again with the same id
 * finds out.
 */
export interface PaymentGateway {
  readonly name: string;
  /** Whether charges may fall back to a test card: never where the money is real. */
  readonly hasTestCard: boolean;
  /** What a browser needs to show the gateway's own card form; null where there is none. */
  readonly publishableKey: string | null;
  charge(charge: Charge): Promise<ChargeOutcome>;
  findPayment(reference: string): Promise<GatewayPayment | null>;
  /** What became of a charge whose answer was lost, by our own id; null: nothing was begun, or a request is still on its way. */
  findCharge(charge: Pick<Charge, 'id' | 'intendedAt'>): Promise<GatewayPayment | null>;
  /** Gives up a payment that has not succeeded; the answer is what it is by then. */
  cancelPayment(reference: string): Promise<GatewayPayment>;
  refund(order: RefundOrder): Promise<GatewayRefund>;
  findRefund(reference: string): Promise<GatewayRefund | null>;
  findDispute(reference: string): Promise<GatewayDispute | null>;
  /** The gateway's record of a tenant; the same tenant is the same record. */
  registerCustomer(tenantId: string, name: string): Promise<string>;
  /** Begins to keep a card for charges with nobody at a screen. */
  beginSaving(order: SavingOrder): Promise<Saving>;
  findSaving(reference: string): Promise<KnownSaving | null>;
  forgetInstrument(reference: string): Promise<void>;
  activitySince(from: Instant): GatewayActivity;
  /** @returns null when the signature is not the gateway's, or is too old. */
  readNotification(rawBody: Buffer, signature: string, receivedAt: Instant): GatewayHint | null;
}

/** The injection token; bound to null where no gateway is switched on. */
export const PAYMENT_GATEWAY = Symbol('PAYMENT_GATEWAY');
