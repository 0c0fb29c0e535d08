import type { CivilDate } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** One set of books: a legal entity's, in one currency. Nothing is ever added up over two of them. */
export interface Sheet {
  readonly legalEntityId: string;
  readonly legalEntityCode: string;
  readonly legalEntityName: string;
  readonly currency: string;
}

export interface SheetRow extends Record<string, unknown> {
  legal_entity_id: string;
  code: string;
  name: string;
  currency: string;
}

export function toSheet(row: SheetRow): Sheet {
  return { legalEntityId: row.legal_entity_id, legalEntityCode: row.code, legalEntityName: row.name, currency: row.currency };
}

export const sheetKey = (row: { legal_entity_id: string; currency: string }): string => `${row.legal_entity_id} ${row.currency}`;

/** Rows gathered by the set of books that they belong to, in the order of their first. */
export function bySheet<Row extends SheetRow>(rows: readonly Row[]): { readonly sheet: Sheet; readonly rows: Row[] }[] {
  const sheets = new Map<string, { readonly sheet: Sheet; readonly rows: Row[] }>();
  for (const row of rows) {
    const known = sheets.get(sheetKey(row));
    if (known) known.rows.push(row);
    else sheets.set(sheetKey(row), { sheet: toSheet(row), rows: [row] });
  }
  return [...sheets.values()];
}

export interface AccountRow extends SheetRow {
  account: string;
  kind: 'asset' | 'liability' | 'income' | 'expense';
  debit_minor: bigint;
  credit_minor: bigint;
}

/** What was entered on both sides of every account up to and including a day, by the day that it counts from. */
export async function readAccounts(db: LedgerDatabase, on: CivilDate): Promise<AccountRow[]> {
  const { rows } = await db.execute<AccountRow>(sql`
    select e.legal_entity_id, n.code, n.name, e.currency, e.account, a.kind,
      coalesce(sum(e.amount_minor) filter (where e.amount_minor > 0), 0)::bigint as debit_minor,
      coalesce(-sum(e.amount_minor) filter (where e.amount_minor < 0), 0)::bigint as credit_minor
    from ledger_entry e
    join ledger_tx t on t.tenant_id = e.tenant_id and t.id = e.tx_id
    join ledger_account a on a.code = e.account
    join legal_entity n on n.id = e.legal_entity_id
    where t.effective_on <= ${on}
    group by e.legal_entity_id, n.code, n.name, e.currency, e.account, a.kind
    order by n.code, e.currency, array_position(array['asset', 'liability', 'income', 'expense'], a.kind), e.account`);
  return rows;
}

export interface MonthlyRow extends SheetRow {
  account: string;
  kind: AccountRow['kind'];
  month: string;
  amount_minor: bigint;
}

/** What every account moved by in each month up to and including a day; `month` is its first day. */
export async function readMonthlyMovements(db: LedgerDatabase, through: CivilDate): Promise<MonthlyRow[]> {
  const { rows } = await db.execute<MonthlyRow>(sql`
    select e.legal_entity_id, n.code, n.name, e.currency, e.account, a.kind, date_trunc('month', t.effective_on)::date::text as month,
      sum(e.amount_minor)::bigint as amount_minor
    from ledger_entry e
    join ledger_tx t on t.tenant_id = e.tenant_id and t.id = e.tx_id
    join ledger_account a on a.code = e.account
    join legal_entity n on n.id = e.legal_entity_id
    where t.effective_on <= ${through} and (a.kind in ('income', 'expense') or e.account = 'rent-deferred')
    group by e.legal_entity_id, n.code, n.name, e.currency, e.account, a.kind, 7
    order by n.code, e.currency, 7, e.account`);
  return rows;
}
