import { Inject, Injectable } from '@nestjs/common';
import { commandsFor } from '@seatline/acd-domain';
import { TenantUnitOfWork } from '@seatline/server';
import { CALL_RECORDS, type CallRecords } from '../ports/calls';
import { CallCommander, type CallCommands } from './call-commander';
import { situationOf } from './routed-call';
import { RoutedCallRows } from './routed-call-rows';

/** Goes on with a call from its rows alone: asks the carrier for everything that should be so, which leaves alone what already is. */
@Injectable()
export class CallResumption {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly calls: RoutedCallRows,
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
    private readonly commander: CallCommander,
  ) {}

  /** @param silentSeconds given: only if the process that runs the call has not been heard of for so long. */
  async resume(tenantId: string, callId: string, silentSeconds: number | null = null): Promise<void> {
    const commands = await this.tenants.run(tenantId, async (tx): Promise<CallCommands | null> => {
      if (silentSeconds !== null && !(await this.calls.adopt(tx, callId, silentSeconds))) return null;
      const call = await this.calls.lock(tx, callId);
      if (!call) return null;
      return { tenantId, carrier: call.carrier, callId, commands: commandsFor(situationOf(call, await this.records.legsOf(tx, callId))) };
    });
    if (commands) this.commander.run(commands);
  }
}
