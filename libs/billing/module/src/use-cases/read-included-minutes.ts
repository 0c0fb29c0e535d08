import { Injectable } from '@nestjs/common';
import { type IncludedPool, nextUsagePeriod, poolSoFar, presentUsagePeriod } from '@seatline/billing-domain';
import type { Currency } from '@seatline/kernel';
import { type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { bringUp } from './bring-up';
import { LeaseDesk } from './lease-desk';

export interface IncludedMinutesNow {
  readonly currency: Currency;
  /** Of periods whose usage is not closed yet: as far as seats and calls are known. */
  readonly open: readonly IncludedPool[];
  /** The last one first. */
  readonly closed: readonly IncludedPool[];
}

/** A lease's included minutes: what its seats have this period, what of it calls have used so far, and what became of earlier periods'. Only reads. */
@Injectable()
export class ReadIncludedMinutes {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
  ) {}

  /** @throws Problem not-found */
  run(tenantId: string, leaseId: string): Promise<IncludedMinutesNow> {
    return this.tenants.run(tenantId, (tx) => this.within(tx, leaseId));
  }

  private async within(tx: TenantTransaction, leaseId: string): Promise<IncludedMinutesNow> {
    const lease = await this.desk.look(tx, leaseId);
    const { book } = bringUp(lease, this.desk.presentOf(lease), null);
    const [closing, present] = [nextUsagePeriod(book), presentUsagePeriod(book)];
    const periods = closing.fromOn === present.fromOn ? [present] : [closing, present];
    return {
      currency: book.contract.currency,
      open: periods.flatMap((period) => poolSoFar(book, period) ?? []).reverse(),
      closed: book.includedPools.toReversed(),
    };
  }
}
