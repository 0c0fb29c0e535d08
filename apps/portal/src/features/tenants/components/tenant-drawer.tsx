import { Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../../ui/copy-field';
import { ProblemNote } from '../../../ui/states';
import { useNarrow } from '../../../ui/theme';
import { useAction } from '../../../ui/use-action';
import { createTenant, type NewTenantInput, TENANTS_KEY } from '../api';

const CURRENCIES = ['CNY', 'HKD', 'USD', 'EUR', 'SGD', 'JPY'];
const ZONES = Intl.supportedValuesOf('timeZone');

function TenantForm({ onMade }: { onMade: (made: { email: string; link: string }) => void }) {
  const { t } = useTranslation();
  const create = useAction(async (input: NewTenantInput) => onMade({ email: input.adminEmail, link: (await createTenant(input)).invitationLink }), { stale: [TENANTS_KEY], quiet: true });
  return (
    <Form<NewTenantInput> layout="vertical" initialValues={{ zone: 'Asia/Shanghai', currency: 'CNY', country: 'CN' }} onFinish={(input) => create.mutate(input)} requiredMark="optional">
      <Form.Item name="name" label={t('tenants.name')} rules={[{ required: true, whitespace: true, max: 200 }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="adminEmail" label={t('tenants.adminEmail')} rules={[{ required: true, type: 'email' }]} extra={t('tenants.adminEmailHint')}>
        <Input type="email" autoComplete="off" />
      </Form.Item>
      <Form.Item name="zone" label={t('tenants.zone')} rules={[{ required: true }]}>
        <Select showSearch options={ZONES.map((zone) => ({ value: zone, label: zone }))} />
      </Form.Item>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item name="currency" label={t('tenants.currency')} rules={[{ required: true }]}>
          <Select style={{ width: 140 }} options={CURRENCIES.map((currency) => ({ value: currency, label: currency }))} />
        </Form.Item>
        <Form.Item name="country" label={t('tenants.country')} rules={[{ required: true, pattern: /^[A-Z]{2}$/ }]} normalize={(written: string) => written.toUpperCase()}>
          <Input style={{ width: 100 }} maxLength={2} />
        </Form.Item>
      </div>
      <ProblemNote error={create.error} />
      <Button type="primary" htmlType="submit" loading={create.isPending} style={{ marginTop: 16 }}>
        {t('tenants.create')}
      </Button>
    </Form>
  );
}

/** A new tenant, and the link that makes its first admin. */
export function TenantDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [made, setMade] = useState<{ email: string; link: string } | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Drawer title={t('tenants.create')} open={open} onClose={close} size={narrow ? '100%' : 480} destroyOnHidden>
      {made === null ? (
        <TenantForm onMade={setMade} />
      ) : (
        <div className="stack">
          <p style={{ margin: 0 }}>{t('members.linkReady', { email: made.email })}</p>
          <CopyField label={t('members.link')} value={made.link} />
          <p className="muted" style={{ margin: 0 }}>
            {t('members.linkOnce')}
          </p>
          <Button onClick={close}>{t('ui.close')}</Button>
        </div>
      )}
    </Drawer>
  );
}
