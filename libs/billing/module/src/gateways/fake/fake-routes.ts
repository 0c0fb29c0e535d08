import { cancelIntent, createIntent } from './fake-intents';
import { createCustomer, createSetup, detachMethod, readSetup } from './fake-methods';
import { createRefund } from './fake-refunds';
import type { FakeStripeState } from './fake-stripe-state';
import { type AllowedParams, type FormValue, partOf, textOf } from './stripe-form';
import { refuse } from './stripe-refusal';

type Form = Record<string, FormValue>;

/** A path that the fake models: which parameters it takes, and what it does. `id` is what stands in place of `:id`. */
export interface FakeRoute {
  readonly params: AllowedParams;
  readonly answer: (state: FakeStripeState, form: Form, id: string) => unknown;
}

const LISTED: AllowedParams = ['created[gte]', 'limit', 'starting_after'];
const SEARCH_LAG_SECONDS = 60;

/** Everything of Stripe that the fake models. What is not here fails, so that nobody relies on what was never tried. */
export const FAKE_ROUTES: Readonly<Record<string, FakeRoute>> = {
  'POST /v1/payment_intents': {
    params: [
      'amount', 'currency', 'description', 'customer', 'metadata[*]', 'allowed_payment_method_types[]', 'payment_method', 'payment_method_data[type]', 'confirm',
      'off_session', 'return_url', 'payment_method_options[wechat_pay][client]',
    ],
    answer: (state, form) => createIntent(state, form),
  },
  'GET /v1/payment_intents': { params: LISTED, answer: (state, form) => page(state, state.intents, form, '/v1/payment_intents') },
  'GET /v1/payment_intents/search': { params: ['query'], answer: search },
  'GET /v1/payment_intents/:id': { params: [], answer: (state, _form, id) => state.get(state.intents, 'payment_intent', id) },
  'POST /v1/payment_intents/:id/cancel': { params: [], answer: (state, _form, id) => cancelIntent(state, id) },
  'POST /v1/refunds': { params: ['payment_intent', 'amount', 'metadata[*]'], answer: (state, form) => createRefund(state, form) },
  'GET /v1/refunds': { params: [...LISTED, 'payment_intent'], answer: (state, form) => page(state, state.refunds, form, '/v1/refunds') },
  'GET /v1/refunds/:id': { params: [], answer: (state, _form, id) => state.get(state.refunds, 'refund', id) },
  'GET /v1/disputes': { params: LISTED, answer: (state, form) => page(state, state.disputes, form, '/v1/disputes') },
  'GET /v1/disputes/:id': { params: [], answer: (state, _form, id) => state.get(state.disputes, 'dispute', id) },
  'POST /v1/customers': { params: ['name', 'metadata[*]'], answer: (state, form) => createCustomer(state, form) },
  'POST /v1/setup_intents': { params: ['customer', 'usage', 'allowed_payment_method_types[]', 'metadata[*]'], answer: (state, form) => createSetup(state, form) },
  'GET /v1/setup_intents/:id': { params: ['expand[]'], answer: (state, form, id) => readSetup(state, id, form) },
  'POST /v1/payment_methods/:id/detach': { params: [], answer: (state, _form, id) => detachMethod(state, id) },
};

function page<Thing extends { id: string; created: number; payment_intent?: unknown }>(state: FakeStripeState, things: Map<string, Thing>, form: Form, url: string) {
  const intent = textOf(form, 'payment_intent');
  const { data, has_more } = state.list(things, {
    gte: Number(textOf(partOf(form, 'created'), 'gte') ?? 0),
    limit: Number(textOf(form, 'limit') ?? 10),
    after: textOf(form, 'starting_after'),
    where: (thing) => intent === null || thing.payment_intent === intent,
  });
  return { object: 'list', url, has_more, data };
}

/** Stripe's search is behind by about a minute, so what is new is not found. */
function search(state: FakeStripeState, form: Form): unknown {
  const asked = /^metadata\['(\w+)'\]:'([^']+)'$/.exec(textOf(form, 'query') ?? '');
  if (!asked) throw refuse('parameter_invalid', 'The fake searches by one metadata value only', 'query');
  const [, name = '', value] = asked;
  const data = [...state.intents.values()].filter((intent) => intent.metadata[name] === value && intent.created <= state.seconds() - SEARCH_LAG_SECONDS);
  return { object: 'search_result', url: '/v1/payment_intents/search', has_more: false, next_page: null, data };
}

/** The route of a request, and the id in its path; null for a path that is not modelled. */
export function findRoute(method: string, path: string): { readonly name: string; readonly route: FakeRoute; readonly id: string } | null {
  const exact = FAKE_ROUTES[`${method} ${path}`];
  if (exact) return { name: `${method} ${path}`, route: exact, id: '' };
  const words = path.split('/');
  const id = words[3] ?? '';
  const name = `${method} ${words.map((word, place) => (place === 3 ? ':id' : word)).join('/')}`;
  const route = FAKE_ROUTES[name];
  return route ? { name, route, id } : null;
}
