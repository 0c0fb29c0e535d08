import type { Instant } from '@seatline/kernel';

const FORGOTTEN_AFTER_MILLISECONDS = 120_000;

/**
 * What looks wrong at one comparison may only be in flight; what still does at a later one is wrong. Losing these (a restart) costs one comparison.
 */
export class Suspicions {
  private readonly since = new Map<string, { readonly firstAt: Instant; readonly remembered: Instant; lastAt: Instant }>();

  constructor(private readonly confirmedAfterMilliseconds: number) {}

  /** @returns the instant that was given when it was first suspected, once it is confirmed; null before. */
  confirm(what: string, at: Instant, remembered: Instant): Instant | null {
    const known = this.since.get(what);
    if (!known) {
      this.since.set(what, { firstAt: at, remembered, lastAt: at });
      return null;
    }
    known.lastAt = at;
    return at - known.firstAt >= this.confirmedAfterMilliseconds ? known.remembered : null;
  }

  forgetBefore(at: Instant): void {
    for (const [what, { lastAt }] of this.since) if (lastAt < at - FORGOTTEN_AFTER_MILLISECONDS) this.since.delete(what);
  }
}
