import * as api from '../../generated';
import type { EndInput, HoldInput, LeaseStatus, PaymentInput, SeatRemovalInput, WaiverInput } from '../../generated';

export type { ArrearsStatus, ArrearsView, LeaseStatus, LeaseView, SeatRemovalInput } from '../../generated';

export const LEASES_KEY = ['leases'] as const;
export const ARREARS_KEY = ['arrears'] as const;

export const listLeases = (cursor: string | null) => api.listLeases({ query: { cursor: cursor ?? undefined } });
export const readLease = (id: string) => api.readLease({ path: { id } });
export const explainArrears = (id: string) => api.explainArrears({ path: { id } });
export const readSuspensionPlan = (id: string) => api.readSuspensionPlan({ path: { id } });
export const readTimeline = (id: string) => api.readTimeline({ path: { id } });
export const explainInWords = (id: string, at: string) => api.explainInWords({ path: { id }, query: { at } });
export const returnSeats = (id: string, body: SeatRemovalInput) => api.removeSeats({ path: { id }, body });

export const listAllLeases = (cursor: string | null, status: LeaseStatus | null) =>
  api.listAllLeases({ query: { cursor: cursor ?? undefined, status: status ?? undefined } });
export const listAllArrears = (cursor: string | null) => api.listAllArrears({ query: { cursor: cursor ?? undefined } });

/** An operator names the tenant: no session is in it. */
export interface LeaseAddress {
  tenantId: string;
  leaseId: string;
}

export const readTenantLease = (path: LeaseAddress) => api.readTenantLease({ path });
export const explainTenantArrears = (path: LeaseAddress) => api.explainTenantArrears({ path });
export const readTenantSuspensionPlan = (path: LeaseAddress) => api.readTenantSuspensionPlan({ path });
export const readTenantTimeline = (path: LeaseAddress) => api.readTenantTimeline({ path });
export const explainTenantInWords = (path: LeaseAddress, at: string) => api.explainTenantInWords({ path, query: { at } });
export const bookPayment = (path: LeaseAddress, body: PaymentInput) => api.bookPayment({ path, body });
export const holdArrears = (path: LeaseAddress, body: HoldInput) => api.holdArrears({ path, body });
export const waiveFirstPayment = (path: LeaseAddress, body: WaiverInput) => api.waiveFirstPayment({ path, body });
export const endLease = (path: LeaseAddress, body: EndInput) => api.endLease({ path, body });
