import { expect, it } from '@jest/globals';
import { type Instant, instant } from '@seatline/kernel';
import { acceptInvitation, type Invitation, invitationExpiry } from './invitation';

const T0 = instant('2026-03-01T08:00:00Z');
const open: Invitation = { expiresAt: invitationExpiry(T0), acceptedAt: null, revokedAt: null };
const DAY = 86_400_000;

it.each([
  ['at once', open, 0, 'taken'],
  ['in the last millisecond', open, 7 * DAY - 1, 'taken'],
  ['after seven days', open, 7 * DAY, 'invitation.expired'],
  ['a second time', { ...open, acceptedAt: T0 }, 1, 'invitation.used'],
  ['a second time, after it expired too', { ...open, acceptedAt: T0 }, 8 * DAY, 'invitation.used'],
  ['when withdrawn', { ...open, revokedAt: T0 }, 1, 'invitation.revoked'],
])('an invitation accepted %s: %s', (_, invitation, later, outcome) => {
  const result = acceptInvitation(invitation, (T0 + later) as Instant);
  expect(result.ok ? 'taken' : result.refusal.code).toBe(outcome);
});
