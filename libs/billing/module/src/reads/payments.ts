import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';

export type PaymentSource = 'bank-transfer' | 'gateway';

/** A payment and what has become of it. */
export interface BookedPayment {
  readonly id: string;
  readonly leaseId: string;
  readonly leaseNumber: string;
  readonly source: PaymentSource;
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly valueOn: CivilDate;
  readonly bookedAt: Instant;
  readonly bookedBy: string;
  readonly forOrder: boolean;
  readonly allocations: readonly { readonly invoiceId: string; readonly invoiceNumber: string; readonly amountMinor: bigint }[];
  /** What serves no invoice yet and waits for the next one or for an order. */
  readonly unappliedMinor: bigint;
}

interface PaymentRow extends Record<string, unknown> {
  id: string;
  lease_id: string;
  lease_number: string;
  source: PaymentSource;
  reference: string;
  amount_minor: bigint;
  currency: string;
  value_on: string;
  booked_at: number;
  booked_by: string;
  for_order: boolean;
  allocations: { id: string; number: string; minor: string }[] | null;
  /** Given back, or taken back by a bank. */
  gone_minor: bigint;
}

/** Payments of a tenant that meet a condition on `p`, the last booked first. */
export async function readPayments(db: LedgerDatabase, tenantId: string, where: SQL, most: number): Promise<BookedPayment[]> {
  const { rows } = await db.execute<PaymentRow>(sql`
    select p.id, p.lease_id, l.number as lease_number, p.source, p.reference, p.amount_minor, p.currency, p.value_on::text,
      epoch_ms(p.booked_at) as booked_at, p.booked_by, p.for_order,
      (select json_agg(json_build_object('id', i.id, 'number', i.number, 'minor', a.amount_minor::text) order by a.sequence)
        from payment_allocation a join invoice i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
        where a.tenant_id = p.tenant_id and a.lease_id = p.lease_id and a.source_kind = 'payment' and a.source_sequence = p.sequence) as allocations,
      (select coalesce(sum(x.amount_minor), 0)::bigint from unapplied_part x
        where x.tenant_id = p.tenant_id and x.lease_id = p.lease_id and x.source_kind = 'payment' and x.source_sequence = p.sequence) as gone_minor
    from payment p join lease l on l.tenant_id = p.tenant_id and l.id = p.lease_id
    where p.tenant_id = ${tenantId} and (${where})
    order by p.booked_at desc, p.id desc limit ${most}`);
  return rows.map(toPayment);
}

export async function findPayment(db: LedgerDatabase, tenantId: string, source: PaymentSource, reference: string): Promise<BookedPayment | null> {
  const [payment] = await readPayments(db, tenantId, sql`p.source = ${source} and p.reference = ${reference}`, 1);
  return payment ?? null;
}

function toPayment(row: PaymentRow): BookedPayment {
  const allocations = (row.allocations ?? []).map(({ id, number, minor }) => ({ invoiceId: id, invoiceNumber: number, amountMinor: BigInt(minor) }));
  return {
    id: row.id,
    leaseId: row.lease_id,
    leaseNumber: row.lease_number,
    source: row.source,
    reference: row.reference,
    amountMinor: row.amount_minor,
    currency: row.currency,
    valueOn: row.value_on as CivilDate,
    bookedAt: row.booked_at as Instant,
    bookedBy: row.booked_by,
    forOrder: row.for_order,
    allocations,
    unappliedMinor: row.amount_minor - row.gone_minor - allocations.reduce((sum, each) => sum + each.amountMinor, 0n),
  };
}
