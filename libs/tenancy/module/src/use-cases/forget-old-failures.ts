import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork } from '@seatline/server';
import { LOCK_OUT_RULES } from '@seatline/tenancy-domain';
import { forgetSignInFailuresBefore } from '../persistence/persons';

/** Failed sign-ins are counted for a while only. */
@Injectable()
export class ForgetOldFailures {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    const before = (this.clock.now() - LOCK_OUT_RULES.forgetAfterSeconds * 1000) as Instant;
    await this.platform.run((tx) => forgetSignInFailuresBefore(tx, before));
  }
}
