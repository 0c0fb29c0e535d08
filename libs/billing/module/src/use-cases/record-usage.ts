import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { log, type TenantTransaction } from '@seatline/server';
import { insertRatings, insertUsage, keepConflicts, leaseOfSeats, type LegRecord, readUsageLeases, type StoredLeg, type UsageLease } from '../persistence/usage';
import { UsageDesk } from './usage-desk';
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
    const legs = await this.assign(tx, firstReports(records), leases);
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

  /** A leg counts for the lease that it names, else for its seat's, else for the one that is open, else for the last one. */
  private async assign(tx: TenantTransaction, records: readonly LegRecord[], leases: readonly UsageLease[]): Promise<StoredLeg[]> {
    const byId = new Map(leases.map((lease) => [lease.id, lease]));
    const unnamed = records.filter((record) => record.leaseId === null && record.seatId !== null).map((record) => record.seatId!);
    const ofSeat = await leaseOfSeats(tx.ledger, tx.tenantId, [...new Set(unnamed)]);
    return records.map((record) => {
      const named = record.leaseId ?? (record.seatId === null ? undefined : ofSeat.get(record.seatId));
      const lease = (named === undefined ? undefined : byId.get(named)) ?? leases[0] ?? null;
      return { ...record, id: randomUUIDv7(), lease };
    });
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
