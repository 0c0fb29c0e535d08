import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export const FAPIAO_STATES = ['requested', 'issued', 'refused', 'red-needed', 'red-issued'] as const;
export type FapiaoState = (typeof FAPIAO_STATES)[number];

export interface FapiaoRow extends Record<string, unknown> {
  tenant_id: string;
  tenant_name: string;
  id: string;
  invoice_id: string;
  invoice_number: string;
  kind: 'general' | 'special';
  title: string;
  tax_number: string | null;
  address: string;
  phone: string;
  bank_name: string;
  bank_account: string;
  email: string;
  requested_at: number;
  requested_by: string;
  refused_reason: string | null;
  currency: string;
  number: string | null;
  issued_on: string | null;
  amount_minor: bigint | null;
  state: FapiaoState;
  due_minor: bigint;
  red_letters: { credit_note: string; total: string; number: string | null; issued_on: string | null }[] | null;
}

export interface FapiaoFilter {
  /** Null: of all tenants, through the platform's door. */
  readonly tenantId: string | null;
  readonly id?: string;
  readonly invoiceId?: string;
  readonly state?: FapiaoState;
  readonly after: string | null;
  readonly most: number;
}

/** Requests of fapiao with what became of them, the last asked for first. */
export async function readFapiao(db: LedgerDatabase, filter: FapiaoFilter): Promise<FapiaoRow[]> {
  const conditions = [
    ...(filter.tenantId ? [sql`f.tenant_id = ${filter.tenantId}`] : []),
    ...(filter.id ? [sql`f.id = ${filter.id}`] : []),
    ...(filter.invoiceId ? [sql`f.invoice_id = ${filter.invoiceId}`] : []),
    ...(filter.state ? [sql`f.state = ${filter.state}`] : []),
    ...(filter.after ? [sql`f.id < ${filter.after}`] : []),
  ];
  const { rows } = await db.execute<FapiaoRow>(sql`
    select f.tenant_id, t.name as tenant_name, f.id, f.invoice_id, f.invoice_number, f.kind, f.title, f.tax_number, f.address, f.phone, f.bank_name, f.bank_account,
      f.email, epoch_ms(f.requested_at) as requested_at, f.requested_by, f.refused_reason, f.currency, f.number, f.issued_on::text, f.amount_minor, f.state, f.due_minor,
      case when f.number is not null then (
        select json_agg(json_build_object('credit_note', c.number, 'total', c.total_minor::text, 'number', x.number, 'issued_on', x.issued_on) order by c.sequence)
        from fapiao_document d
        join credit_note c on c.tenant_id = d.tenant_id and c.invoice_id = f.invoice_id and c.sequence > d.credit_notes_before
        left join fapiao_document x on x.tenant_id = c.tenant_id and x.credit_note_id = c.id
        where d.tenant_id = f.tenant_id and d.request_id = f.id and d.kind = 'blue') end as red_letters
    from fapiao_list f join tenant t on t.id = f.tenant_id
    where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    order by f.id desc limit ${filter.most}`);
  return rows;
}
