import * as api from '../../generated';
import type { DecisionInput, SubletInput } from '../../generated';

export type { SubletState, SubletView } from '../../generated';

export const SUBLETS_KEY = ['sublets'] as const;

export const listSublets = () => api.listSublets();
export const giveSubletNotice = (leaseId: string, body: SubletInput) => api.giveSubletNotice({ path: { id: leaseId }, body });
export const answerSublet = (id: string, accept: boolean) => api.answerSublet({ path: { id }, body: { accept } });
export const withdrawSublet = (id: string) => api.withdrawSublet({ path: { id } });
export const listAllSublets = (cursor: string | null) => api.listAllSublets({ query: { cursor: cursor ?? undefined } });
export const decideSublet = (subletId: string, body: DecisionInput) => api.decideSublet({ path: { subletId }, body });
