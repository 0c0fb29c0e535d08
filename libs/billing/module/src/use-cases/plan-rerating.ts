import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, type Principal, TenantUnitOfWork } from '@seatline/server';
import { insertPlannedLeases, insertRerating, tenantsWithCalls } from '../persistence/reratings';
import { timestamp } from '../persistence/table-writer';
import { readUsageLeases } from '../persistence/usage';
import type { PlannedLease, ReratingRange } from '../reads/reratings';
import { ReratingAssessor } from './rerating-assessor';

/** The dry run of a re-rating: what it would come to, lease by lease, is written down and nothing else. It is done by its id (`RunRerating`). */
@Injectable()
export class PlanRerating {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly assessor: ReratingAssessor,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(actor: Principal, range: ReratingRange, reason: string): Promise<string> {
    const tenantIds = await this.platform.run((tx) => tenantsWithCalls(tx.db, range));
    const planned: PlannedLease[] = [];
    for (const tenantId of tenantIds) planned.push(...(await this.assessTenant(tenantId, range)));
    return this.platform.run(async (tx) => {
      const id = await insertRerating(tx.db, range, { reason, createdBy: actor.displayName }, this.clock.now());
      await insertPlannedLeases(tx.db, id, planned);
      await this.audit.recordPlatform(tx, actor, {
        action: 'rerating.planned', subjectKind: 'rerating', subjectId: id, reason,
        facts: { direction: range.direction, from: timestamp(range.from), to: timestamp(range.to), prefix: range.prefix, leases: planned.length },
      });
      return id;
    });
  }

  private assessTenant(tenantId: string, range: ReratingRange): Promise<PlannedLease[]> {
    return this.tenants.run(tenantId, async (tx) => {
      const planned: PlannedLease[] = [];
      for (const lease of await readUsageLeases(tx.ledger, tenantId)) {
        if (range.leaseId !== null && lease.id !== range.leaseId) continue;
        const { difference } = await this.assessor.assess(tx.ledger, tenantId, lease, range);
        if (difference.calls > 0) planned.push({ ...difference, tenantId, leaseId: lease.id });
      }
      return planned;
    });
  }
}
