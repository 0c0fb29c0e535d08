import { type Clock, type Instant, instant } from '@seatline/kernel';

/** A clock that stands still until a story moves it. */
export class FakeClock implements Clock {
  private at: Instant;

  constructor(startsAt: string) {
    this.at = instant(startsAt);
  }

  now(): Instant {
    return this.at;
  }

  /** @throws RangeError when the story would travel back. */
  moveTo(at: string): void {
    const next = instant(at);
    if (next < this.at) throw new RangeError(`the story stands at ${new Date(this.at).toISOString()} and cannot go back to ${at}`);
    this.at = next;
  }
}
