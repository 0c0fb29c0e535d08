import { Injectable } from '@nestjs/common';
import { accept, type Result } from '@seatline/kernel';
import { Audit, PlatformUnitOfWork, type TenantPrincipal, TenantUnitOfWork } from '@seatline/server';
import { TenantEntity } from '../persistence/tenant.entity';
import { type TenantOverview, tenantOverviews } from '../persistence/tenants';
import { readTerms, type TermsRefusal } from './tenant-admission';

export type { TenantOverview } from '../persistence/tenants';

/** What a tenant says of itself. Currency and country are part of its contracts and do not change here. */
export interface OwnTenant {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
  readonly country: string;
  readonly locale: 'zh-CN' | 'en';
}

@Injectable()
export class ManageTenant {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
  ) {}

  async read(tenantId: string): Promise<OwnTenant> {
    return this.tenants.run(tenantId, (tx) => tx.entities.findOneByOrFail(TenantEntity, { id: tenantId }));
  }

  /** What is not named stays. Leases keep the zone that they were agreed in. */
  async change(principal: TenantPrincipal, change: Partial<Pick<OwnTenant, 'name' | 'zone' | 'locale'>>): Promise<Result<OwnTenant, TermsRefusal>> {
    const { tenantId } = principal;
    return this.tenants.run(tenantId, async (tx) => {
      const row = await tx.entities.findOneOrFail(TenantEntity, { where: { id: tenantId }, lock: { mode: 'pessimistic_write' } });
      const terms = readTerms({ name: change.name ?? row.name, zone: change.zone ?? row.zone, currency: row.currency });
      if (!terms.ok) return terms;
      const next = { ...terms.value, locale: change.locale ?? row.locale };
      const facts = { nameBefore: row.name, name: next.name, zoneBefore: row.zone, zone: next.zone, locale: next.locale };
      await tx.entities.save(Object.assign(row, next));
      await this.audit.record(tx, principal, { action: 'tenant.changed', subjectKind: 'tenant', subjectId: tenantId, facts });
      return accept(row);
    });
  }

  /** The operator's list, oldest first. */
  overviews(after: string | null, limit: number): Promise<TenantOverview[]> {
    return this.platform.run((tx) => tenantOverviews(tx, { after, limit }));
  }

  async overview(id: string): Promise<TenantOverview | null> {
    return (await this.platform.run((tx) => tenantOverviews(tx, { id })))[0] ?? null;
  }
}
