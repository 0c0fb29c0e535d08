import { Inject, Injectable } from '@nestjs/common';
import { Audit, notFound, TenantUnitOfWork, type TenantPrincipal, type TenantTransaction } from '@seatline/server';
import { AgentRows } from '../agents/agent-rows';
import { LogOut } from '../agents/log-out';
import { CallCommander, type CallCommands } from '../call-control/call-commander';
import { CallEvents } from '../call-control/call-events';
import { RoutedCallRows } from '../call-control/routed-call-rows';
import { CALL_RECORDS, type CallRecords } from '../ports/calls';

/** Takes the offer away from an agent who is being logged out while their phone rings: the call goes back to its place. */
@Injectable()
export class OfferWithdrawal {
  constructor(
    private readonly agents: AgentRows,
    private readonly calls: RoutedCallRows,
    private readonly events: CallEvents,
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
  ) {}

  /** The call's row is locked before the agent's, as everywhere. */
  async withdraw(tx: TenantTransaction, memberId: string): Promise<CallCommands[]> {
    const agent = await this.agents.find(tx, memberId);
    if (agent?.state !== 'ringing' || agent.callId === null) return [];
    const call = await this.calls.lock(tx, agent.callId);
    if (call?.state !== 'offered' || call.memberId !== memberId) return [];
    const legs = await this.records.legsOf(tx, call.id);
    return this.events.react(tx, call, { before: legs, now: legs }, { state: 'queued', agent: 'miss', reason: 'logged-out', offer: 'withdrawn' });
  }
}

/** What a supervisor does with agents. */
@Injectable()
export class SuperviseAgents {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly withdrawal: OfferWithdrawal,
    private readonly logOuts: LogOut,
    private readonly commander: CallCommander,
    private readonly audit: Audit,
  ) {}

  /** An agent in a conversation leaves when it is over. */
  async logOut(who: TenantPrincipal, memberId: string): Promise<'now' | 'after-call'> {
    const { commands, when } = await this.tenants.run(who.tenantId, async (tx) => {
      const commands = await this.withdrawal.withdraw(tx, memberId);
      const when = await this.logOuts.run(tx, memberId, 'supervisor');
      if (when === 'nothing') throw notFound('agent');
      await this.audit.record(tx, who, { action: 'agent.logged-out', subjectKind: 'member', subjectId: memberId, facts: { when } });
      return { commands, when };
    });
    for (const call of commands) this.commander.run(call);
    return when;
  }
}
