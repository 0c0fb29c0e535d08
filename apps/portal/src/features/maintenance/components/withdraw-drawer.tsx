import { Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { OUTAGES_KEY, type OutageView, withdrawOutage } from '../api';

interface Values {
  reason: string;
  keepCredited: boolean;
}

/** Takes an outage back that was wrong. Closed while none is named. */
export function WithdrawDrawer({ outage, onClose }: { outage: OutageView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const withdraw = useAction((values: Values) => withdrawOutage(outage?.id ?? '', values), { stale: [OUTAGES_KEY], done: t('withdrawal.done'), quiet: true });
  return (
    <FormDrawer<Values> title={t('withdrawal.title')} open={outage !== null} onClose={onClose} submitLabel={t('withdrawal.submit')} initial={{ keepCredited: false }} onSubmit={withdraw.mutateAsync}>
      {() => (
        <>
          <p className="muted">{t('withdrawal.consequence')}</p>
          <p className="break">{outage?.reason}</p>
          <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('outages.reasonHint')}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
          <Form.Item name="keepCredited" valuePropName="checked" extra={t('withdrawal.keepHint')}>
            <Checkbox>{t('withdrawal.keep')}</Checkbox>
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
