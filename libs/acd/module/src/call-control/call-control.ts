import { Injectable } from '@nestjs/common';
import type { TenantTransaction } from '@seatline/server';
import type { CallListener, CarrierName, LegTold, OfferedLeg } from '../ports/calls';
import { CallCommander, type CallCommands } from './call-commander';
import { CallEvents } from './call-events';
import { CallResumption } from './call-resumption';
import { InboundCalls } from './inbound-calls';
import { OutboundCalls } from './outbound-calls';

/** Runs after the commit: hands the commands of one or two calls to the commander. */
type AfterCommit = () => Promise<void>;

/** The listener that telephony tells of every leg. */
@Injectable()
export class CallControl implements CallListener {
  constructor(
    private readonly inbound: InboundCalls,
    private readonly outbound: OutboundCalls,
    private readonly events: CallEvents,
    private readonly commander: CallCommander,
    private readonly resumption: CallResumption,
  ) {}

  async legOffered(tx: TenantTransaction, carrier: CarrierName, offered: OfferedLeg): Promise<AfterCommit | null> {
    const commands = offered.origin.kind === 'trunk' ? await this.inbound.begin(tx, carrier, offered) : await this.outbound.beginFromPhone(tx, carrier, offered);
    return this.afterCommit(commands);
  }

  async legChanged(tx: TenantTransaction, told: LegTold): Promise<AfterCommit | null> {
    return this.afterCommit(await this.events.legChanged(tx, told));
  }

  async resume(tenantId: string, callId: string): Promise<void> {
    await this.resumption.resume(tenantId, callId);
  }

  private afterCommit(calls: readonly CallCommands[]): AfterCommit | null {
    if (calls.every((call) => call.commands.length === 0)) return null;
    return async () => {
      for (const call of calls) this.commander.run(call);
    };
  }
}
