import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type FailedJobView, JOBS_KEY, listFailedJobs, retryJob } from '../../features/jobs/api';
import { type Column, DataTable } from '../../ui/data-table';
import { Instant } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { usePagedList } from '../../ui/use-paged-list';

export function JobsPage() {
  const { t } = useTranslation();
  const jobs = usePagedList(JOBS_KEY, listFailedJobs);
  const retry = useAction(retryJob, { stale: [JOBS_KEY], done: t('jobs.retried') });
  const columns: Column<FailedJobView>[] = [
    { key: 'task', title: t('jobs.task'), render: (job) => <strong className="mono break">{job.task}</strong> },
    { key: 'attempts', title: t('jobs.attempts'), align: 'right', render: (job) => <span className="figure">{`${String(job.attempts)}/${String(job.maxAttempts)}`}</span> },
    { key: 'runAt', title: t('jobs.runAt'), render: (job) => <Instant at={job.runAt} /> },
    { key: 'error', title: t('jobs.error'), render: (job) => <span className="break">{job.lastError ?? '–'}</span> },
    {
      key: 'actions',
      title: t('ui.actions'),
      actions: true,
      width: 120,
      render: (job) => (
        <Button size="small" icon={<ReloadOutlined aria-hidden="true" />} loading={retry.isPending && retry.variables === job.id} onClick={() => retry.mutate(job.id)}>
          {t('jobs.retry')}
        </Button>
      ),
    },
  ];
  return (
    <Page title={t('pages.operatorJobs')} intro={t('jobs.intro')}>
      <DataTable caption={t('pages.operatorJobs')} columns={columns} source={jobs} rowKey={(job) => job.id} empty={<EmptyState title={t('jobs.emptyTitle')} hint={t('jobs.emptyHint')} />} />
    </Page>
  );
}
