import { Injectable, Optional } from '@nestjs/common';
import { type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { leaseServices } from '../persistence/seat-rights';
import { type ArrearsBanner, ArrearsBanners } from '../ports/arrears-banner';
import { MaintenanceNow, runningUntil, type TouchingWindow } from './maintenance-now';

export interface TenantServiceStatus {
  /** Queues are open and numbers answered: some lease of the tenant is in service and no window is on. */
  readonly inService: boolean;
  readonly closedBecause: 'maintenance' | 'suspended' | 'no-lease' | null;
  /** When maintenance ends; null for every other reason, which ends with a payment or a lease. RFC 3339 UTC. */
  readonly closedUntil: string | null;
  readonly suspendedLeases: readonly { readonly leaseId: string; readonly suspendedAt: string | null }[];
  readonly maintenance: readonly TouchingWindow[];
}

/** Is the tenant in service now, and if not, why? Maintenance is named before money: it ends by itself. */
@Injectable()
export class ServiceStatus {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly maintenance: MaintenanceNow,
    @Optional() private readonly arrears?: ArrearsBanners,
  ) {}

  of(tenantId: string): Promise<TenantServiceStatus> {
    return this.tenants.run(tenantId, (tx) => this.within(tx));
  }

  async within(tx: TenantTransaction): Promise<TenantServiceStatus> {
    const leases = await leaseServices(tx);
    const maintenance = await this.maintenance.of(tx);
    const until = runningUntil(maintenance);
    const suspended = leases.filter((lease) => lease.suspended);
    const leaseInService = suspended.length < leases.length;
    return {
      inService: leaseInService && until === null,
      closedBecause: until !== null ? 'maintenance' : leaseInService ? null : suspended.length > 0 ? 'suspended' : 'no-lease',
      closedUntil: until === null ? null : new Date(until).toISOString(),
      suspendedLeases: suspended.map(({ leaseId, changedAt }) => ({ leaseId, suspendedAt: changedAt })),
      maintenance,
    };
  }

  /** What the portal's banners say. */
  async banners(tenantId: string): Promise<{ status: TenantServiceStatus; arrears: ArrearsBanner | null }> {
    return this.tenants.run(tenantId, async (tx) => ({ status: await this.within(tx), arrears: this.arrears ? await this.arrears.of(tx) : null }));
  }
}
