import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAllowed } from '../../../session/session';
import { DataTable } from '../../../ui/data-table';
import { Instant } from '../../../ui/formats';
import { useAction } from '../../../ui/use-action';
import { usePagedList } from '../../../ui/use-paged-list';
import { INVITATIONS_KEY, listInvitations, withdrawInvitation } from '../api';

/** Invitations that nobody has accepted yet; without any, nothing is shown. */
export function InvitationList() {
  const { t } = useTranslation();
  const invitations = usePagedList(INVITATIONS_KEY, listInvitations);
  const withdraw = useAction(withdrawInvitation, { stale: [INVITATIONS_KEY], done: t('members.withdrawn') });
  const manages = useAllowed('members:manage');
  if (!invitations.error && (invitations.rows ?? []).length === 0) return null;
  return (
    <section>
      <h2 className="section-title">{t('members.invitations')}</h2>
      <DataTable
        caption={t('members.invitations')}
        source={invitations}
        rowKey={(invitation) => invitation.id}
        empty={null}
        columns={[
          { key: 'email', title: t('session.email'), render: (invitation) => <span className="break">{invitation.email}</span> },
          { key: 'roles', title: t('members.roles'), render: (invitation) => invitation.roles.map((role) => t(`members.role.${role}`)).join(t('ui.comma')) },
          { key: 'expires', title: t('members.expires'), render: (invitation) => <Instant at={invitation.expiresAt} /> },
          {
            key: 'actions',
            title: t('ui.actions'),
            actions: true,
            width: 120,
            render: (invitation) =>
              manages && (
                <Button size="small" onClick={() => withdraw.mutate(invitation.id)}>
                  {t('members.withdraw')}
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}
