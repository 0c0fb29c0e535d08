import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, SYSTEM_ACTOR, TenantUnitOfWork } from '@seatline/server';
import type { TenantRole } from '@seatline/tenancy-domain';
import { findMemberOfPerson, insertMember } from '../persistence/members';
import { AddPerson, findOrAdd, type PersonInput } from './add-person';

/** For what sets an installation up (demo, tests): a member with a password at once. People come by invitation (AcceptInvitation). */
@Injectable()
export class AddMember {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly addPerson: AddPerson,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the member's id; the same again when the person is a member already. @throws Error when the password may not be set. */
  async run(tenantId: string, input: PersonInput & { readonly roles: readonly TenantRole[] }): Promise<{ memberId: string; personId: string }> {
    const personId = await findOrAdd(this.platform, this.addPerson, input);
    return this.tenants.run(tenantId, async (tx) => {
      const known = await findMemberOfPerson(tx, personId);
      if (known) return { memberId: known.id, personId };
      const memberId = await insertMember(tx, { personId, displayName: input.displayName, roles: [...input.roles] }, this.clock.now());
      await this.audit.record(tx, SYSTEM_ACTOR, { action: 'member.added', subjectKind: 'member', subjectId: memberId, facts: { roles: input.roles.join(', ') } });
      return { memberId, personId };
    });
  }
}
