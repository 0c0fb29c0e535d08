import * as api from '../../generated';

export type { ArrearsBannerView, MaintenanceBannerView, ServiceStatusView } from '../../generated';

export const SERVICE_KEY = ['service-status'] as const;

export const readServiceStatus = () => api.readServiceStatus();
