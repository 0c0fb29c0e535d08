import { Injectable } from '@nestjs/common';
import type { LineReduction, OpenUsage } from '@seatline/billing-domain';
import { Audit, type Principal, type TenantTransaction } from '@seatline/server';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { type IncludedAgain, insertCorrections, insertIncluded, isReratingDone, markReratingDone, type NewCorrection } from '../persistence/reratings';
import { insertRatings, readUsageLeases } from '../persistence/usage';
import type { LeaseDifference, Rerating, ReratingLease } from '../reads/reratings';
import { LeaseDesk } from './lease-desk';
import { type ChangedCall, ReratingAssessor } from './rerating-assessor';
import { SettleUsage } from './settle-usage';

const NOTHING = { do: 'correct-usage', debits: [], credits: [] } as const;

/** Does what a dry run said to one lease, in the caller's transaction under the lease's lock, the wallet's change and the caps' among it: all of it or nothing. */
@Injectable()
export class RerateLease {
  constructor(
    private readonly assessor: ReratingAssessor,
    private readonly desk: LeaseDesk,
    private readonly settleUsage: SettleUsage,
    private readonly audit: Audit,
  ) {}

  async run(tx: TenantTransaction, actor: Principal, rerating: Rerating, planned: ReratingLease): Promise<'done' | 'skipped' | 'differs'> {
    const { tenantId, leaseId } = planned;
    const locked = await this.desk.take(tx, leaseId);
    if (await isReratingDone(tx.ledger, tenantId, rerating.id, leaseId)) return 'skipped';
    // What is due by now is done first, closes among it: what they bill is billed at the old price.
    await this.desk.perform(tx, locked, NOTHING, { actor: actor.displayName });
    const usageLease = (await readUsageLeases(tx.ledger, tenantId)).find((each) => each.id === leaseId)!;
    const { difference, changed } = await this.assessor.assess(tx.ledger, tenantId, usageLease, rerating);
    if (!isAsPlanned(planned, difference)) return 'differs';
    const at = this.desk.presentOf(locked);
    const ratings = changed.map(({ rating }) => rating);
    await insertRatings(tx.ledger, tenantId, ratings, at);
    await insertIncluded(tx.ledger, { tenantId, leaseId }, changed.flatMap(includedOf));
    await this.settleUsage.run(tx, ratings, at, rerating.id);
    await this.correct(tx, actor, rerating.id, leaseId, changed);
    await markReratingDone(tx.ledger, tenantId, rerating.id, leaseId, actor.displayName, at);
    await this.audit.record(tx, actor, {
      action: 'usage.rerated', subjectKind: 'lease', subjectId: leaseId, reason: rerating.reason, facts: { rerating: rerating.id, changed: difference.changed },
    });
    return 'done';
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

const FORESEEN = [
  'calls', 'changed', 'unpriced', 'openMicros', 'debitMicros', 'creditMicros', 'walletCalls', 'walletDebitMicros', 'walletCreditMicros',
] as const satisfies readonly (keyof LeaseDifference)[];

function isAsPlanned(planned: LeaseDifference, found: LeaseDifference): boolean {
  return FORESEEN.every((field) => planned[field] === found[field]);
}

/** What its included minutes take off a call's new price. */
function includedOf({ leg, rating, netMicros }: ChangedCall): IncludedAgain[] {
  if (leg.poolFromOn === null) return [];
  const micros = (rating.costMicros ?? 0n) - netMicros;
  return [{ usageId: leg.id, version: rating.version, poolFromOn: leg.poolFromOn, seconds: leg.includedSeconds, micros }];
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
