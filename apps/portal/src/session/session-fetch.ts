export interface SessionFetchParts {
  /** The browser's fetch; a test gives its own. */
  readonly send: (request: Request) => Promise<Response>;
  readonly csrfToken: () => string | null;
  readonly language: () => string;
  /** Called once a refresh was refused: nobody is signed in any more. */
  readonly onSignedOut: () => void;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The door to the API: same-origin cookies, the CSRF header on unsafe methods, the reader's language, and one refresh when the access token has
 * run out. Requests that meet the expiry together share one refresh: a second use of a rotated refresh token would look like theft.
 */
export function createSessionFetch(parts: SessionFetchParts): (request: Request) => Promise<Response> {
  let refreshing: Promise<boolean> | null = null;

  function dressed(request: Request): Request {
    const headers = new Headers(request.headers);
    headers.set('accept-language', parts.language());
    const token = parts.csrfToken();
    if (token !== null && !SAFE_METHODS.has(request.method)) headers.set('x-csrf-token', token);
    return new Request(request, { headers, credentials: 'same-origin' });
  }

  async function refresh(origin: string): Promise<boolean> {
    const response = await parts.send(dressed(new Request(new URL('/v1/session/refresh', origin), { method: 'POST' })));
    if (response.status === 401 || response.status === 403) parts.onSignedOut();
    return response.ok;
  }

  return async (request) => {
    const again = request.clone();
    const response = await parts.send(dressed(request));
    if (response.status !== 401 || isSignIn(request)) return response;
    refreshing ??= refresh(request.url).finally(() => {
      refreshing = null;
    });
    return (await refreshing) ? parts.send(dressed(again)) : response;
  };
}

/** A wrong password is a 401 too, and no reason to refresh. */
function isSignIn(request: Request): boolean {
  const path = new URL(request.url).pathname;
  return path === '/v1/session/refresh' || (path === '/v1/session' && request.method === 'POST');
}
