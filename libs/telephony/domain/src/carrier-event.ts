import type { Instant } from '@seatline/kernel';
import type { HangupCauseCode } from './hangup-cause/hangup-cause';

/** `emergency-only` is what a seat of a suspended lease has: it stays registered, may dial emergency numbers, and hears an announcement otherwise. */
export type SeatService = 'full' | 'emergency-only';

export type Origin =
  | { readonly kind: 'trunk'; readonly trunkId: string }
  | { readonly kind: 'seat'; readonly seatId: string };

interface Told {
  /**
   * The same occurrence has the same id however often and by whichever way it is told (live, or in the carrier's own record), so storing by it counts
   * once. A leg is offered, rings, is answered and ends at most once: its ids are made by `legEventId`.
   */
  readonly providerEventId: string;
  /** The carrier's clock, not the moment of arrival. */
  readonly at: Instant;
}

export type CarrierEvent = Told &
  (
    | {
        /** Somebody calls: from outside through a trunk (`in`) or an agent from a seat (`out`). Nobody has answered; the leg waits for acceptLeg or rejectLeg. */
        readonly type: 'leg.offered';
        readonly legId: string;
        readonly direction: 'in' | 'out';
        readonly tenantId: string;
        readonly origin: Origin;
        /** What the seat was allowed when it dialled; `full` for a trunk. */
        readonly service: SeatService;
        /** As it came in, not normalised; empty when withheld. */
        readonly from: string;
        readonly to: string;
      }
    | { readonly type: 'leg.ringing'; readonly legId: string }
    | { readonly type: 'leg.answered'; readonly legId: string }
    | { readonly type: 'leg.ended'; readonly legId: string; readonly cause: HangupCauseCode }
    | { readonly type: 'seat.online'; readonly seatId: string }
    | { readonly type: 'seat.offline'; readonly seatId: string }
    | { readonly type: 'recording.ready'; readonly recordingId: string; readonly seconds: number; readonly bytes: number }
    | { readonly type: 'recording.failed'; readonly recordingId: string }
    /** Events may have been missed since `since` (null: since ever, told at the first connection): run `snapshot` and `history`. */
    | { readonly type: 'carrier.gap'; readonly since: Instant | null; readonly bootId: string }
    /** The carrier began anew: no leg or room of before lives, nothing is provisioned. Provision again, then as for a gap. */
    | { readonly type: 'carrier.restarted'; readonly bootId: string }
  );

export type CarrierEventType = CarrierEvent['type'];

/** One line of the carrier's own record about a leg. */
export type CarrierFact = Told & {
  readonly legId: string;
  /** The first leg of the chain that this one belongs to, as the carrier saw it; the leg itself if it stands alone. */
  readonly linkedLegId: string;
  readonly tenantId: string | null;
  /** The trunk or seat at the other end of the leg. */
  readonly party: Origin | null;
  /** `in`: somebody began the leg; `out`: we dialled it. */
  readonly direction: 'in' | 'out';
  /** As far as the carrier knew them at that moment; else empty. `to` is told only of legs that somebody began. */
  readonly from: string;
  readonly to: string;
} & (
    | { readonly type: 'leg.started' }
    | { readonly type: 'leg.answered' }
    | { readonly type: 'leg.ended'; readonly cause: HangupCauseCode }
    | { readonly type: 'leg.joined' | 'leg.parted'; readonly callId: string }
  );

/** Id of an occurrence that a leg has at most once, the same from every source. */
export function legEventId(legId: string, what: 'offered' | 'started' | 'ringing' | 'answered' | 'ended'): string {
  return `${legId}/${what}`;
}
