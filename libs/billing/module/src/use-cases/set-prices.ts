import { Inject, Injectable } from '@nestjs/common';
import type { BillingProblemCode } from '@seatline/billing-domain';
import type { Clock, Instant } from '@seatline/kernel';
import { Audit, CLOCK, notFound, PlatformUnitOfWork, type Principal, Problem, TenantUnitOfWork, violatedConstraint } from '@seatline/server';
import { insertOwnPrice, insertPlan, readFirstLegalEntity } from '../persistence/plans';
import { listPlanVersions, plansInForce } from '../reads/plans';
import { readTenantTerms } from '../reads/tenants';
import { nameOf } from './lease-desk';
import { type GivenTerms, termsGiven } from './plan-terms';

export interface NewPlanVersion {
  readonly code: string;
  readonly name: { readonly en: string; readonly 'zh-CN': string };
  readonly currency: string;
  readonly terms: GivenTerms;
  /** Null: now. */
  readonly effectiveFrom: Instant | null;
}

export interface NewOwnPrice {
  readonly planCode: string;
  readonly terms: GivenTerms;
  /** Null: now. */
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly reason: string;
}

/** What the database says of two validities at once, as the operator is told it. */
const REFUSED: Readonly<Record<string, BillingProblemCode>> = {
  plan_version_effective_key: 'plan.version-exists',
  plan_version_once: 'plan.version-exists',
  plan_version_pkey: 'plan.version-exists',
  own_price_once: 'own-price.overlaps',
  own_price_pkey: 'own-price.overlaps',
};

/** Prices that the operator sets: a plan's next version, and a tenant's own prices. Leases that are open keep what they were opened with. */
@Injectable()
export class SetPrices {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the version's number. */
  async planVersion(actor: Principal, wanted: NewPlanVersion): Promise<number> {
    const now = this.clock.now();
    const effectiveFrom = wanted.effectiveFrom ?? now;
    if (effectiveFrom < now) throw new Problem('plan.in-past');
    const terms = termsGiven(wanted.currency, wanted.terms);
    return refusing(wanted.code, () =>
      this.platform.run(async (tx) => {
        const before = (await listPlanVersions(tx.db)).find(({ code }) => code === wanted.code);
        if (before && before.currency !== wanted.currency) throw new Problem('plan.other-currency', { plan: wanted.code, currency: before.currency });
        const legalEntityId = before?.legalEntityId ?? (await readFirstLegalEntity(tx.db));
        const { code, name, currency } = wanted;
        const version = await insertPlan(tx.db, { code, name, currency, terms, legalEntityId, effectiveFrom }, now);
        const facts = { version, effectiveFrom: new Date(effectiveFrom).toISOString(), seatMonthlyMinor: String(terms.seatMonthlyMinor) };
        await this.audit.recordPlatform(tx, actor, { action: 'plan.version-made', subjectKind: 'plan', subjectId: code, facts });
        return version;
      }),
    );
  }

  /** @returns the version's number. */
  async ownPrice(actor: Principal, tenantId: string, wanted: NewOwnPrice): Promise<number> {
    const now = this.clock.now();
    const from = wanted.from ?? now;
    if (from < now || (wanted.until !== null && wanted.until <= from)) throw new Problem('own-price.in-past');
    const { planCode, reason, until } = wanted;
    return refusing(planCode, () =>
      this.tenants.run(tenantId, async (tx) => {
        const tenant = await readTenantTerms(tx.ledger, tenantId);
        if (!tenant) throw notFound('tenant');
        const plan = (await plansInForce(tx.ledger, from)).find(({ code }) => code === planCode);
        if (!plan || plan.currency !== tenant.currency) throw new Problem('plan.unknown', { plan: planCode });
        const terms = termsGiven(tenant.currency, wanted.terms);
        const version = await insertOwnPrice(tx.ledger, { planCode, terms, from, until, reason, agreedBy: nameOf(actor) }, now);
        const facts = { plan: planCode, version, seatMonthlyMinor: String(terms.seatMonthlyMinor) };
        await this.audit.record(tx, actor, { action: 'own-price.agreed', subjectKind: 'tenant', subjectId: tenantId, reason, facts });
        return version;
      }),
    );
  }
}

/** Runs what the database may refuse because another version is in force at the time. */
async function refusing<Value>(plan: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const code = REFUSED[violatedConstraint(error) ?? ''];
    if (code) throw new Problem(code, { plan });
    throw error;
  }
}
