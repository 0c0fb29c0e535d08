import { describe, expect, it } from '@jest/globals';
import { type Instant, instant } from '@seatline/kernel';
import { beginSignIn, NO_FAILURES, type SignInFailures } from './lock-out';
import { checkPassword, normalEmail } from './password';
import { decideRefresh, type RefreshableSession } from './refresh';

const T0 = instant('2026-03-01T08:00:00Z');
const after = (seconds: number, from: Instant = T0): Instant => (from + seconds * 1000) as Instant;

function attempts(times: readonly Instant[]): { allowed: boolean; failures: SignInFailures }[] {
  let failures = NO_FAILURES;
  return times.map((at) => {
    const attempt = beginSignIn(failures, at);
    if (attempt.allowed) failures = attempt.failures;
    return { allowed: attempt.allowed, failures };
  });
}

describe('lock-out', () => {
  it('allows five attempts, then none for 15 minutes to the millisecond', () => {
    const seen = attempts([0, 1, 2, 3, 4, 5].map((s) => after(s)));
    expect(seen.map((each) => each.allowed)).toEqual([true, true, true, true, true, false]);
    expect(seen[4]?.failures.lockedUntil).toBe(after(4 + 900));
    expect(beginSignIn(seen[4]?.failures ?? NO_FAILURES, (after(904) - 1) as Instant).allowed).toBe(false);
    expect(beginSignIn(seen[4]?.failures ?? NO_FAILURES, after(904)).allowed).toBe(true);
  });

  it.each([[5, 900], [6, 1800], [7, 3600], [8, 7200], [9, 14_400], [10, 14_400], [500, 14_400]])('failure %i locks for %i seconds', (count, seconds) => {
    const attempt = beginSignIn({ count: count - 1, lastAt: T0, lockedUntil: T0 }, after(1));
    expect(attempt).toEqual({ allowed: true, failures: { count, lastAt: after(1), lockedUntil: after(1 + seconds) } });
  });

  it('does not lengthen a lock by attempts made during it', () => {
    const seen = attempts([...[0, 0, 0, 0, 0].map((s) => after(s)), after(100), after(800)]);
    expect(seen.at(-1)?.failures.lockedUntil).toBe(after(900));
  });

  it('forgets after a quiet day, not a second before', () => {
    const four: SignInFailures = { count: 4, lastAt: T0, lockedUntil: null };
    expect(beginSignIn(four, after(86_400))).toMatchObject({ failures: { count: 1, lockedUntil: null } });
    expect(beginSignIn(four, after(86_399))).toMatchObject({ failures: { count: 5 } });
  });
});

describe('refreshing a session', () => {
  const session: RefreshableSession = { refreshHash: 'new', previousRefreshHash: 'old', refreshedAt: T0, expiresAt: after(30 * 86_400), revokedAt: null };
  it.each([
    ['the present token', session, 'new', 60, 'rotate'],
    ['the one before, in the same moment', session, 'old', 0, 'repeat'],
    ['the one before, at the end of the grace', session, 'old', 10, 'repeat'],
    ['the one before, later', session, 'old', 10.001, 'reuse'],
    ['one from long ago, even within the grace', session, 'ancient', 1, 'reuse'],
    ['a session that was never refreshed and an unknown token', { ...session, previousRefreshHash: null }, 'old', 1, 'reuse'],
    ['a revoked session', { ...session, revokedAt: T0 }, 'new', 1, 'over'],
    ['idle for a week less a second', session, 'new', 7 * 86_400 - 1, 'rotate'],
    ['idle for a week', session, 'new', 7 * 86_400, 'over'],
    ['past its life', { ...session, refreshedAt: after(30 * 86_400 - 5) }, 'new', 30 * 86_400, 'over'],
  ])('%s', (_, state, presented, seconds, decision) => {
    expect(decideRefresh(state, presented, after(seconds))).toBe(decision);
  });
});

describe('passwords', () => {
  it.each([
    ['1234567', 'password.length'],
    ['x'.repeat(129), 'password.length'],
    ['aaaaaaaaaa', 'password.too-easy'],
    ['Agent.Li@Example.com', 'password.too-easy'],
    ['AGENT.LI', 'password.too-easy'],
  ])('%s is refused', (password, code) => {
    expect(checkPassword(password, 'agent.li@example.com')).toMatchObject({ ok: false, refusal: { code } });
  });
  it.each(['a long enough one', '密码密码密码够长', '😀😁😂🤣😃😄😅😆'])('%s is taken', (password) => {
    expect(checkPassword(password, 'agent.li@example.com').ok).toBe(true);
  });
  it('stores e-mails in one form', () => expect(normalEmail('  Li@Example.COM ')).toBe('li@example.com'));
});
