import type { Instant } from '@seatline/kernel';
import type { Call } from '../call/call';
import type { CallLeg } from '../call/call-leg';
import { type CallOutcome, type HangupCauseCode, legOutcome } from '../hangup-cause/hangup-cause';

/** `internal`: a leg between us and a seat, which no carrier charges. */
export type CdrDirection = 'inbound' | 'outbound' | 'internal';

/** The record of one ended leg, whole: what a report, a bill and a reconciliation read. */
export interface CallDetailRecord {
  readonly id: string;
  readonly callId: string;
  readonly legId: string;
  readonly direction: CdrDirection;
  /** True for a leg through a trunk: the only kind that is charged. */
  readonly carrierLeg: boolean;
  readonly ourNumber: string;
  readonly otherNumber: string;
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant;
  /** From the answer to the end; 0 for a leg that was not answered. */
  readonly milliseconds: number;
  readonly cause: HangupCauseCode;
  readonly outcome: CallOutcome;
  readonly estimated: boolean;
}

/**
 * The record of an ended leg. A leg through a trunk is inbound when somebody began it and outbound when we dialled it; a leg to a seat is internal.
 * Duration runs from answer to end in whole milliseconds, 0 when it was never answered.
 * @throws RangeError when the leg has not ended; the state machine allows no record before the end.
 */
export function callDetailRecord(call: Pick<Call, 'ourNumber' | 'otherNumber'>, leg: CallLeg): CallDetailRecord {
  if (leg.endedAt === null) throw new RangeError(`leg ${leg.id} has not ended`);
  const carrierLeg = leg.party.kind === 'trunk';
  const cause = leg.cause ?? 0;
  return {
    id: leg.cdrId,
    callId: leg.callId,
    legId: leg.id,
    direction: carrierLeg ? (leg.direction === 'in' ? 'inbound' : 'outbound') : 'internal',
    carrierLeg,
    ourNumber: call.ourNumber,
    otherNumber: call.otherNumber,
    startedAt: leg.createdAt,
    answeredAt: leg.answeredAt,
    endedAt: leg.endedAt,
    milliseconds: leg.answeredAt === null ? 0 : leg.endedAt - leg.answeredAt,
    cause,
    outcome: legOutcome(cause, leg.answeredAt !== null),
    estimated: leg.estimated,
  };
}
