import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Agent, AGENT_TRANSITIONS, newCommands, type TalkLimit } from '@seatline/acd-domain';
import { type Clock, type Instant } from '@seatline/kernel';
import { CLOCK, Problem, type TenantTransaction } from '@seatline/server';
import { type CallLeg, OUTBOUND_REFUSALS, type OutboundRefusalCode } from '@seatline/telephony-domain';
import { AgentRows } from '../agents/agent-rows';
import { CALL_RECORDS, type AuthorisedOutbound, type CallRecords, type CarrierName, type NewLeg, type OfferedLeg } from '../ports/calls';
import type { CallCommands } from './call-commander';
import { OutboundRights } from './outbound-rights';
import { type RoutedCall, situationOf } from './routed-call';
import { RoutedCallRows } from './routed-call-rows';

type RefusalCode = OutboundRefusalCode | 'agent.not-now';

const NOT_NOW = { reason: 'busy', announcement: 'closed' } as const;

/** An agent calls out: from their phone, or by a click in the portal that rings their own phone first. */
@Injectable()
export class OutboundCalls {
  constructor(
    private readonly rights: OutboundRights,
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
    private readonly calls: RoutedCallRows,
    private readonly agents: AgentRows,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The agent has dialled; their leg waits, unanswered, until the callee answers. */
  async beginFromPhone(tx: TenantTransaction, carrier: CarrierName, offered: OfferedLeg): Promise<CallCommands[]> {
    const seatId = offered.origin.kind === 'seat' ? offered.origin.seatId : '';
    const agent = await this.agents.atSeat(tx, seatId);
    const decision = await this.rights.authorise(tx, { seatId, agent, dialled: offered.to });
    const call = { id: randomUUID(), carrier, number: offered.to, startedAt: offered.at };
    const own: NewLeg = {
      id: offered.legId, role: 'agent', direction: 'in', party: offered.origin, seatId, memberId: agent?.memberId ?? null, dialled: null, shown: null,
      stage: 'offered', createdAt: offered.at,
    };
    if (!decision.ok) return [await this.refuse(tx, call, own, decision.refusal.code)];
    if (!decision.value.emergency && !mayCallOut(agent)) return [await this.refuse(tx, call, own, 'agent.not-now')];
    const talk = await this.rights.reserve(tx, { callId: call.id, seatId }, decision.value);
    if (!talk.ok) return [await this.refuse(tx, call, own, talk.refusal.code)];
    const callee = calleeLeg(decision.value, offered.at);
    return [await this.begin(tx, { id: call.id, seatId, agent, authorised: decision.value, talk: talk.value, own, callee })];
  }

  /** Rings the agent's own phone; the number is dialled when it is answered. Throws the refusal as a Problem. */
  async beginFromDesk(tx: TenantTransaction, agent: Agent & { readonly seatId: string }, dialled: string): Promise<CallCommands> {
    const decision = await this.rights.authorise(tx, { seatId: agent.seatId, agent, dialled });
    if (!decision.ok) throw Problem.from(decision.refusal);
    if (!mayCallOut(agent)) throw new Problem('agent.not-now', { state: agent.state });
    const id = randomUUID();
    const talk = await this.rights.reserve(tx, { callId: id, seatId: agent.seatId }, decision.value);
    if (!talk.ok) throw Problem.from(talk.refusal);
    const at = this.clock.now();
    const own: NewLeg = {
      id: randomUUID(), role: 'agent', direction: 'out', party: { kind: 'seat', seatId: agent.seatId }, seatId: agent.seatId, memberId: agent.memberId, dialled: null,
      shown: decision.value.number, stage: 'new', createdAt: at,
    };
    return this.begin(tx, { id, seatId: agent.seatId, agent, authorised: decision.value, talk: talk.value, own, callee: null });
  }

  private async begin(tx: TenantTransaction, what: Beginning): Promise<CallCommands> {
    const { id, seatId, authorised, own, callee } = what;
    const at = own.createdAt;
    // An emergency call is let through whatever the agent is doing, and leaves that as it is.
    const agent = mayCallOut(what.agent) ? what.agent : null;
    const call: RoutedCall = {
      id, carrier: authorised.carrier, direction: 'outbound', state: 'dialling', queueId: null, otherNumber: authorised.number, memberId: agent?.memberId ?? null, seatId,
      agentLegId: own.id, outcome: null, recordingId: null, trunkId: authorised.trunkId, dialNumber: authorised.number, dialShown: authorised.callerNumber,
      emergency: authorised.emergency, ringTimeoutSeconds: null, wrapUpSeconds: null, talk: what.talk,
    };
    const legs = callee ? [own, callee] : [own];
    await this.records.open(
      tx,
      {
        id, carrier: authorised.carrier, direction: 'outbound', ourNumber: authorised.callerNumber, otherNumber: authorised.number, didId: authorised.didId,
        queueId: null, memberId: own.memberId, refusal: null, startedAt: at,
      },
      legs,
    );
    await this.calls.insert(tx, call, at);
    const locked = agent ? await this.agents.lock(tx, agent.memberId) : null;
    if (locked) await this.agents.change(tx, locked, 'call-out', { at: this.clock.now(), callId: id });
    const commands = newCommands(null, situationOf(call, legs.map((leg) => ({ ...leg, ...UNTOLD, callId: id }))));
    return { tenantId: tx.tenantId, carrier: authorised.carrier, callId: id, commands };
  }

  private async refuse(tx: TenantTransaction, call: Attempt, own: NewLeg, code: RefusalCode): Promise<CallCommands> {
    const { id, carrier, number, startedAt } = call;
    await this.records.open(
      tx,
      { id, carrier, direction: 'outbound', ourNumber: '', otherNumber: number, didId: null, queueId: null, memberId: own.memberId, refusal: code, startedAt },
      [own],
    );
    const how = code === 'agent.not-now' ? NOT_NOW : OUTBOUND_REFUSALS[code];
    return { tenantId: tx.tenantId, carrier, callId: id, commands: [{ kind: 'reject', legId: own.id, ...how }] };
  }
}

interface Attempt {
  readonly id: string;
  readonly carrier: CarrierName;
  readonly number: string;
  readonly startedAt: Instant;
}

interface Beginning {
  readonly id: string;
  readonly seatId: string;
  readonly agent: Agent | null;
  readonly authorised: AuthorisedOutbound;
  readonly talk: TalkLimit | null;
  readonly own: NewLeg;
  readonly callee: NewLeg | null;
}

const UNTOLD = { cdrId: '', ringingAt: null, answeredAt: null, endedAt: null, cause: null, estimated: false } satisfies Partial<CallLeg>;

function mayCallOut(agent: Agent | null): boolean {
  return agent !== null && AGENT_TRANSITIONS[agent.state]['call-out'] !== undefined;
}

function calleeLeg(authorised: AuthorisedOutbound, createdAt: Instant): NewLeg {
  const party = { kind: 'trunk', trunkId: authorised.trunkId } as const;
  return {
    id: randomUUID(), role: 'callee', direction: 'out', party, seatId: null, memberId: null, dialled: authorised.number, shown: authorised.callerNumber, stage: 'new',
    createdAt,
  };
}

