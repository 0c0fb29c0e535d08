import { randomUUIDv7 } from 'node:crypto';
import type { LedgerDatabase } from '@seatline/server';
import { countryOfTenant, leaseOfSeats, type LegRecord, type StoredLeg, type UsageLease } from '../persistence/usage';
import { calledNumberOf } from './called-number';

/** A leg counts for the lease that it names, else for its seat's, else for the one that is open, else for the last one. Its number is read here, once. */
export async function assignLeases(db: LedgerDatabase, tenantId: string, records: readonly LegRecord[], leases: readonly UsageLease[]): Promise<StoredLeg[]> {
  const byId = new Map(leases.map((lease) => [lease.id, lease]));
  const unnamed = new Set<string>();
  for (const { leaseId, seatId } of records) if (leaseId === null && seatId !== null) unnamed.add(seatId);
  const ofSeat = await leaseOfSeats(db, tenantId, [...unnamed]);
  const country = await countryOfTenant(db, tenantId);
  return records.map((record) => {
    const named = record.leaseId ?? (record.seatId === null ? undefined : ofSeat.get(record.seatId));
    const lease = (named === undefined ? undefined : byId.get(named)) ?? leases[0] ?? null;
    return { ...record, id: randomUUIDv7(), lease, called: calledNumberOf(record, country) };
  });
}
