import type { StatementMapping } from '@seatline/billing-domain';
import type { Currency, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

export interface BankAccount {
  readonly id: string;
  readonly legalEntityId: string;
  readonly legalEntityName: string;
  readonly name: string;
  readonly currency: Currency;
  readonly mapping: StatementMapping;
  readonly secondPersonAboveMinor: bigint;
}

interface AccountRow extends Record<string, unknown> {
  id: string;
  legal_entity_id: string;
  legal_entity_name: string;
  name: string;
  currency: Currency;
  mapping: StatementMapping;
  second_person_above_minor: bigint;
}

/** @param lock so that files of one account are taken one after the other. */
export async function findBankAccounts(db: LedgerDatabase, id: string | null = null, lock = false): Promise<BankAccount[]> {
  const { rows } = await db.execute<AccountRow>(sql`
    select a.id, a.legal_entity_id, n.name as legal_entity_name, a.name, a.currency, a.mapping, a.second_person_above_minor
    from bank_account a join legal_entity n on n.id = a.legal_entity_id
    where ${id === null ? sql`true` : sql`a.id = ${id}`} order by a.name ${lock ? sql`for no key update of a` : sql``}`);
  return rows.map((row) => ({
    id: row.id,
    legalEntityId: row.legal_entity_id,
    legalEntityName: row.legal_entity_name,
    name: row.name,
    currency: row.currency,
    mapping: row.mapping,
    secondPersonAboveMinor: row.second_person_above_minor,
  }));
}

export interface NewBankAccount {
  readonly legalEntityId: string;
  readonly name: string;
  readonly currency: string;
  readonly mapping: StatementMapping;
  readonly secondPersonAboveMinor: bigint;
}

export async function insertBankAccount(db: LedgerDatabase, account: NewBankAccount, at: Instant): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into bank_account (legal_entity_id, name, currency, mapping, second_person_above_minor, created_at)
    values (${account.legalEntityId}, ${account.name}, ${account.currency}, ${JSON.stringify(account.mapping)}, ${account.secondPersonAboveMinor}, ${timestamp(at)})
    returning id`);
  return rows[0]!.id;
}

export async function updateBankAccount(db: LedgerDatabase, id: string, account: Pick<NewBankAccount, 'name' | 'mapping' | 'secondPersonAboveMinor'>): Promise<boolean> {
  const { rows } = await db.execute<{ id: string }>(sql`
    update bank_account set name = ${account.name}, mapping = ${JSON.stringify(account.mapping)}, second_person_above_minor = ${account.secondPersonAboveMinor},
      version = version + 1 where id = ${id} returning id`);
  return rows.length > 0;
}

export async function findLegalEntities(db: LedgerDatabase): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.execute<{ id: string; name: string }>(sql`select id, name from legal_entity order by code`);
  return rows;
}
