import type { Call, CarrierFact } from '@seatline/telephony-domain';
import type { NewLeg } from '../calls/call-records';
import type { CarrierName } from '../settings';

/** A leg that a carrier's record tells of and nobody here had heard of. */
export interface Unattended {
  readonly callId: string;
  readonly carrier: CarrierName;
  readonly fact: CarrierFact;
  /** The seat was allowed emergency calls only, so the carrier itself refused the rest. */
  readonly seatSuspended: boolean;
}

/** The call and leg to record for it, so that it is in the lists and can be compared with the carrier's bill. */
export function unattendedCall({ callId, carrier, fact, seatSuspended }: Unattended): { call: Call; leg: NewLeg } {
  const { party, direction, from, to, legId, at } = fact;
  if (party === null) throw new RangeError(`leg ${legId} has no party`);
  const toTrunk = party.kind === 'trunk';
  const inbound = toTrunk === (direction === 'in');
  const refusal = seatSuspended && !toTrunk && direction === 'in' ? 'call.suspended' : 'call.not-attended';
  const numbers = inbound ? { ourNumber: toTrunk ? to : '', otherNumber: from } : { ourNumber: toTrunk ? from : '', otherNumber: to };
  const role = toTrunk ? (direction === 'in' ? 'caller' : 'callee') : 'agent';
  return {
    call: { id: callId, carrier, direction: inbound ? 'inbound' : 'outbound', ...numbers, didId: null, queueId: null, memberId: null, refusal, startedAt: at },
    leg: {
      id: legId, role, direction, party, seatId: party.kind === 'seat' ? party.seatId : null, memberId: null, dialled: null, shown: null,
      stage: direction === 'in' ? 'offered' : 'new', createdAt: at,
    },
  };
}
