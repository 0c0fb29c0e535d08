import { http, type Page } from '../../session/http';

export type LeaseStatus = 'pending' | 'in-service' | 'suspended' | 'ended';

export interface LeaseView {
  id: string;
  number: string;
  tenantId: string;
  tenantName: string;
  planCode: string;
  status: LeaseStatus;
  zone: string;
  currency: string;
  startOn: string;
  endOn: string;
  seats: number;
  seatMonthly: string;
  receivable: string;
  deposit: string;
  unapplied: string;
}

export interface ArrearsInvoiceView {
  id: string;
  number: string;
  kind: string;
  dueOn: string;
  open: string;
  lastDayToPayOn: string;
  suspensionAt: string;
}

export interface ArrearsView {
  leaseId: string;
  leaseNumber: string;
  tenantId: string;
  tenantName: string;
  at: string;
  zone: string;
  currency: string;
  status: 'clear' | 'overdue' | 'held' | 'suspended';
  toPay: string;
  invoices: ArrearsInvoiceView[];
  notices: { kind: string; on: string; sentAt: string | null }[];
  hold: { untilOn: string; reason: string } | null;
  suspensionAt: string | null;
  terminationProposedOn: string | null;
}

export const LEASES_KEY = ['leases'] as const;
export const ARREARS_KEY = ['arrears'] as const;

export const listLeases = (cursor: string | null = null) => http.get<Page<LeaseView>>('/leases', { cursor });
export const readLease = (id: string) => http.get<LeaseView>(`/leases/${id}`);
export const explainArrears = (id: string) => http.get<ArrearsView>(`/leases/${id}/arrears`);

export const listAllLeases = (cursor: string | null, filter: { status?: string | null }) => http.get<Page<LeaseView>>('/operator/leases', { cursor, ...filter });
export const listAllArrears = (cursor: string | null) => http.get<Page<ArrearsView>>('/operator/arrears', { cursor });

/** An operator names the tenant: no session is in it. */
export interface LeaseAddress {
  tenantId: string;
  leaseId: string;
}

const under = ({ tenantId, leaseId }: LeaseAddress) => `/operator/tenants/${tenantId}/leases/${leaseId}`;

export const readTenantLease = (lease: LeaseAddress) => http.get<LeaseView>(under(lease));
export const explainTenantArrears = (lease: LeaseAddress) => http.get<ArrearsView>(`${under(lease)}/arrears`);
export const bookPayment = (lease: LeaseAddress, input: { amount: string; valueOn: string; reference: string; for?: string }) => http.post<unknown>(`${under(lease)}/payments`, input);
export const holdArrears = (lease: LeaseAddress, input: { untilOn: string; reason: string }) => http.post<unknown>(`${under(lease)}/holds`, input);
export const waiveFirstPayment = (lease: LeaseAddress, input: { reason: string }) => http.post<unknown>(`${under(lease)}/waiver`, input);
export const endLease = (lease: LeaseAddress, input: { on: string; reason: string }) => http.post<unknown>(`${under(lease)}/end`, input);
