import type { CreateClientConfig } from '../generated/client.gen';
import { apiFetch } from './http';

/** How the generated client reaches the API: same origin, our cookies, a refusal thrown as a RequestProblem. */
export const createClientConfig: CreateClientConfig = (config) => ({ ...config, baseUrl: '', fetch: (input, init) => apiFetch(new Request(input, init)) });
