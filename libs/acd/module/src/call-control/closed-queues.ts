import { Inject, Injectable } from '@nestjs/common';
import { PlatformUnitOfWork, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { CALL_RECORDS, type CallRecords } from '../ports/calls';
import { SERVICE_STATUS, type ServiceStatus } from '../ports/seats';
import { type CallCommands, CallCommander } from './call-commander';
import { CallEvents } from './call-events';
import { serviceOf } from './outbound-rights';
import { RoutedCallRows } from './routed-call-rows';

/**
 * Callers who wait while their tenant is suspended: no agent can come for them any more, so they hear why and are let go. In maintenance they go on waiting, for
 * the agents who are there go on taking them.
 */
@Injectable()
export class WaitingCallers {
  constructor(
    @Inject(SERVICE_STATUS) private readonly service: ServiceStatus,
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
    private readonly calls: RoutedCallRows,
    private readonly events: CallEvents,
  ) {}

  /** The calls that nobody can come for; none while the tenant is served. */
  async stranded(tx: TenantTransaction): Promise<string[]> {
    if (serviceOf(await this.service.within(tx)) !== 'suspended') return [];
    const { rows } = await tx.ledger.execute<{ id: string }>(sql`select id from routed_call where state = 'queued' order by queued_at limit 500`);
    return rows.map((row) => row.id);
  }

  /** One of them; nothing is asked for when its caller has left, or an agent has it, by now. */
  async letGo(tx: TenantTransaction, callId: string): Promise<CallCommands[]> {
    const call = await this.calls.lock(tx, callId);
    if (call?.state !== 'queued') return [];
    const legs = await this.records.legsOf(tx, call.id);
    const callerLegId = legs.find((leg) => leg.role === 'caller')?.id;
    const asked = await this.events.react(tx, call, { before: legs, now: legs }, { state: 'ended', outcome: 'refused' });
    return asked.map((each) => ({
      ...each,
      commands: each.commands.map((command) =>
        command.kind === 'hang-up' && command.legId === callerLegId
          ? { kind: 'reject', legId: command.legId, reason: 'suspended', announcement: 'out-of-service' }
          : command,
      ),
    }));
  }
}

/** Finds callers who wait where nobody can come. Each is a transaction of its own, so that one in trouble keeps no other waiting. */
@Injectable()
export class ClosedQueues {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly waiting: WaitingCallers,
    private readonly commander: CallCommander,
  ) {}

  async sweep(): Promise<void> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string }>(sql`
        select distinct c.tenant_id from routed_call c
        where c.state = 'queued' and not exists (select from agent a where a.tenant_id = c.tenant_id and a.state = 'ready')`),
    );
    for (const { tenant_id: tenantId } of rows) {
      for (const callId of await this.tenants.run(tenantId, (tx) => this.waiting.stranded(tx))) {
        const commands = await this.tenants.run(tenantId, (tx) => this.waiting.letGo(tx, callId));
        for (const call of commands) this.commander.run(call);
      }
    }
  }
}
