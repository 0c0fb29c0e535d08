import { accept, refuse, type Result } from '@seatline/kernel';
import { isTenantRole, type TenantRole } from './roles';

export type MemberStatus = 'active' | 'disabled';

/** What a change of a member is judged by. */
export interface MemberStanding {
  readonly id: string;
  readonly roles: readonly TenantRole[];
  readonly status: MemberStatus;
}

export interface MemberChange {
  readonly roles?: readonly string[];
  readonly status?: MemberStatus;
}

const isWorkingAdmin = (member: MemberStanding): boolean => member.status === 'active' && member.roles.includes('tenant-admin');

/**
 * The roles as they are stored: known, each once, in the order of the table. Refused when one is unknown, or none is left.
 */
export function readTenantRoles(names: readonly string[]): Result<TenantRole[], 'member.bad-roles'> {
  const roles = [...new Set(names)];
  if (roles.length === 0 || !roles.every(isTenantRole)) return refuse('member.bad-roles', { roles: roles.join(', ') });
  return accept(roles.filter(isTenantRole));
}

/**
 * A member with other roles or another status. Nobody takes the last working admin from a tenant, since nobody inside it could undo that,
 * and nobody disables or demotes themselves by a slip. What is not named stays as it is.
 * @param others every other member of the tenant.
 */
export function changeMember(
  member: MemberStanding,
  others: readonly MemberStanding[],
  change: MemberChange,
  actorMemberId: string | null,
): Result<MemberStanding, 'member.bad-roles' | 'member.last-admin' | 'member.own-access'> {
  const roles = readTenantRoles(change.roles ?? member.roles);
  if (!roles.ok) return roles;
  const next: MemberStanding = { ...member, roles: roles.value, status: change.status ?? member.status };
  if (isWorkingAdmin(member) && !isWorkingAdmin(next)) {
    if (!others.some(isWorkingAdmin)) return refuse('member.last-admin');
    if (actorMemberId === member.id) return refuse('member.own-access');
  }
  if (actorMemberId === member.id && next.status === 'disabled') return refuse('member.own-access');
  return accept(next);
}
