import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

export async function insertTaxCategory(db: LedgerDatabase, category: { code: string; name: { en: string; 'zh-CN': string } }, at: Instant): Promise<void> {
  await db.execute(sql`insert into tax_category (code, name, created_at) values (${category.code}, ${JSON.stringify(category.name)}, ${timestamp(at)})`);
}

export interface Begun {
  readonly fromOn: CivilDate;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/** Begins a rate and ends the one before; the database refuses two on one day. */
export async function insertTaxRate(db: LedgerDatabase, category: string, percentMicros: bigint, { fromOn, reason, by, at }: Begun): Promise<void> {
  await db.execute(sql`
    update tax_rate set valid = daterange(lower(valid), ${fromOn}::date) where category = ${category} and upper_inf(valid) and lower(valid) < ${fromOn}::date`);
  await db.execute(sql`
    insert into tax_rate (category, valid, percent_micros, reason, created_at, created_by)
    values (${category}, daterange(${fromOn}::date, null), ${percentMicros}, ${reason}, ${timestamp(at)}, ${by})`);
}

/** Whether a category has a rate on a day. */
export async function hasTaxRate(db: LedgerDatabase, category: string, on: CivilDate): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from tax_rate where category = ${category} and valid @> ${on}::date`);
  return rows.length > 0;
}

export async function hasPlan(db: LedgerDatabase, planCode: string): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from plan_version where plan_code = ${planCode} limit 1`);
  return rows.length > 0;
}

export async function insertPlanCategory(db: LedgerDatabase, planCode: string, category: string, { fromOn, reason, by, at }: Begun): Promise<void> {
  await db.execute(sql`
    update plan_tax_category set valid = daterange(lower(valid), ${fromOn}::date)
    where plan_code = ${planCode} and upper_inf(valid) and lower(valid) < ${fromOn}::date`);
  await db.execute(sql`
    insert into plan_tax_category (plan_code, valid, category, reason, created_at, created_by)
    values (${planCode}, daterange(${fromOn}::date, null), ${category}, ${reason}, ${timestamp(at)}, ${by})`);
}
