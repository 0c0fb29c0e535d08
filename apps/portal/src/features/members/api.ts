import * as api from '../../generated';
import type { InvitationInput, MemberChangeInput, TenantRole } from '../../generated';

export type { InvitationView, MemberView, TenantRole } from '../../generated';

export const TENANT_ROLES: readonly TenantRole[] = ['tenant-admin', 'tenant-billing', 'supervisor', 'quality', 'agent'];

export const MEMBERS_KEY = ['members'] as const;
export const INVITATIONS_KEY = ['invitations'] as const;

export const listMembers = () => api.listMembers();
export const changeMember = ({ id, ...body }: { id: string } & MemberChangeInput) => api.changeMember({ path: { id }, body });
export const listInvitations = () => api.listInvitations();
export const invite = (body: InvitationInput) => api.inviteMember({ body });
export const withdrawInvitation = (id: string) => api.revokeInvitation({ path: { id } });
