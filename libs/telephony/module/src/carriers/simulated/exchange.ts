import type { Clock, Instant } from '@seatline/kernel';
import {
  type Announcement,
  CAUSE,
  type CarrierEvent,
  type CarrierFact,
  type HangupCauseCode,
  type Origin,
  type SeatSpec,
  type TrunkSpec,
  legEventId,
} from '@seatline/telephony-domain';
import type { Scheduler } from './scheduler';

/** From an occurrence to our hearing of it, so that a listener is never called from within its own command. */
export const EVENT_DELAY_MS = 5;
export const ANNOUNCEMENT_MS = 3_000;

export interface SimulatedLeg {
  readonly legId: string;
  readonly tenantId: string;
  readonly direction: 'in' | 'out';
  readonly party: Origin;
  readonly from: string;
  readonly to: string;
  readonly linkedLegId: string;
  readonly startedAt: Instant;
  callId: string | null;
  state: 'offered' | 'ringing' | 'answered' | 'refused' | 'ended';
  wasAnswered: boolean;
  music: boolean;
  ringback: boolean;
  announcement: Announcement | null;
  cause: HangupCauseCode | null;
  /** Calls off the end that was set for it. */
  callOffEnd: (() => void) | null;
}

interface SimulatedRecording {
  readonly legId: string;
  readonly startedAt: Instant;
  endedAt: Instant | null;
}

type NewLeg = Pick<SimulatedLeg, 'legId' | 'tenantId' | 'direction' | 'party' | 'from' | 'to' | 'callId'> & { readonly linkedLegId?: string };
type Untold = CarrierEvent extends infer Event ? (Event extends CarrierEvent ? Omit<Event, 'at' | 'providerEventId'> : never) : never;

/** What a telephone exchange knows and does, without a line or a sound: seats, trunks, legs, rooms, and a record of everything. Both sides of the port act on it. */
export class SimulatedExchange {
  readonly seats = new Map<string, { spec: SeatSpec; online: boolean }>();
  readonly trunks = new Map<string, TrunkSpec>();
  readonly legs = new Map<string, SimulatedLeg>();
  readonly rooms = new Map<string, Set<string>>();
  readonly recordings = new Map<string, SimulatedRecording>();
  readonly facts: CarrierFact[] = [];
  /** Told of every leg when something about it has changed. */
  readonly watchers = new Set<(leg: SimulatedLeg) => void>();
  bootId: string;
  private counter = 0;

  constructor(
    readonly clock: Clock,
    readonly scheduler: Scheduler,
    private readonly deliver: (event: CarrierEvent) => void,
  ) {
    this.bootId = this.newBootId();
  }

  /** A name for a leg that somebody else begins, never given before. */
  nameLeg(): string {
    this.counter += 1;
    return `sim-${this.bootId}.${this.counter}`;
  }

  tell(event: Untold, providerEventId: string): void {
    const told = { ...event, at: this.clock.now(), providerEventId } as CarrierEvent;
    this.scheduler.after(EVENT_DELAY_MS, () => this.deliver(told));
  }

  begin(leg: NewLeg): SimulatedLeg {
    const begun: SimulatedLeg = {
      ...leg,
      linkedLegId: leg.linkedLegId ?? leg.legId,
      startedAt: this.clock.now(),
      state: leg.direction === 'in' ? 'offered' : 'ringing',
      wasAnswered: false,
      music: false,
      ringback: false,
      announcement: null,
      cause: null,
      callOffEnd: null,
    };
    this.legs.set(leg.legId, begun);
    this.record(begun, { type: 'leg.started', providerEventId: legEventId(leg.legId, 'started') });
    return begun;
  }

  ring(leg: SimulatedLeg): void {
    this.tell({ type: 'leg.ringing', legId: leg.legId }, legEventId(leg.legId, 'ringing'));
    this.changed(leg);
  }

  answer(leg: SimulatedLeg): void {
    if (leg.state !== 'offered' && leg.state !== 'ringing') return;
    leg.state = 'answered';
    leg.wasAnswered = true;
    leg.ringback = false;
    this.record(leg, { type: 'leg.answered', providerEventId: legEventId(leg.legId, 'answered') });
    this.tell({ type: 'leg.answered', legId: leg.legId }, legEventId(leg.legId, 'answered'));
    this.changed(leg);
  }

  /** The announcement plays without an answer, then the leg ends. */
  refuse(leg: SimulatedLeg, announcement: Announcement, cause: HangupCauseCode): void {
    leg.state = 'refused';
    leg.announcement = announcement;
    this.changed(leg);
    this.scheduler.after(ANNOUNCEMENT_MS, () => this.end(leg, cause));
  }

  end(leg: SimulatedLeg, cause: HangupCauseCode): void {
    if (leg.state === 'ended') return;
    for (const callId of this.rooms.keys()) this.part(leg, callId);
    for (const [recordingId, recording] of this.recordings) if (recording.legId === leg.legId) this.finishRecording(recordingId);
    leg.state = 'ended';
    leg.cause = cause;
    leg.music = false;
    this.record(leg, { type: 'leg.ended', cause, providerEventId: legEventId(leg.legId, 'ended') });
    this.tell({ type: 'leg.ended', legId: leg.legId, cause }, legEventId(leg.legId, 'ended'));
    this.changed(leg);
  }

  /** The leg ends by itself after so long; the last word holds. */
  endAfter(leg: SimulatedLeg, seconds: number): void {
    leg.callOffEnd?.();
    leg.callOffEnd = this.scheduler.after(seconds * 1000, () => this.end(leg, CAUSE.normalClearing));
  }

  join(leg: SimulatedLeg, callId: string): void {
    const room = this.rooms.get(callId);
    if (!room || room.has(leg.legId)) return;
    leg.music = false;
    leg.callId = callId;
    room.add(leg.legId);
    this.record(leg, { type: 'leg.joined', callId, providerEventId: this.passageId(leg, 'joined') });
    for (const legId of room) {
      const member = this.legs.get(legId);
      if (member) this.changed(member);
    }
  }

  part(leg: SimulatedLeg, callId: string): void {
    if (!this.rooms.get(callId)?.delete(leg.legId)) return;
    this.record(leg, { type: 'leg.parted', callId, providerEventId: this.passageId(leg, 'parted') });
    this.changed(leg);
  }

  finishRecording(recordingId: string): void {
    const recording = this.recordings.get(recordingId);
    if (!recording || recording.endedAt !== null) return;
    recording.endedAt = this.clock.now();
    const seconds = (recording.endedAt - recording.startedAt) / 1000;
    this.tell({ type: 'recording.ready', recordingId, seconds, bytes: 44 + Math.round(seconds * 8000) * 2 }, `${recordingId}/ready`);
  }

  setOnline(seatId: string, online: boolean): void {
    const seat = this.seats.get(seatId);
    if (!seat || seat.online === online) return;
    seat.online = online;
    const type = online ? 'seat.online' : 'seat.offline';
    this.tell({ type, seatId }, `${seatId}/${type}@${this.clock.now()}`);
  }

  /** As if the exchange had lost power: calls, rooms and provisioning are gone, and nobody was told. The record of the past is kept. */
  restart(): void {
    for (const leg of this.legs.values()) {
      if (leg.state === 'ended') continue;
      leg.state = 'ended';
      leg.cause = CAUSE.normalClearing;
    }
    this.legs.clear();
    this.rooms.clear();
    this.recordings.clear();
    this.seats.clear();
    this.trunks.clear();
    this.bootId = this.newBootId();
  }

  aliveLeg(legId: string): SimulatedLeg | null {
    const leg = this.legs.get(legId);
    return leg && leg.state !== 'ended' ? leg : null;
  }

  private newBootId(): string {
    this.counter += 1;
    return `${this.clock.now()}-${this.counter}`;
  }

  private passageId(leg: SimulatedLeg, what: 'joined' | 'parted'): string {
    return `${leg.legId}/${what}/${this.facts.length}`;
  }

  private changed(leg: SimulatedLeg): void {
    for (const watcher of this.watchers) watcher(leg);
  }

  private record(
    leg: SimulatedLeg,
    fact:
      | { type: 'leg.started' | 'leg.answered'; providerEventId: string }
      | { type: 'leg.ended'; cause: HangupCauseCode; providerEventId: string }
      | { type: 'leg.joined' | 'leg.parted'; callId: string; providerEventId: string },
  ): void {
    const { legId, linkedLegId, tenantId, party, direction, from, to } = leg;
    this.facts.push({ ...fact, at: this.clock.now(), legId, linkedLegId, tenantId, party, direction, from, to: direction === 'in' ? to : '' });
  }
}
