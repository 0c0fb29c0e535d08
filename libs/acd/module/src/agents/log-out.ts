import { Inject, Injectable } from '@nestjs/common';
import { type Agent, isInCall } from '@seatline/acd-domain';
import type { Clock } from '@seatline/kernel';
import { CLOCK, type TenantTransaction } from '@seatline/server';
import { AgentRows } from './agent-rows';

/** Takes an agent off their seat: at once, or, since no answered call is ever cut, when the present call is over. */
@Injectable()
export class LogOut {
  constructor(
    private readonly agents: AgentRows,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns 'now', 'after-call', or 'nothing' for an agent who has no seat. */
  async run(tx: TenantTransaction, memberId: string, reason: string): Promise<'now' | 'after-call' | 'nothing'> {
    const agent = await this.agents.lock(tx, memberId);
    if (!agent || agent.seatId === null) return 'nothing';
    if (isInCall(agent)) {
      await this.agents.leaveAfterCall(tx, memberId, reason);
      return 'after-call';
    }
    await this.now(tx, agent, reason);
    return 'now';
  }

  async now(tx: TenantTransaction, agent: Agent, reason: string | null): Promise<void> {
    await this.agents.change(tx, agent, 'log-out', { at: this.clock.now(), reason });
  }
}
