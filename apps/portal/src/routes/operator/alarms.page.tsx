import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ALARMS_KEY, type AlarmView, listAlarms, seeAlarm } from '../../features/notices/api';
import { type Column, DataTable } from '../../ui/data-table';
import { Instant } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useCodeText } from '../../ui/use-code-text';
import { usePagedList } from '../../ui/use-paged-list';

/** What was found, as far as the alarm says it. */
function AlarmFacts({ facts }: { facts: AlarmView['facts'] }) {
  const cause = useCodeText('notices.cause');
  const notice = useCodeText('arrears.notice');
  const { t } = useTranslation();
  const { suspensionAt, cause: why, notice: kind, trunk, day, machine, seconds } = facts as {
    suspensionAt?: string; cause?: string; notice?: string; trunk?: string; day?: string; machine?: string; seconds?: number;
  };
  return (
    <span className="muted">
      {trunk !== undefined && day !== undefined && `${trunk}, ${day}: `}
      {machine !== undefined && seconds !== undefined && t('alarms.clock', { machine, seconds })}
      {kind !== undefined && `${notice(kind)}: `}
      {why !== undefined && cause(why)}
      {suspensionAt !== undefined && <Instant at={suspensionAt} />}
    </span>
  );
}

export function AlarmsPage() {
  const { t } = useTranslation();
  const alarms = usePagedList(ALARMS_KEY, listAlarms);
  const kind = useCodeText('alarms.kind');
  const see = useAction(seeAlarm, { stale: [ALARMS_KEY], done: t('alarms.seen') });
  const columns: Column<AlarmView>[] = [
    { key: 'kind', title: t('alarms.what'), render: (alarm) => <strong>{kind(alarm.kind)}</strong> },
    { key: 'facts', title: t('alarms.facts'), render: (alarm) => <AlarmFacts facts={alarm.facts} /> },
    { key: 'tenant', title: t('notices.tenant'), render: (alarm) => alarm.tenantName ?? t('alarms.platform') },
    {
      key: 'lease',
      title: t('alarms.lease'),
      render: (alarm) => (alarm.leaseId === null || alarm.tenantId === null ? '–' : <Link to={`/operator/leases/${alarm.tenantId}/${alarm.leaseId}`}>{alarm.leaseNumber}</Link>),
    },
    { key: 'at', title: t('alarms.raisedAt'), render: (alarm) => <Instant at={alarm.raisedAt} /> },
    { key: 'over', title: t('alarms.clearedAt'), render: (alarm) => (alarm.clearedAt === null ? '–' : <Instant at={alarm.clearedAt} />) },
    {
      key: 'actions',
      title: t('ui.actions'),
      actions: true,
      render: (alarm) => (
        <Button size="small" icon={<CheckOutlined aria-hidden="true" />} loading={see.isPending && see.variables.id === alarm.id} onClick={() => see.mutate({ tenantId: alarm.tenantId, id: alarm.id })}>
          {t('alarms.see')}
        </Button>
      ),
    },
  ];
  return (
    <Page title={t('pages.operatorAlarms')} intro={t('alarms.intro')}>
      <DataTable caption={t('pages.operatorAlarms')} columns={columns} source={alarms} rowKey={(alarm) => alarm.id} empty={<EmptyState title={t('alarms.emptyTitle')} hint={t('alarms.emptyHint')} />} />
    </Page>
  );
}
