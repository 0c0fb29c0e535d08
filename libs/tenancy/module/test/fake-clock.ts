import { type Clock, type Instant, instant } from '@seatline/kernel';

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  private at: Instant;

  constructor(startsAt: string) {
    this.at = instant(startsAt);
  }

  now(): Instant {
    return this.at;
  }

  pass(seconds: number): void {
    this.at = (this.at + Math.round(seconds * 1000)) as Instant;
  }
}
