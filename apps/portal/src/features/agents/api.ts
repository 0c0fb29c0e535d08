import * as api from '../../generated';

export type { AgentView } from '../../generated';

export const AGENTS_KEY = ['agents'] as const;

export const listAgents = () => api.listAgents();
export const logOutAgent = (memberId: string) => api.logOutAgent({ path: { memberId } });
