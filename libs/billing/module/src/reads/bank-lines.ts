import type { MatchCandidate } from '@seatline/billing-domain';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export const BANK_LINE_STATES = ['open', 'awaiting-second', 'booked', 'ignored'] as const;
export type BankLineState = (typeof BANK_LINE_STATES)[number];

export interface BankLineRow extends Record<string, unknown> {
  id: string;
  bank_account_id: string;
  account_name: string;
  legal_entity_id: string;
  limit_minor: bigint;
  value_on: string;
  amount_minor: bigint;
  currency: string;
  reference: string;
  payer_name: string;
  payer_account: string;
  remark: string;
  state: BankLineState;
  tenant_id: string | null;
  tenant_name: string | null;
  lease_id: string | null;
  lease_number: string | null;
  for_order: boolean | null;
  for_wallet: boolean | null;
  confirmed_by: string | null;
  confirmed_by_name: string | null;
  second_by_name: string | null;
  payment_id: string | null;
  ignored_reason: string | null;
  ignored_by: string | null;
}

export interface BankLineFilter {
  readonly id?: string;
  readonly state?: BankLineState;
  readonly accountId?: string;
  readonly after: string | null;
  readonly most: number;
}

/** Lines of statements with what became of them, the last value date first. */
export async function readBankLines(db: LedgerDatabase, filter: BankLineFilter): Promise<BankLineRow[]> {
  const state = sql`case when g.line_id is not null then 'ignored' when m.line_id is null then 'open' when num_nonnulls(m.payment_id, m.top_up_id) = 0 then 'awaiting-second' else 'booked' end`;
  const conditions = [
    ...(filter.id ? [sql`b.id = ${filter.id}`] : []),
    ...(filter.accountId ? [sql`b.bank_account_id = ${filter.accountId}`] : []),
    ...(filter.state ? [sql`${state} = ${filter.state}`] : []),
    ...(filter.after ? [sql`(b.value_on, b.id) < (select value_on, id from bank_line where id = ${filter.after})`] : []),
  ];
  const { rows } = await db.execute<BankLineRow>(sql`
    select b.id, b.bank_account_id, a.name as account_name, a.legal_entity_id, a.second_person_above_minor as limit_minor, b.value_on::text, b.amount_minor,
      b.currency, b.reference, b.payer_name, b.payer_account, b.remark, ${state} as state, m.tenant_id, t.name as tenant_name, m.lease_id,
      l.number as lease_number, m.for_order, m.for_wallet, m.confirmed_by, m.confirmed_by_name, m.second_by_name, m.payment_id, g.reason as ignored_reason, g.ignored_by
    from bank_line b
    join bank_account a on a.id = b.bank_account_id
    left join bank_match m on m.line_id = b.id
    left join tenant t on t.id = m.tenant_id
    left join lease l on l.tenant_id = m.tenant_id and l.id = m.lease_id
    left join bank_line_ignored g on g.line_id = b.id
    where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    order by b.value_on desc, b.id desc limit ${filter.most}`);
  return rows;
}

interface CandidateRow extends Record<string, unknown> {
  tenant_id: string;
  tenant_name: string;
  lease_id: string;
  lease_number: string;
  legal_entity_id: string;
  currency: string;
  prepaid: boolean;
  invoices: { number: string; open: string }[] | null;
  payers: { name: string; account: string }[] | null;
}

export interface OwnedCandidate extends MatchCandidate {
  readonly tenantId: string;
  readonly legalEntityId: string;
  readonly currency: string;
}

/** Leases that money may be meant for: those that owe, those that wait for an order to be paid, and those that a payer has paid for before. */
export async function readMatchCandidates(db: LedgerDatabase): Promise<OwnedCandidate[]> {
  const { rows } = await db.execute<CandidateRow>(sql`
    with wanted as materialized (
      select tenant_id, lease_id from ledger_entry where account = 'receivable' group by 1, 2 having sum(amount_minor) > 0
      union select tenant_id, lease_id from lease_order where state = 'standing'
      union select tenant_id, lease_id from bank_match where payment_id is not null
      union select tenant_id, lease_id from prepaid_period where upper_inf(during)
    ), payers as materialized (
      select m.tenant_id, m.lease_id, json_agg(distinct jsonb_build_object('name', b.payer_name, 'account', b.payer_account)) as payers
      from bank_match m join bank_line b on b.id = m.line_id where m.payment_id is not null group by 1, 2
    )
    select w.tenant_id, t.name as tenant_name, w.lease_id, l.number as lease_number, a.legal_entity_id, l.currency, p.payers,
      exists (select from prepaid_period c where c.tenant_id = w.tenant_id and c.lease_id = w.lease_id and upper_inf(c.during)) as prepaid,
      (select json_agg(json_build_object('number', v.number, 'open', v.open_minor::text) order by v.due_on, v.sequence) from invoice_list v
        where v.tenant_id = w.tenant_id and v.lease_id = w.lease_id and v.open_minor > 0) as invoices
    from wanted w
    join lease l on l.tenant_id = w.tenant_id and l.id = w.lease_id
    join lease_account a on a.tenant_id = w.tenant_id and a.lease_id = w.lease_id
    join tenant t on t.id = w.tenant_id
    left join payers p on p.tenant_id = w.tenant_id and p.lease_id = w.lease_id`);
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    leaseId: row.lease_id,
    leaseNumber: row.lease_number,
    hasWallet: row.prepaid,
    legalEntityId: row.legal_entity_id,
    currency: row.currency,
    openInvoices: (row.invoices ?? []).map(({ number, open }) => ({ number, openMinor: BigInt(open) })),
    payers: row.payers ?? [],
  }));
}
