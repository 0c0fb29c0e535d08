import type { Clock, Instant } from '@seatline/kernel';
import {
  type Announcement,
  CAUSE,
  type Carrier,
  type CarrierEvent,
  CarrierFailure,
  type CarrierHistory,
  type CarrierListener,
  type CarrierSnapshot,
  type DialRequest,
  type HangupCauseCode,
  type Provisioned,
  REJECT_CAUSES,
  type RecordingRequest,
  type RejectReason,
  type SeatSpec,
  type TrunkSpec,
} from '@seatline/telephony-domain';
import { AriHttp, type AriMethod, type AriRequest, ariFailure } from './ari/ari-http';
import { channel, room } from './ari/ari-paths';
import { AriSession } from './ari/ari-session';
import { type AriBridge, type AriChannel, type AriEndpoint, type AriEvent, type AriInfo, UNREAD_EVENTS } from './ari/ari-types';
import { formatPosition, parsePosition, readCelLog } from './cel-log';
import { trunkEndpoint } from './endpoint-fields';
import { EndpointDirectory } from './endpoint-directory';
import { LegEvents, ROLE } from './leg-events';
import { DIALLABLE, OUR_ID, presentableNumber } from './leg-names';
import { lastingAtMost, LIFE_VARIABLE } from './leg-life';
import { ANNOUNCEMENT_SOUNDS, ANNOUNCEMENT_VARIABLE, CALL_VARIABLE, REFUSED_CONTEXT, STASIS_APP } from './node/dialplan';
import { Provisioning } from './provisioning';
import { Recordings } from './recordings';
import { legStates } from './snapshot';

export interface AsteriskSettings {
  readonly ariUrl: string;
  readonly user: string;
  readonly password: string;
  /** Asterisk's event log, where this machine can read it; without it `history` is empty. */
  readonly celFile?: string;
}

const HISTORY_PAGE = 500;

/** Asterisk 22 as a carrier: commands by its REST interface, events by its WebSocket, the past by its event log. See ADR and docs of the port for the rules. */
export class AsteriskCarrier implements Carrier {
  readonly name = 'asterisk' as const;
  private readonly http: AriHttp;
  private readonly session: AriSession;
  private readonly directory = new EndpointDirectory();
  private readonly provisioning: Provisioning;
  private readonly legEvents: LegEvents;
  private readonly recordings: Recordings;
  private readonly listeners = new Set<CarrierListener>();
  private bootId: string | null = null;
  private lastHeardAt: Instant | null = null;

  constructor(
    private readonly settings: AsteriskSettings,
    private readonly clock: Clock,
    private readonly log: (line: string) => void,
  ) {
    this.http = new AriHttp(settings.ariUrl, settings.user, settings.password);
    this.provisioning = new Provisioning(this.http, this.directory);
    this.legEvents = new LegEvents(this.directory, (legId) => void this.refuseUnserved(legId));
    this.recordings = new Recordings(this.http, clock, (event) => this.emit(event));
    this.session = new AriSession({ ...settings, app: STASIS_APP }, { connected: () => this.connected(), event: (event) => this.heard(event), log });
  }

  connect(): Promise<void> {
    return this.session.start();
  }

  async close(): Promise<void> {
    await this.session.stop();
    this.http.close();
  }

  async ping(): Promise<void> {
    const answer = await this.http.ask('GET', '/asterisk/ping');
    if (answer.status !== 200) throw ariFailure('GET', '/asterisk/ping', answer);
  }

  subscribe(listener: CarrierListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  ensureSeat(seat: SeatSpec): Promise<void> {
    return this.provisioning.ensureSeat(seat);
  }

  removeSeat(seatId: string): Promise<void> {
    return this.provisioning.removeSeat(seatId);
  }

  ensureTrunk(trunk: TrunkSpec): Promise<void> {
    return this.provisioning.ensureTrunk(trunk);
  }

  removeTrunk(trunkId: string): Promise<void> {
    return this.provisioning.removeTrunk(trunkId);
  }

  provisioned(): Promise<Provisioned> {
    return this.provisioning.provisioned();
  }

  async indicateRinging(legId: string): Promise<void> {
    await this.command('POST', `${channel(legId)}/ring`, {}, [404, 409, 412]);
  }

  async acceptLeg(legId: string): Promise<void> {
    await this.command('POST', `${channel(legId)}/answer`);
  }

  /** The dialplan does the rest, so the caller is told and let go even if we end in the middle of the announcement. */
  async rejectLeg(legId: string, why: RejectReason, announcement?: Announcement): Promise<void> {
    if (!announcement) return this.hangup(legId, REJECT_CAUSES[why]);
    const sound = ANNOUNCEMENT_SOUNDS[announcement];
    await this.command('POST', `${channel(legId)}/variable`, { query: { variable: ANNOUNCEMENT_VARIABLE, value: sound } }, [404, 409]);
    await this.command('POST', `${channel(legId)}/continue`, { query: { context: REFUSED_CONTEXT, extension: why, priority: 1 } }, [404, 409, 412]);
  }

  async dial(request: DialRequest): Promise<void> {
    if (!OUR_ID.test(request.legId)) throw new CarrierFailure('refused', 'a leg’s id is of 1 to 64 letters, digits, _ and -');
    const { to } = request;
    if (to.kind === 'trunk' && !DIALLABLE.test(to.number)) throw new CarrierFailure('refused', 'what is to be dialled is no telephone number');
    const account = this.directory.accountOfEndpoint(to);
    const endpoint = to.kind === 'seat' ? this.directory.seat(to.seatId)?.username : `${to.number}@${trunkEndpoint(to.trunkId)}`;
    this.legEvents.expect(request.legId);
    if (!endpoint) return this.endedAtOnce(request.legId, CAUSE.subscriberAbsent);
    const answer = await this.http.ask('POST', '/channels', {
      query: {
        endpoint: `PJSIP/${endpoint}`,
        app: STASIS_APP,
        appArgs: ROLE.dialled,
        channelId: request.legId,
        callerId: presentableNumber(request.from),
        timeout: request.timeoutSeconds,
        originator: request.originatorLegId,
      },
      // Asterisk gives a leg the account of the one on whose behalf it rings; the event log and our events need its own.
      body: { variables: { [CALL_VARIABLE]: request.callId, 'CHANNEL(accountcode)': account, ...lastingAtMost(request) } },
    });
    if (answer.status === 200) return;
    const said = answer.body.toString('utf8');
    if (answer.status === 400 && said.includes('originator channel')) return this.endedAtOnce(request.legId, CAUSE.normalClearing);
    // "Already exists" is what Asterisk says of a repetition, and now and then also of a leg that it could not make (it reads a stale error number).
    if (answer.status === 409 && (await this.http.read<AriChannel>(channel(request.legId)))) return;
    const unmade = answer.status === 409 || (answer.status === 500 && said.includes('Allocation failed'));
    if (unmade) return this.endedAtOnce(request.legId, CAUSE.subscriberAbsent);
    throw ariFailure('POST', '/channels', answer);
  }

  async limitTalk(legId: string, seconds: number): Promise<void> {
    await this.command('POST', `${channel(legId)}/variable`, { query: { variable: LIFE_VARIABLE, value: seconds.toFixed(3) } }, [404, 409]);
  }

  async hangup(legId: string, cause: HangupCauseCode = CAUSE.normalClearing): Promise<void> {
    await this.command('DELETE', channel(legId), { query: { reason_code: cause } }, [404]);
  }

  async openRoom(callId: string): Promise<void> {
    await this.command('POST', room(callId), { query: { type: 'mixing' } }, [409]);
  }

  async closeRoom(callId: string): Promise<void> {
    await this.command('DELETE', room(callId), {}, [404]);
  }

  async join(legId: string, callId: string): Promise<void> {
    const bridge = await this.http.read<AriBridge>(room(callId));
    if (!bridge) throw new CarrierFailure('gone', 'the room does not exist');
    // Put in a second time, a leg would fall out for a moment.
    if (bridge.channels.includes(legId)) return;
    // Music on a leg in a room would be a second stream to it.
    await this.command('DELETE', `${channel(legId)}/moh`);
    const query = { channel: legId, inhibitConnectedLineUpdates: 'true' };
    await this.command('POST', `${room(callId)}/addChannel`, { query });
  }

  async part(legId: string, callId: string): Promise<void> {
    await this.command('POST', `${room(callId)}/removeChannel`, { query: { channel: legId } }, [400, 404, 409, 422]);
  }

  async playMusic(legId: string): Promise<void> {
    await this.command('POST', `${channel(legId)}/moh`, { query: { mohClass: 'default' } });
  }

  async stopMusic(legId: string): Promise<void> {
    await this.command('DELETE', `${channel(legId)}/moh`, {}, [404, 409, 412]);
  }

  record(recording: RecordingRequest): Promise<void> {
    return this.recordings.start(recording);
  }

  stopRecording(recordingId: string): Promise<void> {
    return this.recordings.stop(recordingId);
  }

  readRecording(recordingId: string): Promise<Uint8Array> {
    return this.recordings.read(recordingId);
  }

  deleteRecording(recordingId: string): Promise<void> {
    return this.recordings.delete(recordingId);
  }

  async snapshot(): Promise<CarrierSnapshot> {
    const takenAt = this.clock.now();
    const [channels, bridges, endpoints, bootId] = await Promise.all([
      this.http.read<AriChannel[]>('/channels'),
      this.http.read<AriBridge[]>('/bridges'),
      this.http.read<AriEndpoint[]>('/endpoints/PJSIP'),
      this.readBootId(),
    ]);
    const rooms = (bridges ?? []).map((bridge) => ({ callId: bridge.id, legIds: bridge.channels }));
    const legs = legStates(channels ?? [], rooms, this.directory);
    const online = (endpoints ?? []).filter((endpoint) => endpoint.state === 'online').map((endpoint) => this.directory.seatIdOf(endpoint.resource));
    return { takenAt, bootId, legs, rooms, onlineSeatIds: online.filter((seatId) => seatId !== undefined) };
  }

  async history(after: string | null, limit = HISTORY_PAGE): Promise<CarrierHistory> {
    if (!this.settings.celFile) return { facts: [], next: after ?? '', more: false };
    const page = await readCelLog(this.settings.celFile, parsePosition(after), limit);
    if (page.unreadable > 0) this.log(`asterisk: ${page.unreadable} lines of the event log are no records and were passed over`);
    return { facts: page.facts, next: formatPosition(page.next), more: page.more };
  }

  /** After every connecting: learn what Asterisk has, hear its events again, and tell what may have been missed. */
  private async connected(): Promise<void> {
    const bootId = await this.readBootId();
    const restarted = this.bootId !== null && this.bootId !== bootId;
    await this.command('PUT', `/applications/${STASIS_APP}/eventFilter`, { body: { disallowed: UNREAD_EVENTS.map((type) => ({ type })) } });
    const endpoints = await this.provisioning.load();
    if (restarted) this.legEvents.forgetLegs();
    this.legEvents.expectExisting((await this.http.read<AriChannel[]>('/channels')) ?? []);
    for (const { resource, state } of endpoints) {
      const seatId = this.directory.seatIdOf(resource);
      if (seatId) this.legEvents.setSeatOnline(seatId, state === 'online');
    }
    const since = this.lastHeardAt;
    this.bootId = bootId;
    const at = this.clock.now();
    this.emit(
      restarted
        ? { type: 'carrier.restarted', bootId, at, providerEventId: `restarted/${bootId}` }
        : { type: 'carrier.gap', since, bootId, at, providerEventId: `gap/${at}` },
    );
    this.lastHeardAt = at;
  }

  private heard(event: AriEvent): void {
    this.lastHeardAt = this.clock.now();
    if (event.type === 'ApplicationReplaced') {
      this.log('asterisk: another control plane has connected under our name and now has the events');
      this.session.giveWay();
    }
    if (this.recordings.handle(event)) return;
    for (const told of this.legEvents.translate(event)) this.emit(told);
  }

  private async refuseUnserved(legId: string): Promise<void> {
    this.log('asterisk: a leg came in from an endpoint that belongs to no seat and no trunk; it is refused');
    await this.hangup(legId, CAUSE.rejected).catch((error: Error) => this.log(`asterisk: it could not be refused: ${error.message}`));
  }

  private endedAtOnce(legId: string, cause: HangupCauseCode): void {
    for (const event of this.legEvents.ended(legId, cause, this.clock.now())) this.emit(event);
  }

  private emit(event: CarrierEvent): void {
    for (const listener of this.listeners) {
      try {
        listener(event);
      } catch (error) {
        this.log(`asterisk: a listener failed at ${event.type}: ${(error as Error).message}`);
      }
    }
  }

  private async readBootId(): Promise<string> {
    const info = await this.http.read<AriInfo>('/asterisk/info', { only: 'status' });
    if (!info) throw new CarrierFailure('unavailable', 'Asterisk does not tell when it started');
    return info.status.startup_time;
  }

  /** Throws `gone` for what is not there or is no longer ours to command, unless that status is expected. */
  private async command(method: AriMethod, path: string, options: AriRequest = {}, expected: readonly number[] = []): Promise<void> {
    const answer = await this.http.ask(method, path, options);
    if (answer.status < 300 || expected.includes(answer.status)) return;
    if ([400, 409, 412, 422].includes(answer.status)) throw new CarrierFailure('gone', ariFailure(method, path, answer).message);
    throw ariFailure(method, path, answer);
  }
}
