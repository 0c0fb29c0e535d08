import type { Result } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';

/** Whether the tenant is served at this moment, and if not, why. */
export interface TenantServiceStatus {
  readonly inService: boolean;
  readonly closedBecause: 'maintenance' | 'suspended' | 'no-lease' | null;
  readonly suspendedLeases: readonly { readonly leaseId: string }[];
}

/** Asked in the transaction of every call. Bound to tenancy's ServiceStatus. */
export interface ServiceStatus {
  within(tx: TenantTransaction): Promise<TenantServiceStatus>;
}
export const SERVICE_STATUS = Symbol('SERVICE_STATUS');

export interface EntitledSeat {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  /** Why it is not active, as a code; null when it is. */
  readonly cause: string | null;
}

/** Who may sit where. Bound to tenancy's SeatRight. */
export interface SeatRights {
  /** Whether the member may take the seat now, decided in the transaction that takes it; the refusal's code has a message of tenancy's. */
  decide(tx: TenantTransaction, seatId: string, memberId: string): Promise<Result<{ readonly seatId: string; readonly label: string }, string>>;
  /** The seats that the member may take, whatever their state, without the released ones. */
  entitledSeats(tx: TenantTransaction, memberId: string): Promise<readonly EntitledSeat[]>;
}
export const SEAT_RIGHTS = Symbol('SEAT_RIGHTS');

export interface SeatLogin {
  readonly username: string;
  readonly secret: string;
  readonly domain: string;
  readonly server: string;
}

/** The SIP login of each log-in. Bound to telephony's SeatLogins. */
export interface SeatLogins {
  /** A new secret, brought to the carrier by `push` or by a job. Null: the seat's carrier has no SIP phones. */
  renew(tx: TenantTransaction, seatId: string): Promise<SeatLogin | null>;
  push(tenantId: string, seatId: string): Promise<boolean>;
}
export const SEAT_LOGINS = Symbol('SEAT_LOGINS');
