import type { DocumentLanguage } from '../../generated';

export type { DocumentLanguage } from '../../generated';

/** Where a document's PDF is; the browser opens it beside the portal, with the session's own cookie. */
export const documentAddress = {
  invoice: (id: string) => `/v1/invoices/${id}/pdf`,
  depositReceipt: (id: string) => `/v1/invoices/${id}/deposit-receipt`,
  creditNote: (id: string) => `/v1/credit-notes/${id}/pdf`,
  contract: (id: string) => `/v1/leases/${id}/contract`,
  tenantInvoice: (tenantId: string, id: string) => `/v1/operator/tenants/${tenantId}/invoices/${id}/pdf`,
  tenantContract: (tenantId: string, id: string) => `/v1/operator/tenants/${tenantId}/leases/${id}/contract`,
} as const;

export const inLanguage = (address: string, language: DocumentLanguage): string => `${address}${address.includes('?') ? '&' : '?'}language=${language}`;
