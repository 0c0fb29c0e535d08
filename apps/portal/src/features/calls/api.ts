import { http, type Page } from '../../session/http';

export type CallDirection = 'inbound' | 'outbound' | 'internal';

export interface CallView {
  id: string;
  direction: CallDirection;
  callerNumber: string;
  calledNumber: string;
  queueName: string | null;
  agentName: string | null;
  seatLabel: string | null;
  startedAt: string;
  answeredAt: string | null;
  milliseconds: number;
  outcome: string;
  charge: string | null;
  currency: string | null;
  hasRecording: boolean;
}

export const CALLS_KEY = ['calls'] as const;

export const listCalls = (cursor: string | null, filter: { direction?: string | null } = {}) => http.get<Page<CallView>>('/calls', { cursor, ...filter });
export const recordingAddress = (id: string) => `/v1/calls/${id}/recording`;
