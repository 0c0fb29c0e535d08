import type { InvoiceKind, PriceBasis } from '@seatline/billing-domain';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { priceBasisFromJson, type StoredPriceBasis } from '../persistence/pricing-json';

/** An invoice as lists show it. `today` is the lease's own local day. */
export interface InvoiceRow extends Record<string, unknown> {
  id: string;
  number: string;
  kind: InvoiceKind;
  lease_id: string;
  lease_number: string;
  issued_at: number;
  due_on: string;
  currency: string;
  net_minor: bigint;
  tax_minor: bigint;
  total_minor: bigint;
  paid_minor: bigint;
  credited_minor: bigint;
  written_off_minor: bigint;
  open_minor: bigint;
  overdue: boolean;
}

export type InvoiceStatus = 'open' | 'overdue' | 'paid' | 'written-off';

export interface InvoiceFilter {
  readonly leaseId?: string;
  readonly kind?: InvoiceKind;
  readonly status?: InvoiceStatus;
  readonly id?: string;
  readonly after: string | null;
  readonly most: number;
}

/** A tenant's invoices, the last issued first. */
export async function readInvoices(db: LedgerDatabase, tenantId: string, now: string, filter: InvoiceFilter): Promise<InvoiceRow[]> {
  const overdue = sql`(v.open_minor > 0 and v.due_on < (${now}::timestamptz at time zone l.zone)::date)`;
  const conditions = [
    sql`v.tenant_id = ${tenantId}`,
    ...(filter.leaseId ? [sql`v.lease_id = ${filter.leaseId}`] : []),
    ...(filter.kind ? [sql`v.kind = ${filter.kind}`] : []),
    ...(filter.id ? [sql`v.id = ${filter.id}`] : []),
    ...(filter.status === 'paid' ? [sql`v.open_minor = 0 and v.written_off_minor = 0`] : []),
    ...(filter.status === 'written-off' ? [sql`v.written_off_minor > 0`] : []),
    ...(filter.status === 'open' ? [sql`v.open_minor > 0`] : []),
    ...(filter.status === 'overdue' ? [overdue] : []),
    ...(filter.after
      ? [sql`(v.issued_at, v.sequence, v.id) < (select issued_at, sequence, id from invoice where tenant_id = ${tenantId} and id = ${filter.after})`]
      : []),
  ];
  const { rows } = await db.execute<InvoiceRow>(sql`
    select v.id, v.number, v.kind, v.lease_id, v.lease_number, epoch_ms(v.issued_at) as issued_at, v.due_on::text, v.currency, v.net_minor, v.tax_minor,
      v.total_minor, v.paid_minor, v.credited_minor, v.written_off_minor, v.open_minor, ${overdue} as overdue
    from invoice_list v join lease l on l.tenant_id = v.tenant_id and l.id = v.lease_id
    where ${sql.join(conditions, sql` and `)}
    order by v.issued_at desc, v.sequence desc, v.id desc limit ${filter.most}`);
  return rows;
}

export interface InvoiceParts {
  readonly tenantName: string;
  readonly lines: readonly InvoiceLineRow[];
  readonly payments: readonly { value_on: string; amount_minor: string; reference: string | null }[];
  readonly creditNotes: readonly { id: string; number: string; issued_at: number; total_minor: string }[];
  readonly bank: { accountName: string; bankName: string; accountNumber: string } | null;
}

export interface InvoiceLineRow {
  readonly kind: string;
  readonly seats: number | null;
  readonly unit_minor: string | null;
  readonly from_on: string | null;
  readonly to_on: string | null;
  readonly days: number | null;
  readonly period_days: number | null;
  readonly priceBasis: PriceBasis | null;
  readonly fee: { readonly code: string; readonly name: { readonly en: string; readonly 'zh-CN': string } } | null;
  readonly calls: number | null;
  readonly net_minor: string;
  readonly tax_minor: string;
}

interface PartsRow extends Record<string, unknown> {
  tenant_name: string;
  lines: (Omit<InvoiceLineRow, 'priceBasis'> & { readonly price_basis: StoredPriceBasis | null })[] | null;
  payments: InvoiceParts['payments'] | null;
  credit_notes: InvoiceParts['creditNotes'] | null;
  bank: InvoiceParts['bank'];
}

/** The lines of an invoice, what paid it, what was credited, and where to transfer to. */
export async function readInvoiceParts(db: LedgerDatabase, tenantId: string, invoiceId: string): Promise<InvoiceParts | null> {
  const { rows } = await db.execute<PartsRow>(sql`
    select t.name as tenant_name,
      (select json_agg(json_build_object(
          'kind', x.kind, 'seats', nullif(cardinality(x.seat_numbers), 0), 'unit_minor', x.seat_price_minor::text, 'from_on', lower(x.service),
          'to_on', upper(x.service), 'days', x.days, 'period_days', x.period_days, 'price_basis', x.price_basis, 'fee', x.fee, 'calls', x.calls, 'net_minor', x.net_minor::text,
          'tax_minor', x.tax_minor::text) order by x.line_no)
        from invoice_line x where x.tenant_id = i.tenant_id and x.invoice_id = i.id) as lines,
      (select json_agg(json_build_object(
          'value_on', coalesce(p.value_on, (a.allocated_at at time zone l.zone)::date), 'amount_minor', a.amount_minor::text, 'reference', p.reference)
          order by a.sequence)
        from payment_allocation a
        left join payment p on a.source_kind = 'payment' and p.tenant_id = a.tenant_id and p.lease_id = a.lease_id and p.sequence = a.source_sequence
        where a.tenant_id = i.tenant_id and a.invoice_id = i.id) as payments,
      (select json_agg(json_build_object('id', c.id, 'number', c.number, 'issued_at', epoch_ms(c.issued_at), 'total_minor', c.total_minor::text) order by c.sequence)
        from credit_note c where c.tenant_id = i.tenant_id and c.invoice_id = i.id) as credit_notes,
      case when e.bank_name is not null then json_build_object(
          'accountName', e.bank_account_name, 'bankName', e.bank_name, 'accountNumber', e.bank_account_number) end as bank
    from invoice i
    join lease l on l.tenant_id = i.tenant_id and l.id = i.lease_id
    join tenant t on t.id = i.tenant_id
    join legal_entity e on e.id = i.legal_entity_id
    where i.tenant_id = ${tenantId} and i.id = ${invoiceId}`);
  const [row] = rows;
  if (!row) return null;
  return {
    tenantName: row.tenant_name,
    lines: (row.lines ?? []).map(({ price_basis, ...line }) => ({ ...line, priceBasis: price_basis && priceBasisFromJson(price_basis) })),
    payments: row.payments ?? [],
    creditNotes: row.credit_notes ?? [],
    bank: row.bank,
  };
}
