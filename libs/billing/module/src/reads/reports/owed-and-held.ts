import type { CivilDate } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { SheetRow } from './ledger-sheets';

export interface LeaseRow extends SheetRow {
  tenant_id: string;
  tenant_name: string;
  lease_id: string;
  lease_number: string;
}

export interface OwedRow extends LeaseRow {
  due_on: string;
  open_minor: bigint;
}

/** What was open of every invoice when a day was over, by its due date. */
export async function readOwed(db: LedgerDatabase, on: CivilDate): Promise<OwedRow[]> {
  const { rows } = await db.execute<OwedRow>(sql`
    select m.legal_entity_id, n.code, n.name, m.currency, m.tenant_id, t.name as tenant_name, m.lease_id, l.number as lease_number, i.due_on::text,
      sum(m.amount_minor)::bigint as open_minor
    from receivable_movement m
    join invoice i on i.tenant_id = m.tenant_id and i.id = m.invoice_id
    join lease l on l.tenant_id = m.tenant_id and l.id = m.lease_id
    join tenant t on t.id = m.tenant_id
    join legal_entity n on n.id = m.legal_entity_id
    where m.moved_on <= ${on}
    group by m.legal_entity_id, n.code, n.name, m.currency, m.tenant_id, t.name, m.lease_id, l.number, m.invoice_id, i.due_on
    having sum(m.amount_minor) <> 0
    order by n.code, m.currency, t.name, l.number, i.due_on`);
  return rows;
}

export interface DepositRow extends LeaseRow {
  deposit_minor: bigint;
}

/** What was held of every lease's deposit when a day was over. */
export async function readDeposits(db: LedgerDatabase, on: CivilDate): Promise<DepositRow[]> {
  const { rows } = await db.execute<DepositRow>(sql`
    select e.legal_entity_id, n.code, n.name, e.currency, e.tenant_id, t.name as tenant_name, e.lease_id, l.number as lease_number,
      -sum(e.amount_minor)::bigint as deposit_minor
    from ledger_entry e
    join ledger_tx x on x.tenant_id = e.tenant_id and x.id = e.tx_id
    join lease l on l.tenant_id = e.tenant_id and l.id = e.lease_id
    join tenant t on t.id = e.tenant_id
    join legal_entity n on n.id = e.legal_entity_id
    where e.account = 'deposit-liability' and x.effective_on <= ${on}
    group by e.legal_entity_id, n.code, n.name, e.currency, e.tenant_id, t.name, e.lease_id, l.number
    having sum(e.amount_minor) <> 0
    order by n.code, e.currency, t.name, l.number`);
  return rows;
}
