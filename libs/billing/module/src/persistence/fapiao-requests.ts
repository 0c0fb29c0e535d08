import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

/** To whom fapiao are written. Empty text: not given. */
export interface TaxProfile {
  readonly title: string;
  readonly taxNumber: string | null;
  readonly address: string;
  readonly phone: string;
  readonly bankName: string;
  readonly bankAccount: string;
  readonly email: string;
}

export type FapiaoKind = 'general' | 'special';

interface ProfileRow extends Record<string, unknown> {
  title: string;
  tax_number: string | null;
  address: string;
  phone: string;
  bank_name: string;
  bank_account: string;
  email: string;
}

export async function findTaxProfile(db: LedgerDatabase, tenantId: string): Promise<TaxProfile | null> {
  const { rows } = await db.execute<ProfileRow>(sql`
    select title, tax_number, address, phone, bank_name, bank_account, email from tax_profile where tenant_id = ${tenantId}`);
  const [row] = rows;
  if (!row) return null;
  const { title, address, phone, email } = row;
  return { title, taxNumber: row.tax_number, address, phone, bankName: row.bank_name, bankAccount: row.bank_account, email };
}

export async function saveTaxProfile(db: LedgerDatabase, tenantId: string, profile: TaxProfile, by: string, at: Instant): Promise<void> {
  await db.execute(sql`
    insert into tax_profile (tenant_id, title, tax_number, address, phone, bank_name, bank_account, email, changed_at, changed_by)
    values (${tenantId}, ${profile.title}, ${profile.taxNumber}, ${profile.address}, ${profile.phone}, ${profile.bankName}, ${profile.bankAccount}, ${profile.email},
      ${timestamp(at)}, ${by})
    on conflict (tenant_id) do update set title = excluded.title, tax_number = excluded.tax_number, address = excluded.address, phone = excluded.phone,
      bank_name = excluded.bank_name, bank_account = excluded.bank_account, email = excluded.email, changed_at = excluded.changed_at,
      changed_by = excluded.changed_by`);
}

/** What a fapiao of the invoice would say: all but the deposit, less what was credited; null when the tenant has no such invoice. */
export async function findFapiaoAmount(db: LedgerDatabase, tenantId: string, invoiceId: string): Promise<{ leaseId: string; dueMinor: bigint } | null> {
  const { rows } = await db.execute<{ lease_id: string; due_minor: bigint }>(sql`
    select i.lease_id, (coalesce((select sum(l.net_minor + l.tax_minor) from invoice_line l
        where l.tenant_id = i.tenant_id and l.invoice_id = i.id and l.kind <> 'deposit'), 0)
      - coalesce((select sum(c.total_minor) from credit_note c where c.tenant_id = i.tenant_id and c.invoice_id = i.id), 0))::bigint as due_minor
    from invoice i where i.tenant_id = ${tenantId} and i.id = ${invoiceId}`);
  return rows[0] ? { leaseId: rows[0].lease_id, dueMinor: rows[0].due_minor } : null;
}

export interface NewRequest {
  readonly tenantId: string;
  readonly leaseId: string;
  readonly invoiceId: string;
  readonly kind: FapiaoKind;
  readonly profile: TaxProfile;
  readonly by: string;
  readonly at: Instant;
}

export async function insertFapiaoRequest(db: LedgerDatabase, request: NewRequest): Promise<string> {
  const { profile } = request;
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into fapiao_request (tenant_id, lease_id, invoice_id, kind, title, tax_number, address, phone, bank_name, bank_account, email, requested_at, requested_by)
    values (${request.tenantId}, ${request.leaseId}, ${request.invoiceId}, ${request.kind}, ${profile.title}, ${profile.taxNumber}, ${profile.address},
      ${profile.phone}, ${profile.bankName}, ${profile.bankAccount}, ${profile.email}, ${timestamp(request.at)}, ${request.by})
    returning id`);
  return rows[0]!.id;
}

export interface Decision {
  readonly state: 'issued' | 'refused';
  readonly reason: string | null;
  readonly by: string;
  readonly at: Instant;
}

/** Decides a request once; false where it is decided already. */
export async function decideFapiaoRequest(db: LedgerDatabase, tenantId: string, id: string, decision: Decision): Promise<boolean> {
  const { rows } = await db.execute(sql`
    update fapiao_request set state = ${decision.state}, refused_reason = ${decision.reason}, decided_at = ${timestamp(decision.at)}, decided_by = ${decision.by}
    where tenant_id = ${tenantId} and id = ${id} and state = 'requested' returning id`);
  return rows.length > 0;
}

export interface NewDocument {
  readonly tenantId: string;
  readonly requestId: string;
  readonly creditNoteId: string | null;
  readonly number: string;
  readonly issuedOn: CivilDate;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly by: string;
  readonly at: Instant;
}

export async function insertFapiaoDocument(db: LedgerDatabase, document: NewDocument): Promise<void> {
  await db.execute(sql`
    insert into fapiao_document (tenant_id, request_id, kind, credit_note_id, number, issued_on, amount_minor, currency, credit_notes_before, recorded_at, recorded_by)
    select ${document.tenantId}, r.id, ${document.creditNoteId === null ? 'blue' : 'red'}, ${document.creditNoteId}, ${document.number}, ${document.issuedOn},
      ${document.amountMinor}, ${document.currency},
      (select coalesce(max(c.sequence), 0) from credit_note c where c.tenant_id = r.tenant_id and c.lease_id = r.lease_id), ${timestamp(document.at)}, ${document.by}
    from fapiao_request r where r.tenant_id = ${document.tenantId} and r.id = ${document.requestId}`);
}

/** The lease's own lock, so that no credit note is issued between the reckoning of a fapiao's amount and its record. */
export async function lockLeaseOf(db: LedgerDatabase, tenantId: string, requestId: string): Promise<void> {
  await db.execute(sql`
    select 1 from lease l where l.tenant_id = ${tenantId}
      and l.id = (select lease_id from fapiao_request where tenant_id = ${tenantId} and id = ${requestId}) for no key update`);
}

/** The credit notes that a request's fapiao still needs a red letter for, the oldest first. */
export async function findNeededRedLetters(db: LedgerDatabase, tenantId: string, requestId: string): Promise<{ creditNoteId: string; totalMinor: bigint; currency: string }[]> {
  const { rows } = await db.execute<{ id: string; total_minor: bigint; currency: string }>(sql`
    select c.id, c.total_minor, c.currency
    from fapiao_request r
    join fapiao_document d on d.tenant_id = r.tenant_id and d.request_id = r.id and d.kind = 'blue'
    join credit_note c on c.tenant_id = r.tenant_id and c.invoice_id = r.invoice_id and c.sequence > d.credit_notes_before
    where r.tenant_id = ${tenantId} and r.id = ${requestId}
      and not exists (select from fapiao_document x where x.tenant_id = c.tenant_id and x.credit_note_id = c.id)
    order by c.sequence`);
  return rows.map((row) => ({ creditNoteId: row.id, totalMinor: row.total_minor, currency: row.currency }));
}
