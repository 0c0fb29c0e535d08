import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, refuse, type Result } from '@seatline/kernel';
import { CLOCK, faultReason, log, PlatformUnitOfWork, type Principal, SYSTEM_ACTOR, type TenantPrincipal, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { canRetry } from '@seatline/tenancy-domain';
import { leaseOfSeat, lockLeaseStanding, lockSeat, seatOf, seatsToRetry } from '../persistence/seats';
import type { SeatEntity } from '../persistence/seat.entity';
import { SeatLife } from './seat-life';

type RetryRefusal = 'not-found' | 'seat.nothing-to-retry';

/** Asks the carrier again for what failed: by hand, or by itself when the next attempt is due. */
@Injectable()
export class RetrySeat {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly platform: PlatformUnitOfWork,
    private readonly life: SeatLife,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(principal: TenantPrincipal, seatId: string): Promise<Result<true, RetryRefusal>> {
    return this.tenants.run(principal.tenantId, (tx) => this.retry(tx, seatId, principal, () => true));
  }

  /** One round over every seat whose attempt is due; a seat that cannot be retried does not keep the others waiting. */
  async sweep(): Promise<void> {
    const isDue = (row: SeatEntity): boolean => row.retryAt !== null && row.retryAt.getTime() <= this.clock.now();
    for (const { tenantId, seatId } of await this.platform.run((tx) => seatsToRetry(tx, this.clock.now()))) {
      try {
        await this.tenants.run(tenantId, (tx) => this.retry(tx, seatId, SYSTEM_ACTOR, isDue));
      } catch (error) {
        log.error({ seatId, reason: faultReason(error) }, 'a failed seat could not be retried; the next round tries again');
      }
    }
  }

  private async retry(
    tx: TenantTransaction,
    seatId: string,
    actor: Principal | typeof SYSTEM_ACTOR,
    mayBe: (row: SeatEntity) => boolean,
  ): Promise<Result<true, RetryRefusal>> {
    const leaseId = await leaseOfSeat(tx, seatId);
    if (leaseId === null) return refuse('not-found', { kind: 'seat' });
    const lease = await lockLeaseStanding(tx, leaseId);
    const row = await lockSeat(tx, seatId);
    if (!row || !canRetry(seatOf(row)) || !mayBe(row)) return refuse('seat.nothing-to-retry');
    await this.life.apply(tx, row, lease, { kind: 'retried' }, actor);
    return accept(true as const);
  }
}
