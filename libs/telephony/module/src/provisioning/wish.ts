import type { Clock } from '@seatline/kernel';
import { CarrierFailure, retryAfterSeconds } from '@seatline/telephony-domain';

/** What every row has that says what a carrier should know: a wish, and how far the carrier has followed. */
export interface Wish {
  desiredGen: number;
  appliedGen: number;
  attempts: number;
  lastError: string | null;
  nextTryAt: Date | null;
  claimedUntil: Date | null;
}

/** Longer than any carrier takes to answer; a process that dies while it carries a wish out holds it no longer than this. */
const CLAIM_MILLISECONDS = 20_000;

export type Outcome = 'applied' | 'failed' | 'nothing' | 'claimed-elsewhere' | 'superseded';

/** A new wish: to be brought to the carrier at once, whatever failed before. */
export function wishAgain(wish: Wish): void {
  wish.desiredGen += 1;
  wish.attempts = 0;
  wish.nextTryAt = null;
}

/** Whether this process may carry the wish out now; if so, it has it for itself. */
export function claim(wish: Wish, clock: Clock): 'claimed' | 'nothing' | 'claimed-elsewhere' {
  if (wish.appliedGen === wish.desiredGen) return 'nothing';
  const now = clock.now();
  if (wish.claimedUntil !== null && wish.claimedUntil.getTime() > now) return 'claimed-elsewhere';
  wish.claimedUntil = new Date(now + CLAIM_MILLISECONDS);
  return 'claimed';
}

/** The carrier has taken generation `gen`. A wish that was renewed meanwhile stays open. */
export function settle(wish: Wish, gen: number): Outcome {
  wish.appliedGen = gen;
  wish.attempts = 0;
  wish.lastError = null;
  wish.nextTryAt = null;
  wish.claimedUntil = null;
  return wish.desiredGen === gen ? 'applied' : 'superseded';
}

export function failed(wish: Wish, gen: number, cause: string, clock: Clock): Outcome {
  wish.claimedUntil = null;
  wish.lastError = cause;
  if (wish.desiredGen !== gen) return 'superseded';
  wish.attempts += 1;
  wish.nextTryAt = new Date(clock.now() + retryAfterSeconds(wish.attempts) * 1000);
  return 'failed';
}

/** Why a carrier did not do it, as a code that has a message. */
export function causeOf(error: unknown): string {
  return error instanceof CarrierFailure ? `carrier-${error.code}` : 'carrier-unknown';
}
