import { http, type Page } from '../../session/http';

export interface MaintenanceTarget {
  kind: 'platform' | 'carrier' | 'tenants';
  carrier?: string;
  tenantIds?: string[];
}

export interface MaintenanceWindowView {
  id: string;
  target: MaintenanceTarget;
  startAt: string;
  endAt: string;
  note: string;
  emergency: boolean;
  status: 'planned' | 'running' | 'ended' | 'cancelled';
}

export interface MaintenanceInput {
  target: MaintenanceTarget;
  startAt: string;
  endAt: string;
  note: string;
  emergency: boolean;
}

export const MAINTENANCE_KEY = ['maintenance-windows'] as const;

export const listMaintenance = (cursor: string | null = null) => http.get<Page<MaintenanceWindowView>>('/operator/maintenance-windows', { cursor });
export const planMaintenance = (input: MaintenanceInput) => http.post<unknown>('/operator/maintenance-windows', input);
export const cancelMaintenance = (id: string) => http.delete<unknown>(`/operator/maintenance-windows/${id}`);
