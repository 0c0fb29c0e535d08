import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, Jobs, log, PlatformUnitOfWork, Problem } from '@seatline/server';
import { type RefillCandidate, refillCandidates } from '../persistence/credit/refill-rows';
import { amountText } from '../written/amounts';
import { PayOnline } from './pay-online';

/** A method that said no is asked again after so long. */
const AGAIN_AFTER_MILLISECONDS = 6 * 3_600_000;

/** Fills wallets that fell below their owner's line from the saved method, where the owner has switched that on. One charge at a time a wallet. */
@Injectable()
export class RefillSweep implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly payOnline: PayOnline,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({ name: 'wallet-refills', everySeconds: 30, run: () => this.run() });
  }

  async run(): Promise<void> {
    const { gatewayName } = this.payOnline;
    if (gatewayName === null) return;
    const quietSince = this.clock.now() - AGAIN_AFTER_MILLISECONDS;
    for (const candidate of await this.platform.run((tx) => refillCandidates(tx, gatewayName, quietSince))) await this.refill(candidate, quietSince);
  }

  /** One that cannot be filled now does not keep the others from being filled. */
  private async refill({ tenantId, leaseId, amountMinor, currency }: RefillCandidate, quietSince: number): Promise<void> {
    try {
      await this.payOnline.refill(tenantId, { purpose: 'wallet', targetId: leaseId, amount: amountText(currency, amountMinor), refill: { quietSince } });
    } catch (error) {
      if (error instanceof Problem && error.code === 'payment.nothing-due') return; // another sweep was quicker
      log.warn({ leaseId, reason: faultReason(error) }, 'a wallet could not be refilled');
    }
  }
}
