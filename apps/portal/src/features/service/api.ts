import { http } from '../../session/http';

export interface ServiceArrearsView {
  leaseId: string;
  leaseNumber: string;
  status: 'overdue' | 'suspended' | 'held';
  toPay: string;
  currency: string;
  dueOn: string;
  lastDayToPayOn: string;
  suspensionAt: string | null;
  because: string[];
}

export interface ServiceMaintenanceView {
  id: string;
  startAt: string;
  endAt: string;
  note: string;
}

export interface ServiceStatusView {
  inService: boolean;
  arrears: ServiceArrearsView | null;
  maintenance: ServiceMaintenanceView[];
}

export const SERVICE_KEY = ['service-status'] as const;

export const readServiceStatus = () => http.get<ServiceStatusView>('/service-status');
