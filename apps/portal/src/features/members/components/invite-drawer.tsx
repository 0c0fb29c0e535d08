import { Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../../ui/copy-field';
import { ProblemNote } from '../../../ui/states';
import { useNarrow } from '../../../ui/theme';
import { useAction } from '../../../ui/use-action';
import { INVITATIONS_KEY, invite, TENANT_ROLES, type TenantRole } from '../api';

interface Values {
  email: string;
  roles: TenantRole[];
}

export function useRoleOptions(): { value: TenantRole; label: string }[] {
  const { t } = useTranslation();
  return TENANT_ROLES.map((role) => ({ value: role, label: t(`members.role.${role}`) }));
}

/** The link is shown once, to be copied into whatever people talk in. */
function InvitationLink({ email, link, onAnother }: { email: string; link: string; onAnother: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <p style={{ margin: 0 }}>{t('members.linkReady', { email })}</p>
      <CopyField label={t('members.link')} value={link} />
      <p className="muted" style={{ margin: 0 }}>
        {t('members.linkOnce')}
      </p>
      <Button onClick={onAnother}>{t('members.inviteAnother')}</Button>
    </div>
  );
}

export function InviteDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  return (
    <Drawer title={t('members.invite')} open={open} onClose={onClose} size={narrow ? '100%' : 480} destroyOnHidden>
      {open && <InviteForm />}
    </Drawer>
  );
}

function InviteForm() {
  const { t } = useTranslation();
  const [made, setMade] = useState<{ email: string; link: string } | null>(null);
  const send = useAction(async (values: Values) => setMade({ email: values.email, link: (await invite(values)).link }), { stale: [INVITATIONS_KEY], quiet: true });
  const roles = useRoleOptions();
  if (made !== null) {
    return (
      <InvitationLink
        {...made}
        onAnother={() => {
          send.reset();
          setMade(null);
        }}
      />
    );
  }
  return (
    <Form<Values> layout="vertical" initialValues={{ roles: ['agent'] }} onFinish={(values) => send.mutate(values)} requiredMark="optional">
      <Form.Item name="email" label={t('session.email')} rules={[{ required: true, type: 'email' }]}>
        <Input type="email" autoComplete="off" inputMode="email" />
      </Form.Item>
      <Form.Item name="roles" label={t('members.roles')} rules={[{ required: true }]}>
        <Select mode="multiple" options={roles} />
      </Form.Item>
      <ProblemNote error={send.error} />
      <Button type="primary" htmlType="submit" loading={send.isPending} style={{ marginTop: 16 }}>
        {t('members.makeLink')}
      </Button>
    </Form>
  );
}
