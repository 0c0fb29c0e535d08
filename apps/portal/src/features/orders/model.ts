import type { OrderInput } from './api';

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
