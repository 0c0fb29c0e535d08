import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { changeMember, MEMBERS_KEY, type MemberView, type TenantRole } from '../api';
import { useRoleOptions } from './invite-drawer';

export function RolesDrawer({ member, onClose }: { member: MemberView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const options = useRoleOptions();
  const save = useAction(
    async ({ roles }: { roles: TenantRole[] }) => {
      if (member !== null) await changeMember({ id: member.id, roles });
    },
    { stale: [MEMBERS_KEY], done: t('members.saved'), quiet: true },
  );
  return (
    <FormDrawer<{ roles: TenantRole[] }>
      title={t('members.rolesOf', { name: member?.displayName ?? '' })}
      open={member !== null}
      onClose={onClose}
      submitLabel={t('ui.save')}
      initial={{ roles: member?.roles ?? [] }}
      onSubmit={save.mutateAsync}
    >
      {() => (
        <Form.Item name="roles" label={t('members.roles')} rules={[{ required: true }]}>
          <Select mode="multiple" options={options} />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
