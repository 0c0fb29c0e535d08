import type { Instant } from '@seatline/kernel';
import type { PlatformTransaction, TenantTransaction } from '@seatline/server';
import { defaultLabel, NEW_SEAT, type Seat } from '@seatline/tenancy-domain';
import { sql } from 'drizzle-orm';
import { timestamp } from './instants';
import { LeaseStandingEntity } from './lease-standing.entity';
import { SeatEntitlementEntity } from './seat-entitlement.entity';
import { SeatEntity } from './seat.entity';
import { seatHistory } from './views';

/** What the domain decides on, from the row. */
export function seatOf(row: SeatEntity): Seat {
  return {
    state: row.state,
    activated: row.activated,
    releaseWanted: row.releaseWanted,
    wasInService: row.wasInService,
    wantedService: row.wantedService,
    wantedRevision: row.wantedRevision,
    appliedService: row.appliedService,
    carrierEventId: row.carrierEventId,
    failure: row.failureCause === null ? null : { cause: row.failureCause, retryAt: row.retryAt === null ? null : (row.retryAt.getTime() as Instant) },
    failedAttempts: row.failedAttempts,
  };
}

function columnsOf(seat: Seat): Partial<SeatEntity> {
  const { failure, ...plain } = seat;
  const cause = seat.state === 'suspended' ? 'arrears' : (failure?.cause ?? null);
  return { ...plain, cause, failureCause: failure?.cause ?? null, retryAt: failure?.retryAt ? new Date(failure.retryAt) : null };
}

export async function saveSeat(tx: TenantTransaction, row: SeatEntity, seat: Seat): Promise<void> {
  await tx.entities.save(Object.assign(row, columnsOf(seat)));
}

/** What is known of the lease, locked first by whatever changes its seats, so that an event of the lease misses none that is being made. */
export async function lockLeaseStanding(tx: TenantTransaction, leaseId: string): Promise<LeaseStandingEntity> {
  const key = { tenantId: tx.tenantId, leaseId };
  const fresh = { ...key, activated: false, suspended: false, ended: false };
  await tx.entities.createQueryBuilder().insert().into(LeaseStandingEntity).values(fresh).orIgnore().execute();
  return tx.entities.findOneOrFail(LeaseStandingEntity, { where: key, lock: { mode: 'pessimistic_write' } });
}

export function lockSeatsOfLease(tx: TenantTransaction, leaseId: string): Promise<SeatEntity[]> {
  return tx.entities.find(SeatEntity, { where: { tenantId: tx.tenantId, leaseId }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
}

export function lockSeat(tx: TenantTransaction, id: string): Promise<SeatEntity | null> {
  return tx.entities.findOne(SeatEntity, { where: { tenantId: tx.tenantId, id }, lock: { mode: 'pessimistic_write' } });
}

/** Whose lease a seat is in, without a lock: it never changes. */
export async function leaseOfSeat(tx: TenantTransaction, id: string): Promise<string | null> {
  const row = await tx.entities.findOne(SeatEntity, { where: { tenantId: tx.tenantId, id }, select: { tenantId: true, id: true, leaseId: true } });
  return row?.leaseId ?? null;
}

/** The seat, made now when it is not known yet. @returns whether it was made. */
export async function ensureSeat(tx: TenantTransaction, seat: { id: string; leaseId: string; number: number }, now: Instant): Promise<boolean> {
  const known = await tx.entities.existsBy(SeatEntity, { tenantId: tx.tenantId, id: seat.id });
  if (known) return false;
  const row = { ...seat, tenantId: tx.tenantId, label: defaultLabel(seat.number), createdAt: new Date(now), ...columnsOf(NEW_SEAT) };
  await tx.entities.insert(SeatEntity, row);
  return true;
}

export interface SeatMove {
  readonly seatId: string;
  readonly at: Date;
  readonly fromState: Seat['state'] | null;
  readonly toState: Seat['state'];
  readonly cause: string | null;
}

export async function recordSeatMove(tx: TenantTransaction, move: SeatMove): Promise<void> {
  await tx.ledger.insert(seatHistory).values(move);
}

/** Who may use the seat from now on. Every id must be a member of the tenant; that is the caller's to check. */
export async function replaceEntitlements(tx: TenantTransaction, seatId: string, memberIds: readonly string[]): Promise<void> {
  const { tenantId } = tx;
  await tx.entities.delete(SeatEntitlementEntity, { tenantId, seatId });
  if (memberIds.length > 0) await tx.entities.insert(SeatEntitlementEntity, memberIds.map((memberId) => ({ tenantId, seatId, memberId })));
}

/** Failed seats whose next attempt is due, over all tenants. */
export async function seatsToRetry(tx: PlatformTransaction, now: Instant): Promise<{ tenantId: string; seatId: string }[]> {
  const { rows } = await tx.db.execute<{ tenantId: string; seatId: string }>(sql`
    select tenant_id as "tenantId", id as "seatId" from seat where retry_at <= ${timestamp(now)} order by retry_at limit 500`);
  return rows;
}
