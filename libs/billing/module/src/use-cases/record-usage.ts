import { Injectable } from '@nestjs/common';
import { log, type TenantTransaction } from '@seatline/server';
import { insertRatings, insertUsage, keepConflicts, type LegRecord, readUsageLeases } from '../persistence/usage';
import { UsageDesk } from './usage-desk';
import { assignLeases } from './usage-leases';
import { UsageRater } from './usage-rater';

export interface RecordedUsage {
  readonly stored: number;
  /** Reports of legs that were known: each counts once. */
  readonly repeated: number;
  /** Of those, the ones that say something else than the first report. */
  readonly conflicting: number;
}

/** Enters legs of calls and prices them, any number at once, in the caller's transaction. A leg that was entered before is not entered again. */
@Injectable()
export class RecordUsage {
  constructor(
    private readonly usage: UsageDesk,
    private readonly rater: UsageRater,
  ) {}

  async run(tx: TenantTransaction, records: readonly LegRecord[]): Promise<RecordedUsage> {
    const leases = await readUsageLeases(tx.ledger, tx.tenantId);
    const legs = await assignLeases(tx.ledger, tx.tenantId, firstReports(records), leases);
    const opened = await this.usage.open(tx, leases.filter((lease) => legs.some((leg) => leg.lease === lease)));
    const newIds = await insertUsage(tx.ledger, tx.tenantId, legs, opened.at);
    const stored = legs.filter((leg) => newIds.has(leg.id));
    const repeated = legs.filter((leg) => !newIds.has(leg.id));
    const conflicting = await keepConflicts(tx.ledger, tx.tenantId, repeated, opened.at);
    if (conflicting > 0) log.error({ tenantId: tx.tenantId, conflicting }, 'a leg was reported again with other particulars');
    const ratings = await this.rater.rate(tx.ledger, stored, () => 1);
    await insertRatings(tx.ledger, tx.tenantId, ratings, opened.at);
    await this.usage.close(tx, opened, stored, ratings);
    return { stored: stored.length, repeated: records.length - stored.length, conflicting };
  }
}

/** One report a leg: a batch may hold the same one twice. */
function firstReports(records: readonly LegRecord[]): LegRecord[] {
  const seen = new Map<string, LegRecord>();
  for (const record of records) {
    const key = JSON.stringify([record.source, record.callId, record.leg]);
    if (!seen.has(key)) seen.set(key, record);
  }
  return [...seen.values()];
}
