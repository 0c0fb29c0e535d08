import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { LEASES_KEY, type LeaseStatus, listAllLeases } from '../../features/leases/api';
import { LeaseTable } from '../../features/leases/components/lease-table';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useFilter } from '../../ui/use-filter';
import { usePagedList } from '../../ui/use-paged-list';

const STATUSES: readonly LeaseStatus[] = ['pending', 'in-service', 'suspended', 'ended'];

export function LeasesPage() {
  const { t } = useTranslation();
  const [status, setStatus] = useFilter<LeaseStatus>('status', STATUSES);
  const leases = usePagedList([...LEASES_KEY, 'all', status], (cursor) => listAllLeases(cursor, status));
  return (
    <Page title={t('pages.operatorLeases')} intro={t('leases.intro')}>
      <div className="filters">
        <Segmented<LeaseStatus | 'all'>
          aria-label={t('leases.statusTitle')}
          value={status ?? 'all'}
          onChange={(value) => setStatus(value === 'all' ? null : value)}
          options={[{ value: 'all' as const, label: t('ui.all') }, ...STATUSES.map((value) => ({ value, label: t(`leases.status.${value}`) }))]}
        />
      </div>
      <LeaseTable source={leases} empty={<EmptyState title={t('leases.emptyTitle')} hint={t('leases.emptyHint')} />} />
    </Page>
  );
}
