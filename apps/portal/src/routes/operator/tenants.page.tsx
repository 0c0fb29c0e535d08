import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listTenants, type OperatorTenantView, TENANTS_KEY } from '../../features/tenants/api';
import { TenantDrawer } from '../../features/tenants/components/tenant-drawer';
import { OwnPricesDrawer } from '../../features/prices/components/own-prices-drawer';
import { useAllowed } from '../../session/session';
import { type Column, DataTable } from '../../ui/data-table';
import { Instant } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useCodeText } from '../../ui/use-code-text';
import { usePagedList } from '../../ui/use-paged-list';

function SeatCounts({ seats }: { seats: OperatorTenantView['seats'] }) {
  const state = useCodeText('seats.state');
  const { t } = useTranslation();
  const counts = Object.entries(seats).filter(([, count]) => count > 0);
  if (counts.length === 0) return <span className="muted">–</span>;
  return <span className="figure">{counts.map(([name, count]) => `${state(name)} ${String(count)}`).join(t('ui.comma'))}</span>;
}

export function TenantsPage() {
  const { t } = useTranslation();
  const [creating, setCreating] = useState(false);
  const [priced, setPriced] = useState<OperatorTenantView | null>(null);
  const pricesAllowed = useAllowed('operator:plans');
  const status = useCodeText('tenants.status');
  const tenants = usePagedList(TENANTS_KEY, listTenants);
  const columns: Column<OperatorTenantView>[] = [
    { key: 'name', title: t('tenants.name'), render: (tenant) => <strong>{tenant.name}</strong> },
    { key: 'status', title: t('tenants.statusTitle'), render: (tenant) => status(tenant.status) },
    { key: 'country', title: t('tenants.country'), render: (tenant) => tenant.country },
    { key: 'zone', title: t('tenants.zone'), render: (tenant) => tenant.zone },
    { key: 'currency', title: t('tenants.currency'), render: (tenant) => tenant.currency },
    { key: 'members', title: t('tenants.members'), align: 'right', render: (tenant) => <span className="figure">{tenant.members}</span> },
    { key: 'seats', title: t('tenants.seats'), render: (tenant) => <SeatCounts seats={tenant.seats} /> },
    { key: 'created', title: t('tenants.createdAt'), render: (tenant) => <Instant at={tenant.createdAt} /> },
    ...(pricesAllowed
      ? [
          {
            key: 'prices',
            title: t('pricing.own.action'),
            render: (tenant: OperatorTenantView) => (
              <Button size="small" onClick={() => setPriced(tenant)}>
                {t('pricing.own.action')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  const button = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setCreating(true)}>
      {t('tenants.create')}
    </Button>
  );
  return (
    <Page title={t('pages.operatorTenants')} intro={t('tenants.intro')} actions={button}>
      <DataTable
        caption={t('pages.operatorTenants')}
        columns={columns}
        source={tenants}
        rowKey={(tenant) => tenant.id}
        empty={<EmptyState title={t('tenants.emptyTitle')} hint={t('tenants.emptyHint')} action={button} />}
      />
      <OwnPricesDrawer tenant={priced} onClose={() => setPriced(null)} />
      <TenantDrawer open={creating} onClose={() => setCreating(false)} />
    </Page>
  );
}
