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

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

function address(path: string, query: Query): URL {
  const url = new URL(`/v1${path}`, window.location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') url.searchParams.set(name, String(value));
  }
  return url;
}

async function call<Result>(method: string, path: string, body?: unknown, query: Query = {}): Promise<Result> {
  const init: RequestInit = { method, headers: { accept: 'application/json' } };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
  }
  return (await readBody(await apiFetch(new Request(address(path, query), init)))) as Result;
}

export const http = {
  get: <Result>(path: string, query?: Query) => call<Result>('GET', path, undefined, query),
  post: <Result>(path: string, body: unknown = {}) => call<Result>('POST', path, body),
  put: <Result>(path: string, body: unknown = {}) => call<Result>('PUT', path, body),
  patch: <Result>(path: string, body: unknown = {}) => call<Result>('PATCH', path, body),
  delete: <Result>(path: string) => call<Result>('DELETE', path),
};
