import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '@seatline/kernel';
import { Audit, LiveBus, type TenantPrincipal, TenantUnitOfWork } from '@seatline/server';
import { changeMember, type MemberChange } from '@seatline/tenancy-domain';
import { lockMembers } from '../persistence/members';

/** Roles and status of a member. They act with the next request of whoever it is, since the guard reads the rows every time. */
@Injectable()
export class ManageMembers {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    private readonly live: LiveBus,
  ) {}

  async change(
    principal: TenantPrincipal,
    memberId: string,
    change: MemberChange,
  ): Promise<Result<true, 'not-found' | 'member.bad-roles' | 'member.last-admin' | 'member.own-access'>> {
    return this.tenants.run(principal.tenantId, async (tx) => {
      const members = await lockMembers(tx);
      const row = members.find((member) => member.id === memberId);
      if (!row) return refuse('not-found', { kind: 'member' });
      const changed = changeMember(row, members.filter((member) => member !== row), change, principal.memberId);
      if (!changed.ok) return changed;
      const facts = { rolesBefore: row.roles.join(', '), roles: changed.value.roles.join(', '), statusBefore: row.status, status: changed.value.status };
      await tx.entities.save(Object.assign(row, { roles: [...changed.value.roles], status: changed.value.status }));
      await this.audit.record(tx, principal, { action: 'member.changed', subjectKind: 'member', subjectId: memberId, facts });
      await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'members', memberId, id: memberId });
      return accept(true as const);
    });
  }
}
