import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { FormDrawer } from '../../../ui/form-drawer';
import { Duration, Instant, useFormats } from '../../../ui/formats';
import { type Moment, MomentField, momentToInstant } from '../../../ui/moment-field';
import { EmptyState } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { useCodeText } from '../../../ui/use-code-text';
import { usePagedList } from '../../../ui/use-paged-list';
import { listOutages, type MaintenanceTargetKind, OUTAGES_KEY, type OutageView, recordOutage } from '../api';
import { TargetFields, targetOf } from './plan-drawer';
import { WithdrawDrawer } from './withdraw-drawer';

interface Values {
  kind: MaintenanceTargetKind;
  carrier?: string;
  tenantIds?: string[];
  start: Moment;
  end: Moment;
  reason: string;
}

function RecordDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { zone } = useFormats();
  const record = useAction(
    (values: Values) => recordOutage({ target: targetOf(values), startAt: momentToInstant(values.start, zone), endAt: momentToInstant(values.end, zone), reason: values.reason }),
    { stale: [OUTAGES_KEY], done: t('outages.recorded'), quiet: true },
  );
  return (
    <FormDrawer<Values> title={t('outages.record')} open={open} onClose={onClose} submitLabel={t('outages.submit')} initial={{ kind: 'platform' }} onSubmit={record.mutateAsync}>
      {() => (
        <>
          <p className="muted">{t('outages.consequence')}</p>
          <TargetFields />
          <MomentField name="start" label={t('maintenance.start')} hint={t('maintenance.zoneHint', { zone })} />
          <MomentField name="end" label={t('maintenance.end')} />
          <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('outages.reasonHint')}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}

/** That an outage counts for nothing any more, by whom and why. */
function Withdrawn({ outage: { withdrawnBy, withdrawalReason } }: { outage: OutageView }) {
  const { t } = useTranslation();
  return <span className="break">{t('withdrawal.by', { by: withdrawnBy, reason: withdrawalReason })}</span>;
}

/** What went wrong outside of maintenance, as it was recorded or measured. */
export function Outages() {
  const { t } = useTranslation();
  const carrierName = useCodeText('numbers.carrierName');
  const [recording, setRecording] = useState(false);
  const [wrong, setWrong] = useState<OutageView | null>(null);
  const outages = usePagedList(OUTAGES_KEY, listOutages);
  const target = ({ target: { kind, carrier, tenantIds } }: OutageView) =>
    kind === 'tenants' ? t('maintenance.tenantCount', { tenants: tenantIds?.length ?? 0 }) : carrier === undefined ? t(`maintenance.targetKind.${kind}`) : carrierName(carrier);
  const columns: Column<OutageView>[] = [
    { key: 'start', title: t('maintenance.start'), render: (outage) => <Instant at={outage.startAt} /> },
    { key: 'end', title: t('maintenance.end'), render: (outage) => <Instant at={outage.endAt} /> },
    { key: 'length', title: t('maintenance.length'), align: 'right', render: (outage) => <Duration milliseconds={Date.parse(outage.endAt) - Date.parse(outage.startAt)} /> },
    { key: 'target', title: t('outages.target'), render: target },
    { key: 'reason', title: t('operator.reason'), render: (outage) => <span className="break">{outage.reason}</span> },
    { key: 'by', title: t('outages.recordedBy'), wideOnly: true, render: (outage) => (outage.measured ? t('carrierWatch.measuredBy') : outage.recordedBy) },
    { key: 'told', title: t('outages.told'), render: (outage) => (outage.withdrawnAt === null ? t(outage.told ? 'outages.toldAll' : 'outages.telling') : <Withdrawn outage={outage} />) },
    {
      key: 'actions', title: t('ui.actions'), actions: true,
      render: (outage) => (outage.withdrawnAt === null ? <Button size="small" onClick={() => setWrong(outage)}>{t('withdrawal.open')}</Button> : null),
    },
  ];
  const button = (
    <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => setRecording(true)}>
      {t('outages.record')}
    </Button>
  );
  return (
    <section>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <h2 className="section-title">{t('outages.title')}</h2>
        {button}
      </div>
      <DataTable caption={t('outages.title')} columns={columns} source={outages} rowKey={(outage) => outage.id} empty={<EmptyState title={t('outages.emptyTitle')} hint={t('outages.emptyHint')} />} />
      <WithdrawDrawer outage={wrong} onClose={() => setWrong(null)} />
      <RecordDrawer open={recording} onClose={() => setRecording(false)} />
    </section>
  );
}
