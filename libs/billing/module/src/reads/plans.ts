import type { RentTerms } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { type PlanTerms, rentTermsFromJson, type StoredRentTerms, type StoredTaxRates, type StoredTerms, termsFromJson } from '../persistence/contract-json';
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
  /** The version of the tenant's own prices that are its terms; null: the catalogue's. */
  readonly ownPriceVersion: number | null;
}

interface PlanRow extends Record<string, unknown> {
  plan_code: string;
  version: number;
  name: Plan['name'];
  currency: string;
  terms: StoredTerms;
  tax_rates: StoredTaxRates;
  legal_entity_id: string;
  effective_from: number;
}

function toPlan(row: PlanRow): Plan {
  return {
    code: row.plan_code,
    version: row.version,
    name: row.name,
    currency: row.currency,
    terms: termsFromJson(row.terms, row.tax_rates),
    legalEntityId: row.legal_entity_id,
    effectiveFrom: row.effective_from as Instant,
    ownPriceVersion: null,
  };
}

/** Every plan in the version that is in force at the instant, by code. */
export async function plansInForce(db: LedgerDatabase, at: Instant): Promise<Plan[]> {
  const { rows } = await db.execute<PlanRow>(sql`
    select plan_code, version, name, currency, terms, legal_entity_id, epoch_ms(effective_from) as effective_from,
      (select json_agg(json_build_object('from_on', s.from_on, 'percent', s.percent_micros::text) order by s.from_on) from plan_tax_schedule s where s.plan_code = plan_version.plan_code) as tax_rates
    from plan_version where valid @> ${timestamp(at)}::timestamptz order by plan_code`);
  return rows.map(toPlan);
}

/** The same with the tenant's own prices in place of the catalogue's, where there are any at the instant. Asked inside the tenant. */
export async function plansForTenant(db: LedgerDatabase, at: Instant): Promise<Plan[]> {
  const plans = await plansInForce(db, at);
  const { rows } = await db.execute<{ plan_code: string; version: number; terms: StoredTerms }>(
    sql`select plan_code, version, terms from own_price where valid @> ${timestamp(at)}::timestamptz`,
  );
  return plans.map((plan) => {
    const own = rows.find((row) => row.plan_code === plan.code);
    return own ? { ...plan, terms: { ...termsFromJson(own.terms), taxRates: plan.terms.taxRates }, ownPriceVersion: own.version } : plan;
  });
}

export interface PlanVersion extends Plan {
  /** When the next version takes its place; null: for good. */
  readonly effectiveTo: Instant | null;
}

/** Every version of every plan, by code, the latest first. */
export async function listPlanVersions(db: LedgerDatabase): Promise<PlanVersion[]> {
  const { rows } = await db.execute<PlanRow & { effective_to: number | null }>(sql`
    select plan_code, version, name, currency, terms, legal_entity_id, epoch_ms(effective_from) as effective_from,
      (select json_agg(json_build_object('from_on', s.from_on, 'percent', s.percent_micros::text) order by s.from_on) from plan_tax_schedule s where s.plan_code = plan_version.plan_code) as tax_rates, epoch_ms(upper(valid)) as effective_to
    from plan_version order by plan_code, plan_version.effective_from desc`);
  return rows.map((row) => ({ ...toPlan(row), effectiveTo: row.effective_to as Instant | null }));
}

export interface OwnPrice {
  readonly planCode: string;
  readonly version: number;
  readonly terms: PlanTerms;
  readonly from: Instant;
  readonly until: Instant | null;
  readonly reason: string;
  readonly agreedBy: string;
}

/** A tenant's own prices, the latest first. Asked inside the tenant. */
export async function listOwnPrices(db: LedgerDatabase): Promise<OwnPrice[]> {
  const { rows } = await db.execute<{ plan_code: string; version: number; terms: StoredTerms; from_at: number; until_at: number | null; reason: string; agreed_by: string }>(sql`
    select plan_code, version, terms, epoch_ms(lower(valid)) as from_at, epoch_ms(upper(valid)) as until_at, reason, agreed_by
    from own_price order by plan_code, version desc`);
  return rows.map((row) => ({
    planCode: row.plan_code, version: row.version, terms: termsFromJson(row.terms), from: row.from_at as Instant, until: row.until_at as Instant | null,
    reason: row.reason, agreedBy: row.agreed_by,
  }));
}

export interface ContractVersion {
  readonly version: number;
  readonly fromOn: string;
  readonly toOn: string | null;
  readonly terms: RentTerms;
  readonly planVersion: number | null;
  readonly ownPriceVersion: number | null;
  readonly reason: string | null;
  readonly agreedBy: string;
  readonly agreedAt: Instant;
  readonly currency: string;
}

/** What was agreed of a lease's rent, the latest first. */
export async function listContractVersions(db: LedgerDatabase, tenantId: string, leaseId: string): Promise<ContractVersion[]> {
  const { rows } = await db.execute<ContractVersionRow>(sql`
    select c.version, lower(c.valid)::text as from_on, upper(c.valid)::text as to_on, c.terms, c.plan_version, c.own_price_version, c.reason, c.agreed_by,
      epoch_ms(c.agreed_at) as agreed_at, l.currency
    from contract_version c join lease l on l.tenant_id = c.tenant_id and l.id = c.lease_id
    where c.tenant_id = ${tenantId} and c.lease_id = ${leaseId} order by c.version desc`);
  return rows.map((row) => ({
    version: row.version, fromOn: row.from_on, toOn: row.to_on, terms: rentTermsFromJson(row.terms), planVersion: row.plan_version,
    ownPriceVersion: row.own_price_version, reason: row.reason, agreedBy: row.agreed_by, agreedAt: row.agreed_at as Instant, currency: row.currency,
  }));
}

interface ContractVersionRow extends Record<string, unknown> {
  version: number;
  from_on: string;
  to_on: string | null;
  terms: StoredRentTerms;
  plan_version: number | null;
  own_price_version: number | null;
  reason: string | null;
  agreed_by: string;
  agreed_at: number;
  currency: string;
}
