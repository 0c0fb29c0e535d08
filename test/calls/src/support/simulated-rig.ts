import type { Instant } from '@seatline/kernel';
import { type SimulatedCaller, SimulatedCarrier, VirtualTime } from '@seatline/telephony';
import { type CarrierEvent, hangupCause, type TrunkSpec } from '@seatline/telephony-domain';
import { type Behaviour, type CarrierRig, type CallingParty, type Party, type Voice, eventually } from './carrier-rig';
import { VOICES } from './carrier-rig';
import { toneShare, wavSamples } from './tones';

const START = Date.UTC(2026, 0, 5, 1, 0, 0) as Instant;

class SimulatedRig implements CarrierRig {
  readonly time = new VirtualTime(START);
  readonly carrier = new SimulatedCarrier(this.time, this.time, (line) => this.complaints.push(line));
  readonly events: CarrierEvent[] = [];
  private readonly complaints: string[] = [];
  private readonly voices = new Map<string, Voice>();
  private readonly callees = new Map<string, Behaviour>();

  async start(): Promise<this> {
    this.carrier.subscribe((event) => this.events.push(event));
    await this.carrier.connect();
    return this;
  }

  pass(milliseconds: number): Promise<void> {
    return this.time.advance(milliseconds);
  }

  async makeTrunk(id: string, tenantId: string, callee: Behaviour = { answerAfterMs: 200 }): Promise<TrunkSpec> {
    this.callees.set(id, callee);
    this.carrier.world.callee = () => callee;
    return { id, tenantId, host: 'carrier.example', port: 5060, matchAddresses: [], register: false };
  }

  makeSeat(id: string, tenantId: string) {
    return { id, tenantId, sipUsername: `sip-${id}`, ha1: '0'.repeat(32), service: 'full' as const };
  }

  async registerPhone(seat: { id: string; ha1: string }, behaviour: Behaviour, options: { wrongPassword?: boolean; voice?: Voice } = {}): Promise<Party | null> {
    if (!this.carrier.world.register(seat.id, options.wrongPassword ? 'f'.repeat(32) : seat.ha1)) return null;
    this.carrier.world.phone(seat.id, behaviour);
    this.voices.set(`seat:${seat.id}`, options.voice ?? 'agent');
    return { hears: () => this.heard(this.carrier.world.hears(seat.id), (leg) => leg.party?.kind === 'seat' && leg.party.seatId === seat.id) };
  }

  async callIn(call: Parameters<CarrierRig['callIn']>[0]): Promise<CallingParty> {
    const caller = this.carrier.world.callIn({
      trunkId: call.trunk.id,
      from: call.from,
      to: call.to,
      ...(call.abandonAfterMs === undefined ? {} : { patienceMs: call.abandonAfterMs }),
      ...(call.hangUpAfterMs === undefined ? {} : { talkMs: call.hangUpAfterMs }),
    });
    if (!caller) throw new Error('the trunk is not provisioned');
    this.voices.set(caller.legId, call.voice ?? 'caller');
    return this.party(caller);
  }

  async dialFrom(seat: { id: string }, number: string): Promise<CallingParty> {
    const caller = this.carrier.world.dialFrom(seat.id, number);
    if (!caller) return { hears: async () => [], ended: async () => ({ answered: false, announced: false, refusedWith: 401 }) };
    return this.party(caller);
  }

  async replaceControlPlane(meanwhile: () => Promise<void>): Promise<void> {
    this.carrier.disconnect();
    await meanwhile();
    this.carrier.reconnect();
    await this.pass(10);
  }

  async crash(): Promise<void> {
    this.carrier.restart();
    await this.pass(10);
  }

  bothVoicesIn(recording: Uint8Array): boolean {
    const samples = wavSamples(recording);
    return toneShare(samples, VOICES.caller) > 0.1 && toneShare(samples, VOICES.agent) > 0.1;
  }

  async tidy(): Promise<void> {
    const { legs, rooms } = await this.carrier.snapshot();
    for (const leg of legs) await this.carrier.hangup(leg.legId);
    for (const room of rooms) await this.carrier.closeRoom(room.callId);
    await this.pass(10);
    this.events.length = 0;
  }

  async close(): Promise<void> {
    await this.carrier.close();
    if (this.complaints.length > 0) throw new Error(this.complaints.join('; '));
  }

  private party(caller: SimulatedCaller): CallingParty {
    let announced = false;
    const look = () => (announced ||= caller.hears() === 'announcement');
    return {
      hears: () => this.heard(caller.hears(), (leg) => leg.legId === caller.legId),
      ended: async () => {
        await eventually(this, 'the end of the call', () => (look(), caller.ended || undefined));
        return { answered: caller.answered, announced, refusedWith: caller.answered ? null : hangupCause(caller.cause ?? 0).sipStatus };
      },
    };
  }

  private async heard(
    hearing: string,
    isOwn: (leg: { legId: string; party: { kind: string; seatId?: string; trunkId?: string } | null }) => boolean,
  ): Promise<readonly (Voice | 'music')[]> {
    if (hearing === 'music') return ['music'];
    if (hearing !== 'others') return [];
    const { legs, rooms } = await this.carrier.snapshot();
    const own = legs.find(isOwn);
    const members = rooms.find((room) => own && room.legIds.includes(own.legId))?.legIds ?? [];
    return legs
      .filter((leg) => members.includes(leg.legId) && leg !== own)
      .map((leg) => {
        if (leg.party?.kind === 'seat') return this.voices.get(`seat:${leg.party.seatId}`) ?? 'agent';
        return leg.direction === 'in' ? (this.voices.get(leg.legId) ?? 'caller') : 'callee';
      })
      .sort();
  }
}

export function simulatedRig(): Promise<CarrierRig> {
  return new SimulatedRig().start();
}
