import { randomBytes } from 'node:crypto';
import type { Clock } from '@seatline/kernel';
import type { Stripe } from 'stripe';
import { STRIPE_API_VERSION } from '../stripe/stripe-client';
import { missing } from './stripe-refusal';

/** A notification as it is sent: its raw body and its signature's moment. */
export interface FakeEvent {
  readonly event: Stripe.Event;
  readonly body: string;
}

type Kept = Stripe.PaymentIntent | Stripe.Refund | Stripe.Dispute | Stripe.SetupIntent | Stripe.Customer | Stripe.PaymentMethod;

/** What the fake Stripe remembers. A file may keep it across restarts, as Stripe would. */
export interface FakeMemory {
  readonly intents: [string, Stripe.PaymentIntent][];
  readonly refunds: [string, Stripe.Refund][];
  readonly disputes: [string, Stripe.Dispute][];
  readonly setups: [string, Stripe.SetupIntent][];
  readonly customers: [string, Stripe.Customer][];
  readonly methods: [string, Stripe.PaymentMethod][];
  readonly keys: [string, StoredAnswer][];
}

/** The first answer under an idempotency key. */
export interface StoredAnswer {
  readonly at: number;
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
}

const KEY_LIFE_MILLISECONDS = 24 * 3_600_000;

/** Objects, the events that they gave rise to, and the answers under idempotency keys. */
export class FakeStripeState {
  readonly intents = new Map<string, Stripe.PaymentIntent>();
  readonly refunds = new Map<string, Stripe.Refund>();
  readonly disputes = new Map<string, Stripe.Dispute>();
  readonly setups = new Map<string, Stripe.SetupIntent>();
  readonly customers = new Map<string, Stripe.Customer>();
  readonly methods = new Map<string, Stripe.PaymentMethod>();
  readonly events: FakeEvent[] = [];
  private readonly keys = new Map<string, StoredAnswer>();

  constructor(readonly clock: Clock) {}

  seconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  newId(prefix: string): string {
    return `${prefix}_${randomBytes(12).toString('hex')}`;
  }

  /** Keeps an object as it is now and tells of it. */
  keep<Thing extends Kept>(into: Map<string, Thing>, thing: Thing, event: string | null): Thing {
    into.set(thing.id, thing);
    if (event !== null) this.tell(event, thing);
    return thing;
  }

  /** The newest first, created in a span, after a cursor: as Stripe lists. */
  list<Thing extends { id: string; created: number }>(things: Map<string, Thing>, query: { gte: number; limit: number; after: string | null; where?: (thing: Thing) => boolean }) {
    const all = [...things.values()].reverse().filter((thing) => thing.created >= query.gte && (query.where?.(thing) ?? true));
    const from = query.after === null ? 0 : all.findIndex((thing) => thing.id === query.after) + 1;
    return { data: all.slice(from, from + query.limit), has_more: all.length > from + query.limit };
  }

  get<Thing>(things: Map<string, Thing>, kind: string, id: string): Thing {
    const found = things.get(id);
    if (!found) throw missing(kind, id);
    return found;
  }

  /** Keys are forgotten after a day. */
  answerUnder(key: string): StoredAnswer | null {
    const stored = this.keys.get(key);
    return stored && this.clock.now() - stored.at < KEY_LIFE_MILLISECONDS ? stored : null;
  }

  storeAnswer(key: string, answer: Omit<StoredAnswer, 'at'>): void {
    this.keys.set(key, { ...answer, at: this.clock.now() });
  }

  remember(): FakeMemory {
    return {
      intents: [...this.intents], refunds: [...this.refunds], disputes: [...this.disputes], setups: [...this.setups], customers: [...this.customers],
      methods: [...this.methods], keys: [...this.keys],
    };
  }

  recall(memory: FakeMemory): void {
    memory.intents.forEach(([id, each]) => this.intents.set(id, each));
    memory.refunds.forEach(([id, each]) => this.refunds.set(id, each));
    memory.disputes.forEach(([id, each]) => this.disputes.set(id, each));
    memory.setups.forEach(([id, each]) => this.setups.set(id, each));
    memory.customers.forEach(([id, each]) => this.customers.set(id, each));
    memory.methods.forEach(([id, each]) => this.methods.set(id, each));
    memory.keys.forEach(([key, each]) => this.keys.set(key, each));
  }

  private tell(type: string, thing: Kept): void {
    const event = {
      id: this.newId('evt'), object: 'event', api_version: STRIPE_API_VERSION, created: this.seconds(), data: { object: structuredClone(thing) }, livemode: false,
      pending_webhooks: 1, request: { id: null, idempotency_key: null }, type,
    } as Stripe.Event;
    this.events.push({ event, body: JSON.stringify(event) });
  }
}
