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
import { SimulatedBooks } from './simulated-books';
import { SimulatedExchange, type SimulatedLeg } from './exchange';
import type { Scheduler } from './scheduler';
import { simulatedRecording } from './simulated-recording';
import { type CarrierCommand, DIALLABLE, SimulatedWorld } from './simulated-world';

/**
 * A carrier without a network: for the demo, for stories and for tests. The same commands always give the same events at the same instants of its clock.
 * `world` is the other side: callers, telephones, failures.
 */
export class SimulatedCarrier implements Carrier {
  readonly name = 'simulated' as const;
  readonly world: SimulatedWorld;
  /** What it writes down of its calls by itself. */
  readonly books: SimulatedBooks;
  private readonly exchange: SimulatedExchange;
  private readonly listeners = new Set<CarrierListener>();
  private connected = false;
  private lastHeardAt: Instant | null = null;
  private knownBootId: string | null = null;

  constructor(
    private readonly clock: Clock,
    scheduler: Scheduler,
    private readonly log: (line: string) => void,
  ) {
    this.exchange = new SimulatedExchange(clock, scheduler, (event) => this.deliver(event));
    this.world = new SimulatedWorld(this.exchange);
    this.books = new SimulatedBooks(this.exchange);
  }

  async connect(): Promise<void> {
    this.reconnect();
  }

  async close(): Promise<void> {
    this.connected = false;
  }

  async ping(): Promise<void> {
    this.world.check('ping', '');
  }

  /** Events are lost from now until `reconnect`, and the exchange goes on. */
  disconnect(): void {
    this.connected = false;
  }

  reconnect(): void {
    this.connected = true;
    const { bootId } = this.exchange;
    const restarted = this.knownBootId !== null && this.knownBootId !== bootId;
    this.knownBootId = bootId;
    const at = this.clock.now();
    if (restarted) this.exchange.tell({ type: 'carrier.restarted', bootId }, `restarted/${bootId}`);
    else this.exchange.tell({ type: 'carrier.gap', since: this.lastHeardAt, bootId }, `gap/${at}`);
  }

  /** The exchange loses power and comes back, with nothing on it. */
  restart(): void {
    this.disconnect();
    this.exchange.restart();
    this.reconnect();
  }

  subscribe(listener: CarrierListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async ensureSeat(seat: SeatSpec): Promise<void> {
    this.world.check('ensureSeat', seat.id);
    for (const [id, other] of this.exchange.seats) {
      if (id !== seat.id && other.spec.sipUsername === seat.sipUsername) {
        throw new CarrierFailure('refused', `the SIP name of seat ${seat.id} belongs to another seat`);
      }
    }
    const before = this.exchange.seats.get(seat.id);
    this.exchange.seats.set(seat.id, { spec: seat, online: before?.online ?? false });
    if (this.world.phonesRegisterThemselves) this.exchange.setOnline(seat.id, true);
  }

  async removeSeat(seatId: string): Promise<void> {
    this.world.check('removeSeat', seatId);
    this.exchange.seats.delete(seatId);
  }

  async ensureTrunk(trunk: TrunkSpec): Promise<void> {
    this.world.check('ensureTrunk', trunk.id);
    if (trunk.register && (trunk.username === undefined || trunk.secret === undefined)) {
      throw new CarrierFailure('refused', `trunk ${trunk.id} is to register and has no login`);
    }
    this.exchange.trunks.set(trunk.id, trunk);
  }

  async removeTrunk(trunkId: string): Promise<void> {
    this.world.check('removeTrunk', trunkId);
    this.exchange.trunks.delete(trunkId);
  }

  async provisioned(): Promise<Provisioned> {
    this.world.check('provisioned', '');
    const seats = [...this.exchange.seats.values()].map(({ spec }) => ({ seatId: spec.id, service: spec.service }));
    return { seats, trunkIds: [...this.exchange.trunks.keys()] };
  }

  async indicateRinging(legId: string): Promise<void> {
    this.world.check('indicateRinging', legId);
    const leg = this.exchange.aliveLeg(legId);
    if (leg?.state === 'offered') leg.ringback = true;
  }

  async acceptLeg(legId: string): Promise<void> {
    this.exchange.answer(this.living('acceptLeg', legId));
  }

  async rejectLeg(legId: string, why: RejectReason, announcement?: Announcement): Promise<void> {
    this.world.check('rejectLeg', legId);
    const leg = this.exchange.aliveLeg(legId);
    if (!leg || leg.state === 'refused') return;
    if (announcement) this.exchange.refuse(leg, announcement, REJECT_CAUSES[why]);
    else this.exchange.end(leg, REJECT_CAUSES[why]);
  }

  async dial(request: DialRequest): Promise<void> {
    this.world.check('dial', request.legId);
    const { legId, to, callId, from, originatorLegId } = request;
    if (to.kind === 'trunk' && !DIALLABLE.test(to.number)) throw new CarrierFailure('refused', 'what is to be dialled is no telephone number');
    if (this.exchange.legs.has(legId)) return;
    const seat = to.kind === 'seat' ? this.exchange.seats.get(to.seatId) : undefined;
    const trunk = to.kind === 'trunk' ? this.exchange.trunks.get(to.trunkId) : undefined;
    const leg = this.exchange.begin({
      legId,
      tenantId: seat?.spec.tenantId ?? trunk?.tenantId ?? '',
      direction: 'out',
      party: to.kind === 'seat' ? { kind: 'seat', seatId: to.seatId } : { kind: 'trunk', trunkId: to.trunkId },
      from,
      to: to.kind === 'trunk' ? to.number : '',
      callId,
      ...(originatorLegId ? { linkedLegId: this.exchange.legs.get(originatorLegId)?.linkedLegId ?? originatorLegId } : {}),
    });
    if (originatorLegId && !this.exchange.aliveLeg(originatorLegId)) return this.exchange.end(leg, CAUSE.normalClearing);
    if (!seat?.online && !trunk) return this.exchange.end(leg, CAUSE.subscriberAbsent);
    if (request.talkSeconds !== undefined) this.exchange.endAfter(leg, request.timeoutSeconds + request.talkSeconds);
    this.world.takeCall(leg, request.timeoutSeconds * 1000);
  }

  async limitTalk(legId: string, seconds: number): Promise<void> {
    this.world.check('limitTalk', legId);
    const leg = this.exchange.aliveLeg(legId);
    if (leg) this.exchange.endAfter(leg, seconds);
  }

  async hangup(legId: string, cause: HangupCauseCode = CAUSE.normalClearing): Promise<void> {
    this.world.check('hangup', legId);
    const leg = this.exchange.aliveLeg(legId);
    if (leg) this.exchange.end(leg, cause);
  }

  async openRoom(callId: string): Promise<void> {
    this.world.check('openRoom', callId);
    if (!this.exchange.rooms.has(callId)) this.exchange.rooms.set(callId, new Set());
  }

  async closeRoom(callId: string): Promise<void> {
    this.world.check('closeRoom', callId);
    for (const legId of [...(this.exchange.rooms.get(callId) ?? [])]) {
      const leg = this.exchange.aliveLeg(legId);
      if (leg) this.exchange.part(leg, callId);
    }
    this.exchange.rooms.delete(callId);
  }

  async join(legId: string, callId: string): Promise<void> {
    const leg = this.living('join', legId);
    if (!this.exchange.rooms.has(callId)) throw new CarrierFailure('gone', 'the room does not exist');
    this.exchange.join(leg, callId);
  }

  async part(legId: string, callId: string): Promise<void> {
    this.world.check('part', legId);
    const leg = this.exchange.aliveLeg(legId);
    if (leg) this.exchange.part(leg, callId);
  }

  async playMusic(legId: string): Promise<void> {
    this.living('playMusic', legId).music = true;
  }

  async stopMusic(legId: string): Promise<void> {
    this.world.check('stopMusic', legId);
    const leg = this.exchange.aliveLeg(legId);
    if (leg) leg.music = false;
  }

  async record(recording: RecordingRequest): Promise<void> {
    this.living('record', recording.callerLegId);
    if (this.exchange.recordings.has(recording.recordingId)) return;
    this.exchange.recordings.set(recording.recordingId, { legId: recording.callerLegId, startedAt: this.clock.now(), endedAt: null });
  }

  async stopRecording(recordingId: string): Promise<void> {
    this.world.check('stopRecording', recordingId);
    this.exchange.finishRecording(recordingId);
  }

  async readRecording(recordingId: string): Promise<Uint8Array> {
    this.world.check('readRecording', recordingId);
    const recording = this.exchange.recordings.get(recordingId);
    if (!recording || recording.endedAt === null) throw new CarrierFailure('gone', 'there is no such recording');
    return simulatedRecording((recording.endedAt - recording.startedAt) / 1000);
  }

  async deleteRecording(recordingId: string): Promise<void> {
    this.world.check('deleteRecording', recordingId);
    this.exchange.recordings.delete(recordingId);
  }

  async snapshot(): Promise<CarrierSnapshot> {
    this.world.check('snapshot', '');
    const alive = [...this.exchange.legs.values()].filter((leg) => leg.state !== 'ended');
    const legs = alive.map(({ legId, tenantId, state, direction, party, callId, startedAt }) => {
      return { legId, tenantId, state: state as Exclude<SimulatedLeg['state'], 'ended'>, direction, party, callId, startedAt };
    });
    const rooms = [...this.exchange.rooms].map(([callId, members]) => ({ callId, legIds: [...members] }));
    const onlineSeatIds = [...this.exchange.seats].filter(([, seat]) => seat.online).map(([seatId]) => seatId);
    return { takenAt: this.clock.now(), bootId: this.exchange.bootId, legs, rooms, onlineSeatIds };
  }

  async history(after: string | null, limit = 500): Promise<CarrierHistory> {
    this.world.check('history', '');
    const from = Number(after ?? '') || 0;
    const facts = this.exchange.facts.slice(from, from + limit);
    const next = from + facts.length;
    return { facts, next: String(next), more: next < this.exchange.facts.length };
  }

  private living(command: CarrierCommand, legId: string): SimulatedLeg {
    this.world.check(command, legId);
    const leg = this.exchange.aliveLeg(legId);
    if (!leg || leg.state === 'refused') throw new CarrierFailure('gone', 'the leg has ended');
    return leg;
  }

  private deliver(event: CarrierEvent): void {
    if (!this.connected) return;
    this.lastHeardAt = this.clock.now();
    for (const listener of this.listeners) {
      try {
        listener(event);
      } catch (error) {
        this.log(`simulated carrier: a listener failed at ${event.type}: ${(error as Error).message}`);
      }
    }
  }
}
