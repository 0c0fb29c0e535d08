import { useQuery } from '@tanstack/react-query';
import { listMembers, MEMBERS_KEY, type TenantRole } from './api';

/** Active members to choose from; those of one role, when it is given. */
export function useMemberOptions(role?: TenantRole): { options: { value: string; label: string }[]; loading: boolean } {
  const read = useQuery({ queryKey: [...MEMBERS_KEY, 'options'], queryFn: () => listMembers() });
  const members = read.data?.items ?? [];
  const fitting = members.filter((member) => member.status === 'active' && (role === undefined || member.roles.includes(role)));
  return { options: fitting.map((member) => ({ value: member.id, label: member.displayName })), loading: read.isPending };
}
