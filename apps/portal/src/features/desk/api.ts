import { http } from '../../session/http';

export type AgentState = 'offline' | 'ready' | 'busy' | 'ringing' | 'talking' | 'hold' | 'wrap-up';

export interface DeskSeatView {
  id: string;
  label: string;
  state: string;
  cause: string | null;
  heldBy: string | null;
}

export interface DeskCallView {
  id: string;
  direction: 'inbound' | 'outbound' | 'internal';
  callerNumber: string;
  queueName: string | null;
  state: string;
  since: string;
  canAnswer: boolean;
}

export interface AgentDeskView {
  state: AgentState;
  stateSince: string;
  busyReason: string | null;
  seat: { id: string; label: string } | null;
  entitledSeats: DeskSeatView[];
  call: DeskCallView | null;
  carrierKind: string;
}

/** What a telephone needs to register; the secret is shown this once. */
export interface SipAccountView {
  username: string;
  secret: string;
  domain: string;
  server: string;
}

export const DESK_KEY = ['desk'] as const;

export const readDesk = () => http.get<AgentDeskView>('/agent');
export const takeSeat = (seatId: string) => http.post<{ seat: { id: string; label: string }; sip: SipAccountView | null }>('/agent/seat', { seatId });
export const leaveSeat = () => http.delete<unknown>('/agent/seat');
export const setAgentState = (input: { state: 'ready' | 'busy'; reason?: string }) => http.put<unknown>('/agent/state', input);
export const callOut = (to: string) => http.post<unknown>('/agent/calls', { to });
export const answerCall = (id: string) => http.post<unknown>(`/agent/calls/${id}/answer`);
export const hangUpCall = (id: string) => http.post<unknown>(`/agent/calls/${id}/hangup`);
