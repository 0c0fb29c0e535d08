import type { Contract } from '@seatline/billing-domain';
import type { CivilDate, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { contractFromJson, type StoredContract } from '../persistence/contract-json';
import type { BillLine, CreditNoteFacts, DepositReceiptFacts, InvoiceFacts } from '../documents/bill-documents';
import type { ContractFacts } from '../documents/contract-document';
import type { Addendum } from '../documents/contract-words';
import type { DocumentParties } from '../documents/paper';
import { BILLED_LINE, type BilledLineRow } from './billed-line';
import { listContractVersions } from './plans';

interface PartiesRow extends Record<string, unknown> {
  entity_name: string;
  entity_tax_number: string | null;
  bank: DocumentParties['bank'];
  tenant_name: string;
  lease_number: string;
  currency: string;
  zone: Zone;
}

const PARTIES = sql`
  e.name as entity_name, e.tax_number as entity_tax_number, t.name as tenant_name, l.number as lease_number, l.currency, l.zone,
  case when e.bank_name is not null then json_build_object(
    'accountName', e.bank_account_name, 'bankName', e.bank_name, 'accountNumber', e.bank_account_number) end as bank`;

function partiesOf(row: PartiesRow): DocumentParties {
  return {
    entityName: row.entity_name, entityTaxNumber: row.entity_tax_number, bank: row.bank, tenantName: row.tenant_name,
    leaseNumber: row.lease_number, currency: row.currency, zone: row.zone,
  };
}

interface BillRow extends PartiesRow {
  number: string;
  kind: 'rent' | 'telephone';
  issued_at: number;
  due_on: string;
  net_minor: bigint;
  tax_minor: bigint;
  total_minor: bigint;
}

interface LineRow extends BilledLineRow {
  fee: BillLine['fee'];
}

function toLine(row: LineRow): BillLine {
  return {
    kind: row.kind, fee: row.fee, fromOn: row.from_on, toOn: row.to_on, seats: row.seats, priceMinor: row.price_minor, days: row.days, periodDays: row.period_days,
    calls: row.calls, costMicros: row.cost_micros,
    included: row.included_seconds === null || row.included_used_seconds === null ? null : { seconds: Number(row.included_seconds), usedSeconds: Number(row.included_used_seconds) },
    netMinor: row.net_minor, taxMinor: row.tax_minor,
  };
}

/** What an invoice's document tells: only what was issued, nothing that became of it. Null when the tenant has no such invoice. */
export async function readInvoiceFacts(db: LedgerDatabase, tenantId: string, invoiceId: string): Promise<InvoiceFacts | null> {
  const { rows } = await db.execute<BillRow>(sql`
    select ${PARTIES}, i.number, i.kind, epoch_ms(i.issued_at) as issued_at, i.due_on::text, i.net_minor, i.tax_minor, i.total_minor
    from invoice i join lease l on l.tenant_id = i.tenant_id and l.id = i.lease_id join tenant t on t.id = i.tenant_id
    join legal_entity e on e.id = i.legal_entity_id where i.tenant_id = ${tenantId} and i.id = ${invoiceId}`);
  const [row] = rows;
  if (!row) return null;
  const lines = await db.execute<LineRow>(sql`
    select ${BILLED_LINE}, x.fee -> 'name' as fee, x.net_minor, x.tax_minor
    from invoice_line x where x.tenant_id = ${tenantId} and x.invoice_id = ${invoiceId} order by x.line_no`);
  return {
    parties: partiesOf(row), number: row.number, kind: row.kind, issuedAt: row.issued_at, dueOn: row.due_on, lines: lines.rows.map(toLine),
    netMinor: row.net_minor, taxMinor: row.tax_minor, totalMinor: row.total_minor,
  };
}

/** Null when the tenant has no such credit note. */
export async function readCreditNoteFacts(db: LedgerDatabase, tenantId: string, noteId: string): Promise<CreditNoteFacts | null> {
  const { rows } = await db.execute<BillRow & { invoice_number: string }>(sql`
    select ${PARTIES}, c.number, epoch_ms(c.issued_at) as issued_at, c.net_minor, c.tax_minor, c.total_minor, i.number as invoice_number
    from credit_note c join invoice i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
    join lease l on l.tenant_id = c.tenant_id and l.id = c.lease_id join tenant t on t.id = c.tenant_id
    join legal_entity e on e.id = c.legal_entity_id where c.tenant_id = ${tenantId} and c.id = ${noteId}`);
  const [row] = rows;
  if (!row) return null;
  const lines = await db.execute<LineRow>(sql`
    select ${BILLED_LINE}, x.fee -> 'name' as fee, n.net_minor, n.tax_minor
    from credit_note_line n
    join invoice_line x on x.tenant_id = n.tenant_id and x.invoice_id = n.invoice_id and x.line_no = n.invoice_line_no
    where n.tenant_id = ${tenantId} and n.credit_note_id = ${noteId} order by n.line_no`);
  return {
    parties: partiesOf(row), number: row.number, issuedAt: row.issued_at, invoiceNumber: row.invoice_number, lines: lines.rows.map(toLine),
    netMinor: row.net_minor, taxMinor: row.tax_minor, totalMinor: row.total_minor,
  };
}

interface DepositRow extends PartiesRow {
  number: string;
  seats: number;
  deposit_minor: bigint;
  per_seat_minor: bigint;
  total_minor: bigint;
  paid_minor: bigint;
  paid_at: number | null;
  paid_on: string | null;
}

/** The deposit that an invoice asked for; `paid` says whether all of the invoice was paid. Null when it asked for none. */
export async function readDepositFacts(
  db: LedgerDatabase, tenantId: string, invoiceId: string,
): Promise<{ readonly paid: false } | { readonly paid: true; readonly facts: DepositReceiptFacts } | null> {
  const { rows } = await db.execute<DepositRow>(sql`
    select ${PARTIES}, i.number, i.total_minor, d.seats, d.deposit_minor, d.per_seat_minor, coalesce(p.paid_minor, 0)::bigint as paid_minor, p.paid_at, p.paid_on
    from invoice i join lease l on l.tenant_id = i.tenant_id and l.id = i.lease_id join tenant t on t.id = i.tenant_id
    join legal_entity e on e.id = i.legal_entity_id
    cross join lateral (
      select sum(cardinality(x.seat_numbers))::int as seats, sum(x.net_minor)::bigint as deposit_minor, max(x.seat_price_minor) as per_seat_minor
      from invoice_line x where x.tenant_id = i.tenant_id and x.invoice_id = i.id and x.kind = 'deposit' having count(*) > 0
    ) d
    left join lateral (
      select sum(a.amount_minor) as paid_minor, epoch_ms(max(a.allocated_at)) as paid_at,
        max(coalesce(m.value_on, (a.allocated_at at time zone l.zone)::date))::text as paid_on
      from payment_allocation a
      left join payment m on a.source_kind = 'payment' and m.tenant_id = a.tenant_id and m.lease_id = a.lease_id and m.sequence = a.source_sequence
      where a.tenant_id = i.tenant_id and a.invoice_id = i.id and a.amount_minor > 0
    ) p on true
    where i.tenant_id = ${tenantId} and i.id = ${invoiceId}`);
  const [row] = rows;
  if (!row) return null;
  if (row.paid_minor < row.total_minor || row.paid_at === null || row.paid_on === null) return { paid: false };
  const facts = {
    parties: partiesOf(row), invoiceNumber: row.number, seats: row.seats, perSeatMinor: row.per_seat_minor, depositMinor: row.deposit_minor,
    receivedAt: row.paid_at, receivedOn: row.paid_on,
  };
  return { paid: true, facts };
}

interface ContractRow extends PartiesRow {
  opened_at: number;
  plan_code: string;
  plan_version: number;
  contract: StoredContract;
}

interface ChangeRow extends Record<string, unknown> {
  at: number;
  type: string;
  facts: { seats?: number; seatNumbers?: number[]; endsOn?: string; endOn?: string; months?: number; version?: number; fromOn?: string; reason?: string };
}

/** What a lease's contract tells as it stands now. Null when the tenant has no such lease, or it has no account yet. */
export async function readContractFacts(db: LedgerDatabase, tenantId: string, leaseId: string): Promise<ContractFacts | null> {
  const { rows } = await db.execute<ContractRow>(sql`
    select ${PARTIES}, epoch_ms(a.opened_at) as opened_at, l.plan_code, a.plan_version, l.contract
    from lease l join lease_account a on a.tenant_id = l.tenant_id and a.lease_id = l.id join tenant t on t.id = l.tenant_id
    join legal_entity e on e.id = a.legal_entity_id where l.tenant_id = ${tenantId} and l.id = ${leaseId}`);
  const [row] = rows;
  if (!row) return null;
  const { rows: changes } = await db.execute<ChangeRow>(sql`
    select epoch_ms(at) as at, type, facts from lease_event
    where tenant_id = ${tenantId} and lease_id = ${leaseId} and type in ('lease-opened', 'order-filled', 'seats-removed', 'seats-handed-over', 'terms-changed', 'lease-renewed', 'end-agreed')
    order by sequence`);
  const addenda = changes.flatMap(toAddendum);
  const versions = (await listContractVersions(db, tenantId, leaseId)).reverse();
  return {
    parties: partiesOf(row), openedAt: row.opened_at, planCode: row.plan_code, planVersion: row.plan_version, addenda,
    seats: changes.find((change) => change.type === 'lease-opened')?.facts.seats ?? 0,
    contract: asConcluded(contractFromJson(row.contract), addenda),
    versions: versions.map(({ version, fromOn, toOn, terms }) => ({ version, fromOn: fromOn as CivilDate, toOn: toOn as CivilDate | null, terms })),
  };
}

function toAddendum({ type, at, facts }: ChangeRow): Addendum[] {
  const seats = facts.seatNumbers?.length ?? 0;
  if (type === 'order-filled') return [{ kind: 'seats-added', at, seats }];
  if (type === 'seats-removed') return [{ kind: 'seats-removed', at, seats, endsOn: facts.endsOn ?? '' }];
  if (type === 'seats-handed-over') return [{ kind: 'seats-handed-over', at, seats, endsOn: facts.endsOn ?? '' }];
  if (type === 'terms-changed') return [{ kind: 'terms-changed', at, version: facts.version ?? 0, fromOn: facts.fromOn ?? '', reason: facts.reason ?? '' }];
  if (type === 'lease-renewed') return [{ kind: 'renewed', at, months: facts.months ?? 0, endOn: facts.endOn ?? '' }];
  return type === 'end-agreed' ? [{ kind: 'end-agreed', at, endOn: facts.endOn ?? '' }] : [];
}

function asConcluded(contract: Contract, addenda: readonly Addendum[]): Contract {
  const renewed = addenda.reduce((sum, each) => (each.kind === 'renewed' ? sum + each.months : sum), 0);
  return { ...contract, term: { ...contract.term, months: contract.term.months - renewed } };
}
