import { http, type Page } from '../../session/http';

export interface PlanView {
  code: string;
  name: string;
  currency: string;
  seatMonthly: string;
  depositMonths: number;
  taxPercent: string;
}

export interface QuoteLineView {
  kind: string;
  seats: number;
  fromOn: string | null;
  toOn: string | null;
  days: number | null;
  periodDays: number | null;
  net: string;
  tax: string;
}

export interface QuoteView {
  currency: string;
  lines: QuoteLineView[];
  net: string;
  tax: string;
  total: string;
  dueOn: string;
  monthly: string;
}

export interface OrderInput {
  planCode: string;
  seats: number;
  months: number;
  startOn: string;
}

export type OrderStatus = 'standing' | 'filled' | 'lapsed';

export interface OrderView {
  id: string;
  leaseId: string;
  leaseNumber: string;
  planCode: string;
  seats: number;
  status: OrderStatus;
  currency: string;
  total: string;
  orderedAt: string;
  lapsesOn: string | null;
  invoiceId: string | null;
}

export const PLANS_KEY = ['plans'] as const;
export const ORDERS_KEY = ['orders'] as const;

export const listPlans = () => http.get<Page<PlanView>>('/plans');
export const quote = (input: OrderInput) => http.post<QuoteView>('/quotes', input);
export const placeOrder = (input: OrderInput) => http.post<OrderView>('/orders', input);
export const listOrders = (cursor: string | null) => http.get<Page<OrderView>>('/orders', { cursor });
export const payOrder = (id: string) => http.post<unknown>(`/orders/${id}/payments`);
