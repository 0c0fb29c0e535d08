import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork, type Sweep } from '@seatline/server';
import { LOCK_OUT_RULES } from '@seatline/tenancy-domain';
import { forgetSignInFailuresBefore } from '../persistence/persons';
import { RetrySeat } from './retry-seat';
import { TellMaintenance } from './tell-maintenance';
import { TellOutages } from './tell-outages';

/** What comes round by itself. Each round finds what is due from the rows, so a missed one is made up for by the next. */
@Injectable()
export class TenancyRounds {
  constructor(
    private readonly retrySeat: RetrySeat,
    private readonly tellMaintenance: TellMaintenance,
    private readonly tellOutages: TellOutages,
    private readonly platform: PlatformUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  sweeps(): Sweep[] {
    return [
      { name: 'maintenance-windows', everySeconds: 15, run: () => this.tellMaintenance.sweep() },
      { name: 'outages-to-tell', everySeconds: 15, run: () => this.tellOutages.sweep() },
      { name: 'failed-seats', everySeconds: 10, run: () => this.retrySeat.sweep() },
      { name: 'old-sign-in-failures', everySeconds: 3600, run: () => this.forgetOldFailures() },
    ];
  }

  private async forgetOldFailures(): Promise<void> {
    const before = (this.clock.now() - LOCK_OUT_RULES.forgetAfterSeconds * 1000) as Instant;
    await this.platform.run((tx) => forgetSignInFailuresBefore(tx, before));
  }
}
