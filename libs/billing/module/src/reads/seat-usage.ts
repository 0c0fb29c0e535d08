import type { HeldSeat, TimeSpan } from '@seatline/billing-domain';
import type { CivilDate, Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** A lease whose seats are counted, with all that billing itself knows of them. */
export interface CountedLease {
  readonly id: string;
  readonly number: string;
  readonly zone: Zone;
  readonly seats: readonly HeldSeat[];
  readonly suspended: readonly TimeSpan[];
}

interface LeaseRow extends Record<string, unknown> {
  id: string;
  number: string;
  zone: Zone;
  seats: { seat_id: string; from_on: CivilDate; to_on: CivilDate; sublet: boolean }[];
  suspended: { from_at: Instant; to_at: Instant | null }[];
}

/** Which orders of a tenant's leases brought seats of another tenant's: the request itself belongs to who gave, so it is read by the platform's door. */
export async function readSubletOrders(db: LedgerDatabase, tenantId: string): Promise<{ leaseId: string; order: number }[]> {
  const { rows } = await db.execute<{ lease_id: string; order_number: number }>(
    sql`select to_lease_id as lease_id, order_number from sublet where to_tenant_id = ${tenantId} and state = 'effective'`,
  );
  return rows.map((row) => ({ leaseId: row.lease_id, order: row.order_number }));
}

/**
 * A tenant's leases that run on some day from `fromOn` to before `toOn`, the oldest first. Seats that were only ordered are none yet, and
 * those that ended unpaid never were. */
export async function readCountedLeases(
  db: LedgerDatabase, tenantId: string, span: { readonly fromOn: CivilDate; readonly toOn: CivilDate }, subletOrders: readonly { leaseId: string; order: number }[],
): Promise<CountedLease[]> {
  const handedOver = sql.param(subletOrders.map(({ leaseId, order }) => `${leaseId} ${order}`));
  const { rows } = await db.execute<LeaseRow>(sql`
    select l.id, l.number, l.zone,
      coalesce((select json_agg(json_build_object('seat_id', s.seat_id, 'from_on', s.from_on, 'to_on', least(s.ends_on, l.end_on), 'sublet',
          exists (select from invoice i join lease_order o on o.tenant_id = i.tenant_id and o.invoice_id = i.id
            where i.tenant_id = s.tenant_id and i.lease_id = s.lease_id and i.sequence = s.brought_by_invoice
              and s.lease_id || ' ' || o.number = any (${handedOver}::text[]))) order by s.number)
        from lease_seat s where s.tenant_id = l.tenant_id and s.lease_id = l.id and (s.state = 'active' or s.state = 'released' and exists (
          select from lease_event e where e.tenant_id = s.tenant_id and e.lease_id = s.lease_id and e.type = 'seats-activated'
            and e.facts -> 'seatNumbers' @> to_jsonb(s.number)))), '[]') as seats,
      coalesce((select json_agg(json_build_object('from_at', epoch_ms(p.suspended_at), 'to_at', epoch_ms(p.restored_at)) order by p.sequence)
        from suspension p where p.tenant_id = l.tenant_id and p.lease_id = l.id), '[]') as suspended
    from lease l
    where l.tenant_id = ${tenantId} and l.status <> 'pending' and l.start_on < ${span.toOn}::date and l.end_on > ${span.fromOn}::date
    order by l.start_on, l.id`);
  return rows.map((row) => ({
    id: row.id, number: row.number, zone: row.zone,
    seats: row.seats.map((seat) => ({ seatId: seat.seat_id, fromOn: seat.from_on, toOn: seat.to_on, sublet: seat.sublet })),
    suspended: row.suspended.map(({ from_at, to_at }) => ({ fromAt: from_at, toAt: to_at })),
  }));
}

/** Tenants that have a lease on some day of the time, page by page. */
export async function tenantsWithLeases(
  db: LedgerDatabase, span: { readonly fromOn: CivilDate; readonly toOn: CivilDate }, page: { after: string | null; most: number },
): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.execute<{ id: string; name: string }>(sql`
    select t.id, t.name from tenant t
    where exists (select from lease l where l.tenant_id = t.id and l.status <> 'pending' and l.start_on < ${span.toOn}::date and l.end_on > ${span.fromOn}::date)
      and ${page.after === null ? sql`true` : sql`t.id > ${page.after}`}
    order by t.id limit ${page.most}`);
  return rows;
}
