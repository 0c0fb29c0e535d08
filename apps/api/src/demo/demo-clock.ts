import { type Clock, type Instant, SYSTEM_CLOCK } from '@seatline/kernel';

/** The machine's clock, but while the demo's past is told it stands wherever the story is. As a story's clock it is not held against the machine's uptime (ADR 24). */
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
