import { accept, type Instant, refuse, type Result } from '@seatline/kernel';
import type { MemberStatus } from '../member/member';
import type { SeatState } from './seat-state';

/** All that decides whether a member may take a seat now. */
export interface SeatRightFacts {
  readonly memberStatus: MemberStatus;
  readonly entitled: boolean;
  readonly seatState: SeatState;
  /** The cause that a failed seat shows. */
  readonly seatCause: string | null;
  readonly leaseSuspended: boolean;
  /** The end of the maintenance window that is on now and touches the tenant; null when none is. */
  readonly maintenanceEndAt: Instant | null;
}

export type SeatRightRefusal =
  | 'seat.member-disabled'
  | 'seat.not-entitled'
  | 'seat.not-ready'
  | 'seat.failed'
  | 'seat.suspended'
  | 'seat.released'
  | 'seat.maintenance';

/**
 * May this member take this seat now? What concerns the member comes first, then the seat's end, then money, then maintenance, then the seat's own
 * readiness: so the answer names what the reader can do something about. A suspended lease refuses even where the seat's own change is still on its way.
 * Source: domain.md 3 (suspended: no new log-ins), 5 (log-ins are refused with the window's end), 6 (entitlement).
 */
export function decideSeatRight(facts: SeatRightFacts): Result<true, SeatRightRefusal> {
  if (facts.memberStatus !== 'active') return refuse('seat.member-disabled');
  if (!facts.entitled) return refuse('seat.not-entitled');
  if (facts.seatState === 'releasing' || facts.seatState === 'released') return refuse('seat.released');
  if (facts.leaseSuspended || facts.seatState === 'suspended') return refuse('seat.suspended');
  if (facts.maintenanceEndAt !== null) return refuse('seat.maintenance', { endAt: new Date(facts.maintenanceEndAt).toISOString() });
  if (facts.seatState === 'failed') return refuse('seat.failed', { cause: facts.seatCause });
  return facts.seatState === 'active' ? accept(true) : refuse('seat.not-ready');
}
