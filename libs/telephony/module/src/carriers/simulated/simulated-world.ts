import { ALL_EMERGENCY_NUMBERS, CAUSE, CarrierFailure, type Carrier, isEmergencyNumber, legEventId } from '@seatline/telephony-domain';
import type { SimulatedExchange, SimulatedLeg } from './exchange';

/** How a telephone takes a call. `answerAfterMs` null: it rings until somebody answers by `answer`. */
export interface PhoneBehaviour {
  readonly answerAfterMs: number | null;
  /** From the answer; null: until the other side ends it. */
  readonly hangUpAfterMs?: number | null;
  readonly busy?: boolean;
}

export interface SimulatedCall {
  readonly trunkId: string;
  readonly from: string;
  readonly to: string;
  /** Hangs up when nobody talks to them by then; without it the caller waits for ever. */
  readonly patienceMs?: number;
  /** Hangs up after so long a talk. */
  readonly talkMs?: number;
}

/** What somebody at the far end of a leg hears at this moment. */
export type Hearing = 'nothing' | 'ringing' | 'music' | 'announcement' | 'others';

export type CarrierCommand = Exclude<keyof Carrier, 'name' | 'subscribe' | 'connect' | 'close'>;

/** What a telephone can dial. A seat's own name is none of it, so no seat reaches another without us. */
export const DIALLABLE = /^[+*#0-9]{1,32}$/;

/** Somebody at the far end of a leg that they began. */
export class SimulatedCaller {
  constructor(
    private readonly exchange: SimulatedExchange,
    private readonly leg: SimulatedLeg,
  ) {}

  get legId(): string {
    return this.leg.legId;
  }

  get answered(): boolean {
    return this.leg.wasAnswered;
  }

  get ended(): boolean {
    return this.leg.state === 'ended';
  }

  get cause(): number | null {
    return this.leg.cause;
  }

  hears(): Hearing {
    return hearing(this.exchange, this.leg);
  }

  hangUp(): void {
    this.exchange.end(this.leg, CAUSE.normalClearing);
  }
}

export function hearing(exchange: SimulatedExchange, leg: SimulatedLeg): Hearing {
  if (leg.state === 'ended') return 'nothing';
  if (leg.state === 'refused') return 'announcement';
  if (leg.music) return 'music';
  for (const room of exchange.rooms.values()) if (room.has(leg.legId)) return room.size > 1 ? 'others' : 'nothing';
  return leg.ringback ? 'ringing' : 'nothing';
}

/**
 * The people and telephones around the simulated exchange, and its failures on request. What a person does here is done at once; what we hear of it comes a
 * moment later, as from a real carrier.
 */
export class SimulatedWorld {
  private readonly phones = new Map<string, PhoneBehaviour>();
  private readonly failures = new Map<CarrierCommand, { readonly failure: CarrierFailure; readonly concerns: string | null; left: number }>();
  /** How the public network takes a call to this number. */
  callee: (number: string) => PhoneBehaviour = () => ({ answerAfterMs: 3_000, hangUpAfterMs: 60_000 });
  /** Whether a telephone registers by itself as soon as its seat is provisioned, as in the demo. */
  phonesRegisterThemselves = false;
  /** Nothing that we ask reaches the carrier, until it is set back. */
  outOfReach = false;

  constructor(private readonly exchange: SimulatedExchange) {}

  /** Somebody calls one of our numbers. Null: the trunk is not provisioned, and the call is refused at the door. */
  callIn(call: SimulatedCall): SimulatedCaller | null {
    const trunk = this.exchange.trunks.get(call.trunkId);
    if (!trunk) return null;
    const origin = { kind: 'trunk', trunkId: trunk.id } as const;
    const leg = this.exchange.begin({
      legId: this.exchange.nameLeg(),
      tenantId: trunk.tenantId,
      direction: 'in',
      party: origin,
      from: call.from,
      to: call.to,
      callId: null,
    });
    const { legId, tenantId, from, to } = leg;
    this.exchange.tell({ type: 'leg.offered', legId, direction: 'in', tenantId, origin, service: 'full', from, to }, legEventId(legId, 'offered'));
    this.actAsCaller(leg, call);
    return new SimulatedCaller(this.exchange, leg);
  }

  /** Callers that come at given moments from now. */
  script(arrivals: readonly (SimulatedCall & { readonly afterMs: number })[]): void {
    for (const arrival of arrivals) this.exchange.scheduler.after(arrival.afterMs, () => this.callIn(arrival));
  }

  /** A telephone registers. False: the seat is unknown or the login wrong. */
  register(seatId: string, ha1?: string): boolean {
    const seat = this.exchange.seats.get(seatId);
    if (!seat || (ha1 !== undefined && ha1 !== seat.spec.ha1)) return false;
    this.exchange.setOnline(seatId, true);
    return true;
  }

  unregister(seatId: string): void {
    this.exchange.setOnline(seatId, false);
  }

  phone(seatId: string, behaviour: PhoneBehaviour): void {
    this.phones.set(seatId, behaviour);
  }

  /** The agent picks up what rings at the seat. False: nothing rings there. */
  answer(seatId: string): boolean {
    const leg = this.legOfSeat(seatId, (candidate) => candidate.state === 'ringing');
    if (leg) this.exchange.answer(leg);
    return leg !== null;
  }

  /** The agent hangs up, or turns away what rings. False: there was nothing. */
  hangUp(seatId: string): boolean {
    const leg = this.legOfSeat(seatId, () => true);
    if (leg) this.exchange.end(leg, leg.state === 'ringing' ? CAUSE.busy : CAUSE.normalClearing);
    return leg !== null;
  }

  /** Whoever talks with the agent at the seat hangs up. False: nobody does. */
  otherSideHangsUp(seatId: string): boolean {
    const own = this.legOfSeat(seatId, (candidate) => candidate.state === 'answered');
    const room = own ? [...this.exchange.rooms.values()].find((legIds) => legIds.has(own.legId)) : undefined;
    const otherId = [...(room ?? [])].find((legId) => legId !== own?.legId);
    const other = otherId === undefined ? undefined : this.exchange.legs.get(otherId);
    if (other) this.exchange.end(other, CAUSE.normalClearing);
    return other !== undefined;
  }

  hears(seatId: string): Hearing {
    const leg = this.legOfSeat(seatId, () => true);
    return leg ? hearing(this.exchange, leg) : 'nothing';
  }

  /** An agent dials. Null: the seat is not provisioned or its telephone not registered, so nothing happens at all. */
  dialFrom(seatId: string, number: string): SimulatedCaller | null {
    const seat = this.exchange.seats.get(seatId);
    if (!seat?.online) return null;
    const { tenantId, sipUsername, service } = seat.spec;
    const origin = { kind: 'seat', seatId } as const;
    const legId = this.exchange.nameLeg();
    const leg = this.exchange.begin({ legId, tenantId, direction: 'in', party: origin, from: sipUsername, to: number, callId: null });
    if (!DIALLABLE.test(number)) {
      this.exchange.end(leg, CAUSE.unallocatedNumber);
    } else if (service === 'emergency-only' && !isEmergencyNumber(number, ALL_EMERGENCY_NUMBERS)) {
      this.exchange.refuse(leg, 'out-of-service', CAUSE.rejected);
    } else {
      const offer = { type: 'leg.offered', legId, direction: 'out', tenantId, origin, service, from: sipUsername, to: number } as const;
      this.exchange.tell(offer, legEventId(legId, 'offered'));
    }
    return new SimulatedCaller(this.exchange, leg);
  }

  /** From now on this command fails, for the seat or trunk of this id or for all, so many times or until `mend`. */
  fail(command: CarrierCommand, failure: CarrierFailure, concerns: string | null = null, times = Number.POSITIVE_INFINITY): void {
    this.failures.set(command, { failure, concerns, left: times });
  }

  mend(): void {
    this.failures.clear();
  }

  /** Throws what was asked for by `fail`, and everything while the carrier is out of reach. */
  check(command: CarrierCommand, id: string): void {
    if (this.outOfReach) throw new CarrierFailure('unreachable', 'the simulated carrier is out of reach');
    const planned = this.failures.get(command);
    if (!planned || planned.left <= 0 || (planned.concerns !== null && planned.concerns !== id)) return;
    planned.left -= 1;
    throw planned.failure;
  }

  /** A leg that we dial reaches a telephone: what it does of itself. */
  takeCall(leg: SimulatedLeg, timeoutMs: number): void {
    const behaviour = leg.party.kind === 'seat' ? (this.phones.get(leg.party.seatId) ?? { answerAfterMs: null }) : this.callee(leg.to);
    const { scheduler } = this.exchange;
    if (behaviour.busy) return this.exchange.end(leg, CAUSE.busy);
    this.exchange.ring(leg);
    scheduler.after(timeoutMs, () => {
      if (leg.state === 'ringing') this.exchange.end(leg, CAUSE.noAnswer);
    });
    if (behaviour.answerAfterMs === null) return;
    scheduler.after(behaviour.answerAfterMs, () => {
      this.exchange.answer(leg);
      const { hangUpAfterMs } = behaviour;
      if (typeof hangUpAfterMs === 'number') scheduler.after(hangUpAfterMs, () => this.exchange.end(leg, CAUSE.normalClearing));
    });
  }

  private actAsCaller(leg: SimulatedLeg, call: SimulatedCall): void {
    const { scheduler, watchers } = this.exchange;
    let talking = false;
    const watch = (changed: SimulatedLeg) => {
      if (changed !== leg) return;
      if (leg.state === 'ended') watchers.delete(watch);
      if (talking || hearing(this.exchange, leg) !== 'others') return;
      talking = true;
      if (call.talkMs !== undefined) scheduler.after(call.talkMs, () => this.exchange.end(leg, CAUSE.normalClearing));
    };
    watchers.add(watch);
    if (call.patienceMs === undefined) return;
    scheduler.after(call.patienceMs, () => {
      if (!talking) this.exchange.end(leg, CAUSE.normalClearing);
    });
  }

  private legOfSeat(seatId: string, fits: (leg: SimulatedLeg) => boolean): SimulatedLeg | null {
    for (const leg of this.exchange.legs.values()) {
      if (leg.state !== 'ended' && leg.party.kind === 'seat' && leg.party.seatId === seatId && fits(leg)) return leg;
    }
    return null;
  }
}
