import { Injectable } from '@nestjs/common';
import { TakeUpMeasured } from './take-up-measured';
import { TellOutages } from './tell-outages';
import { TellWithdrawals } from './tell-withdrawals';

/** Outages come round: what was measured becomes one, who was touched is told, and told again of what was withdrawn. */
@Injectable()
export class OutageRounds {
  constructor(
    private readonly measured: TakeUpMeasured,
    private readonly outages: TellOutages,
    private readonly withdrawals: TellWithdrawals,
  ) {}

  async sweep(): Promise<void> {
    await this.measured.sweep();
    await this.outages.sweep();
    await this.withdrawals.sweep();
  }
}
