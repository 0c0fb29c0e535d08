import { useTranslation } from 'react-i18next';
import { listMessages, MESSAGES_KEY, replayMessage } from '../../features/notices/api';
import { MessageTable } from '../../features/notices/components/message-table';
import { WebhookPanel } from '../../features/notices/components/webhook-panel';
import { useAllowed } from '../../session/session';
import { Page } from '../../ui/page';
import { useAction } from '../../ui/use-action';
import { usePagedList } from '../../ui/use-paged-list';

export function NoticesPage() {
  const { t } = useTranslation();
  const manages = useAllowed('billing:manage');
  const messages = usePagedList(MESSAGES_KEY, listMessages);
  const replay = useAction(replayMessage, { stale: [MESSAGES_KEY], done: t('notices.replayed') });
  const again = { run: ({ id }: { id: string }) => replay.mutate(id), busyWith: replay.isPending ? replay.variables : null };
  return (
    <Page title={t('pages.notices')} intro={t('notices.intro')}>
      <MessageTable source={messages} replay={manages ? again : undefined} />
      <WebhookPanel />
    </Page>
  );
}
