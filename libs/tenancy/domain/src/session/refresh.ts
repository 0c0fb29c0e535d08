import type { Instant } from '@seatline/kernel';

export interface SessionRules {
  /** How long an access token is good for; the session's row is asked at every request all the same. */
  readonly accessSeconds: number;
  /** How long the refresh token before the present one is still answered: two tabs may refresh in the same moment. */
  readonly graceSeconds: number;
  /** A session that was not refreshed for so long is over. */
  readonly idleSeconds: number;
  /** A session is over after so long, whatever happened. */
  readonly lifetimeSeconds: number;
}

export const SESSION_RULES: SessionRules = { accessSeconds: 600, graceSeconds: 10, idleSeconds: 7 * 86_400, lifetimeSeconds: 30 * 86_400 };

/** What a refresh is judged by. Hashes of tokens, never the tokens. */
export interface RefreshableSession {
  readonly refreshHash: string;
  readonly previousRefreshHash: string | null;
  readonly refreshedAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

/**
 * - `rotate`: the present token; a new one replaces it.
 * - `repeat`: the one before, within the grace; the new access token is given, no other refresh token.
 * - `reuse`: a token of this session that was replaced earlier: it was copied, so the session ends.
 * - `over`: the session ended before; nothing is given.
 */
export type RefreshDecision = 'rotate' | 'repeat' | 'reuse' | 'over';

/**
 * Judges a refresh token that is known to be one that we issued for this session (a forged one never comes here, or anyone could end sessions).
 * The grace ends at its last millisecond: exactly `graceSeconds` after the rotation is still within it. Source: OAuth 2.0 for browser-based
 * apps, refresh token rotation.
 */
export function decideRefresh(session: RefreshableSession, presentedHash: string, now: Instant, rules: SessionRules = SESSION_RULES): RefreshDecision {
  if (session.revokedAt !== null || now >= session.expiresAt || now - session.refreshedAt >= rules.idleSeconds * 1000) return 'over';
  if (presentedHash === session.refreshHash) return 'rotate';
  const withinGrace = now - session.refreshedAt <= rules.graceSeconds * 1000;
  return presentedHash === session.previousRefreshHash && withinGrace ? 'repeat' : 'reuse';
}
