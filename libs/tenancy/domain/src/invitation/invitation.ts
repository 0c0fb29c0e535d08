import { accept, type Instant, refuse, type Result } from '@seatline/kernel';

export interface Invitation {
  readonly expiresAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired';

/** A link is good for seven days. */
export const INVITATION_SECONDS = 7 * 86_400;

/** The instant from which an invitation made now is no longer good. */
export function invitationExpiry(now: Instant): Instant {
  return (now + INVITATION_SECONDS * 1000) as Instant;
}

/** Used once is used for ever, also after its seven days; at exactly `expiresAt` it is expired. */
export function invitationState(invitation: Invitation, now: Instant): InvitationState {
  if (invitation.acceptedAt !== null) return 'accepted';
  if (invitation.revokedAt !== null) return 'revoked';
  return now >= invitation.expiresAt ? 'expired' : 'open';
}

/** An invitation that may be accepted now; otherwise why not. */
export function acceptInvitation(invitation: Invitation, now: Instant): Result<Invitation, 'invitation.used' | 'invitation.revoked' | 'invitation.expired'> {
  const state = invitationState(invitation, now);
  if (state === 'accepted') return refuse('invitation.used');
  if (state === 'revoked') return refuse('invitation.revoked');
  if (state === 'expired') return refuse('invitation.expired');
  return accept({ ...invitation, acceptedAt: now });
}
