import type { CdrDirection } from './cdr/cdr';
import type { WantedService } from './seat-endpoint/desired-service';

/** What telephony tells the other domains, through the outbox. */
export const TELEPHONY_TOPICS = {
  seatServiceApplied: 'telephony.seat-service-applied',
  seatServiceFailed: 'telephony.seat-service-failed',
  legEnded: 'telephony.leg-ended',
} as const;

/** What telephony listens to. */
export const SEAT_SERVICE_WANTED = 'tenancy.seat-service-wanted';

export interface SeatServiceWanted {
  readonly seatId: string;
  readonly service: WantedService;
  /** Wishes for one seat are counted by who wishes: the highest holds, in whatever order they arrive. */
  readonly revision: number;
}

export interface SeatServiceApplied {
  readonly seatId: string;
  readonly service: WantedService;
}

export interface SeatServiceFailed {
  readonly seatId: string;
  /** A code: `carrier-unreachable`, `carrier-unavailable`, `carrier-refused`, `carrier-unknown`. */
  readonly cause: string;
}

/** A leg has ended and its record stands. Told again with the next version only when a record turned from unanswered into answered. */
export interface LegEnded {
  readonly cdrId: string;
  readonly version: number;
  readonly callId: string;
  readonly legId: string;
  readonly direction: CdrDirection;
  readonly carrierLeg: boolean;
  readonly ourNumber: string;
  readonly otherNumber: string;
  /** RFC 3339; null for a leg that was not answered. */
  readonly answeredAt: string | null;
  readonly endedAt: string;
  readonly milliseconds: number;
  readonly estimated: boolean;
  readonly seatId: string | null;
  readonly memberId: string | null;
  readonly leaseId: string | null;
}
