import { Inject, Injectable } from '@nestjs/common';
import { type Agent, isInCall } from '@seatline/acd-domain';
import type { Clock } from '@seatline/kernel';
import { CLOCK, Problem, TenantUnitOfWork, type TenantTransaction } from '@seatline/server';
import { AgentRows } from '../agents/agent-rows';
import { LogOut } from '../agents/log-out';
import { CallCommander, type CallCommands } from '../call-control/call-commander';
import { OutboundCalls } from '../call-control/outbound-calls';
import { Router } from '../routing/router';

/** What an agent does at the desk: leave the seat, say ready or busy, call out. */
@Injectable()
export class AgentStates {
  constructor(
    private readonly agents: AgentRows,
    private readonly router: Router,
    private readonly logOut: LogOut,
    private readonly outbound: OutboundCalls,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async leaveSeat(tx: TenantTransaction, memberId: string): Promise<CallCommands | null> {
    const agent = await this.agents.lock(tx, memberId);
    if (!agent || agent.seatId === null) return null;
    if (isInCall(agent)) throw new Problem('agent.in-call');
    await this.logOut.now(tx, agent, null);
    return null;
  }

  async setState(tx: TenantTransaction, memberId: string, state: 'ready' | 'busy', reason: string | null): Promise<CallCommands | null> {
    const agent = await this.atWork(tx, memberId);
    const at = this.clock.now();
    const changed = await this.agents.change(tx, agent, state === 'ready' ? 'set-ready' : 'set-busy', { at, reason });
    return changed.state === 'ready' ? this.router.seek(tx, { memberId }) : null;
  }

  async endWrapUp(tx: TenantTransaction, memberId: string): Promise<CallCommands | null> {
    const agent = await this.agents.lock(tx, memberId);
    const at = this.clock.now();
    if (agent?.state !== 'wrap-up' || agent.dueAt === null || agent.dueAt > at) return null;
    const changed = await this.agents.change(tx, agent, 'wrap-up-ended', { at });
    return changed.state === 'ready' ? this.router.seek(tx, { memberId }) : null;
  }

  async callOut(tx: TenantTransaction, memberId: string, dialled: string): Promise<CallCommands | null> {
    // Not locked yet: a call from the phone locks the tenant's limits before the agent, and so does this one.
    return this.outbound.beginFromDesk(tx, working(await this.agents.find(tx, memberId)), dialled);
  }

  private async atWork(tx: TenantTransaction, memberId: string): Promise<Agent & { readonly seatId: string }> {
    return working(await this.agents.lock(tx, memberId));
  }
}

function working(agent: Agent | null): Agent & { readonly seatId: string } {
  if (!agent || agent.seatId === null) throw new Problem('agent.not-logged-in');
  return { ...agent, seatId: agent.seatId };
}

/** The same from outside a transaction: what comes of it is commanded after the commit. */
@Injectable()
export class AgentDesk {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly states: AgentStates,
    private readonly commander: CallCommander,
  ) {}

  leaveSeat(tenantId: string, memberId: string): Promise<void> {
    return this.carryOut(tenantId, (tx) => this.states.leaveSeat(tx, memberId));
  }

  setState(tenantId: string, memberId: string, state: 'ready' | 'busy', reason: string | null): Promise<void> {
    return this.carryOut(tenantId, (tx) => this.states.setState(tx, memberId, state, reason));
  }

  endWrapUp(tenantId: string, memberId: string): Promise<void> {
    return this.carryOut(tenantId, (tx) => this.states.endWrapUp(tx, memberId));
  }

  callOut(tenantId: string, memberId: string, dialled: string): Promise<void> {
    return this.carryOut(tenantId, (tx) => this.states.callOut(tx, memberId, dialled));
  }

  private async carryOut(tenantId: string, work: (tx: TenantTransaction) => Promise<CallCommands | null>): Promise<void> {
    const commands = await this.tenants.run(tenantId, work);
    if (commands) this.commander.run(commands);
  }
}
