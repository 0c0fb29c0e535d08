import { CarrierFailure, type Provisioned, type SeatSpec, type TrunkSpec } from '@seatline/telephony-domain';
import { type AriHttp, ariFailure } from './ari/ari-http';
import type { AriEndpoint } from './ari/ari-types';
import { SEAT_KINDS, TRUNK_KINDS, seatObjects, trunkEndpoint, trunkObjects } from './endpoint-fields';
import { EndpointDirectory } from './endpoint-directory';
import { OUR_ID } from './leg-names';
import { STASIS_APP } from './node/dialplan';
import { PushConfig } from './push-config';

const SIP_USERNAME = /^[a-z0-9-]{1,64}$/;
/** Endpoints in one request to subscribe, so that its address does not grow too long. */
const SUBSCRIBE_AT_ONCE = 40;

/** Seats and trunks at Asterisk: pushed into its memory, read back from there. */
export class Provisioning {
  private readonly config: PushConfig;

  constructor(
    private readonly http: AriHttp,
    readonly directory: EndpointDirectory,
  ) {
    this.config = new PushConfig(http);
  }

  /** Reads what Asterisk has, and hears of each endpoint's calls and coming and going from now on. */
  async load(): Promise<readonly AriEndpoint[]> {
    const endpoints = await this.directory.load(this.http, this.config);
    const names = endpoints.map((endpoint) => endpoint.resource);
    for (let from = 0; from < names.length; from += SUBSCRIBE_AT_ONCE) await this.subscribe(names.slice(from, from + SUBSCRIBE_AT_ONCE));
    return endpoints;
  }

  async ensureSeat(seat: SeatSpec): Promise<void> {
    if (!SIP_USERNAME.test(seat.sipUsername) || seat.sipUsername.startsWith(trunkEndpoint(''))) {
      throw new CarrierFailure('refused', `the SIP name of seat ${seat.id} is not of 1 to 64 lower-case letters, digits and hyphens, or begins like a trunk’s`);
    }
    if (!/^[0-9a-f]{32}$/.test(seat.ha1)) throw new CarrierFailure('refused', `the login of seat ${seat.id} is no MD5 in lower-case hex`);
    const owner = this.directory.seatIdOf(seat.sipUsername);
    if (owner && owner !== seat.id) throw new CarrierFailure('refused', `the SIP name of seat ${seat.id} belongs to another seat`);
    const before = this.directory.seat(seat.id);
    if (before && before.username !== seat.sipUsername) await this.removeSeat(seat.id);
    await this.config.ensure(seatObjects(seat));
    this.directory.setSeat({ seatId: seat.id, username: seat.sipUsername, service: seat.service });
    if (!before) await this.subscribe([seat.sipUsername]);
  }

  async removeSeat(seatId: string): Promise<void> {
    const seat = this.directory.seat(seatId);
    if (!seat) return;
    for (const kind of SEAT_KINDS) await this.config.remove(kind, seat.username);
    this.directory.dropSeat(seatId);
  }

  async ensureTrunk(trunk: TrunkSpec): Promise<void> {
    if (!OUR_ID.test(trunk.id)) throw new CarrierFailure('refused', `the id of trunk ${trunk.id} is not of 1 to 64 letters, digits, _ and -`);
    if (!/^[A-Za-z0-9.-]+$/.test(trunk.host)) throw new CarrierFailure('refused', `the host of trunk ${trunk.id} is no host name or address`);
    const login = trunk.username !== undefined && trunk.secret !== undefined;
    if (trunk.register && !login) throw new CarrierFailure('refused', `trunk ${trunk.id} is to register and has no login`);
    const objects = trunkObjects(trunk);
    const unwanted = TRUNK_KINDS.filter((kind) => !objects.some((object) => object.kind === kind));
    for (const kind of unwanted) await this.config.remove(kind, trunkEndpoint(trunk.id));
    await this.config.ensure(objects);
    const isNew = !this.directory.allTrunkIds().includes(trunk.id);
    this.directory.setTrunk(trunk.id);
    if (isNew) await this.subscribe([trunkEndpoint(trunk.id)]);
  }

  async removeTrunk(trunkId: string): Promise<void> {
    for (const kind of TRUNK_KINDS) await this.config.remove(kind, trunkEndpoint(trunkId));
    this.directory.dropTrunk(trunkId);
  }

  async provisioned(): Promise<Provisioned> {
    await this.directory.load(this.http, this.config);
    const seats = this.directory.allSeats().map(({ seatId, service }) => ({ seatId, service }));
    return { seats, trunkIds: this.directory.allTrunkIds() };
  }

  private async subscribe(endpoints: readonly string[]): Promise<void> {
    const path = `/applications/${STASIS_APP}/subscription`;
    const answer = await this.http.ask('POST', path, { query: { eventSource: endpoints.map((name) => `endpoint:PJSIP/${name}`).join(',') } });
    if (answer.status === 200) return;
    // One of them has been removed since: the others must not go unheard for it.
    if (answer.status === 422 && endpoints.length > 1) return void (await Promise.all(endpoints.map((name) => this.subscribe([name]))));
    if (answer.status !== 422) throw ariFailure('POST', path, answer);
  }
}
