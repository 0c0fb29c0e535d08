import * as api from '../../generated';
import type { MaintenanceWindowInput, OutageInputBody } from '../../generated';

export type { MaintenanceTargetInput, MaintenanceTargetKind, MaintenanceWindowStatus, MaintenanceWindowView, OutageView } from '../../generated';

export const MAINTENANCE_KEY = ['maintenance-windows'] as const;

export const listMaintenance = () => api.listMaintenanceWindows();
export const planMaintenance = (body: MaintenanceWindowInput) => api.planMaintenance({ body });
export const cancelMaintenance = (id: string) => api.cancelMaintenance({ path: { id } });

export const OUTAGES_KEY = ['outages'] as const;

export const listOutages = (cursor: string | null) => api.listOutages({ query: { cursor: cursor ?? undefined } });
export const recordOutage = (body: OutageInputBody) => api.recordOutage({ body });
