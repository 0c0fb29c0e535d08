import type { Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { Plan } from '../reads/plans';
import { termsToJson } from './contract-json';
import { timestamp } from './table-writer';

/** Adds the plan's next version. One that begins at the same instant as another is refused by the database. */
export async function insertPlan(db: LedgerDatabase, plan: Omit<Plan, 'version'>, at: Instant): Promise<void> {
  await db.execute(sql`
    insert into plan_version (plan_code, version, legal_entity_id, name, currency, terms, effective_from, created_at)
    values (${plan.code}, (select coalesce(max(version), 0) + 1 from plan_version where plan_code = ${plan.code}), ${plan.legalEntityId},
      ${JSON.stringify(plan.name)}::jsonb, ${plan.currency}, ${JSON.stringify(termsToJson(plan.terms))}::jsonb,
      ${timestamp(plan.effectiveFrom)}, ${timestamp(at)})`);
}

/** A company that issues invoices; `code` names it, and its prefix begins every number that it prints. */
export interface LegalEntity {
  readonly code: string;
  readonly name: string;
  readonly taxNumber: string | null;
  readonly invoicePrefix: string;
  readonly zone: string;
  /** Where transfers go to; null where none is known yet. */
  readonly bank: BankAccount | null;
}

export interface BankAccount {
  readonly accountName: string;
  readonly bankName: string;
  readonly accountNumber: string;
}

/** Enters the company unless it is there; its id. */
export async function ensureLegalEntity(db: LedgerDatabase, entity: LegalEntity, at: Instant): Promise<string> {
  await db.execute(sql`
    insert into legal_entity (code, name, tax_number, invoice_prefix, zone, bank_account_name, bank_name, bank_account_number, created_at)
    values (${entity.code}, ${entity.name}, ${entity.taxNumber}, ${entity.invoicePrefix}, ${entity.zone}, ${entity.bank?.accountName ?? null},
      ${entity.bank?.bankName ?? null}, ${entity.bank?.accountNumber ?? null}, ${timestamp(at)})
    on conflict (code) do nothing`);
  const { rows } = await db.execute<{ id: string }>(sql`select id from legal_entity where code = ${entity.code}`);
  return rows[0]!.id;
}

/** @throws when there is no such company: the catalogue's keys do not allow that. */
export async function readLegalEntity(db: LedgerDatabase, id: string): Promise<{ id: string; prefix: string; zone: Zone }> {
  const { rows } = await db.execute<{ id: string; prefix: string; zone: Zone }>(
    sql`select id, invoice_prefix as prefix, zone from legal_entity where id = ${id}`,
  );
  if (!rows[0]) throw new Error(`no legal entity ${id}`);
  return rows[0];
}
