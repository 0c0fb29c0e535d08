import * as api from '../../generated';
import type { FapiaoDocumentInput, FapiaoKind, FapiaoState, TaxProfileInput } from '../../generated';

export type { FapiaoKind, FapiaoState, FapiaoView, TaxProfileInput, TaxProfileView } from '../../generated';

export const FAPIAO_KEY = ['fapiao'] as const;
export const TAX_PROFILE_KEY = ['tax-profile'] as const;

interface Address {
  tenantId: string;
  id: string;
}

export const readTaxProfile = () => api.readTaxProfile();
export const saveTaxProfile = (body: TaxProfileInput) => api.saveTaxProfile({ body });
export const listFapiao = (cursor: string | null) => api.listFapiao({ query: { cursor: cursor ?? undefined } });
export const listAllFapiao = (cursor: string | null, state: FapiaoState | null) => api.listAllFapiao({ query: { cursor: cursor ?? undefined, state: state ?? undefined } });
export const requestFapiao = (invoiceId: string, kind: FapiaoKind) => api.requestFapiao({ path: { id: invoiceId }, body: { kind } });
export const issueFapiao = (path: Address, body: FapiaoDocumentInput) => api.issueFapiao({ path, body });
export const issueRedLetter = (path: Address, body: FapiaoDocumentInput) => api.issueRedLetter({ path, body });
export const refuseFapiao = (path: Address, reason: string) => api.refuseFapiao({ path, body: { reason } });
