import { http, type Page } from '../../session/http';

export const TENANT_ROLES = ['tenant-admin', 'tenant-billing', 'supervisor', 'quality', 'agent'] as const;
export type TenantRole = (typeof TENANT_ROLES)[number];

export interface MemberView {
  id: string;
  displayName: string;
  email: string;
  roles: TenantRole[];
  status: 'active' | 'disabled';
}

export interface InvitationView {
  id: string;
  email: string;
  roles: TenantRole[];
  expiresAt: string;
}

export const MEMBERS_KEY = ['members'] as const;
export const INVITATIONS_KEY = ['invitations'] as const;

export const listMembers = (cursor: string | null = null) => http.get<Page<MemberView>>('/members', { cursor });
export const changeMember = (input: { id: string; roles?: TenantRole[]; status?: MemberView['status'] }) =>
  http.patch<unknown>(`/members/${input.id}`, { roles: input.roles, status: input.status });
export const listInvitations = (cursor: string | null = null) => http.get<Page<InvitationView>>('/invitations', { cursor });
export const invite = (input: { email: string; roles: TenantRole[] }) => http.post<{ id: string; link: string }>('/invitations', input);
export const withdrawInvitation = (id: string) => http.delete<unknown>(`/invitations/${id}`);
