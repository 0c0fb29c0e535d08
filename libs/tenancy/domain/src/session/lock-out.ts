import type { Instant } from '@seatline/kernel';

/** What is remembered of failed sign-ins with one e-mail, known to us or not, so that an answer does not tell whether it is known. */
export interface SignInFailures {
  readonly count: number;
  readonly lastAt: Instant | null;
  readonly lockedUntil: Instant | null;
}

export const NO_FAILURES: SignInFailures = { count: 0, lastAt: null, lockedUntil: null };

export interface LockOutRules {
  /** The failure that locks; later ones lock again, for longer. */
  readonly failuresToLock: number;
  readonly firstLockSeconds: number;
  readonly longestLockSeconds: number;
  /** After so long without a failure the count begins anew. */
  readonly forgetAfterSeconds: number;
}

/** 5 failures lock for 15 minutes, the next for 30, then 60, up to 4 hours; a quiet day forgets. */
export const LOCK_OUT_RULES: LockOutRules = { failuresToLock: 5, firstLockSeconds: 900, longestLockSeconds: 14_400, forgetAfterSeconds: 86_400 };

export type SignInAttempt =
  | { readonly allowed: true; readonly failures: SignInFailures }
  | { readonly allowed: false; readonly lockedUntil: Instant };

/**
 * Judges an attempt to sign in before its password is looked at, and counts it as failed at once: so attempts that arrive together cannot all
 * pass. Whoever then proves the password right sets the count back to NO_FAILURES. While locked, attempts neither count nor lengthen the lock.
 * The lock ends at its instant: an attempt at exactly `lockedUntil` is allowed.
 */
export function beginSignIn(failures: SignInFailures, now: Instant, rules: LockOutRules = LOCK_OUT_RULES): SignInAttempt {
  if (failures.lockedUntil !== null && now < failures.lockedUntil) return { allowed: false, lockedUntil: failures.lockedUntil };
  const forgotten = failures.lastAt !== null && now - failures.lastAt >= rules.forgetAfterSeconds * 1000;
  const count = (forgotten ? 0 : failures.count) + 1;
  const excess = count - rules.failuresToLock;
  if (excess < 0) return { allowed: true, failures: { count, lastAt: now, lockedUntil: null } };
  const seconds = Math.min(rules.firstLockSeconds * 2 ** Math.min(excess, 30), rules.longestLockSeconds);
  return { allowed: true, failures: { count, lastAt: now, lockedUntil: (now + seconds * 1000) as Instant } };
}
