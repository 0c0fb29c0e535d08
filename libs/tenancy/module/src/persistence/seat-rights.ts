import type { TenantTransaction } from '@seatline/server';
import type { MemberStatus, SeatState } from '@seatline/tenancy-domain';
import { sql } from 'drizzle-orm';

export interface SeatRightRow extends Record<string, unknown> {
  readonly seatId: string;
  readonly label: string;
  readonly leaseId: string;
  readonly state: SeatState;
  readonly cause: string | null;
  readonly leaseSuspended: boolean;
  readonly memberStatus: MemberStatus | null;
  readonly entitled: boolean;
}

/** All that decides whether the member may take the seat; the seat's row is held, so that no change of it slips in before the caller commits. */
export async function readSeatRight(tx: TenantTransaction, seatId: string, memberId: string): Promise<SeatRightRow | null> {
  const { rows } = await tx.ledger.execute<SeatRightRow>(sql`
    select s.id as "seatId", s.label, s.lease_id as "leaseId", s.state, s.cause, coalesce(l.suspended, false) as "leaseSuspended", m.status as "memberStatus",
      exists (select from seat_entitlement e where e.tenant_id = s.tenant_id and e.seat_id = s.id and e.member_id = ${memberId}::uuid) as entitled
    from seat s
    left join lease_standing l on l.tenant_id = s.tenant_id and l.lease_id = s.lease_id
    left join member m on m.tenant_id = s.tenant_id and m.id = ${memberId}::uuid
    where s.id = ${seatId}::uuid for share of s`);
  return rows[0] ?? null;
}

/** A seat that a member may be shown at the agent's desk. */
export interface EntitledSeat extends Record<string, unknown> {
  readonly id: string;
  readonly label: string;
  readonly leaseId: string;
  readonly state: SeatState;
  readonly cause: string | null;
}

/** The seats that the member may use, those that are gone left out, in the order of their labels. */
export async function entitledSeats(tx: TenantTransaction, memberId: string): Promise<EntitledSeat[]> {
  const { rows } = await tx.ledger.execute<EntitledSeat>(sql`
    select s.id, s.label, s.lease_id as "leaseId", s.state, s.cause
    from seat_entitlement e join seat s on s.tenant_id = e.tenant_id and s.id = e.seat_id
    where e.member_id = ${memberId}::uuid and s.state not in ('releasing', 'released') order by s.label, s.number, s.id`);
  return rows;
}

export interface LeaseService extends Record<string, unknown> {
  readonly leaseId: string;
  readonly suspended: boolean;
  readonly changedAt: string | null;
}

/** The tenant's leases that have begun and not ended, as tenancy knows them. */
export async function leaseServices(tx: TenantTransaction): Promise<LeaseService[]> {
  const { rows } = await tx.ledger.execute<LeaseService>(sql`
    select lease_id as "leaseId", suspended, to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "changedAt"
    from lease_standing where activated and not ended order by lease_id`);
  return rows;
}
