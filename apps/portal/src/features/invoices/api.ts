import * as api from '../../generated';
import type { InvoiceKind, InvoiceStatus } from '../../generated';
import type { LeaseAddress } from '../leases/api';

export type { BankAccountView, InvoiceDetailView, InvoiceDifferenceView, InvoiceKind, InvoiceStatus, InvoiceView, LineCallView, LineInterruptionView, LineOriginView, LineSeatView, VerificationView } from '../../generated';

export const INVOICES_KEY = ['invoices'] as const;

export interface InvoiceFilter {
  kind?: InvoiceKind | null;
  status?: InvoiceStatus | null;
}

export const listInvoices = (cursor: string | null, { kind, status }: InvoiceFilter = {}) =>
  api.listInvoices({ query: { cursor: cursor ?? undefined, kind: kind ?? undefined, status: status ?? undefined } });
export const readInvoice = (id: string) => api.readInvoice({ path: { id } });
export const payInvoice = (id: string) => api.payInvoice({ path: { id } });
export const listTenantInvoices = (path: LeaseAddress, cursor: string | null) => api.listTenantInvoices({ path, query: { cursor: cursor ?? undefined } });
export const verifyInvoice = (id: string) => api.verifyInvoice({ path: { id } });
export const verifyTenantInvoice = (path: { tenantId: string; invoiceId: string }) => api.verifyTenantInvoice({ path });

export const writeOffInvoice = (path: { tenantId: string; invoiceId: string }, reason: string) => api.writeOffInvoice({ path, body: { reason } });
export const undoWriteOff = (path: { tenantId: string; invoiceId: string }, reason: string) => api.undoWriteOff({ path, body: { reason } });
export const readLineOrigins = (id: string) => api.readLineOrigins({ path: { id } });
export const listLineSeats = (id: string, line: number, cursor: string | null) => api.listLineSeats({ path: { id }, query: { line, limit: 20, cursor: cursor ?? undefined } });
export const listLineInterruptions = (id: string, line: number, cursor: string | null) => api.listLineInterruptions({ path: { id }, query: { line, limit: 20, cursor: cursor ?? undefined } });
export const listLineCalls = (id: string, line: number, cursor: string | null) => api.listLineCalls({ path: { id }, query: { line, limit: 20, cursor: cursor ?? undefined } });
