import { i18next } from './language';
import { readProblem, RequestProblem } from './problem';
import { createSessionFetch } from './session-fetch';

let csrfToken: string | null = null;
const signedOutListeners = new Set<() => void>();

/** The token of the session that was last read; the next unsafe request carries it. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** @returns the function that ends the subscription. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

const sessionFetch = createSessionFetch({
  send: (request) => fetch(request),
  csrfToken: () => csrfToken,
  language: () => i18next.language,
  onSignedOut: () => {
    for (const listener of signedOutListeners) listener();
  },
});

async function readBody(response: Response): Promise<unknown> {
  const written = await response.text();
  if (written === '') return null;
  return (response.headers.get('content-type') ?? '').includes('json') ? (JSON.parse(written) as unknown) : written;
}

/** What the generated client fetches with: an answer, or a RequestProblem thrown. */
export async function apiFetch(request: Request): Promise<Response> {
  const response = await sessionFetch(request);
  if (response.ok) return response;
  throw new RequestProblem(readProblem(response.status, await readBody(response), response.headers.get('x-request-id')));
}
