import { Inject, Injectable } from '@nestjs/common';
import { unanswered } from '@seatline/acd-domain';
import { TenantUnitOfWork } from '@seatline/server';
import { CAUSE } from '@seatline/telephony-domain';
import { CALL_RECORDS, type CallRecords } from '../ports/calls';
import { CallCommander } from './call-commander';
import { CallEvents } from './call-events';
import { RoutedCallRows } from './routed-call-rows';

/** Ends an offer whose time is over: the call goes back to its place, the agent on busy. */
@Injectable()
export class OfferExpiry {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly calls: RoutedCallRows,
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
    private readonly events: CallEvents,
    private readonly commander: CallCommander,
  ) {}

  /** The same as if the phone had told that nobody answered; nothing when it was answered, or the caller left, in the same moment. */
  async expire(tenantId: string, callId: string, legId: string): Promise<void> {
    const commands = await this.tenants.run(tenantId, async (tx) => {
      const call = await this.calls.lock(tx, callId);
      if (call?.state !== 'offered' || call.agentLegId !== legId) return [];
      const legs = await this.records.legsOf(tx, callId);
      return this.events.react(tx, call, { before: legs, now: legs }, unanswered(CAUSE.noAnswer));
    });
    for (const call of commands) this.commander.run(call);
  }
}
