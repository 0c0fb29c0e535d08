import { http, type Page } from '../../session/http';

export interface NumberView {
  id: string;
  e164: string;
  label: string;
  queueId: string | null;
  queueName: string | null;
}

export interface StockNumberView {
  id: string;
  e164: string;
  carrier: string;
  country: string;
  tenantName?: string | null;
}

export const NUMBERS_KEY = ['numbers'] as const;
export const STOCK_KEY = ['number-stock'] as const;
export const OPERATOR_STOCK_KEY = ['operator-number-stock'] as const;

export const listNumbers = (cursor: string | null = null) => http.get<Page<NumberView>>('/numbers', { cursor });
export const listStock = (cursor: string | null = null) => http.get<Page<StockNumberView>>('/number-stock', { cursor });
export const takeNumber = (stockId: string) => http.post<unknown>('/numbers', { stockId });
export const bindNumber = (input: { id: string; queueId: string | null; label: string }) => http.put<unknown>(`/numbers/${input.id}`, { queueId: input.queueId, label: input.label });
export const returnNumber = (id: string) => http.delete<unknown>(`/numbers/${id}`);
export const listOperatorStock = (cursor: string | null) => http.get<Page<StockNumberView>>('/operator/number-stock', { cursor });
export const addStock = (input: { e164: string; carrier: string; country: string }) => http.post<unknown>('/operator/number-stock', input);
