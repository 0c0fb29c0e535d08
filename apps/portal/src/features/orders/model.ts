import { addDays, isPositive } from '../../ui/format';
import type { OrderInput, OrderView } from './api';

export interface OrderDraft {
  planCode?: string | undefined;
  seats?: number | null | undefined;
  months?: number | undefined;
  startOn?: string | undefined;
}

/** A draft that can be quoted: every answer given, at least one seat. */
export function quotable(draft: OrderDraft): OrderInput | null {
  const { planCode, seats, months, startOn } = draft;
  if (!planCode || !seats || seats < 1 || !months || !startOn) return null;
  return { planCode, seats, months, startOn };
}

export type OrderProgress = OrderView['status'] | 'invoiced';

/** How far an order is: the one that opens a lease is invoiced at once and filled, and paid only with its invoice. */
export function orderProgress(order: Pick<OrderView, 'status' | 'open'>): OrderProgress {
  return order.status === 'filled' && order.open !== null && isPositive(order.open) ? 'invoiced' : order.status;
}

/** The last day on which a standing order can be paid: the day before it lapses. */
export function payBy(order: Pick<OrderView, 'status' | 'lapsesOn'>): string | null {
  return order.status === 'standing' && order.lapsesOn !== null ? addDays(order.lapsesOn, -1) : null;
}
