import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { CALLS_KEY, type CallView, listCalls } from '../../features/calls/api';
import { CallOutcomeTag } from '../../features/calls/components/call-outcome';
import { Recording } from '../../features/calls/components/recording';
import { readIncludedMinutes } from '../../features/included-minutes/api';
import { IncludedMinutes } from '../../features/included-minutes/components/included-minutes';
import { LEASES_KEY, listLeases } from '../../features/leases/api';
import { listUsage, USAGE_KEY } from '../../features/usage/api';
import { UsageTable } from '../../features/usage/components/usage-table';
import { useAllowed } from '../../session/session';
import { type Column, DataTable } from '../../ui/data-table';
import { Duration, Instant } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useFilter } from '../../ui/use-filter';
import { usePagedList } from '../../ui/use-paged-list';

function useCallColumns(): Column<CallView>[] {
  const { t } = useTranslation();
  const hears = useAllowed('calls:recordings');
  const recording: Column<CallView> = { key: 'recording', title: t('calls.recording'), actions: true, render: (call) => <Recording call={call} /> };
  return [
    { key: 'at', title: t('calls.startedAt'), render: (call) => <Instant at={call.startedAt} /> },
    { key: 'direction', title: t('calls.directionTitle'), render: (call) => t(`calls.direction.${call.direction}`) },
    { key: 'caller', title: t('calls.caller'), render: (call) => <span className="figure">{call.callerNumber || t('calls.withheld')}</span> },
    { key: 'called', title: t('calls.called'), render: (call) => <span className="figure">{call.calledNumber}</span> },
    { key: 'queue', title: t('calls.queue'), render: (call) => call.queueName ?? <span className="muted">–</span> },
    { key: 'agent', title: t('calls.agent'), render: (call) => call.agentName ?? <span className="muted">–</span> },
    { key: 'outcome', title: t('calls.outcomeTitle'), render: (call) => <CallOutcomeTag call={call} /> },
    { key: 'duration', title: t('calls.duration'), align: 'right', render: (call) => <Duration milliseconds={call.answeredAt === null ? null : call.milliseconds} /> },
    ...(hears ? [recording] : []),
  ];
}

const VIEWS = ['charges'] as const;

function Records() {
  const { t } = useTranslation();
  const columns = useCallColumns();
  const calls = usePagedList(CALLS_KEY, listCalls);
  return <DataTable caption={t('pages.calls')} columns={columns} source={calls} rowKey={(call) => call.id} empty={<EmptyState title={t('calls.emptyTitle')} hint={t('calls.emptyHint')} />} />;
}

function Charges() {
  const { t } = useTranslation();
  const usage = usePagedList(USAGE_KEY, listUsage);
  const leases = usePagedList(LEASES_KEY, listLeases);
  return (
    <>
      {(leases.rows ?? []).map((lease) => (
        <IncludedMinutes key={lease.id} leaseId={lease.id} title={t('includedMinutes.titleOf', { number: lease.number })} read={() => readIncludedMinutes(lease.id)} />
      ))}
      <UsageTable source={usage} />
    </>
  );
}

export function CallsPage() {
  const { t } = useTranslation();
  const seesMoney = useAllowed('billing:read');
  const [view, setView] = useFilter('view', VIEWS);
  const charges = seesMoney && view === 'charges';
  return (
    <Page title={t('pages.calls')} intro={t('calls.intro')}>
      {seesMoney && (
        <div className="filters">
          <Segmented
            aria-label={t('pages.calls')}
            value={charges ? 'charges' : 'records'}
            onChange={(value) => setView(value === 'charges' ? value : null)}
            options={[
              { value: 'records', label: t('calls.records') },
              { value: 'charges', label: t('usage.title') },
            ]}
          />
        </div>
      )}
      {charges ? <Charges /> : <Records />}
    </Page>
  );
}
