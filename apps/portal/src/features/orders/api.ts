import * as api from '../../generated';
import type { OrderInput } from '../../generated';

export type { ChargeLineView, OrderInput, OrderStatus, OrderView, PlanView, QuoteView } from '../../generated';

export const PLANS_KEY = ['plans'] as const;
export const ORDERS_KEY = ['orders'] as const;

export const listPlans = () => api.listPlans();
export const quote = (body: OrderInput) => api.quoteSeats({ body });
export const placeOrder = (body: OrderInput) => api.placeOrder({ body });
export const listOrders = (cursor: string | null) => api.listOrders({ query: { cursor: cursor ?? undefined } });
export const cancelOrder = (id: string) => api.cancelOrder({ path: { id } });
export const payOrder = (id: string) => api.payOrder({ path: { id } });
