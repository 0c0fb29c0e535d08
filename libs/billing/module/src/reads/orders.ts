import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export interface OrderRow extends Record<string, unknown> {
  id: string;
  lease_id: string;
  lease_number: string;
  plan_code: string;
  number: number;
  seats: number;
  state: 'standing' | 'filled' | 'lapsed' | 'cancelled';
  currency: string;
  placed_at: number;
  ordered_on: string;
  invoice_id: string | null;
  /** Null until it is invoiced. */
  total_minor: bigint | null;
  open_minor: bigint | null;
}

export interface OrderFilter {
  readonly id?: string;
  readonly after: string | null;
  readonly most: number;
}

/** A tenant's orders, the last placed first. */
export async function readOrders(db: LedgerDatabase, tenantId: string, filter: OrderFilter): Promise<OrderRow[]> {
  const { rows } = await db.execute<OrderRow>(sql`
    select o.id, o.lease_id, l.number as lease_number, l.plan_code, o.number, o.seats, o.state, l.currency, epoch_ms(o.placed_at) as placed_at,
      o.ordered_on::text, o.invoice_id, v.total_minor, v.open_minor
    from lease_order o
    join lease l on l.tenant_id = o.tenant_id and l.id = o.lease_id
    left join invoice_list v on v.tenant_id = o.tenant_id and v.id = o.invoice_id
    where o.tenant_id = ${tenantId}
      and ${filter.id ? sql`o.id = ${filter.id}` : sql`true`}
      and ${
        filter.after
          ? sql`(o.placed_at, o.id) < (select placed_at, id from lease_order where tenant_id = ${tenantId} and id = ${filter.after})`
          : sql`true`
      }
    order by o.placed_at desc, o.id desc limit ${filter.most}`);
  return rows;
}
