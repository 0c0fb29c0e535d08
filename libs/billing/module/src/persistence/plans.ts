import type { Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { Plan } from '../reads/plans';
import { type PlanTerms, termsToJson } from './contract-json';
import { timestamp } from './table-writer';

/**
 * Adds the plan's next version: the one that was in force at its beginning ends there, and it ends itself where a later one begins already. One that
 * begins at the same instant as another is refused by the database, as is anything else that would be in force twice.
 * @returns the version's number.
 */
export async function insertPlan(db: LedgerDatabase, plan: Omit<Plan, 'version' | 'ownPriceVersion'>, at: Instant): Promise<number> {
  const from = timestamp(plan.effectiveFrom);
  await db.execute(sql`
    update plan_version set valid = tstzrange(lower(valid), ${from}::timestamptz)
    where plan_code = ${plan.code} and valid @> ${from}::timestamptz and lower(valid) < ${from}::timestamptz`);
  const { rows } = await db.execute<{ version: number }>(sql`
    insert into plan_version (plan_code, version, legal_entity_id, name, currency, terms, effective_from, valid, created_at)
    values (${plan.code}, (select coalesce(max(version), 0) + 1 from plan_version where plan_code = ${plan.code}), ${plan.legalEntityId},
      ${JSON.stringify(plan.name)}::jsonb, ${plan.currency}, ${JSON.stringify(termsToJson(plan.terms))}::jsonb, ${from},
      tstzrange(${from}::timestamptz, (select min(effective_from) from plan_version where plan_code = ${plan.code} and effective_from > ${from}::timestamptz)),
      ${timestamp(at)})
    returning version`);
  return rows[0]!.version;
}

/** A tenant's own prices from an instant on (null: for good): those that run on at that instant end there. The tenant's transaction gives the tenant. */
export async function insertOwnPrice(
  db: LedgerDatabase,
  price: { readonly planCode: string; readonly terms: PlanTerms; readonly from: Instant; readonly until: Instant | null; readonly reason: string; readonly agreedBy: string },
  at: Instant,
): Promise<number> {
  const from = timestamp(price.from);
  await db.execute(sql`
    update own_price set valid = tstzrange(lower(valid), ${from}::timestamptz)
    where plan_code = ${price.planCode} and upper_inf(valid) and lower(valid) < ${from}::timestamptz`);
  const { rows } = await db.execute<{ version: number }>(sql`
    insert into own_price (plan_code, version, valid, terms, reason, agreed_by, agreed_at)
    values (${price.planCode}, (select coalesce(max(version), 0) + 1 from own_price where plan_code = ${price.planCode}),
      tstzrange(${from}::timestamptz, ${price.until === null ? null : timestamp(price.until)}::timestamptz),
      ${JSON.stringify(termsToJson(price.terms))}::jsonb, ${price.reason}, ${price.agreedBy}, ${timestamp(at)})
    returning version`);
  return rows[0]!.version;
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

/** Who invoices what nobody else was named for: the company that was entered first. */
export async function readFirstLegalEntity(db: LedgerDatabase): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(sql`select id from legal_entity order by created_at, id limit 1`);
  if (!rows[0]) throw new Error('no legal entity is entered');
  return rows[0].id;
}

/** @throws when there is no such company: the catalogue's keys do not allow that. */
export async function readLegalEntity(db: LedgerDatabase, id: string): Promise<{ id: string; prefix: string; zone: Zone }> {
  const { rows } = await db.execute<{ id: string; prefix: string; zone: Zone }>(
    sql`select id, invoice_prefix as prefix, zone from legal_entity where id = ${id}`,
  );
  if (!rows[0]) throw new Error(`no legal entity ${id}`);
  return rows[0];
}
