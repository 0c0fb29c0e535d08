import type { Carrier, CarrierFact, SeatSpec, TrunkSpec } from '@seatline/telephony-domain';
import { type Behaviour, type CallingParty, type CarrierRig, type EventOf, type Party, eventOf, freshId } from '../support/carrier-rig';

export const CALLER = '+8613900001234';
export const OUR_NUMBER = '+862155500001';
export const TENANT = 'tenant-a';
export const OTHER_TENANT = 'tenant-b';

/** A call that has been put through: caller and agent hear each other. */
export interface Talk {
  readonly callId: string;
  readonly callerLegId: string;
  readonly agentLegId: string;
  readonly caller: CallingParty;
  readonly agent: Party;
  readonly seat: SeatSpec;
  readonly trunk: TrunkSpec;
}

export interface TalkOptions {
  readonly tenantId?: string;
  readonly agent?: Behaviour;
  readonly hangUpAfterMs?: number;
  /** Another caller and another agent, with voices of their own. */
  readonly others?: boolean;
}

/** What the contract's tests do again and again, on whatever carrier. */
export class Stage {
  constructor(readonly rig: CarrierRig) {}

  get carrier(): Carrier {
    return this.rig.carrier;
  }

  async trunk(tenantId = TENANT, callee?: Behaviour): Promise<TrunkSpec> {
    const trunk = await this.rig.makeTrunk(freshId('trunk'), tenantId, callee);
    await this.carrier.ensureTrunk(trunk);
    return trunk;
  }

  async agent(behaviour: Behaviour, tenantId = TENANT, voice: 'agent' | 'other-agent' = 'agent'): Promise<{ seat: SeatSpec; phone: Party }> {
    const seat = this.rig.makeSeat(freshId('seat'), tenantId);
    await this.carrier.ensureSeat(seat);
    const phone = await this.rig.registerPhone(seat, behaviour, { voice });
    if (!phone) throw new Error('the telephone was not let in');
    return { seat, phone };
  }

  async offeredCall(
    trunk: TrunkSpec,
    more: { hangUpAfterMs?: number; abandonAfterMs?: number; voice?: 'other-caller' } = {},
  ): Promise<{ caller: CallingParty; offer: EventOf<'leg.offered'> }> {
    const caller = await this.rig.callIn({ trunk, from: CALLER, to: OUR_NUMBER, ...more });
    const offer = await eventOf(this.rig, 'leg.offered', (event) => event.origin.kind === 'trunk' && event.origin.trunkId === trunk.id);
    return { caller, offer };
  }

  async ringSeat(seatId: string, more: { callId?: string; timeoutSeconds?: number; originatorLegId?: string } = {}): Promise<string> {
    const legId = freshId('leg');
    const { callId = 'call', timeoutSeconds = 15, originatorLegId } = more;
    const to = { kind: 'seat', seatId } as const;
    await this.carrier.dial({ legId, callId, to, from: CALLER, timeoutSeconds, ...(originatorLegId ? { originatorLegId } : {}) });
    return legId;
  }

  async talk(options: TalkOptions = {}): Promise<Talk> {
    const { tenantId = TENANT, agent = { answerAfterMs: 150 }, others = false, hangUpAfterMs } = options;
    const trunk = await this.trunk(tenantId);
    const { seat, phone } = await this.agent(agent, tenantId, others ? 'other-agent' : 'agent');
    const { caller, offer } = await this.offeredCall(trunk, {
      ...(others ? { voice: 'other-caller' } : {}),
      ...(hangUpAfterMs === undefined ? {} : { hangUpAfterMs }),
    });
    const callId = freshId('call');
    await this.carrier.acceptLeg(offer.legId);
    const agentLegId = await this.ringSeat(seat.id, { callId, originatorLegId: offer.legId });
    await eventOf(this.rig, 'leg.answered', (event) => event.legId === agentLegId);
    await this.carrier.openRoom(callId);
    await this.carrier.join(offer.legId, callId);
    await this.carrier.join(agentLegId, callId);
    return { callId, callerLegId: offer.legId, agentLegId, caller, agent: phone, seat, trunk };
  }

  /** All of the carrier's own record, in small pages. */
  async wholeHistory(): Promise<readonly CarrierFact[]> {
    const facts: CarrierFact[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page = await this.carrier.history(after, 7);
      facts.push(...page.facts);
      ({ more, next: after } = page);
    }
    return facts;
  }
}
