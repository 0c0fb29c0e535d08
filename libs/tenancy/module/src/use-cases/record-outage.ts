import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, refuse, type Result } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, type Principal } from '@seatline/server';
import { judgeOutage, type Outage, type OutageRefusal } from '@seatline/tenancy-domain';
import { existingTenants } from '../persistence/maintenance-windows';
import { insertOutage, listOutages, type OutageRow } from '../persistence/outages';

export type OutageInput = Omit<Outage, 'id'>;

export type RecordedOutage = OutageRow;

/** The operator's record of what went wrong. It is withdrawn where it was wrong, and never changed: what a tenant was credited for stays where it can be read. */
@Injectable()
export class RecordOutage {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async record(principal: Principal, input: OutageInput): Promise<Result<{ id: string }, OutageRefusal>> {
    return this.platform.run(async (tx) => {
      const now = this.clock.now();
      const judged = judgeOutage(input, now);
      if (!judged.ok) return judged;
      const { target } = input;
      if (target.kind === 'tenants' && (await existingTenants(tx, target.tenantIds)).length < new Set(target.tenantIds).size) return refuse('maintenance.bad-target');
      const id = await insertOutage(tx, { ...input, recordedBy: principal.displayName, measuredAs: null }, now);
      if (id === null) throw new Error('an outage that nobody measured was measured before');
      const facts = { startAt: new Date(input.startAt).toISOString(), endAt: new Date(input.endAt).toISOString(), target: target.kind };
      await this.audit.recordPlatform(tx, principal, { action: 'outage.recorded', subjectKind: 'outage', subjectId: id, reason: input.reason, facts });
      return accept({ id });
    });
  }

  list(after: string | null, limit: number): Promise<RecordedOutage[]> {
    return this.platform.run((tx) => listOutages(tx, after, limit));
  }
}
