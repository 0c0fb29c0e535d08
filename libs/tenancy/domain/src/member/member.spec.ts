import { describe, expect, it } from '@jest/globals';
import { changeMember, type MemberStanding, readTenantRoles } from './member';

const admin: MemberStanding = { id: 'a', roles: ['tenant-admin'], status: 'active' };
const otherAdmin: MemberStanding = { ...admin, id: 'b' };
const agent: MemberStanding = { id: 'c', roles: ['agent'], status: 'active' };

describe('roles as they are stored', () => {
  it.each([
    [['agent'], ['agent']],
    [['agent', 'supervisor', 'agent'], ['agent', 'supervisor']],
  ])('%j → %j', (names, stored) => expect(readTenantRoles(names)).toEqual({ ok: true, value: stored }));
  it.each([[[]], [['operator-admin']], [['agent', 'king']]])('%j is refused', (names) => {
    expect(readTenantRoles(names)).toMatchObject({ ok: false, refusal: { code: 'member.bad-roles' } });
  });
});

describe('changing a member', () => {
  it.each([
    ['the last admin is not disabled', admin, [agent], { status: 'disabled' as const }, 'c', 'member.last-admin'],
    ['the last admin is not demoted', admin, [agent], { roles: ['agent'] }, null, 'member.last-admin'],
    ['a disabled admin does not count', admin, [{ ...otherAdmin, status: 'disabled' as const }], { roles: ['agent'] }, 'b', 'member.last-admin'],
    ['nobody demotes themselves', admin, [otherAdmin], { roles: ['agent'] }, 'a', 'member.own-access'],
    ['nobody disables themselves', agent, [admin], { status: 'disabled' as const }, 'c', 'member.own-access'],
    ['an unknown role', agent, [admin], { roles: ['owner'] }, 'a', 'member.bad-roles'],
  ])('%s', (_, member, others, change, actor, code) => {
    expect(changeMember(member, others, change, actor)).toMatchObject({ ok: false, refusal: { code } });
  });
  it.each([
    ['another admin is demoted', admin, [otherAdmin], { roles: ['agent'] }, 'b', { roles: ['agent'], status: 'active' }],
    ['what is not named stays', agent, [admin], { status: 'disabled' as const }, 'a', { roles: ['agent'], status: 'disabled' }],
    ['an admin takes a second role', admin, [], { roles: ['tenant-admin', 'agent'] }, 'a', { roles: ['tenant-admin', 'agent'], status: 'active' }],
    ['a disabled admin may be demoted', { ...admin, status: 'disabled' as const }, [otherAdmin], { roles: ['agent'] }, 'b', { roles: ['agent'], status: 'disabled' }],
  ])('%s', (_, member, others, change, actor, next) => {
    expect(changeMember(member, others, change, actor)).toMatchObject({ ok: true, value: next });
  });
});
