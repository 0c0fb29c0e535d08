import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listUnratedCalls, rateUnratedCalls, type UnratedCallView, UNRATED_KEY } from '../../features/decks/api';
import { ButtonLink } from '../../ui/button-link';
import { type Column, DataTable } from '../../ui/data-table';
import { Duration, Instant } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useCodeText } from '../../ui/use-code-text';
import { usePagedList } from '../../ui/use-paged-list';

export function UnratedCallsPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cause = useCodeText('unrated.cause');
  const calls = usePagedList(UNRATED_KEY, listUnratedCalls);
  const rate = useAction(async () => void message.info(t('unrated.rated', await rateUnratedCalls())), { stale: [UNRATED_KEY] });
  const columns: Column<UnratedCallView>[] = [
    { key: 'called', title: t('calls.called'), render: (call) => <strong className="figure">{call.calledNumber}</strong> },
    { key: 'tenant', title: t('leases.tenant'), render: (call) => call.tenantName },
    { key: 'at', title: t('unrated.answeredAt'), render: (call) => <Instant at={call.answeredAt} /> },
    { key: 'duration', title: t('calls.duration'), align: 'right', render: (call) => <Duration milliseconds={call.milliseconds} /> },
    { key: 'cause', title: t('unrated.causeTitle'), render: (call) => cause(call.cause) },
  ];
  const actions = (
    <>
      <ButtonLink to="/operator/decks">{t('unrated.toDecks')}</ButtonLink>
      <Button type="primary" loading={rate.isPending} disabled={(calls.rows ?? []).length === 0} onClick={() => rate.mutate(undefined)}>
        {t('unrated.rate')}
      </Button>
    </>
  );
  return (
    <Page title={t('pages.operatorUnrated')} intro={t('unrated.intro')} actions={actions}>
      <DataTable caption={t('pages.operatorUnrated')} columns={columns} source={calls} rowKey={(call) => call.id} empty={<EmptyState title={t('unrated.emptyTitle')} hint={t('unrated.emptyHint')} />} />
    </Page>
  );
}
