import type { AccountSides } from '@seatline/billing-domain';
import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';

/** A lease as a statement names it, and whether anything may still be booked into its past. */
export interface StatedLease extends Record<string, unknown> {
  id: string;
  number: string;
  zone: string;
  currency: string;
  advanced_to: number;
  next_due_at: number | null;
}

/** A ledger transaction that moves what the tenant sees, with the document that it comes from. */
export interface StatedBooking {
  readonly id: string;
  /** The ledger's own word: invoice, payment, allocation, credit-note, deposit-release, … */
  readonly kind: string;
  readonly ref: string;
  readonly bookedAt: number;
  readonly bookedOn: string;
  /** The bank's date of money that came or went, otherwise the day of the booking. */
  readonly countsFromOn: string;
  /** A printed number or a bank's reference; null where the transaction has no document of its own. */
  readonly document: string | null;
  readonly moved: AccountSides;
}

interface SidesRow extends Record<string, unknown> {
  receivable_minor: bigint;
  deposit_minor: bigint;
  unapplied_minor: bigint;
  refundable_minor: bigint;
}

interface BookingRow extends SidesRow {
  id: string;
  kind: string;
  ref: string;
  booked_at: number;
  booked_on: string;
  counts_from_on: string;
  document: string | null;
}

const SIDES: SQL = sql.raw(`
  coalesce(sum(e.amount_minor) filter (where e.account = 'receivable'), 0)::bigint as receivable_minor,
  coalesce(-sum(e.amount_minor) filter (where e.account = 'deposit-liability'), 0)::bigint as deposit_minor,
  coalesce(-sum(e.amount_minor) filter (where e.account = 'unapplied'), 0)::bigint as unapplied_minor,
  coalesce(-sum(e.amount_minor) filter (where e.account = 'refund-payable'), 0)::bigint as refundable_minor`);

/** A tenant's leases, or one of them, the first opened first. */
export async function readStatedLeases(db: LedgerDatabase, tenantId: string, leaseId: string | null): Promise<StatedLease[]> {
  const { rows } = await db.execute<StatedLease>(sql`
    select id, number, zone, currency, coalesce(epoch_ms(advanced_to), 0) as advanced_to, epoch_ms(next_due_at) as next_due_at
    from lease where tenant_id = ${tenantId} and ${leaseId === null ? sql`true` : sql`id = ${leaseId}`} order by created_at, id`);
  return rows;
}

/** How a lease's account stood before an instant, by the instant of booking. */
export async function readSidesBefore(db: LedgerDatabase, tenantId: string, leaseId: string, before: string): Promise<AccountSides> {
  const { rows } = await db.execute<SidesRow>(sql`
    select ${SIDES}
    from ledger_tx t join ledger_entry e on e.tenant_id = t.tenant_id and e.tx_id = t.id
    where t.tenant_id = ${tenantId} and t.lease_id = ${leaseId} and t.recorded_at < ${before}`);
  return toSides(rows[0]!);
}

/** What was booked from an instant to before another, in its order: at one instant documents before what allocates money to them. */
export async function readBookings(db: LedgerDatabase, tenantId: string, lease: StatedLease, span: { from: string; to: string }): Promise<StatedBooking[]> {
  const { rows } = await db.execute<BookingRow>(sql`
    select t.id, t.kind, t.ref, epoch_ms(t.recorded_at) as booked_at, (t.recorded_at at time zone ${lease.zone})::date::text as booked_on,
      t.effective_on::text as counts_from_on, s.*,
      case t.kind
        when 'invoice' then (select i.number from invoice i where i.tenant_id = t.tenant_id and i.lease_id = t.lease_id and i.sequence::text = t.ref)
        when 'credit-note' then (select c.number from credit_note c where c.tenant_id = t.tenant_id and c.lease_id = t.lease_id and c.sequence::text = t.ref)
        when 'payment' then (select p.reference from payment p where p.tenant_id = t.tenant_id and p.lease_id = t.lease_id and p.sequence::text = t.ref)
        when 'refund-payout' then (
          select r.reference from refund_payout r where r.tenant_id = t.tenant_id and r.lease_id = t.lease_id and r.sequence::text = t.ref)
        when 'allocation' then (
          select i.number from payment_allocation a join invoice i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
          where a.tenant_id = t.tenant_id and a.lease_id = t.lease_id and a.sequence::text = t.ref)
      end as document
    from ledger_tx t
    cross join lateral (select ${SIDES} from ledger_entry e where e.tenant_id = t.tenant_id and e.tx_id = t.id) s
    where t.tenant_id = ${tenantId} and t.lease_id = ${lease.id} and t.recorded_at >= ${span.from} and t.recorded_at < ${span.to}
    order by t.recorded_at, case when t.kind = 'allocation' then 1 else 0 end, t.kind, length(t.ref), t.ref`);
  return rows.map((row) => ({
    id: row.id, kind: row.kind, ref: row.ref, bookedAt: row.booked_at, bookedOn: row.booked_on, countsFromOn: row.counts_from_on,
    document: row.document, moved: toSides(row),
  }));
}

function toSides(row: SidesRow): AccountSides {
  return {
    receivableMinor: row.receivable_minor, depositMinor: row.deposit_minor, unappliedMinor: row.unapplied_minor, refundableMinor: row.refundable_minor,
  };
}
