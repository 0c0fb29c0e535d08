import { Injectable } from '@nestjs/common';
import { log, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { type LegRecord, readUsageLeases } from '../persistence/usage';
import { keepContradictions, layOut, storeLaidOut } from '../persistence/usage-batch';
import { UsageDesk } from './usage-desk';
import { assignLeases } from './usage-leases';
import { type UsageRejection, rejectionOf } from './usage-rejection';
import { UsageRater } from './usage-rater';

/**
 * What became of one record. `stored`: kept and looked at for a price. `duplicate`: the leg was known and says the same. `conflict`: the leg was known and
 * says something else; the first stays, this one is kept beside it. `rejected`: not kept.
 */
export type UsageOutcome =
  | { readonly status: 'stored' | 'duplicate' | 'conflict'; readonly reason: null }
  | { readonly status: 'rejected'; readonly reason: UsageRejection };

/** Enough that a transaction's own cost vanishes beside its rows', few enough that it takes about a second and payments wait no longer. */
const LEGS_A_BATCH = 20_000;

const STORED: UsageOutcome = { status: 'stored', reason: null };
const DUPLICATE: UsageOutcome = { status: 'duplicate', reason: null };
const CONFLICT: UsageOutcome = { status: 'conflict', reason: null };

/**
 * Enters any number of legs of a tenant and prices them, as `RecordUsage` does with a few: records of another exchange, or a carrier's list. Each batch is a
 * transaction, so whoever is cut off sends everything again and gets the same result; nothing is counted twice.
 */
@Injectable()
export class RecordUsageBatch {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly usage: UsageDesk,
    private readonly rater: UsageRater,
  ) {}

  /** @returns what became of each record, in their order, once all of it is committed. */
  async run(tenantId: string, records: readonly LegRecord[]): Promise<UsageOutcome[]> {
    const outcomes: UsageOutcome[] = [];
    for (let from = 0; from < records.length; from += LEGS_A_BATCH) {
      const batch = records.slice(from, from + LEGS_A_BATCH);
      outcomes.push(...(await this.tenants.run(tenantId, (tx) => this.enter(tx, batch))));
    }
    return outcomes;
  }

  private async enter(tx: TenantTransaction, batch: readonly LegRecord[]): Promise<UsageOutcome[]> {
    const outcomes = batch.map(outcomeOf);
    const accepted = batch.filter((_, place) => outcomes[place] === STORED);
    if (accepted.length === 0) return outcomes;
    const leases = await readUsageLeases(tx.ledger, tx.tenantId);
    const legs = await assignLeases(tx.ledger, tx.tenantId, accepted, leases);
    const used = new Set(legs.map((leg) => leg.lease));
    const opened = await this.usage.open(tx, leases.filter((lease) => used.has(lease)));
    const ratings = await this.rater.rate(tx.ledger, legs, () => 1);
    await layOut(tx, legs, ratings);
    const repeated = await storeLaidOut(tx.ledger, tx.tenantId, legs.length, opened.at);
    const known = new Map(repeated.map((leg) => [leg.place, leg.differs ? CONFLICT : DUPLICATE]));
    await this.keepConflicts(tx, accepted.filter((_, place) => known.get(place) === CONFLICT), opened.at);
    await this.usage.close(tx, opened, legs.filter((_, place) => !known.has(place)), ratings.filter((_, place) => !known.has(place)));
    let place = 0;
    return outcomes.map((outcome) => (outcome === STORED ? (known.get(place++) ?? STORED) : outcome));
  }

  private async keepConflicts(tx: TenantTransaction, records: readonly LegRecord[], at: Parameters<typeof keepContradictions>[3]): Promise<void> {
    if (records.length === 0) return;
    await keepContradictions(tx.ledger, tx.tenantId, records, at);
    log.error({ tenantId: tx.tenantId, conflicting: records.length }, 'a leg was reported again with other particulars');
  }
}

function outcomeOf(record: LegRecord): UsageOutcome {
  const reason = rejectionOf(record);
  return reason === null ? STORED : { status: 'rejected', reason };
}
