import { Inject, Injectable } from '@nestjs/common';
import { isCollectionSchedule } from '@seatline/billing-domain';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, notFound, type Principal, Problem, TenantUnitOfWork } from '@seatline/server';
import { type CollectionSetting, dropSetting, keepSetting, readSettings } from '../persistence/collections';
import { findCreditLease } from '../persistence/credit/wallet-rows';
import { defaultMethod } from '../persistence/saved-methods';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { nameOf } from './lease-desk';

export type { CollectionSetting };

export interface WantedCollection {
  readonly automatic: boolean;
  readonly scheduleDays: readonly number[];
}

/** Whether a tenant's open invoices are charged by themselves, for all of its leases or for one. */
@Injectable()
export class CollectionDesk {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  read(tenantId: string): Promise<CollectionSetting[]> {
    return this.tenants.run(tenantId, (tx) => readSettings(tx));
  }

  /** @param leaseId null: every lease that has no setting of its own. */
  async set(actor: Principal, tenantId: string, leaseId: string | null, { automatic, scheduleDays }: WantedCollection): Promise<void> {
    if (!isCollectionSchedule(scheduleDays)) throw new Problem('collection.bad-schedule');
    await this.tenants.run(tenantId, async (tx) => {
      if (leaseId !== null && !(await findCreditLease(tx.ledger, tenantId, leaseId))) throw notFound('lease');
      if (automatic && (!this.gateway || !(await defaultMethod(tx, this.gateway.name)))) throw new Problem('payment.no-method');
      await keepSetting(tx, { leaseId, automatic, scheduleDays, changedBy: nameOf(actor), changedAt: this.clock.now() });
      const subject = leaseId === null ? { subjectKind: 'tenant', subjectId: tenantId } : { subjectKind: 'lease', subjectId: leaseId };
      await this.audit.record(tx, actor, { action: 'collection.set', ...subject, facts: { automatic, days: scheduleDays.join(', ') } });
    });
  }

  /** The lease follows its tenant's setting again. */
  async follow(actor: Principal, tenantId: string, leaseId: string): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      if (!(await findCreditLease(tx.ledger, tenantId, leaseId))) throw notFound('lease');
      await dropSetting(tx, leaseId);
      await this.audit.record(tx, actor, { action: 'collection.follows-tenant', subjectKind: 'lease', subjectId: leaseId });
    });
  }
}
