import { Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { useMemberOptions } from '../../members/use-member-options';
import { addQueue, changeQueue, type QueueInput, QUEUES_KEY, type QueueView } from '../api';

/** A ring is five seconds; three is the limit in the trade, and two is good. */
const RING_SECONDS = 5;
const RINGS = [2, 3, 4, 6];

export function QueueDrawer({ queue, open, onClose }: { queue: QueueView | null; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const members = useMemberOptions('agent');
  const save = useAction((input: QueueInput) => (queue === null ? addQueue(input) : changeQueue(queue.id, input)), { stale: [QUEUES_KEY], done: t('queues.saved'), quiet: true });
  const current = queue?.ringTimeoutSeconds ?? 3 * RING_SECONDS;
  const seconds = [...new Set([...RINGS.map((rings) => rings * RING_SECONDS), current])].sort((one, other) => one - other);
  return (
    <FormDrawer<QueueInput>
      title={queue === null ? t('queues.add') : queue.name}
      open={open}
      onClose={onClose}
      submitLabel={t('ui.save')}
      initial={queue === null ? { memberIds: [], ringTimeoutSeconds: current, wrapUpSeconds: 60 } : { name: queue.name, memberIds: queue.memberIds, ringTimeoutSeconds: current, wrapUpSeconds: queue.wrapUpSeconds }}
      onSubmit={save.mutateAsync}
    >
      {() => (
        <>
          <Form.Item name="name" label={t('queues.name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
            <Input maxLength={60} placeholder={t('queues.namePlaceholder')} />
          </Form.Item>
          <Form.Item name="memberIds" label={t('queues.members')} extra={t('queues.membersHint')}>
            <Select mode="multiple" options={members.options} loading={members.loading} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <Form.Item name="ringTimeoutSeconds" label={t('queues.ringTimeout')} required extra={t('queues.ringTimeoutHint')}>
            <Segmented options={seconds.map((value) => ({ value, label: t('queues.rings', { rings: value / RING_SECONDS, seconds: value }) }))} />
          </Form.Item>
          <Form.Item name="wrapUpSeconds" label={t('queues.wrapUp')} extra={t('queues.wrapUpHint')} rules={[{ required: true }]}>
            <InputNumber min={0} max={3600} precision={0} style={{ width: 120 }} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
