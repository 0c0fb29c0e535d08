import { Inject, Injectable } from '@nestjs/common';
import { type CivilDate, civilDateAt, type Clock, zone } from '@seatline/kernel';
import { Audit, CLOCK, notFound, PlatformUnitOfWork, type PlatformTransaction, type Principal, Problem, violatedConstraint } from '@seatline/server';
import { hasPlan, hasTaxRate, insertPlanCategory, insertTaxCategory, insertTaxRate } from '../persistence/tax-rates';
import { readTaxCategories, type TaxCategoryRow } from '../reads/tax-rates';

/** Where a day begins first: a day that has not begun there has not begun for any lease. */
const FIRST_ZONE = zone('Pacific/Kiritimati');

/**
 * Tax categories, their rates by day, and the plans that they tax. A rate or a category begins on a day that has not begun anywhere, so that nothing which
 * was issued could have been issued otherwise.
 */
@Injectable()
export class TaxDesk {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(): Promise<TaxCategoryRow[]> {
    return this.platform.run((tx) => readTaxCategories(tx.db));
  }

  async add(actor: Principal, category: { code: string; name: TaxCategoryRow['name'] }): Promise<void> {
    await this.run(actor, 'tax-category.added', category.code, {}, (tx) => insertTaxCategory(tx.db, category, this.clock.now()));
  }

  async beginRate(actor: Principal, category: string, percentMicros: bigint, fromOn: CivilDate, reason: string): Promise<void> {
    this.requireFuture(fromOn);
    await this.run(actor, 'tax-rate.set', category, { fromOn, percentMicros: percentMicros.toString() }, async (tx) => {
      if (!(await readTaxCategories(tx.db)).some(({ code }) => code === category)) throw notFound('tax category');
      await insertTaxRate(tx.db, category, percentMicros, { fromOn, reason, by: actor.displayName, at: this.clock.now() });
    }, reason);
  }

  async taxPlan(actor: Principal, category: string, planCode: string, fromOn: CivilDate, reason: string): Promise<void> {
    this.requireFuture(fromOn);
    await this.run(actor, 'plan.tax-category-set', category, { planCode, fromOn }, async (tx) => {
      if (!(await hasPlan(tx.db, planCode))) throw notFound('plan');
      if (!(await hasTaxRate(tx.db, category, fromOn))) throw new Problem('tax.no-rate', { on: fromOn });
      await insertPlanCategory(tx.db, planCode, category, { fromOn, reason, by: actor.displayName, at: this.clock.now() });
    }, reason);
  }

  private requireFuture(fromOn: CivilDate): void {
    const today = civilDateAt(this.clock.now(), FIRST_ZONE);
    if (fromOn <= today) throw new Problem('tax.begun', { today });
  }

  private async run(
    actor: Principal, action: string, category: string, facts: Record<string, string>, work: (tx: PlatformTransaction) => Promise<void>, reason: string | null = null,
  ): Promise<void> {
    try {
      await this.platform.run(async (tx) => {
        await work(tx);
        await this.audit.recordPlatform(tx, actor, { action, subjectKind: 'tax-category', subjectId: category, reason, facts });
      });
    } catch (error) {
      const violated = violatedConstraint(error);
      if (violated === 'tax_category_pkey') throw new Problem('tax.category-exists');
      if (violated === 'tax_rate_pkey' || violated === 'plan_tax_category_pkey') throw new Problem('tax.later-exists');
      throw error;
    }
  }
}
