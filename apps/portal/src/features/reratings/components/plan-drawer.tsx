import { Form, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useFormats } from '../../../ui/formats';
import { type Moment, MomentField, momentToInstant } from '../../../ui/moment-field';
import { useAction } from '../../../ui/use-action';
import { planRerating, RERATINGS_KEY, type ReratingView } from '../api';

interface Values {
  direction: ReratingView['direction'];
  from: Moment;
  to: Moment;
  prefix?: string;
  reason: string;
}

export function PlanDrawer({ open, onClose, onPlanned }: { open: boolean; onClose: () => void; onPlanned: (id: string) => void }) {
  const { t } = useTranslation();
  const { zone } = useFormats();
  const plan = useAction(
    async ({ direction, from, to, prefix, reason }: Values) => {
      const planned = await planRerating({ direction, from: momentToInstant(from, zone), to: momentToInstant(to, zone), reason, ...(prefix ? { prefix } : {}) });
      onPlanned(planned.id);
    },
    { stale: [RERATINGS_KEY], done: t('rerating.started'), quiet: true },
  );
  return (
    <FormDrawer<Values> title={t('rerating.start')} open={open} onClose={onClose} submitLabel={t('rerating.startSubmit')} initial={{ direction: 'outbound' }} onSubmit={plan.mutateAsync}>
      {() => (
        <>
          <Form.Item name="direction" label={t('decks.directionTitle')} required>
            <Segmented options={(['outbound', 'inbound'] as const).map((value) => ({ value, label: t(`calls.direction.${value}`) }))} />
          </Form.Item>
          <MomentField name="from" label={t('rerating.from')} hint={t('decks.effectiveHint', { zone })} />
          <MomentField name="to" label={t('rerating.to')} />
          <Form.Item name="prefix" label={t('rerating.prefix')} extra={t('rerating.prefixHint')} rules={[{ pattern: /^[0-9]{1,15}$/, message: t('rerating.prefixRule') }]}>
            <Input inputMode="numeric" autoComplete="off" maxLength={15} className="figure" />
          </Form.Item>
          <Form.Item name="reason" label={t('rerating.reason')} extra={t('rerating.reasonHint')} rules={[{ required: true, whitespace: true }]}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
