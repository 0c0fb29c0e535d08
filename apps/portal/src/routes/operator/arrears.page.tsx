import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ARREARS_KEY, type ArrearsView, listAllArrears } from '../../features/leases/api';
import { ArrearsTimeline } from '../../features/leases/components/arrears-timeline';
import { Page, Panel } from '../../ui/page';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';
import { Button } from 'antd';

function ArrearsCard({ view }: { view: ArrearsView }) {
  return (
    <Panel title={view.tenantName} extra={<Link to={`/operator/leases/${view.tenantId}/${view.leaseId}`}>{view.leaseNumber}</Link>}>
      <ArrearsTimeline view={view} />
    </Panel>
  );
}

export function ArrearsPage() {
  const { t } = useTranslation();
  const source = usePagedList([...ARREARS_KEY, 'all'], listAllArrears);
  return (
    <Page title={t('pages.operatorArrears')} intro={t('arrears.intro')}>
      {source.rows === undefined && source.error !== null && (
        <div className="panel">
          <ErrorState error={source.error} onRetry={() => void source.refetch()} />
        </div>
      )}
      {source.rows === undefined && source.error === null && (
        <div className="panel">
          <LoadingState rows={5} />
        </div>
      )}
      {source.rows?.length === 0 && (
        <div className="panel">
          <EmptyState title={t('arrears.emptyTitle')} hint={t('arrears.emptyHint')} />
        </div>
      )}
      {source.rows?.map((view) => <ArrearsCard key={view.leaseId} view={view} />)}
      {source.more && (
        <div className="load-more">
          <Button loading={source.more.loading} onClick={() => void source.more?.load()}>
            {t('ui.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}
