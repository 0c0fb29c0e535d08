import type { LegState, RoomState } from '@seatline/telephony-domain';
import type { AriChannel } from './ari/ari-types';
import { type EndpointDirectory, endpointOfChannel } from './endpoint-directory';
import { instantOf, isDialledLeg } from './leg-names';
import { CALL_VARIABLE } from './node/dialplan';

function stateOf(channel: AriChannel): LegState['state'] {
  // Out of our application and not answered: the dialplan is telling the caller so.
  if (!isDialledLeg(channel.id) && channel.dialplan.app_name !== 'Stasis') return 'refused';
  if (channel.state === 'Up') return 'answered';
  return isDialledLeg(channel.id) ? 'ringing' : 'offered';
}

/** The telephones among Asterisk's channels, as legs; taps for recordings are none. */
export function legStates(channels: readonly AriChannel[], rooms: readonly RoomState[], directory: EndpointDirectory): readonly LegState[] {
  const roomOf = new Map(rooms.flatMap((room) => room.legIds.map((legId) => [legId, room.callId] as const)));
  return channels.flatMap((channel) => {
    const endpoint = endpointOfChannel(channel.name);
    if (!endpoint) return [];
    const state: LegState = {
      legId: channel.id,
      tenantId: channel.tenantid ?? null,
      state: stateOf(channel),
      direction: isDialledLeg(channel.id) ? 'out' : 'in',
      party: directory.partyOfEndpoint(endpoint),
      callId: roomOf.get(channel.id) ?? (channel.channelvars?.[CALL_VARIABLE] || null),
      startedAt: instantOf(channel.creationtime),
    };
    return [state];
  });
}
