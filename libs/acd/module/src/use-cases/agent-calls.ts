import { Inject, Injectable } from '@nestjs/common';
import { Problem, TenantUnitOfWork } from '@seatline/server';
import { CAUSE } from '@seatline/telephony-domain';
import { AgentRows } from '../agents/agent-rows';
import { CallCommander } from '../call-control/call-commander';
import type { RoutedCall } from '../call-control/routed-call';
import { RoutedCallRows } from '../call-control/routed-call-rows';
import { SEAT_PHONES, type SeatPhones } from '../ports/calls';

/** What an agent does with the call that they have now. */
@Injectable()
export class AgentCalls {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly agents: AgentRows,
    private readonly calls: RoutedCallRows,
    private readonly commander: CallCommander,
    @Inject(SEAT_PHONES) private readonly phones: SeatPhones,
  ) {}

  /** Picks up the phone of a simulated seat; a real phone is answered by hand. */
  async answer(tenantId: string, memberId: string, callId: string): Promise<void> {
    const call = await this.ownCall(tenantId, memberId, callId);
    if (!this.phones.has(call.carrier)) throw new Problem('agent.answers-by-phone');
    if (call.seatId === null || !this.phones.answer(call.carrier, call.seatId)) throw new Problem('call.not-ringing');
  }

  /** Ends the agent's leg; that the call is over follows from its end. A ringing call is turned away. */
  async hangUp(tenantId: string, memberId: string, callId: string): Promise<void> {
    const call = await this.ownCall(tenantId, memberId, callId);
    const cause = call.state === 'offered' ? CAUSE.rejected : CAUSE.normalClearing;
    this.commander.run({ tenantId, carrier: call.carrier, callId, commands: [{ kind: 'hang-up', legId: call.agentLegId ?? '', cause }] });
  }

  private ownCall(tenantId: string, memberId: string, callId: string): Promise<RoutedCall> {
    return this.tenants.run(tenantId, async (tx) => {
      const call = await this.calls.lock(tx, callId);
      const agent = await this.agents.find(tx, memberId);
      if (!call || call.state === 'ended' || agent?.callId !== callId || call.agentLegId === null) throw new Problem('call.not-yours');
      return call;
    });
  }
}
