import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { newCommands } from '@seatline/acd-domain';
import { CLOCK, LiveBus, type TenantTransaction } from '@seatline/server';
import type { Clock, Instant } from '@seatline/kernel';
import type { CallLeg } from '@seatline/telephony-domain';
import type { CallCommands } from '../call-control/call-commander';
import { type RoutedCall, situationOf } from '../call-control/routed-call';
import { CALL_OWNER } from '../call-control/routed-call-rows';
import { CALL_RECORDS, type CallRecords } from '../ports/calls';
import { type Match, matchOne } from './match';

/** Tells every process to look for pairs again; see `seek`. */
export const ROUTING_HINT = 'routing';

/** Makes offers: brings caller and agent together and has the agent's phone rung. */
@Injectable()
export class Router {
  constructor(
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CALL_OWNER) private readonly owner: string,
  ) {}

  /**
   * Looks for one pair in the caller's transaction. When none is found, every process is told to look again after the commit: a call and an agent that
   * arrive in the same instant do not see each other's rows.
   * @param fresh a call that this transaction has just begun, to spare reading its legs again.
   */
  async seek(tx: TenantTransaction, among: { queueId?: string; memberId?: string }, fresh?: { callId: string; legs: readonly CallLeg[] }): Promise<CallCommands | null> {
    const found = await this.matchOnce(tx, among, fresh);
    if (!found) await this.live.notify(tx, { tenantId: tx.tenantId, topic: ROUTING_HINT });
    return found;
  }

  async matchOnce(tx: TenantTransaction, among: { queueId?: string; memberId?: string }, fresh?: { callId: string; legs: readonly CallLeg[] }): Promise<CallCommands | null> {
    const at = this.clock.now();
    const question = { legId: randomUUID(), at, owner: this.owner, queueId: among.queueId ?? null, memberId: among.memberId ?? null };
    const match = await matchOne(tx, question);
    if (!match) return null;
    const agentLeg = agentLegOf(match, at);
    await this.records.addLeg(tx, { id: match.callId, carrier: match.carrier }, { ...agentLeg, stage: 'new' });
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'agent', memberId: match.memberId });
    const isFresh = fresh?.callId === match.callId;
    const others = isFresh ? fresh.legs : (await this.records.legsOf(tx, match.callId)).filter((leg) => leg.id !== agentLeg.id);
    const queued = queuedCall(match);
    const before = isFresh ? null : situationOf(queued, others);
    const after = situationOf({ ...queued, state: 'offered', memberId: match.memberId, seatId: match.seatId, agentLegId: match.legId }, [...others, agentLeg]);
    return { tenantId: tx.tenantId, carrier: match.carrier, callId: match.callId, commands: newCommands(before, after) };
  }
}

function agentLegOf(match: Match, at: Instant): CallLeg {
  return {
    id: match.legId, callId: match.callId, cdrId: '', role: 'agent', direction: 'out', party: { kind: 'seat', seatId: match.seatId }, seatId: match.seatId,
    memberId: match.memberId, dialled: null, shown: match.callerNumber, stage: 'new', createdAt: at, ringingAt: null, answeredAt: null, endedAt: null, cause: null,
    estimated: false,
  };
}

function queuedCall(match: Match): RoutedCall {
  return {
    id: match.callId, carrier: match.carrier, direction: 'inbound', state: 'queued', queueId: null, otherNumber: match.callerNumber, memberId: null, seatId: null,
    agentLegId: null, outcome: null, recordingId: null, trunkId: null, dialNumber: null, dialShown: null, emergency: false,
    ringTimeoutSeconds: match.ringTimeoutSeconds, wrapUpSeconds: null, talk: null,
  };
}
