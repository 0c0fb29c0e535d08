import type { CallOutcome, ChargedSeatDays, DeckTable } from '@seatline/billing-domain';
import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { type Called, type CalledColumns, calledOf, type UsageDirection } from './usage';

export interface InvoicePlace {
  readonly leaseId: string;
  /** The lease's own count, from 1. */
  readonly sequence: number;
  readonly number: string;
}

/** Which invoice of which lease an id means; null when the tenant has none of it. */
export async function findInvoice(db: LedgerDatabase, tenantId: string, invoiceId: string): Promise<InvoicePlace | null> {
  const { rows } = await db.execute<{ lease_id: string; sequence: number; number: string }>(
    sql`select lease_id, sequence, number from invoice where tenant_id = ${tenantId} and id = ${invoiceId}`,
  );
  const [row] = rows;
  return row ? { leaseId: row.lease_id, sequence: row.sequence, number: row.number } : null;
}

/** Whose invoice a printed number is, over all tenants. */
export async function findInvoiceByNumber(db: LedgerDatabase, number: string): Promise<{ tenantId: string; invoiceId: string } | null> {
  const { rows } = await db.execute<{ tenant_id: string; id: string }>(sql`select tenant_id, id from invoice where number = ${number}`);
  const [row] = rows;
  return row ? { tenantId: row.tenant_id, invoiceId: row.id } : null;
}

/** The seat-days that an invoice charges. */
export async function readChargedSeatDays(db: LedgerDatabase, tenantId: string, invoiceId: string): Promise<ChargedSeatDays[]> {
  const { rows } = await db.execute<{ line_no: number; number: number; from_on: CivilDate; to_on: CivilDate; net_minor: bigint }>(sql`
    select c.line_no, s.number, lower(c.service)::text as from_on, upper(c.service)::text as to_on, c.net_minor
    from rent_charge c join lease_seat s on s.tenant_id = c.tenant_id and s.seat_id = c.seat_id
    where c.tenant_id = ${tenantId} and c.invoice_id = ${invoiceId} order by c.line_no, s.number`);
  return rows.map((row) => ({ line: row.line_no, seatNumber: row.number, fromOn: row.from_on, toOn: row.to_on, netMinor: row.net_minor }));
}

/** A call on an invoice, with the rating by which it was billed. */
export interface BilledCall {
  readonly id: string;
  readonly line: number;
  readonly deckId: string | null;
  readonly direction: UsageDirection;
  readonly carrierLeg: boolean;
  readonly ourNumber: string | null;
  readonly otherNumber: string | null;
  readonly answeredAt: Instant | null;
  readonly milliseconds: number;
  readonly called: Called | null;
  readonly stored: CallOutcome;
  /** Covered by included minutes: the line bills what is beyond. */
  readonly includedSeconds: number;
}

interface BilledCallRow extends CalledColumns {
  id: string;
  line_no: number;
  deck_id: string | null;
  direction: UsageDirection;
  carrier_leg: boolean;
  our_number: string | null;
  other_number: string | null;
  answered_at: number | null;
  milliseconds: bigint;
  prefix: string | null;
  deck_table: DeckTable | null;
  band: string | null;
  billed_seconds: number | null;
  cost_micros: bigint | null;
  included_seconds: number;
}

/** The calls that an invoice bills, by id, so many after one of them. */
export async function readBilledCalls(
  db: LedgerDatabase, tenantId: string, invoiceId: string, page: { readonly after: string | null; readonly most: number },
): Promise<BilledCall[]> {
  const { rows } = await db.execute<BilledCallRow>(sql`
    select u.id, b.line_no, r.deck_id, u.direction, u.carrier_leg, u.our_number, u.other_number, u.called_table, u.called_number,
      epoch_ms(u.answered_at) as answered_at, u.milliseconds, r.prefix, r.deck_table, r.band, r.billed_seconds, r.cost_micros,
      coalesce(n.seconds, 0) as included_seconds
    from usage_billing b
    join rated_usage r on r.tenant_id = b.tenant_id and r.usage_id = b.usage_id and r.version = b.version
    left join included_usage n on n.tenant_id = b.tenant_id and n.usage_id = b.usage_id and n.version = b.version
    join usage_event u on u.tenant_id = b.tenant_id and u.id = b.usage_id
    where b.tenant_id = ${tenantId} and b.invoice_id = ${invoiceId} and ${page.after === null ? sql`true` : sql`b.usage_id > ${page.after}`}
    order by b.usage_id limit ${page.most}`);
  return rows.map((row) => ({
    id: row.id,
    line: row.line_no,
    deckId: row.deck_id,
    direction: row.direction,
    carrierLeg: row.carrier_leg,
    ourNumber: row.our_number,
    otherNumber: row.other_number,
    answeredAt: row.answered_at as Instant | null,
    milliseconds: Number(row.milliseconds),
    called: calledOf(row),
    stored: { prefix: row.prefix, table: tableOf(row), band: row.band, billedSeconds: row.billed_seconds, costMicros: row.cost_micros },
    includedSeconds: row.included_seconds,
  }));
}

/** Ratings of before know one table alone. */
function tableOf({ prefix, deck_table: table }: BilledCallRow): DeckTable | null {
  return prefix === null ? null : (table ?? 'e164');
}
