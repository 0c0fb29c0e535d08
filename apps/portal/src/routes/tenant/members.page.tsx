import { CheckCircleOutlined, StopOutlined, UserAddOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeMember, listMembers, MEMBERS_KEY, type MemberView } from '../../features/members/api';
import { InvitationList } from '../../features/members/components/invitation-list';
import { InviteDrawer } from '../../features/members/components/invite-drawer';
import { RolesDrawer } from '../../features/members/components/roles-drawer';
import { useAllowed, useSession } from '../../session/session';
import { type Column, DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { ToneTag } from '../../ui/tone';
import { useAction } from '../../ui/use-action';
import { useConfirm } from '../../ui/use-confirm';
import { usePagedList } from '../../ui/use-paged-list';

function MemberActions({ member, onRoles }: { member: MemberView; onRoles: () => void }) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const own = useSession().member?.id === member.id;
  const change = useAction(changeMember, { stale: [MEMBERS_KEY], done: t('members.saved') });
  const disable = () =>
    confirm({
      title: t('members.disableTitle', { name: member.displayName }),
      consequence: t('members.disableConsequence'),
      confirmLabel: t('members.disable'),
      onConfirm: () => change.mutateAsync({ id: member.id, status: 'disabled' }),
    });
  return (
    <span className="row">
      <Button size="small" onClick={onRoles}>
        {t('members.changeRoles')}
      </Button>
      {member.status === 'disabled' ? (
        <Button size="small" onClick={() => change.mutate({ id: member.id, status: 'active' })}>
          {t('members.enable')}
        </Button>
      ) : (
        !own && (
          <Button size="small" onClick={disable}>
            {t('members.disable')}
          </Button>
        )
      )}
    </span>
  );
}

function useMemberColumns(onRoles: (member: MemberView) => void): Column<MemberView>[] {
  const { t } = useTranslation();
  const manages = useAllowed('members:manage');
  const actions: Column<MemberView> = {
    key: 'actions',
    title: t('ui.actions'),
    actions: true,
    width: 220,
    render: (member) => <MemberActions member={member} onRoles={() => onRoles(member)} />,
  };
  return [
    { key: 'name', title: t('members.name'), render: (member) => <strong>{member.displayName}</strong> },
    { key: 'email', title: t('session.email'), render: (member) => <span className="break">{member.email}</span> },
    { key: 'roles', title: t('members.roles'), render: (member) => member.roles.map((role) => t(`members.role.${role}`)).join(t('ui.comma')) },
    {
      key: 'status',
      title: t('members.statusTitle'),
      render: (member) => (
        <ToneTag tone={member.status === 'active' ? 'good' : 'neutral'} icon={member.status === 'active' ? <CheckCircleOutlined /> : <StopOutlined />}>
          {t(`members.status.${member.status}`)}
        </ToneTag>
      ),
    },
    ...(manages ? [actions] : []),
  ];
}

export function MembersPage() {
  const { t } = useTranslation();
  const [inviting, setInviting] = useState(false);
  const [edited, setEdited] = useState<MemberView | null>(null);
  const members = usePagedList(MEMBERS_KEY, listMembers);
  const columns = useMemberColumns(setEdited);
  const manages = useAllowed('members:manage');
  const button = (
    <Button type="primary" icon={<UserAddOutlined aria-hidden="true" />} onClick={() => setInviting(true)}>
      {t('members.invite')}
    </Button>
  );
  return (
    <Page title={t('pages.members')} intro={t('members.intro')} actions={manages && button}>
      <DataTable
        caption={t('pages.members')}
        columns={columns}
        source={members}
        rowKey={(member) => member.id}
        empty={<EmptyState title={t('members.emptyTitle')} hint={t('members.emptyHint')} action={manages && button} />}
      />
      <InvitationList />
      <InviteDrawer open={inviting} onClose={() => setInviting(false)} />
      <RolesDrawer member={edited} onClose={() => setEdited(null)} />
    </Page>
  );
}
