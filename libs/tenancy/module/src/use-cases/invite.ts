import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, type Instant, refuse, type Result } from '@seatline/kernel';
import { Audit, CLOCK, type TenantPrincipal, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { acceptInvitation, type Invitation, invitationExpiry, invitationState, normalEmail, readTenantRoles } from '@seatline/tenancy-domain';
import { IsNull } from 'typeorm';
import { InvitationEntity } from '../persistence/invitation.entity';
import { MemberEntity } from '../persistence/member.entity';
import { newId } from '../persistence/members';
import { TENANCY_SETTINGS, type TenancySettings } from '../tenancy-settings';
import { invitationLink } from './create-tenant';
import { randomToken, tokenHash } from './session-tokens';

/** What the domain judges an invitation by. */
export function invitationOf(row: InvitationEntity): Invitation {
  const instantOf = (date: Date | null): Instant | null => (date === null ? null : (date.getTime() as Instant));
  return { expiresAt: row.expiresAt.getTime() as Instant, acceptedAt: instantOf(row.acceptedAt), revokedAt: instantOf(row.revokedAt) };
}

/** Asks somebody into the tenant by a link. The link is shown once and kept as a hash only; a second invitation of the same e-mail ends the first. */
@Injectable()
export class Invite {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    @Inject(TENANCY_SETTINGS) private readonly settings: TenancySettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(
    principal: TenantPrincipal,
    input: { readonly email: string; readonly roles: readonly string[] },
  ): Promise<Result<{ id: string; link: string }, 'member.bad-roles' | 'invitation.already-member'>> {
    const roles = readTenantRoles(input.roles);
    if (!roles.ok) return roles;
    const email = normalEmail(input.email);
    const token = randomToken();
    return this.tenants.run(principal.tenantId, async (tx) => {
      if (await tx.entities.existsBy(MemberEntity, { tenantId: tx.tenantId, email })) return refuse('invitation.already-member');
      const now = this.clock.now();
      await this.revokeEarlier(tx, email, now);
      const id = await newId(tx);
      await tx.entities.insert(InvitationEntity, {
        tenantId: tx.tenantId, id, email, roles: roles.value, tokenHash: tokenHash(token), invitedBy: principal.displayName,
        createdAt: new Date(now), expiresAt: new Date(invitationExpiry(now)),
      });
      await this.audit.record(tx, principal, { action: 'invitation.made', subjectKind: 'invitation', subjectId: id, facts: { email, roles: roles.value.join(', ') } });
      return accept({ id, link: invitationLink(this.settings.publicUrl, token) });
    });
  }

  async revoke(principal: TenantPrincipal, id: string): Promise<Result<true, 'not-found' | 'invitation.used' | 'invitation.revoked'>> {
    return this.tenants.run(principal.tenantId, async (tx) => {
      const row = await tx.entities.findOne(InvitationEntity, { where: { tenantId: tx.tenantId, id }, lock: { mode: 'pessimistic_write' } });
      if (!row) return refuse('not-found', { kind: 'invitation' });
      const now = this.clock.now();
      const state = invitationState(invitationOf(row), now);
      if (state === 'accepted') return refuse('invitation.used');
      if (state === 'revoked') return refuse('invitation.revoked');
      await tx.entities.save(Object.assign(row, { revokedAt: new Date(now) }));
      await this.audit.record(tx, principal, { action: 'invitation.revoked', subjectKind: 'invitation', subjectId: id });
      return accept(true as const);
    });
  }

  private async revokeEarlier(tx: TenantTransaction, email: string, now: Instant): Promise<void> {
    const open = await tx.entities.find(InvitationEntity, { where: { tenantId: tx.tenantId, email, acceptedAt: IsNull(), revokedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
    for (const row of open.filter((each) => acceptInvitation(invitationOf(each), now).ok)) await tx.entities.save(Object.assign(row, { revokedAt: new Date(now) }));
  }
}
