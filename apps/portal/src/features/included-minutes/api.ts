import * as api from '../../generated';

export type { IncludedMinutesView, IncludedPoolView } from '../../generated';

export const INCLUDED_MINUTES_KEY = ['included-minutes'] as const;

export const readIncludedMinutes = (id: string) => api.readIncludedMinutes({ path: { id } });
export const readTenantIncludedMinutes = (path: { tenantId: string; leaseId: string }) => api.readTenantIncludedMinutes({ path });
