import { http, type Page } from '../../session/http';
import type { LeaseAddress } from '../leases/api';

export type InvoiceKind = 'rent' | 'telephone';
export type InvoiceStatus = 'open' | 'overdue' | 'paid';

export interface InvoiceView {
  id: string;
  number: string;
  kind: InvoiceKind;
  leaseId: string;
  leaseNumber: string;
  status: InvoiceStatus;
  issuedAt: string;
  dueOn: string;
  currency: string;
  net: string;
  tax: string;
  total: string;
  paid: string;
  credited: string;
  open: string;
}

export interface InvoiceLineView {
  kind: string;
  seats: number | null;
  unitPrice: string | null;
  fromOn: string | null;
  toOn: string | null;
  days: number | null;
  periodDays: number | null;
  net: string;
  tax: string;
}

export interface InvoiceDetailView extends InvoiceView {
  tenantName: string;
  lines: InvoiceLineView[];
  payments: { valueOn: string; amount: string; reference: string | null }[];
  creditNotes: { number: string; issuedAt: string; total: string }[];
  bank: { accountName: string; bankName: string; accountNumber: string } | null;
  gateway: boolean;
}

export const INVOICES_KEY = ['invoices'] as const;

export const listInvoices = (cursor: string | null, filter: { kind?: string | null; status?: string | null } = {}) => http.get<Page<InvoiceView>>('/invoices', { cursor, ...filter });
export const readInvoice = (id: string) => http.get<InvoiceDetailView>(`/invoices/${id}`);
export const payInvoice = (id: string) => http.post<unknown>(`/invoices/${id}/payments`);
export const listTenantInvoices = ({ tenantId, leaseId }: LeaseAddress, cursor: string | null) =>
  http.get<Page<InvoiceView>>(`/operator/tenants/${tenantId}/leases/${leaseId}/invoices`, { cursor });
