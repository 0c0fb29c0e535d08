import * as api from '../../generated';
import type { MaintenanceWindowInput } from '../../generated';

export type { MaintenanceTargetInput, MaintenanceTargetKind, MaintenanceWindowStatus, MaintenanceWindowView } from '../../generated';

export const MAINTENANCE_KEY = ['maintenance-windows'] as const;

export const listMaintenance = () => api.listMaintenanceWindows();
export const planMaintenance = (body: MaintenanceWindowInput) => api.planMaintenance({ body });
export const cancelMaintenance = (id: string) => api.cancelMaintenance({ path: { id } });
