import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export interface TaxCategoryRow extends Record<string, unknown> {
  code: string;
  name: { en: string; 'zh-CN': string };
  rates: { from_on: string; percent_micros: string; reason: string; created_by: string }[] | null;
  plans: { plan_code: string; from_on: string; to_on: string | null }[] | null;
}

/** Every category with its rates and the plans that it taxes, each by day. */
export async function readTaxCategories(db: LedgerDatabase): Promise<TaxCategoryRow[]> {
  const { rows } = await db.execute<TaxCategoryRow>(sql`
    select c.code, c.name,
      (select json_agg(json_build_object('from_on', lower(r.valid), 'percent_micros', r.percent_micros::text, 'reason', r.reason, 'created_by', r.created_by)
        order by r.valid) from tax_rate r where r.category = c.code) as rates,
      (select json_agg(json_build_object('plan_code', p.plan_code, 'from_on', lower(p.valid), 'to_on', upper(p.valid)) order by p.plan_code, p.valid)
        from plan_tax_category p where p.category = c.code) as plans
    from tax_category c order by c.code`);
  return rows;
}
