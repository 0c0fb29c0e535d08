import { type Clock, type Instant, SYSTEM_CLOCK } from '@seatline/kernel';

/** The machine's clock, but while the demo's past is told it stands wherever the story is. */
export class DemoClock implements Clock {
  private at: Instant | null = null;

  now(): Instant {
    return this.at ?? SYSTEM_CLOCK.now();
  }

  /** @throws RangeError when the story would travel back. */
  travelTo(at: Instant): void {
    if (this.at !== null && at < this.at) throw new RangeError('the demo’s past is told forwards');
    this.at = at;
  }

  /** From now on it is the machine's again. */
  returns(): void {
    this.at = null;
  }
}
