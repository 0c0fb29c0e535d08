import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { useQueueOptions } from '../../queues/use-queue-options';
import { bindNumber, NUMBERS_KEY, type NumberView } from '../api';

interface Values {
  label: string;
  queueId: string | null;
}

/** Where a call to this number goes. */
export function BindDrawer({ number, onClose }: { number: NumberView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const queues = useQueueOptions();
  const save = useAction(
    async (values: Values) => {
      if (number !== null) await bindNumber({ id: number.id, label: values.label, queueId: values.queueId ?? null });
    },
    { stale: [NUMBERS_KEY], done: t('numbers.saved'), quiet: true },
  );
  return (
    <FormDrawer<Values>
      title={t('numbers.bindTitle', { number: number?.e164 ?? '' })}
      open={number !== null}
      onClose={onClose}
      submitLabel={t('ui.save')}
      initial={{ label: number?.label ?? '', queueId: number?.queueId ?? null }}
      onSubmit={save.mutateAsync}
    >
      {() => (
        <>
          <Form.Item name="label" label={t('numbers.label')} rules={[{ max: 60 }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="queueId" label={t('numbers.queue')} extra={t('numbers.queueHint')}>
            <Select allowClear options={queues.options} loading={queues.loading} placeholder={t('numbers.queuePlaceholder')} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
