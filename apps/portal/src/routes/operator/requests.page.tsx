import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listWaitingRenewals, type RenewalView, RENEWALS_KEY } from '../../features/renewals/api';
import { DecideRenewal } from '../../features/renewals/components/decide-renewal';
import { AllSublets } from '../../features/sublets/components/decide-sublets';
import { type Column, DataTable } from '../../ui/data-table';
import { Day, Instant } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';

/** What tenants ask for and only the operator can grant. */
export function RequestsPage() {
  const { t } = useTranslation();
  const waiting = usePagedList([...RENEWALS_KEY, 'waiting'], listWaitingRenewals);
  const columns: Column<RenewalView>[] = [
    { key: 'lease', title: t('leases.number'), render: (renewal) => <Link to={`/operator/leases/${renewal.tenantId}/${renewal.leaseId}`}>{renewal.leaseNumber}</Link> },
    { key: 'tenant', title: t('leases.tenant'), render: (renewal) => renewal.tenantName },
    { key: 'end', title: t('renewals.extendsFrom'), render: (renewal) => <Day on={renewal.extendsFromOn} /> },
    { key: 'months', title: t('renewals.byMonths'), align: 'right', render: (renewal) => <span className="figure">{renewal.months}</span> },
    { key: 'asked', title: t('renewals.askedAt'), wideOnly: true, render: (renewal) => <Instant at={renewal.askedAt} /> },
    { key: 'actions', title: t('ui.actions'), actions: true, width: 140, render: (renewal) => <DecideRenewal renewal={renewal} /> },
  ];
  return (
    <Page title={t('pages.operatorRequests')} intro={t('renewals.intro')}>
      <DataTable
        caption={t('renewals.title')}
        columns={columns}
        source={waiting}
        rowKey={(renewal) => renewal.id}
        empty={<EmptyState title={t('renewals.emptyTitle')} hint={t('renewals.emptyHint')} />}
      />
      <AllSublets />
    </Page>
  );
}
