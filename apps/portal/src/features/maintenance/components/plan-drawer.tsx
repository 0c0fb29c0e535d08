import { InfoCircleOutlined } from '@ant-design/icons';
import { Checkbox, Form, Input, Segmented, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useFormats } from '../../../ui/formats';
import { type Moment, MomentField, momentToInstant } from '../../../ui/moment-field';
import { Banner } from '../../../ui/tone';
import { useAction } from '../../../ui/use-action';
import { CARRIER_NAMES } from '../../numbers/model';
import { listTenants, TENANTS_KEY } from '../../tenants/api';
import { MAINTENANCE_KEY, type MaintenanceTargetInput, type MaintenanceTargetKind, type MaintenanceWindowView, planMaintenance } from '../api';
import { allowanceLeft } from '../model';

interface Values {
  kind: MaintenanceTargetKind;
  carrier?: string;
  tenantIds?: string[];
  start: Moment;
  end: Moment;
  note: string;
  emergency: boolean;
}

export function targetOf(values: Pick<Values, 'kind' | 'carrier' | 'tenantIds'>): MaintenanceTargetInput {
  if (values.kind === 'carrier') return { kind: 'carrier', ...(values.carrier ? { carrier: values.carrier } : {}) };
  if (values.kind === 'tenants') return { kind: 'tenants', tenantIds: values.tenantIds ?? [] };
  return { kind: 'platform' };
}

export function TargetFields() {
  const { t } = useTranslation();
  const kind = Form.useWatch<MaintenanceTargetKind | undefined>('kind');
  const tenants = useQuery({ queryKey: [...TENANTS_KEY, 'options'], queryFn: () => listTenants(), enabled: kind === 'tenants' });
  return (
    <>
      <Form.Item name="kind" label={t('maintenance.target')} required>
        <Segmented options={(['platform', 'carrier', 'tenants'] as const).map((value) => ({ value, label: t(`maintenance.targetKind.${value}`) }))} />
      </Form.Item>
      {kind === 'carrier' && (
        <Form.Item name="carrier" label={t('maintenance.carrier')} rules={[{ required: true }]}>
          <Select options={CARRIER_NAMES.map((value) => ({ value, label: t(`numbers.carrierName.${value}`) }))} />
        </Form.Item>
      )}
      {kind === 'tenants' && (
        <Form.Item name="tenantIds" label={t('pages.operatorTenants')} rules={[{ required: true }]}>
          <Select mode="multiple" loading={tenants.isPending} showSearch={{ optionFilterProp: 'label' }} options={(tenants.data?.items ?? []).map((tenant) => ({ value: tenant.id, label: tenant.name }))} />
        </Form.Item>
      )}
    </>
  );
}

function AllowanceNote({ windows }: { windows: readonly MaintenanceWindowView[] }) {
  const { t } = useTranslation();
  const { zone } = useFormats();
  const start = Form.useWatch<Partial<Moment> | undefined>('start');
  const month = (start?.on ?? dayjs()).format('YYYY-MM');
  const left = allowanceLeft(windows, month, zone);
  const spent = left.hoursLeft === 0 || left.daysLeft === 0;
  return (
    <div style={{ marginBottom: 16 }}>
      <Banner tone={spent ? 'warn' : 'info'} icon={<InfoCircleOutlined />} title={t('maintenance.left', { month, hours: left.hoursLeft, days: left.daysLeft })} />
    </div>
  );
}

export function PlanDrawer({ windows, open, onClose }: { windows: readonly MaintenanceWindowView[]; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { zone } = useFormats();
  const plan = useAction(
    (values: Values) => {
      const { start, end, note, emergency } = values;
      return planMaintenance({ target: targetOf(values), startAt: momentToInstant(start, zone), endAt: momentToInstant(end, zone), note, emergency });
    },
    { stale: [MAINTENANCE_KEY], done: t('maintenance.planned'), quiet: true },
  );
  return (
    <FormDrawer<Values> title={t('maintenance.plan')} open={open} onClose={onClose} submitLabel={t('maintenance.planSubmit')} initial={{ kind: 'platform', emergency: false }} onSubmit={plan.mutateAsync}>
      {() => (
        <>
          <AllowanceNote windows={windows} />
          <TargetFields />
          <MomentField name="start" label={t('maintenance.start')} hint={t('maintenance.zoneHint', { zone })} />
          <MomentField name="end" label={t('maintenance.end')} />
          <Form.Item name="note" label={t('maintenance.note')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('maintenance.noteHint')}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
          <Form.Item name="emergency" valuePropName="checked">
            <Checkbox>{t('maintenance.emergency')}</Checkbox>
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
