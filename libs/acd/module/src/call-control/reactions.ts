import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Agent, limitFromAnswer, outcomeUnderLimit, type Reaction } from '@seatline/acd-domain';
import { type Clock, type Instant } from '@seatline/kernel';
import { CLOCK, type TenantTransaction } from '@seatline/server';
import type { CallLeg } from '@seatline/telephony-domain';
import { AgentRows } from '../agents/agent-rows';
import { CALL_RECORDS, type CallRecords } from '../ports/calls';
import { Router } from '../routing/router';
import type { CallCommands } from './call-commander';
import { type RoutedCall, wrapUpSecondsOf } from './routed-call';
import { RoutedCallRows } from './routed-call-rows';

export interface Reacted {
  readonly call: RoutedCall;
  /** A leg that was added, to be dialled. */
  readonly added: readonly CallLeg[];
  /** Another call, or this one again, that was offered because an agent or a caller became free. */
  readonly offered: CallCommands | null;
}

/** Writes what a reaction says into the rows of a locked call, its agent and its offer. */
@Injectable()
export class Reactions {
  constructor(
    private readonly calls: RoutedCallRows,
    private readonly agents: AgentRows,
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
    private readonly router: Router,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async apply(tx: TenantTransaction, call: RoutedCall, legs: readonly CallLeg[], reaction: Reaction): Promise<Reacted> {
    const at = this.clock.now();
    const next = await this.nextCall(tx, call, legs, reaction, at);
    await this.calls.save(tx, next, at);
    if (reaction.offer) await this.calls.closeOffer(tx, call.id, reaction.offer, at);
    const agent = reaction.agent && call.memberId !== null ? await this.changeAgent(tx, call, reaction, at) : null;
    const added = reaction.dialCallee ? [await this.addCallee(tx, call, at)] : [];
    return { call: next, added, offered: await this.seekFor(tx, next, agent) };
  }

  private async nextCall(tx: TenantTransaction, call: RoutedCall, legs: readonly CallLeg[], reaction: Reaction, at: Instant): Promise<RoutedCall> {
    const outcome = reaction.outcome ? outcomeUnderLimit(reaction.outcome, call.talk, firstEnd(legs)) : call.outcome;
    if (reaction.state === 'queued') return { ...call, state: 'queued', memberId: null, seatId: null, agentLegId: null };
    const customer = legs.find((leg) => leg.role !== 'agent');
    if (!reaction.record || !customer) return { ...call, state: reaction.state, outcome };
    const recordingId = randomUUID();
    await this.records.requestRecording(tx, { id: recordingId, callId: call.id, legId: customer.id, carrier: call.carrier, at });
    const talk = call.talk === null || customer.answeredAt === null ? call.talk : limitFromAnswer(call.talk, customer.answeredAt);
    return { ...call, state: reaction.state, outcome, recordingId, talk };
  }

  private async changeAgent(tx: TenantTransaction, call: RoutedCall, reaction: Reaction, at: Instant): Promise<Agent | null> {
    const agent = await this.agents.lock(tx, call.memberId ?? '');
    // The agent of an emergency call may have been in another call all the while.
    if (!agent || agent.callId !== call.id || !reaction.agent) return null;
    const wrapUpSeconds = wrapUpSecondsOf(call);
    return this.agents.change(tx, agent, reaction.agent, { at, reason: reaction.reason ?? null, callId: call.id, wrapUpSeconds });
  }

  /** The agent's own phone was rung first and is answered: now the number is dialled. */
  private async addCallee(tx: TenantTransaction, call: RoutedCall, at: Instant): Promise<CallLeg> {
    const party = { kind: 'trunk', trunkId: call.trunkId ?? '' } as const;
    const leg = { id: randomUUID(), role: 'callee', direction: 'out', party, seatId: null, memberId: null, dialled: call.dialNumber, shown: call.dialShown, createdAt: at } as const;
    await this.records.addLeg(tx, call, { ...leg, stage: 'new' });
    return { ...leg, callId: call.id, cdrId: '', stage: 'new', ringingAt: null, answeredAt: null, endedAt: null, cause: null, estimated: false };
  }

  private async seekFor(tx: TenantTransaction, call: RoutedCall, agent: Agent | null): Promise<CallCommands | null> {
    if (call.state === 'queued' && call.queueId !== null) return this.router.seek(tx, { queueId: call.queueId });
    return agent?.state === 'ready' ? this.router.seek(tx, { memberId: agent.memberId }) : null;
  }
}

function firstEnd(legs: readonly CallLeg[]): number | null {
  return legs.reduce<number | null>((first, { endedAt }) => (endedAt !== null && (first === null || endedAt < first) ? endedAt : first), null);
}
