import { InfoCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../../ui/copy-field';
import { Banner } from '../../../ui/tone';
import { Panel } from '../../../ui/page';
import type { SipLoginView } from '../api';

/** What a desk phone or a softphone is set up with. The secret is not kept anywhere it could be shown again. */
export function SipAccount({ account, onDone }: { account: SipLoginView; onDone: () => void }) {
  const { t } = useTranslation();
  const rows = [
    { label: t('desk.sipServer'), value: account.server },
    { label: t('desk.sipDomain'), value: account.domain },
    { label: t('desk.sipUsername'), value: account.username },
    { label: t('desk.sipSecret'), value: account.secret },
  ];
  return (
    <Panel title={t('desk.sipTitle')}>
      <div className="stack">
        <Banner tone="info" icon={<InfoCircleOutlined />} title={t('desk.sipOnce')} />
        {rows.map((row) => (
          <div key={row.label}>
            <span className="muted">{row.label}</span>
            <CopyField label={row.label} value={row.value} />
          </div>
        ))}
        <div>
          <Button type="primary" onClick={onDone}>
            {t('desk.sipDone')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
