import { Injectable } from '@nestjs/common';
import type { Sweep } from '@seatline/server';
import { ForgetOldFailures } from './forget-old-failures';
import { RetrySeat } from './retry-seat';
import { TakeUpMeasured } from './take-up-measured';
import { TellMaintenance } from './tell-maintenance';
import { TellOutages } from './tell-outages';

/** What comes round by itself. Each round finds what is due from the rows, so a missed one is made up for by the next. */
@Injectable()
export class TenancyRounds {
  constructor(
    private readonly retrySeat: RetrySeat,
    private readonly tellMaintenance: TellMaintenance,
    private readonly takeUpMeasured: TakeUpMeasured,
    private readonly tellOutages: TellOutages,
    private readonly oldFailures: ForgetOldFailures,
  ) {}

  sweeps(): Sweep[] {
    return [
      { name: 'maintenance-windows', everySeconds: 15, run: () => this.tellMaintenance.sweep() },
      { name: 'measured-outages', everySeconds: 15, run: () => this.takeUpMeasured.sweep() },
      { name: 'outages-to-tell', everySeconds: 15, run: () => this.tellOutages.sweep() },
      { name: 'failed-seats', everySeconds: 10, run: () => this.retrySeat.sweep() },
      { name: 'old-sign-in-failures', everySeconds: 3600, run: () => this.oldFailures.sweep() },
    ];
  }
}
