import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { SubletRow, SubletState } from '../reads/sublets';
import { timestamp } from './table-writer';

export interface GivenNotice {
  readonly tenantId: string;
  readonly leaseId: string;
  readonly toTenantId: string;
  readonly seats: number;
  readonly takesEffectOn: CivilDate;
  readonly takesEffectAt: Instant;
  readonly noticedAt: Instant;
  readonly noticedBy: string;
}

/** @returns the request's id; that of the notice which was given before for the same lease, tenant and day. */
export async function insertSublet(db: LedgerDatabase, notice: GivenNotice): Promise<{ id: string; seats: number }> {
  await db.execute(sql`
    insert into sublet (tenant_id, lease_id, to_tenant_id, seats, takes_effect_on, takes_effect_at, state, noticed_at, noticed_by)
    values (${notice.tenantId}, ${notice.leaseId}, ${notice.toTenantId}, ${notice.seats}, ${notice.takesEffectOn}, ${timestamp(notice.takesEffectAt)},
      'noticed', ${timestamp(notice.noticedAt)}, ${notice.noticedBy})
    on conflict (tenant_id, lease_id, to_tenant_id, takes_effect_on) where state in ('noticed', 'accepted', 'consented') do nothing`);
  const { rows } = await db.execute<{ id: string; seats: number }>(sql`
    select id, seats from sublet where tenant_id = ${notice.tenantId} and lease_id = ${notice.leaseId} and to_tenant_id = ${notice.toTenantId}
      and takes_effect_on = ${notice.takesEffectOn} and state in ('noticed', 'accepted', 'consented')`);
  return rows[0]!;
}

/** Whoever moves a request on takes turns by its row. @returns its state by then; null when it is not there or another's. */
export async function lockSublet(db: LedgerDatabase, id: string): Promise<SubletState | null> {
  const { rows } = await db.execute<{ state: SubletState }>(sql`select state from sublet where id = ${id} for update`);
  return rows[0]?.state ?? null;
}

export async function acceptSublet(db: LedgerDatabase, id: string, by: { leaseId: string; name: string; at: Instant }): Promise<void> {
  await db.execute(sql`
    update sublet set state = 'accepted', to_lease_id = ${by.leaseId}, accepted_at = ${timestamp(by.at)}, accepted_by = ${by.name}, version = version + 1
    where id = ${id}`);
}

export async function decideSublet(db: LedgerDatabase, id: string, by: { consent: boolean; reason: string; name: string; at: Instant }): Promise<void> {
  const at = timestamp(by.at);
  await db.execute(sql`
    update sublet set state = ${by.consent ? 'consented' : 'refused'}, decided_at = ${at}, decided_by = ${by.name}, reason = ${by.reason},
      closed_at = ${by.consent ? null : at}, version = version + 1
    where id = ${id}`);
}

/** Ends a request without effect. A reason that was given before stays. */
export async function closeSublet(db: LedgerDatabase, id: string, end: { state: 'declined' | 'withdrawn' | 'lapsed'; reason: string | null; at: Instant }): Promise<void> {
  await db.execute(sql`
    update sublet set state = ${end.state}, reason = coalesce(${end.reason}, reason), closed_at = ${timestamp(end.at)}, version = version + 1 where id = ${id}`);
}

export async function finishSublet(db: LedgerDatabase, row: SubletRow, done: { order: number; at: Instant }): Promise<void> {
  await db.execute(sql`
    update sublet set state = 'effective', order_number = ${done.order}, closed_at = ${timestamp(done.at)}, version = version + 1 where id = ${row.id}`);
}
