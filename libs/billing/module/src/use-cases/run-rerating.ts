import { Injectable } from '@nestjs/common';
import type { LineReduction, OpenUsage } from '@seatline/billing-domain';
import { Audit, notFound, PlatformUnitOfWork, type Principal, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { insertCorrections, isReratingDone, markReratingDone, type NewCorrection } from '../persistence/reratings';
import { insertRatings, readUsageLeases } from '../persistence/usage';
import { findRerating, type LeaseDifference, plannedLeases, type Rerating, type ReratingLease } from '../reads/reratings';
import { LeaseDesk } from './lease-desk';
import { type ChangedCall, ReratingAssessor } from './rerating-assessor';

/**
 * What became of each lease of the plan. `done`: now; `skipped`: before, or by somebody else at the same time; `differs`: its calls or the decks are no longer
 * what the plan was made from, so nothing was done and a new dry run is needed.
 */
export interface ReratingOutcome {
  readonly done: number;
  readonly skipped: number;
  readonly differs: number;
}

const NOTHING = { do: 'correct-usage', debits: [], credits: [] } as const;

/**
 * Does what a dry run said, lease by lease, each in a transaction of its own under the lease's lock: cut off half way, it is done again and goes on where it stopped.
 * Calls on no invoice get their new price; of those that are billed the difference becomes a debit on the next telephone invoice or a credit note.
 */
@Injectable()
export class RunRerating {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly assessor: ReratingAssessor,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  async run(actor: Principal, reratingId: string): Promise<ReratingOutcome> {
    const { rerating, leases } = await this.platform.run(async (tx) => ({
      rerating: await findRerating(tx.db, reratingId), leases: await plannedLeases(tx.db, reratingId),
    }));
    if (!rerating) throw notFound('rerating');
    const outcome = { done: 0, skipped: 0, differs: 0 };
    for (const planned of leases) outcome[await this.runLease(actor, rerating, planned)] += 1;
    return outcome;
  }

  private runLease(actor: Principal, rerating: Rerating, planned: ReratingLease): Promise<keyof ReratingOutcome> {
    const { tenantId, leaseId } = planned;
    return this.tenants.run(tenantId, async (tx) => {
      const locked = await this.desk.take(tx, leaseId);
      if (await isReratingDone(tx.ledger, tenantId, rerating.id, leaseId)) return 'skipped';
      // What is due by now is done first, closes among it: what they bill is billed at the old price.
      await this.desk.perform(tx, locked, NOTHING, { actor: actor.displayName });
      const usageLease = (await readUsageLeases(tx.ledger, tenantId)).find((each) => each.id === leaseId)!;
      const { difference, changed } = await this.assessor.assess(tx.ledger, tenantId, usageLease, rerating);
      if (!isAsPlanned(planned, difference)) return 'differs';
      const at = this.desk.presentOf(locked);
      await insertRatings(tx.ledger, tenantId, changed.map(({ rating }) => rating), at);
      await this.correct(tx, actor, rerating.id, leaseId, changed);
      await markReratingDone(tx.ledger, tenantId, rerating.id, leaseId, actor.displayName, at);
      await this.audit.record(tx, actor, {
        action: 'usage.rerated', subjectKind: 'lease', subjectId: leaseId, reason: rerating.reason, facts: { rerating: rerating.id, changed: difference.changed },
      });
      return 'done';
    });
  }

  /** The lease is read again, so that its book knows the new prices of what waits. */
  private async correct(tx: TenantTransaction, actor: Principal, reratingId: string, leaseId: string, changed: readonly ChangedCall[]): Promise<void> {
    const lease = await this.desk.take(tx, leaseId);
    await insertCorrections(tx.ledger, { tenantId: tx.tenantId, reratingId, leaseId }, changed.flatMap((call) => correctionsOf(call, lease)));
    const corrections = changed.flatMap(({ leg, correction }) => (correction ? [{ leg, correction }] : []));
    const debits = corrections.filter(({ correction }) => correction.debitMicros !== 0n).map(({ leg, correction }): OpenUsage => ({
      answeredOn: leg.answeredOn, calls: correction.debitCalls, costMicros: correction.debitMicros,
    }));
    const credits = corrections.flatMap(({ correction }) => correction.credits);
    await this.desk.perform(tx, lease, { do: 'correct-usage', debits: addDays(debits), credits: addLines(credits) }, { actor: actor.displayName });
  }
}

function isAsPlanned(planned: LeaseDifference, found: LeaseDifference): boolean {
  return (['calls', 'changed', 'unpriced', 'openMicros', 'debitMicros', 'creditMicros'] as const).every((field) => planned[field] === found[field]);
}

function correctionsOf({ leg, rating, correction }: ChangedCall, lease: LoadedLease): NewCorrection[] {
  if (correction === null) return [];
  const of = { usageId: leg.id, version: rating.version, answeredOn: leg.answeredOn };
  const credits = correction.credits.map(({ invoice, line, micros }): NewCorrection => ({
    ...of, micros, credited: { invoiceId: lease.invoiceIds[invoice - 1]!, line },
  }));
  return correction.debitMicros === 0n ? credits : [{ ...of, micros: correction.debitMicros, credited: null }, ...credits];
}

function addDays(debits: readonly OpenUsage[]): OpenUsage[] {
  const byDay = new Map<string, OpenUsage>();
  for (const debit of debits) {
    const known = byDay.get(debit.answeredOn);
    byDay.set(debit.answeredOn, known ? { ...debit, calls: known.calls + debit.calls, costMicros: known.costMicros + debit.costMicros } : debit);
  }
  return [...byDay.values()];
}

function addLines(credits: readonly LineReduction[]): LineReduction[] {
  const byLine = new Map<string, LineReduction>();
  for (const credit of credits) {
    const key = `${credit.invoice} ${credit.line}`;
    byLine.set(key, { ...credit, micros: credit.micros + (byLine.get(key)?.micros ?? 0n) });
  }
  return [...byLine.values()];
}
