import { describe, expect, it } from '@jest/globals';
import { createSessionFetch } from './session-fetch';

interface World {
  sent: Request[];
  signedOut: number;
  ask: (request: Request) => Promise<Response>;
}

/** An API whose access token has run out until it is refreshed; `refreshable` says whether the refresh is granted. */
function world({ refreshable = true, expired = true, token = 'csrf' as string | null } = {}): World {
  const found: World = { sent: [], signedOut: 0, ask: () => Promise.reject(new Error('not yet')) };
  let valid = !expired;
  found.ask = createSessionFetch({
    send: async (request) => {
      found.sent.push(request);
      await Promise.resolve();
      if (request.url.endsWith('/v1/session/refresh')) {
        valid = refreshable;
        return new Response(null, { status: refreshable ? 204 : 401 });
      }
      return new Response(await request.text(), { status: valid ? 200 : 401 });
    },
    csrfToken: () => token,
    language: () => 'en',
    onSignedOut: () => {
      found.signedOut += 1;
    },
  });
  return found;
}

const get = () => new Request('http://portal.test/v1/seats');
const post = () => new Request('http://portal.test/v1/orders', { method: 'POST', body: '{"seats":3}', headers: { 'content-type': 'application/json' } });
const paths = (sent: Request[]) => sent.map((request) => `${request.method} ${new URL(request.url).pathname}`);

describe('the door to the API', () => {
  it('carries the CSRF token on unsafe methods only, and the language on all', async () => {
    const { ask, sent } = world({ expired: false });
    await ask(get());
    await ask(post());
    expect(sent.map((request) => request.headers.get('x-csrf-token'))).toEqual([null, 'csrf']);
    expect(sent.map((request) => request.headers.get('accept-language'))).toEqual(['en', 'en']);
  });

  it('renews an expired token once and repeats the request with its body', async () => {
    const { ask, sent } = world();
    const response = await ask(post());
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"seats":3}');
    expect(paths(sent)).toEqual(['POST /v1/orders', 'POST /v1/session/refresh', 'POST /v1/orders']);
  });

  it('shares one refresh among requests that expire together', async () => {
    const { ask, sent } = world();
    const responses = await Promise.all([ask(get()), ask(get()), ask(post())]);
    expect(responses.map((response) => response.status)).toEqual([200, 200, 200]);
    expect(paths(sent).filter((path) => path.endsWith('/refresh'))).toHaveLength(1);
  });

  it('gives the refusal back and tells once that nobody is signed in when the refresh is refused', async () => {
    const api = world({ refreshable: false });
    const response = await api.ask(get());
    expect(response.status).toBe(401);
    expect(paths(api.sent)).toEqual(['GET /v1/seats', 'POST /v1/session/refresh']);
    expect(api.signedOut).toBe(1);
  });

  it('does not refresh for a wrong password', async () => {
    const { ask, sent } = world();
    await ask(new Request('http://portal.test/v1/session', { method: 'POST', body: '{}' }));
    expect(paths(sent)).toEqual(['POST /v1/session']);
  });
});
