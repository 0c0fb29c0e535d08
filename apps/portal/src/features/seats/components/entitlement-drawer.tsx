import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { useMemberOptions } from '../../members/use-member-options';
import { entitleMembers, renameSeat, SEATS_KEY, type SeatView } from '../api';

interface Values {
  label: string;
  memberIds: string[];
}

/** Who may take this seat, and what it is called. Many may share it over the shifts; one holds it at a time. */
export function EntitlementDrawer({ seat, onClose }: { seat: SeatView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const members = useMemberOptions('agent');
  const save = useAction(
    async ({ label, memberIds }: Values) => {
      if (seat === null) return;
      if (label !== seat.label) await renameSeat(seat.id, label);
      await entitleMembers(seat.id, memberIds);
    },
    { stale: [SEATS_KEY], done: t('seats.saved'), quiet: true },
  );
  return (
    <FormDrawer<Values>
      title={seat === null ? '' : t('seats.edit', { seat: seat.label })}
      open={seat !== null}
      onClose={onClose}
      submitLabel={t('ui.save')}
      initial={{ label: seat?.label ?? '', memberIds: seat?.entitled.map((member) => member.memberId) ?? [] }}
      onSubmit={save.mutateAsync}
    >
      {() => (
        <>
          <Form.Item name="label" label={t('seats.label')} rules={[{ required: true, whitespace: true, max: 40 }]}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="memberIds" label={t('seats.entitled')} extra={t('seats.entitledHint')}>
            <Select mode="multiple" options={members.options} loading={members.loading} showSearch={{ optionFilterProp: 'label' }} placeholder={t('seats.entitledPlaceholder')} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
