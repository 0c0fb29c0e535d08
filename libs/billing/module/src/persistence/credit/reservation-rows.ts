import type { CallPrice, CreditLimit, HeldTime, ReservationState } from '@seatline/billing-domain';
import { expiresAfterMilliseconds } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../table-writer';

/** What is held for one call. */
export interface Reservation {
  readonly callId: string;
  readonly leaseId: string;
  readonly seatId: string;
  readonly prepaid: boolean;
  readonly state: ReservationState;
  readonly prefix: string;
  readonly price: CallPrice;
  readonly taxPercentMicros: bigint;
  /** Null: talking longer costs no more. */
  readonly givenSeconds: number | null;
  readonly netMicros: bigint;
  /** Held in the wallet. */
  readonly grossMicros: bigint;
  readonly boundBy: CreditLimit | null;
  readonly authorisedAt: Instant;
}

interface Row extends Record<string, unknown> {
  call_id: string;
  lease_id: string;
  seat_id: string;
  prepaid: boolean;
  state: ReservationState;
  prefix: string;
  per_minute_micros: bigint;
  connect_micros: bigint;
  initial_seconds: number;
  increment_seconds: number;
  tax_percent_micros: bigint;
  given_seconds: number | null;
  net_micros: bigint;
  gross_micros: bigint;
  bound_by: CreditLimit | null;
  authorised_at: number;
}

export function heldTime(reservation: Reservation): HeldTime {
  return { seconds: reservation.givenSeconds ?? 0, netMicros: reservation.netMicros };
}

/** @returns false when the call has one already. */
export async function insertReservation(db: LedgerDatabase, tenantId: string, r: Reservation): Promise<boolean> {
  const { rows } = await db.execute(sql`
    insert into call_reservation (tenant_id, call_id, lease_id, seat_id, prepaid, state, prefix, per_minute_micros, connect_micros, initial_seconds, increment_seconds,
      tax_percent_micros, given_seconds, net_micros, gross_micros, bound_by, authorised_at, expires_at)
    values (${tenantId}, ${r.callId}, ${r.leaseId}, ${r.seatId}, ${r.prepaid}, ${r.state}, ${r.prefix}, ${r.price.perMinuteMicros}, ${r.price.connectMicros},
      ${r.price.initialSeconds}, ${r.price.incrementSeconds}, ${r.taxPercentMicros}, ${r.givenSeconds}, ${r.netMicros}, ${r.grossMicros}, ${r.boundBy},
      ${timestamp(r.authorisedAt)}, ${timestamp(r.authorisedAt + expiresAfterMilliseconds(r.givenSeconds ?? 0))}) on conflict do nothing returning 1`);
  return rows.length > 0;
}

/** A batch of records may name calls as it likes; ours are uuids. */
const OUR_CALL_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Under the tenant’s lock. */
export async function findReservations(db: LedgerDatabase, tenantId: string, callIds: readonly string[]): Promise<Reservation[]> {
  const ours = callIds.filter((callId) => OUR_CALL_ID.test(callId));
  if (ours.length === 0) return [];
  const { rows } = await db.execute<Row>(sql`
    select call_id, lease_id, seat_id, prepaid, state, prefix, per_minute_micros, connect_micros, initial_seconds, increment_seconds, tax_percent_micros, given_seconds,
      net_micros, gross_micros, bound_by, epoch_ms(authorised_at) as authorised_at
    from call_reservation where tenant_id = ${tenantId} and call_id = any (${sql.param(ours)}::uuid[]) order by call_id`);
  return rows.map((row) => ({
    callId: row.call_id, leaseId: row.lease_id, seatId: row.seat_id, prepaid: row.prepaid, state: row.state, prefix: row.prefix,
    price: {
      perMinuteMicros: row.per_minute_micros, connectMicros: row.connect_micros, initialSeconds: row.initial_seconds, incrementSeconds: row.increment_seconds,
    },
    taxPercentMicros: row.tax_percent_micros, givenSeconds: row.given_seconds, netMicros: row.net_micros, grossMicros: row.gross_micros, boundBy: row.bound_by,
    authorisedAt: row.authorised_at as Instant,
  }));
}

export async function saveExtension(db: LedgerDatabase, tenantId: string, r: Reservation, at: Instant): Promise<void> {
  await db.execute(sql`
    update call_reservation set state = ${r.state}, given_seconds = ${r.givenSeconds}, net_micros = ${r.netMicros}, gross_micros = ${r.grossMicros}, bound_by = ${r.boundBy},
      expires_at = greatest(expires_at, ${timestamp(at + expiresAfterMilliseconds(r.givenSeconds ?? 0))}::timestamptz)
    where tenant_id = ${tenantId} and call_id = ${r.callId}`);
}

export async function closeReservation(db: LedgerDatabase, tenantId: string, callId: string, state: 'settled' | 'released', at: Instant): Promise<void> {
  await db.execute(sql`update call_reservation set state = ${state}, closed_at = ${timestamp(at)} where tenant_id = ${tenantId} and call_id = ${callId}`);
}
