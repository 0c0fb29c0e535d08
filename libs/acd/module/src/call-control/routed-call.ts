import { DEFAULT_WRAP_UP_SECONDS, type DialOrder, RING_BACKSTOP_SECONDS, type RoutedState, type Situation, type SituationLeg, type TalkLimit } from '@seatline/acd-domain';
import type { CallLeg } from '@seatline/telephony-domain';
import type { CarrierName } from '../ports/calls';

/** A call on its way, with what its queue says. */
export interface RoutedCall {
  readonly id: string;
  readonly carrier: CarrierName;
  readonly direction: 'inbound' | 'outbound';
  readonly state: RoutedState;
  readonly queueId: string | null;
  readonly otherNumber: string;
  readonly memberId: string | null;
  readonly seatId: string | null;
  readonly agentLegId: string | null;
  readonly outcome: string | null;
  readonly recordingId: string | null;
  readonly trunkId: string | null;
  readonly dialNumber: string | null;
  readonly dialShown: string | null;
  readonly emergency: boolean;
  readonly ringTimeoutSeconds: number | null;
  readonly wrapUpSeconds: number | null;
  /** Null: it may last as long as they talk. */
  readonly talk: TalkLimit | null;
}

/** How long a number outside, and an agent's own phone before it, is let ring. */
export const OUTSIDE_RING_SECONDS = 60;
const OWN_PHONE_RING_SECONDS = 30;

export function wrapUpSecondsOf(call: RoutedCall): number {
  return call.wrapUpSeconds ?? DEFAULT_WRAP_UP_SECONDS;
}

/** What the carrier's doing follows from. */
export function situationOf(call: RoutedCall, legs: readonly CallLeg[]): Situation {
  return {
    callId: call.id,
    direction: call.direction,
    state: call.state,
    agentLegId: call.agentLegId,
    recordingId: call.recordingId,
    ...(call.talk === null || call.talk.until === null ? {} : { talkUntil: call.talk.until }),
    legs: legs.map((leg) => situationLeg(call, leg, legs)),
  };
}

function situationLeg(call: RoutedCall, leg: CallLeg, legs: readonly CallLeg[]): SituationLeg {
  const { id, role, direction, stage, cause } = leg;
  return { id, role, direction, stage, cause, dial: direction === 'out' ? dialOrder(call, leg, legs) : null };
}

/** A leg rings on behalf of the one that began the call, so that the carrier's own record ties them together and a caller who is gone rings nobody. */
function dialOrder(call: RoutedCall, leg: CallLeg, legs: readonly CallLeg[]): DialOrder {
  const originatorLegId = legs.find((other) => other.id !== leg.id && other.role !== 'callee' && (other.direction === 'in' || other.stage === 'answered'))?.id ?? null;
  const from = leg.shown ?? '';
  if (leg.party.kind === 'trunk') {
    const to = { kind: 'trunk', trunkId: leg.party.trunkId, number: leg.dialled ?? '' } as const;
    return { to, from, timeoutSeconds: OUTSIDE_RING_SECONDS, originatorLegId, ...(call.talk === null ? {} : { talkSeconds: call.talk.seconds }) };
  }
  const ringSeconds = call.direction === 'inbound' ? (call.ringTimeoutSeconds ?? 0) + RING_BACKSTOP_SECONDS : OWN_PHONE_RING_SECONDS;
  return { to: { kind: 'seat', seatId: leg.party.seatId }, from, timeoutSeconds: ringSeconds, originatorLegId };
}
