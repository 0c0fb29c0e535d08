import { Injectable } from '@nestjs/common';
import type { Sweep } from '@seatline/server';
import { ForgetOldFailures } from './forget-old-failures';
import { OutageRounds } from './outage-rounds';
import { RetrySeat } from './retry-seat';
import { TellMaintenance } from './tell-maintenance';

/** What comes round by itself. Each round finds what is due from the rows, so a missed one is made up for by the next. */
@Injectable()
export class TenancyRounds {
  constructor(
    private readonly retrySeat: RetrySeat,
    private readonly tellMaintenance: TellMaintenance,
    private readonly outages: OutageRounds,
    private readonly oldFailures: ForgetOldFailures,
  ) {}

  sweeps(): Sweep[] {
    return [
      { name: 'maintenance-windows', everySeconds: 15, run: () => this.tellMaintenance.sweep() },
      { name: 'outages-to-tell', everySeconds: 15, run: () => this.outages.sweep() },
      { name: 'failed-seats', everySeconds: 10, run: () => this.retrySeat.sweep() },
      { name: 'old-sign-in-failures', everySeconds: 3600, run: () => this.oldFailures.sweep() },
    ];
  }
}
