import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { listAllMessages, MESSAGES_KEY, type MessageState, replayTenantMessage } from '../../features/notices/api';
import { MessageTable } from '../../features/notices/components/message-table';
import { Page } from '../../ui/page';
import { useAction } from '../../ui/use-action';
import { useFilter } from '../../ui/use-filter';
import { usePagedList } from '../../ui/use-paged-list';

const STATES: readonly MessageState[] = ['waiting', 'sent', 'kept', 'failed'];

export function OutboxPage() {
  const { t } = useTranslation();
  const [state, setState] = useFilter<MessageState>('state', STATES);
  const messages = usePagedList([...MESSAGES_KEY, 'all', state], (cursor) => listAllMessages(cursor, state));
  const replay = useAction(replayTenantMessage, { stale: [MESSAGES_KEY], done: t('notices.replayed') });
  return (
    <Page title={t('pages.operatorOutbox')} intro={t('notices.outboxIntro')}>
      <div className="filters">
        <Segmented<MessageState | 'all'>
          aria-label={t('notices.stateTitle')}
          value={state ?? 'all'}
          onChange={(value) => setState(value === 'all' ? null : value)}
          options={[{ value: 'all' as const, label: t('ui.all') }, ...STATES.map((value) => ({ value, label: t(`notices.state.${value}`) }))]}
        />
      </div>
      <MessageTable
        source={messages}
        withTenant
        replay={{ run: ({ tenantId, id }) => replay.mutate({ tenantId, id }), busyWith: replay.isPending ? replay.variables.id : null }}
      />
    </Page>
  );
}
