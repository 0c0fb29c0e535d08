import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { type PlanTerms, type StoredTerms, termsFromJson } from '../persistence/contract-json';
import { timestamp } from '../persistence/table-writer';

/** A plan as it is offered at an instant. */
export interface Plan {
  readonly code: string;
  readonly version: number;
  readonly name: { readonly en: string; readonly 'zh-CN': string };
  readonly currency: string;
  readonly terms: PlanTerms;
  readonly legalEntityId: string;
  readonly effectiveFrom: Instant;
}

interface PlanRow extends Record<string, unknown> {
  plan_code: string;
  version: number;
  name: Plan['name'];
  currency: string;
  terms: StoredTerms;
  legal_entity_id: string;
  effective_from: number;
}

function toPlan(row: PlanRow): Plan {
  return {
    code: row.plan_code,
    version: row.version,
    name: row.name,
    currency: row.currency,
    terms: termsFromJson(row.terms),
    legalEntityId: row.legal_entity_id,
    effectiveFrom: row.effective_from as Instant,
  };
}

/** Every plan in the version that is in force at the instant, by code. */
export async function plansInForce(db: LedgerDatabase, at: Instant): Promise<Plan[]> {
  const { rows } = await db.execute<PlanRow>(sql`
    select distinct on (plan_code) plan_code, version, name, currency, terms, legal_entity_id, epoch_ms(effective_from) as effective_from
    from plan_version where effective_from <= ${timestamp(at)} order by plan_code, effective_from desc`);
  return rows.map(toPlan);
}

export async function findPlan(db: LedgerDatabase, code: string, at: Instant): Promise<Plan | null> {
  const { rows } = await db.execute<PlanRow>(sql`
    select plan_code, version, name, currency, terms, legal_entity_id, epoch_ms(effective_from) as effective_from
    from plan_version where plan_code = ${code} and effective_from <= ${timestamp(at)} order by effective_from desc limit 1`);
  return rows[0] ? toPlan(rows[0]) : null;
}
