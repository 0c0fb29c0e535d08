import * as api from '../../generated';

export type { DisputeView, OperatorPaymentView, PaymentView } from '../../generated';

export const PAYMENTS_KEY = ['payments'] as const;

interface OfTenant {
  readonly tenantId: string;
  readonly id: string;
}

export const listPayments = (cursor: string | null) => api.listPayments({ query: { cursor: cursor ?? undefined } });
export const listTenantPayments = (tenantId: string, cursor: string | null) => api.listTenantPayments({ path: { tenantId }, query: { cursor: cursor ?? undefined } });
export const refundPayment = (path: OfTenant, body: { amount: string; reason: string }) => api.refundPayment({ path, body });
export const decideDispute = (path: OfTenant, body: { reason: string }) => api.decideDispute({ path, body });
