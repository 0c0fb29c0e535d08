import { http, type Page } from '../../session/http';

export interface PaymentView {
  id: string;
  leaseNumber: string;
  amount: string;
  currency: string;
  valueOn: string;
  recordedAt: string;
  source: string;
  reference: string | null;
  allocations: { invoiceId: string; invoiceNumber: string; amount: string }[];
}

export const PAYMENTS_KEY = ['payments'] as const;

export const listPayments = (cursor: string | null) => http.get<Page<PaymentView>>('/payments', { cursor });
