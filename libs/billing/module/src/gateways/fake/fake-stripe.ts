import { Buffer } from 'node:buffer';
import type { Clock } from '@seatline/kernel';
import { Stripe } from 'stripe';
import type { StripeAccess } from '../stripe/stripe-client';
import { findRoute } from './fake-routes';
import { FakeStripeState } from './fake-stripe-state';
import { readForm, unknownParam } from './stripe-form';
import { StripeRefusal } from './stripe-refusal';

/**
 * What can go wrong with one request. `lost-reply`: it was carried out and the connection was cut; `time-out`: nobody ever answered, `timed-out-effect`:
 * though it was carried out; `error`: Stripe failed before it did anything, `error-effect`: after it; `rate-limit`: it was not looked at.
 */
export type FakeFault = 'lost-reply' | 'time-out' | 'timed-out-effect' | 'error' | 'error-effect' | 'rate-limit';

export interface PlannedFault {
  /** As in FAKE_ROUTES. */
  readonly route: string;
  readonly fault: FakeFault;
  /** How many requests it strikes; a retry of the SDK is a request. */
  readonly times: number;
}

/** A signed notification on its way. */
export interface FakeDelivery {
  readonly eventId: string;
  readonly type: string;
  readonly body: string;
  readonly signature: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const FAKE_SECRET_KEY = 'sk_test_seatline_fake';
export const FAKE_WEBHOOK_SECRET = 'whsec_seatline_fake';

/**
 * A Stripe of one's own, in place of the network beneath Stripe's SDK: the live adapter runs above it unchanged. It keeps state, answers a repeated
 * idempotency key with its first answer for a day, can fail in every way that the network and Stripe do, and refuses loudly what it does not model.
 */
export class FakeStripe {
  readonly state: FakeStripeState;
  /** Requests that asked for what is not modelled. A test that expects none looks here. */
  readonly notModelled: string[] = [];
  /** Every request that reached Stripe, by route. */
  readonly requests: string[] = [];
  /** Told after every request that changed anything. */
  onChange: () => void = () => undefined;
  private readonly planned: { route: string; fault: FakeFault; left: number }[] = [];
  private readonly signer = new Stripe(FAKE_SECRET_KEY);
  private delivered = 0;

  constructor(clock: Clock) {
    this.state = new FakeStripeState(clock);
  }

  /** How the adapter reaches it. */
  access(publicUrl: string): StripeAccess {
    const httpClient = { getClientName: () => 'fake', makeRequest: this.makeRequest };
    return { name: 'fake', secretKey: FAKE_SECRET_KEY, webhookSecret: FAKE_WEBHOOK_SECRET, publishableKey: null, publicUrl, httpClient };
  }

  plan(fault: PlannedFault): void {
    this.planned.push({ route: fault.route, fault: fault.fault, left: fault.times });
  }

  /** Notifications that were not taken yet, signed now, in the order of what they tell. */
  takeDeliveries(): FakeDelivery[] {
    const fresh = this.state.events.slice(this.delivered);
    this.delivered = this.state.events.length;
    return fresh.map(({ event, body }) => ({ eventId: event.id, type: event.type, body, signature: this.sign(body, this.state.seconds()) }));
  }

  sign(body: string, atSeconds: number, secret = FAKE_WEBHOOK_SECRET): string {
    return this.signer.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: atSeconds });
  }

  private readonly makeRequest = async (_host: string, _port: string, path: string, method: string, headers: object, requestData: string) => {
    const sent = headers as Readonly<Record<string, string | undefined>>;
    const answer = this.serve(method, path, requestData ?? '', sent['Idempotency-Key'] ?? null, sent['Authorization'] ?? '');
    this.onChange();
    return {
      getStatusCode: () => answer.status,
      getHeaders: () => answer.headers,
      getRawResponse: () => answer,
      toStream: () => {
        throw new Error('the fake Stripe has no streams');
      },
      toJSON: () => Promise.resolve(JSON.parse(answer.body) as unknown),
    };
  };

  private serve(method: string, path: string, body: string, key: string | null, authorization: string): Answer {
    const [address = '', query = ''] = path.split('?');
    const params = method === 'GET' ? query : body;
    const found = findRoute(method, address);
    const unknown = found ? unknownParam(params, found.route.params) : null;
    if (!found || unknown !== null) return this.refuseLoudly(`${method} ${address}${unknown === null ? '' : ` with ${unknown}`}`);
    this.requests.push(found.name);
    if (authorization !== `Bearer ${FAKE_SECRET_KEY}`) return problem(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' });
    const fault = this.nextFault(found.name);
    if (fault === 'rate-limit') return problem(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests' });
    if (fault === 'time-out') throw connectionFault('ETIMEDOUT');
    const answer = this.once(method, address, params, key, () => (fault === 'error' ? ownError() : this.carryOut(found, params, fault)));
    if (fault === 'lost-reply') throw connectionFault('ECONNRESET');
    if (fault === 'timed-out-effect') throw connectionFault('ETIMEDOUT');
    return answer;
  }

  private carryOut({ route, id }: NonNullable<ReturnType<typeof findRoute>>, params: string, fault: FakeFault | null): Answer {
    try {
      const thing = route.answer(this.state, readForm(params), id);
      return fault === 'error-effect' ? ownError() : { status: 200, headers: {}, body: JSON.stringify(thing) };
    } catch (error) {
      if (error instanceof StripeRefusal) return problem(error.status, error.body);
      throw error;
    }
  }

  /** The first answer under a key is given again, errors of Stripe's own included; what was refused before anything began is not kept. */
  private once(method: string, address: string, params: string, key: string | null, work: () => Answer): Answer {
    if (method !== 'POST' || key === null) return work();
    const fingerprint = `${method} ${address} ${params}`;
    const stored = this.state.answerUnder(key);
    if (stored && stored.fingerprint !== fingerprint) {
      return problem(400, { type: 'idempotency_error', message: `Keys for idempotent requests can only be used with the same parameters they were first used with: ${key}` });
    }
    if (stored) return { status: stored.status, body: stored.body, headers: { 'idempotent-replayed': 'true', 'stripe-should-retry': 'false' } };
    const answer = work();
    if (answer.status < 400 || answer.status === 402 || answer.status >= 500) {
      this.state.storeAnswer(key, { fingerprint, status: answer.status, body: answer.body });
    }
    return answer;
  }

  private nextFault(route: string): FakeFault | null {
    const planned = this.planned.find((each) => each.route === route && each.left > 0);
    if (!planned) return null;
    planned.left -= 1;
    return planned.fault;
  }

  private refuseLoudly(what: string): Answer {
    this.notModelled.push(what);
    return problem(501, { type: 'api_error', message: `The fake Stripe does not model ${what}.` });
  }
}

function problem(status: number, error: object): Answer {
  return { status, body: JSON.stringify({ error }), headers: { 'stripe-should-retry': 'false', 'content-length': String(Buffer.byteLength(JSON.stringify(error))) } };
}

function ownError(): Answer {
  return problem(500, { type: 'api_error', message: 'An error occurred internally with the Stripe API.' });
}

function connectionFault(code: 'ECONNRESET' | 'ETIMEDOUT'): Error {
  return Object.assign(new Error(code === 'ETIMEDOUT' ? 'ETIMEDOUT' : 'socket hang up'), { code });
}
