import { http, type Page } from '../../session/http';
import type { AgentState } from '../desk/api';

export interface AgentView {
  memberId: string;
  displayName: string;
  state: AgentState;
  busyReason: string | null;
  stateSince: string;
  seatLabel: string | null;
}

export const AGENTS_KEY = ['agents'] as const;

export const listAgents = (cursor: string | null = null) => http.get<Page<AgentView>>('/agents', { cursor });
export const logOutAgent = (memberId: string) => http.post<unknown>(`/agents/${memberId}/log-out`);
