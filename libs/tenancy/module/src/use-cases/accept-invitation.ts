import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, refuse, type Result } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork } from '@seatline/server';
import { acceptInvitation } from '@seatline/tenancy-domain';
import { findInvitationByToken, type InvitationByLink } from '../persistence/invitations';
import { AddPerson, type PersonRefusal } from './add-person';
import { type Joined, type JoinRefusal, JoinTenant } from './join-tenant';
import { tokenHash } from './session-tokens';
import { VerifyPassword } from './verify-password';

type LinkRefusal = 'not-found' | 'invitation.used' | 'invitation.revoked' | 'invitation.expired';
export type AcceptRefusal = LinkRefusal | PersonRefusal | 'sign-in.refused' | 'sign-in.locked' | JoinRefusal;

export interface Acceptance {
  readonly displayName: string;
  readonly password: string;
}

/**
 * Somebody opens an invitation's link and joins. Who has no account yet makes one with a password; who has one proves it with the password that
 * they have, under the same lock-out as at the sign-in, and keeps name and password.
 */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly addPerson: AddPerson,
    private readonly verifyPassword: VerifyPassword,
    private readonly joinTenant: JoinTenant,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the link's page shows; the link is good. */
  async look(token: string): Promise<Result<InvitationByLink, LinkRefusal>> {
    const invitation = await this.platform.run((tx) => findInvitationByToken(tx, tokenHash(token)));
    if (!invitation) return refuse('not-found', { kind: 'invitation' });
    const open = acceptInvitation(invitation, this.clock.now());
    return open.ok ? accept(invitation) : open;
  }

  async run(token: string, acceptance: Acceptance, ip: string | null): Promise<Result<Joined, AcceptRefusal>> {
    const looked = await this.look(token);
    if (!looked.ok) return looked;
    const person = await this.personOf(looked.value, acceptance);
    return person.ok ? this.joinTenant.run(looked.value, person.value, ip) : person;
  }

  private async personOf(invitation: InvitationByLink, { displayName, password }: Acceptance): Promise<Result<{ id: string; displayName: string }, AcceptRefusal>> {
    if (!invitation.personExists) {
      const added = await this.addPerson.run({ email: invitation.email, displayName, password, locale: invitation.tenantLocale });
      return added.ok ? accept({ id: added.value, displayName }) : added;
    }
    const verified = await this.verifyPassword.run(invitation.email, password);
    return verified.ok ? accept({ id: verified.value.id, displayName: verified.value.displayName }) : verified;
  }
}
