import * as api from '../../generated';

export type { ComingCreditView, SeatAvailabilityView, ServiceCreditView, ServiceInterruptionView, ServiceLevelView } from '../../generated';

export const SERVICE_LEVEL_KEY = ['service-level'] as const;

export const readServiceLevel = (id: string, month: string | null) => api.readServiceLevel({ path: { id }, query: { month: month ?? undefined } });
export const readTenantServiceLevel = (path: { tenantId: string; leaseId: string }, month: string | null) =>
  api.readTenantServiceLevel({ path, query: { month: month ?? undefined } });
