import { Inject, Injectable, Optional } from '@nestjs/common';
import { accept, type Clock, refuse, type Result } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, type Principal } from '@seatline/server';
import { judgeWithdrawal, type WithdrawalRefusal } from '@seatline/tenancy-domain';
import { lockOutage, withdrawOutage } from '../persistence/outages';
import { OutageCredits } from '../ports/outage-credits';

export interface Withdrawal {
  readonly reason: string;
  /** Leases that were credited keep their credit; it is withdrawn for the others. */
  readonly keepCredited: boolean;
}

/** The operator takes an outage back that was wrong. Who was told of it is told so by the next round; a lease that is credited in the meantime keeps its credit. */
@Injectable()
export class WithdrawOutage {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() private readonly credits?: OutageCredits,
  ) {}

  async run(principal: Principal, id: string, { reason, keepCredited }: Withdrawal): Promise<Result<true, WithdrawalRefusal | 'not-found'>> {
    const { leases, credited } = (await this.credits?.of(id)) ?? { leases: 0, credited: 0 };
    return this.platform.run(async (tx) => {
      const outage = await lockOutage(tx, id);
      if (!outage) return refuse('not-found', { kind: 'outage' });
      const judged = judgeWithdrawal({ withdrawn: outage.withdrawnAt !== null, leases, credited }, keepCredited);
      if (!judged.ok) return judged;
      await withdrawOutage(tx, id, { reason, by: principal.displayName, at: this.clock.now() });
      await this.audit.recordPlatform(tx, principal, { action: 'outage.withdrawn', subjectKind: 'outage', subjectId: id, reason, facts: { credited, measured: outage.measuredAs !== null } });
      return accept(true as const);
    });
  }
}
