import type { Instant } from '@seatline/kernel';
import { type CarrierEvent, legEventId } from '@seatline/telephony-domain';
import type { AriChannel, AriEvent } from './ari/ari-types';
import { type EndpointDirectory, endpointOfChannel, partyOfAccount } from './endpoint-directory';
import { instantOf, isDialledLeg } from './leg-names';

/** The first argument with which a channel enters our application. */
export const ROLE = { inbound: 'inbound', outbound: 'outbound', dialled: 'dialled', recording: 'recording' } as const;

interface KnownLeg {
  offered?: boolean;
  ringing?: boolean;
  answered?: boolean;
  ended?: boolean;
  /** When a dialled leg was picked up; told once it is in our hands and can be joined. */
  pickedUpAt?: Instant;
}

/** How many ended legs are remembered, to know a second telling of their end. */
const REMEMBERED_LEGS = 20_000;

/**
 * Asterisk's events about legs and seats in the words of the port. A leg's events reach us up to twice, once by its channel and once by its endpoint, and
 * legs that Asterisk refused by itself (a suspended seat's call) were never ours: so each leg's own state decides what is told.
 */
export class LegEvents {
  private readonly legs = new Map<string, KnownLeg>();
  private readonly seatOnline = new Map<string, boolean>();

  constructor(
    private readonly directory: EndpointDirectory,
    /** Called with a leg that nobody can be told of. */
    private readonly unserved: (legId: string) => void,
  ) {}

  /** From now on this leg's events are ours to tell. */
  expect(legId: string): void {
    if (this.legs.has(legId)) return;
    this.legs.set(legId, {});
    if (this.legs.size <= REMEMBERED_LEGS) return;
    for (const [id, leg] of this.legs) {
      if (leg.ended) this.legs.delete(id);
      if (this.legs.size <= REMEMBERED_LEGS / 2) break;
    }
  }

  /** Legs that were there when we connected: what has been told of them before is not known, so a repetition is possible and harmless. */
  expectExisting(channels: readonly AriChannel[]): void {
    for (const channel of channels) if (endpointOfChannel(channel.name)) this.expect(channel.id);
  }

  /** The state of seats is told when it changes; what it was at the connection is in the snapshot. */
  setSeatOnline(seatId: string, online: boolean): void {
    this.seatOnline.set(seatId, online);
  }

  forgetLegs(): void {
    this.legs.clear();
  }

  translate(event: AriEvent): readonly CarrierEvent[] {
    switch (event.type) {
      case 'StasisStart':
        return this.entered(event.channel, event.args, instantOf(event.timestamp));
      case 'ChannelStateChange':
        return this.changed(event.channel, instantOf(event.timestamp));
      case 'ChannelDestroyed':
        return this.ended(event.channel.id, event.cause, instantOf(event.timestamp));
      case 'EndpointStateChange':
        return this.seat(event.endpoint.resource, event.endpoint.state === 'online', instantOf(event.timestamp));
      default:
        return [];
    }
  }

  /** The end of a leg, told by Asterisk or found out otherwise. */
  ended(legId: string, cause: number, at: Instant): readonly CarrierEvent[] {
    const leg = this.legs.get(legId);
    if (!leg || leg.ended) return [];
    leg.ended = true;
    return [{ type: 'leg.ended', legId, cause, at, providerEventId: legEventId(legId, 'ended') }];
  }

  private entered(channel: AriChannel, args: readonly string[], at: Instant): readonly CarrierEvent[] {
    const [role, dialled = '', service] = args;
    if (role === ROLE.dialled) return this.answered(channel.id, this.legs.get(channel.id)?.pickedUpAt ?? at);
    if (role !== ROLE.inbound && role !== ROLE.outbound) return [];
    const origin = partyOfAccount(channel.accountcode);
    if (!origin || !channel.tenantid) {
      this.unserved(channel.id);
      return [];
    }
    this.expect(channel.id);
    const leg = this.legs.get(channel.id);
    if (!leg || leg.offered) return [];
    leg.offered = true;
    return [
      {
        type: 'leg.offered',
        legId: channel.id,
        direction: role === ROLE.inbound ? 'in' : 'out',
        tenantId: channel.tenantid,
        origin,
        service: service === 'emergency-only' ? 'emergency-only' : 'full',
        from: channel.caller.number,
        to: dialled,
        at: instantOf(channel.creationtime),
        providerEventId: legEventId(channel.id, 'offered'),
      },
    ];
  }

  private changed(channel: AriChannel, at: Instant): readonly CarrierEvent[] {
    const leg = this.legs.get(channel.id);
    if (!leg) return [];
    const legId = channel.id;
    if (channel.state === 'Ringing' && isDialledLeg(legId) && !leg.ringing) {
      leg.ringing = true;
      return [{ type: 'leg.ringing', legId, at, providerEventId: legEventId(legId, 'ringing') }];
    }
    if (channel.state !== 'Up') return [];
    leg.pickedUpAt ??= at;
    // A dialled leg is told as answered when it has entered our application: before that it cannot be joined to anything.
    return isDialledLeg(legId) ? [] : this.answered(legId, at);
  }

  private answered(legId: string, at: Instant): readonly CarrierEvent[] {
    const leg = this.legs.get(legId);
    if (!leg || leg.answered) return [];
    leg.answered = true;
    return [{ type: 'leg.answered', legId, at, providerEventId: legEventId(legId, 'answered') }];
  }

  private seat(username: string, online: boolean, at: Instant): readonly CarrierEvent[] {
    const seatId = this.directory.seatIdOf(username);
    if (!seatId || this.seatOnline.get(seatId) === online) return [];
    this.seatOnline.set(seatId, online);
    const type = online ? 'seat.online' : 'seat.offline';
    return [{ type, seatId, at, providerEventId: `${seatId}/${type}@${at}` }];
  }
}
