import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, refuse, type Result } from '@seatline/kernel';
import { Audit, CLOCK, type Principal, TenantUnitOfWork } from '@seatline/server';
import { acceptInvitation } from '@seatline/tenancy-domain';
import type { InvitationByLink } from '../persistence/invitations';
import { InvitationEntity } from '../persistence/invitation.entity';
import { findMemberOfPerson, insertMember } from '../persistence/members';
import { invitationOf } from './invite';

export type JoinRefusal = 'invitation.used' | 'invitation.revoked' | 'invitation.expired' | 'invitation.already-member';

export interface Joined {
  readonly personId: string;
  readonly tenantId: string;
}

/** Uses an invitation up, once, and makes the member, in one transaction of the tenant. */
@Injectable()
export class JoinTenant {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(invitation: InvitationByLink, person: { id: string; displayName: string }, ip: string | null): Promise<Result<Joined, JoinRefusal>> {
    const { tenantId, id } = invitation;
    return this.tenants.run(tenantId, async (tx) => {
      const row = await tx.entities.findOneOrFail(InvitationEntity, { where: { tenantId, id }, lock: { mode: 'pessimistic_write' } });
      const now = this.clock.now();
      const accepted = acceptInvitation(invitationOf(row), now);
      if (!accepted.ok) return accepted;
      if (await findMemberOfPerson(tx, person.id)) return refuse('invitation.already-member');
      const memberId = await insertMember(tx, { personId: person.id, displayName: person.displayName, roles: row.roles }, now);
      await tx.entities.save(Object.assign(row, { acceptedAt: new Date(now) }));
      const facts = { invitationId: id, roles: row.roles.join(', '), invitedBy: row.invitedBy };
      await this.audit.record(tx, joining(person, tenantId, memberId, ip), { action: 'member.joined', subjectKind: 'member', subjectId: memberId, facts });
      return accept({ personId: person.id, tenantId });
    });
  }
}

/** The new member as the audit names them; they have no session yet. */
function joining(person: { id: string; displayName: string }, tenantId: string, memberId: string, ip: string | null): Principal {
  return {
    personId: person.id, sessionId: '', displayName: person.displayName, locale: 'zh-CN', tenantId, memberId, roles: [], operatorRoles: [],
    permissions: new Set(), ip,
  };
}
