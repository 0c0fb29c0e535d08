import { Inject, Injectable } from '@nestjs/common';
import { newCommands, type Reaction, reactionTo } from '@seatline/acd-domain';
import { LiveBus, type TenantTransaction } from '@seatline/server';
import type { CallLeg } from '@seatline/telephony-domain';
import { CALL_RECORDS, type CallRecords, type LegTold } from '../ports/calls';
import { CALL_CREDIT, type CallCredit } from '../ports/credit';
import type { CallCommands } from './call-commander';
import { Reactions } from './reactions';
import { type RoutedCall, situationOf } from './routed-call';
import { RoutedCallRows } from './routed-call-rows';

/** Decides what becomes of a call when a leg is offered, answered or ended, in the transaction that stores it. */
@Injectable()
export class CallEvents {
  constructor(
    private readonly calls: RoutedCallRows,
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
    private readonly reactions: Reactions,
    private readonly live: LiveBus,
    @Inject(CALL_CREDIT) private readonly credit: CallCredit,
  ) {}

  async legChanged(tx: TenantTransaction, told: LegTold): Promise<CallCommands[]> {
    // A leg that rings changes nothing for the call, and what is learnt after a leg's end changes only its record.
    if (told.before.stage === told.after.stage || told.change === 'corrected') return [];
    if (told.after.stage !== 'answered' && told.after.stage !== 'ended') return [];
    const call = await this.calls.lock(tx, told.after.callId);
    if (!call) return [];
    const legs = await this.records.legsOf(tx, call.id);
    const reaction = reactionTo(newsOf(call, told, legs));
    const beforeLegs = legs.map((leg) => (leg.id === told.after.id ? told.before : leg));
    return this.react(tx, call, { before: beforeLegs, now: legs }, reaction);
  }

  /** @param legs as they were before, and as they are. */
  async react(tx: TenantTransaction, call: RoutedCall, legs: { before: readonly CallLeg[]; now: readonly CallLeg[] }, reaction: Reaction | null): Promise<CallCommands[]> {
    const before = situationOf(call, legs.before);
    if (reaction === null) return [this.commands(tx, call, newCommands(before, situationOf(call, legs.now)))];
    const reacted = await this.reactions.apply(tx, call, legs.now, reaction);
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'calls', id: call.id });
    if (reacted.call.state === 'ended' && call.talk !== null && !legs.now.some((leg) => leg.role === 'callee' && leg.answeredAt !== null)) {
      await this.credit.release(tx, call.id);
    }
    const after = situationOf(reacted.call, [...legs.now, ...reacted.added]);
    const own = this.commands(tx, call, newCommands(before, after));
    return reacted.offered === null ? [own] : [own, reacted.offered];
  }

  private commands(tx: TenantTransaction, call: RoutedCall, commands: CallCommands['commands']): CallCommands {
    return { tenantId: tx.tenantId, carrier: call.carrier, callId: call.id, commands };
  }
}

function newsOf(call: RoutedCall, told: LegTold, legs: readonly CallLeg[]): Parameters<typeof reactionTo>[0] {
  return {
    direction: call.direction,
    state: call.state,
    role: told.after.role,
    current: told.after.id === call.agentLegId,
    news: told.after.stage === 'answered' ? 'answered' : 'ended',
    cause: told.after.cause,
    hasCallee: legs.some((leg) => leg.role === 'callee'),
  };
}
