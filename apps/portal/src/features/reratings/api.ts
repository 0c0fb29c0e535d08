import * as api from '../../generated';
import type { ReratingInput } from '../../generated';

export type { ReratingDetailView, ReratingLeaseView, ReratingView } from '../../generated';

export const RERATINGS_KEY = ['reratings'] as const;

export const listReratings = (cursor: string | null) => api.listReratings({ query: { cursor: cursor ?? undefined } });
export const readRerating = (id: string) => api.readRerating({ path: { id } });
export const planRerating = (body: ReratingInput) => api.planRerating({ body });
export const runRerating = (id: string) => api.runRerating({ path: { id } });
