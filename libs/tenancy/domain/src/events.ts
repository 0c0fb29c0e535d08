/** What a carrier gives a seat: everything, emergency numbers only (a suspended lease), or nothing (the seat is gone). */
export type SeatService = 'full' | 'emergency-only' | 'none';

export const SEAT_SERVICES: readonly SeatService[] = ['full', 'emergency-only', 'none'];

/** What tenancy tells other domains after the commit, by topic. */
export interface TenancyEvents {
  /** Telephony brings the carrier to this. Of two wishes for one seat, the one with the higher revision holds, in whatever order they arrive. */
  readonly 'tenancy.seat-service-wanted': { readonly seatId: string; readonly service: SeatService; readonly revision: number };
  /** A window has begun for the tenant in whose outbox this stands. */
  readonly 'tenancy.maintenance-started': { readonly windowId: string };
  /**
   * A window is over for the tenant in whose outbox this stands. `excessSeconds`: how much of it went beyond the month's allowance, for
   * which the operator owes a credit (0 as a rule); `excess`: which time that was.
   */
  readonly 'tenancy.maintenance-ended': {
    readonly windowId: string; readonly excessSeconds: number; readonly reason: string; readonly excess: readonly ToldPeriod[];
  } & ToldPeriod;
  /** Seats of the tenant in whose outbox this stands could not be used; `periods`: which of the time was outside of maintenance. */
  readonly 'tenancy.outage-recorded': { readonly outageId: string; readonly reason: string; readonly periods: readonly ToldPeriod[] } & ToldPeriod;
  /** It was wrong. Told with all that was told of it, since events may arrive in another order. */
  readonly 'tenancy.outage-withdrawn': { readonly outageId: string; readonly reason: string; readonly withdrawalReason: string; readonly periods: readonly ToldPeriod[] } & ToldPeriod;
}

/** From an instant to before another, RFC 3339 in UTC. */
export interface ToldPeriod {
  readonly startAt: string;
  readonly endAt: string;
}

export type TenancyTopic = keyof TenancyEvents;

export const TENANCY_TOPICS = {
  seatServiceWanted: 'tenancy.seat-service-wanted',
  maintenanceStarted: 'tenancy.maintenance-started',
  maintenanceEnded: 'tenancy.maintenance-ended',
  outageRecorded: 'tenancy.outage-recorded',
  outageWithdrawn: 'tenancy.outage-withdrawn',
} as const satisfies Record<string, TenancyTopic>;
