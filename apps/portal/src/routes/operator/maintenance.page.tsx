import { CheckCircleOutlined, ClockCircleOutlined, PlusOutlined, StopOutlined, ToolOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelMaintenance, listMaintenance, MAINTENANCE_KEY, type MaintenanceWindowView } from '../../features/maintenance/api';
import { CarriersOut, CarrierWatch } from '../../features/maintenance/components/carrier-watch';
import { Outages } from '../../features/maintenance/components/outages';
import { PlanDrawer } from '../../features/maintenance/components/plan-drawer';
import { type Column, DataTable } from '../../ui/data-table';
import { Duration, Instant, useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { type Tone, ToneTag } from '../../ui/tone';
import { useAction } from '../../ui/use-action';
import { useCodeText } from '../../ui/use-code-text';
import { useConfirm } from '../../ui/use-confirm';
import { usePagedList } from '../../ui/use-paged-list';

const LOOKS: Record<MaintenanceWindowView['status'], { tone: Tone; icon: ReactNode }> = {
  planned: { tone: 'info', icon: <ClockCircleOutlined /> },
  running: { tone: 'warn', icon: <ToolOutlined /> },
  ended: { tone: 'good', icon: <CheckCircleOutlined /> },
  cancelled: { tone: 'neutral', icon: <StopOutlined /> },
};

function useWindowColumns(): Column<MaintenanceWindowView>[] {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const carrierName = useCodeText('numbers.carrierName');
  const confirm = useConfirm();
  const cancel = useAction(cancelMaintenance, { stale: [MAINTENANCE_KEY], done: t('maintenance.cancelled') });
  const ask = (window: MaintenanceWindowView) =>
    confirm({ title: t('maintenance.cancelTitle', { start: instant(window.startAt) }), consequence: t('maintenance.cancelConsequence'), confirmLabel: t('maintenance.cancel'), onConfirm: () => cancel.mutateAsync(window.id) });
  const target = ({ target: { kind, carrier, tenantIds } }: MaintenanceWindowView) =>
    kind === 'tenants' ? t('maintenance.tenantCount', { tenants: tenantIds?.length ?? 0 }) : carrier === undefined ? t(`maintenance.targetKind.${kind}`) : carrierName(carrier);
  return [
    { key: 'start', title: t('maintenance.start'), render: (window) => <Instant at={window.startAt} /> },
    { key: 'end', title: t('maintenance.end'), render: (window) => <Instant at={window.endAt} /> },
    { key: 'length', title: t('maintenance.length'), align: 'right', render: (window) => <Duration milliseconds={Date.parse(window.endAt) - Date.parse(window.startAt)} /> },
    { key: 'target', title: t('maintenance.target'), render: target },
    {
      key: 'status',
      title: t('maintenance.statusTitle'),
      render: (window) => (
        <ToneTag tone={LOOKS[window.status].tone} icon={LOOKS[window.status].icon}>
          {t(`maintenance.status.${window.status}`)}
          {window.emergency && ` · ${t('maintenance.emergencyShort')}`}
        </ToneTag>
      ),
    },
    { key: 'note', title: t('maintenance.note'), render: (window) => window.note },
    {
      key: 'actions',
      title: t('ui.actions'),
      actions: true,
      width: 110,
      render: (window) =>
        window.status === 'planned' ? (
          <Button size="small" onClick={() => ask(window)}>
            {t('maintenance.cancel')}
          </Button>
        ) : null,
    },
  ];
}

export function MaintenancePage() {
  const { t } = useTranslation();
  const [planning, setPlanning] = useState(false);
  const columns = useWindowColumns();
  const windows = usePagedList(MAINTENANCE_KEY, listMaintenance);
  const button = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setPlanning(true)}>
      {t('maintenance.plan')}
    </Button>
  );
  return (
    <Page title={t('pages.operatorMaintenance')} intro={t('maintenance.intro')} actions={button}>
      <CarriersOut />
      <DataTable
        caption={t('pages.operatorMaintenance')}
        columns={columns}
        source={windows}
        rowKey={(window) => window.id}
        empty={<EmptyState title={t('maintenance.emptyTitle')} hint={t('maintenance.emptyHint')} action={button} />}
      />
      <Outages />
      <CarrierWatch />
      <PlanDrawer windows={windows.rows ?? []} open={planning} onClose={() => setPlanning(false)} />
    </Page>
  );
}
