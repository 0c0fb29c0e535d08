import type { Origin, SeatService } from '@seatline/telephony-domain';
import type { AriHttp } from './ari/ari-http';
import type { AriEndpoint } from './ari/ari-types';
import { accountOf, trunkEndpoint } from './endpoint-fields';
import { SEAT_CONTEXTS } from './node/dialplan';
import type { PushConfig } from './push-config';

export interface KnownSeat {
  readonly seatId: string;
  readonly username: string;
  readonly service: SeatService;
}

/** The endpoint that a channel is of: `PJSIP/seat-7-0000001a` is of `seat-7`. Null for what is not a telephone. */
export function endpointOfChannel(channelName: string): string | null {
  return /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(channelName)?.[1] ?? null;
}

/** Reads the account code that an endpoint was given; see accountOf. */
export function partyOfAccount(accountCode: string): Origin | null {
  const [, kind, id] = /^(seat|trunk):(.+)$/.exec(accountCode) ?? [];
  if (!id) return null;
  return kind === 'seat' ? { kind: 'seat', seatId: id } : { kind: 'trunk', trunkId: id };
}

/** Which endpoint is whose. Asterisk is the truth; this is its copy, read at every connection, so that a control plane which has just started knows as well. */
export class EndpointDirectory {
  private readonly seats = new Map<string, KnownSeat>();
  private readonly seatOfUsername = new Map<string, string>();
  private readonly trunks = new Set<string>();

  /** The endpoints that Asterisk is configured with now. */
  async load(http: AriHttp, config: PushConfig): Promise<readonly AriEndpoint[]> {
    this.seats.clear();
    this.seatOfUsername.clear();
    this.trunks.clear();
    const endpoints = (await http.read<AriEndpoint[]>('/endpoints/PJSIP')) ?? [];
    const provisioned = await Promise.all(
      endpoints.map(async (endpoint) => {
        const { resource } = endpoint;
        const fields = await config.read('endpoint', resource);
        // Listed without being configured: removed, and kept by Asterisk for a call that is still on it.
        if (!fields) return [];
        const value = (name: string) => fields.find((field) => field.attribute === name)?.value ?? '';
        const party = partyOfAccount(value('accountcode'));
        if (party?.kind === 'trunk') this.trunks.add(party.trunkId);
        const service = value('context') === SEAT_CONTEXTS.full ? 'full' : 'emergency-only';
        if (party?.kind === 'seat') this.setSeat({ seatId: party.seatId, username: resource, service });
        return [endpoint];
      }),
    );
    return provisioned.flat();
  }

  setSeat(seat: KnownSeat): void {
    this.seats.set(seat.seatId, seat);
    this.seatOfUsername.set(seat.username, seat.seatId);
  }

  dropSeat(seatId: string): void {
    const seat = this.seats.get(seatId);
    if (seat) this.seatOfUsername.delete(seat.username);
    this.seats.delete(seatId);
  }

  setTrunk(trunkId: string): void {
    this.trunks.add(trunkId);
  }

  dropTrunk(trunkId: string): void {
    this.trunks.delete(trunkId);
  }

  seat(seatId: string): KnownSeat | undefined {
    return this.seats.get(seatId);
  }

  seatIdOf(username: string): string | undefined {
    return this.seatOfUsername.get(username);
  }

  allSeats(): readonly KnownSeat[] {
    return [...this.seats.values()];
  }

  allTrunkIds(): readonly string[] {
    return [...this.trunks];
  }

  partyOfEndpoint(endpoint: string): Origin | null {
    const seatId = this.seatOfUsername.get(endpoint);
    if (seatId) return { kind: 'seat', seatId };
    const trunkId = endpoint.startsWith(trunkEndpoint('')) ? endpoint.slice(trunkEndpoint('').length) : '';
    return trunkId !== '' && this.trunks.has(trunkId) ? { kind: 'trunk', trunkId } : null;
  }

  accountOfEndpoint(party: Origin): string {
    return party.kind === 'seat' ? accountOf('seat', party.seatId) : accountOf('trunk', party.trunkId);
  }
}
