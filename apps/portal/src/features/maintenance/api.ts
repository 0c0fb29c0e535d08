import * as api from '../../generated';
import type { MaintenanceWindowInput, OutageInputBody, OutageWithdrawalInput } from '../../generated';

export type { MaintenanceTargetInput, MaintenanceTargetKind, MaintenanceWindowStatus, MaintenanceWindowView, OutageView, CarrierOutView } from '../../generated';

export const MAINTENANCE_KEY = ['maintenance-windows'] as const;

export const listMaintenance = () => api.listMaintenanceWindows();
export const planMaintenance = (body: MaintenanceWindowInput) => api.planMaintenance({ body });
export const cancelMaintenance = (id: string) => api.cancelMaintenance({ path: { id } });

export const OUTAGES_KEY = ['outages'] as const;

export const listOutages = (cursor: string | null) => api.listOutages({ query: { cursor: cursor ?? undefined } });
export const recordOutage = (body: OutageInputBody) => api.recordOutage({ body });

export const CARRIER_OUTS_KEY = ['carrier-outs'] as const;
export const WATCHED_CARRIERS_KEY = ['watched-carriers'] as const;

export const listCarrierOuts = (cursor: string | null) => api.listCarrierOuts({ query: { cursor: cursor ?? undefined } });
export const listWatchedCarriers = () => api.listWatchedCarriers();
export const withdrawOutage = (id: string, body: OutageWithdrawalInput) => api.withdrawOutage({ path: { id }, body });
