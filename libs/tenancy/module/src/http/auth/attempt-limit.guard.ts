import { Injectable } from '@nestjs/common';
import { Problem } from '@seatline/server';
import { ThrottlerGuard } from './throttling';

/** So many attempts a minute and address, on the routes where secrets can be guessed or mail can be made. */
@Injectable()
export class AttemptLimitGuard extends ThrottlerGuard {
  protected override throwThrottlingException(): Promise<void> {
    throw new Problem('too-many-requests');
  }
}
