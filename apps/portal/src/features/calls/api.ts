import * as api from '../../generated';

export type { CallDirection, CallOutcome, CallView } from '../../generated';

export const CALLS_KEY = ['calls'] as const;

export const listCalls = (cursor: string | null) => api.listCalls({ query: { cursor: cursor ?? undefined } });
export const recordingAddress = (id: string) => `/v1/calls/${id}/recording`;
