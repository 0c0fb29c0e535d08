import { sql } from 'drizzle-orm';

/** What a line bills, by what it was reckoned with, and its amounts: the line's own, or those of it that a credit note gives back. */
export interface BilledLineRow extends Record<string, unknown> {
  kind: string;
  from_on: string | null;
  to_on: string | null;
  seats: number;
  price_minor: bigint | null;
  days: number | null;
  period_days: number | null;
  calls: number | null;
  cost_micros: bigint | null;
  included_seconds: bigint | null;
  included_used_seconds: bigint | null;
  net_minor: bigint;
  tax_minor: bigint;
}

/** The columns of it, but for the amounts, of the invoice line `x`. */
export const BILLED_LINE = sql`
  x.kind, lower(x.service)::text as from_on, upper(x.service)::text as to_on, cardinality(x.seat_numbers) as seats, x.seat_price_minor as price_minor,
  x.days, x.period_days, x.calls, x.cost_micros, x.included_seconds, x.included_used_seconds`;
