import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { answerSublet, listSublets, SUBLETS_KEY, type SubletView, withdrawSublet } from '../../features/sublets/api';
import { useSubletColumns } from '../../features/sublets/components/sublet-columns';
import { useAllowed } from '../../session/session';
import { CopyField } from '../../ui/copy-field';
import { DataTable } from '../../ui/data-table';
import { Page, Panel } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useConfirm } from '../../ui/use-confirm';

function Steps({ sublet }: { sublet: SubletView }) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const answer = useAction(({ accept }: { accept: boolean }) => answerSublet(sublet.id, accept), { stale: [SUBLETS_KEY], done: t('sublets.answered') });
  const withdraw = useAction(() => withdrawSublet(sublet.id), { stale: [SUBLETS_KEY], done: t('sublets.withdrawn') });
  const facts = { seats: sublet.seats, from: sublet.fromTenantName, to: sublet.toTenantName };
  const ask = (title: string, consequence: string, confirmLabel: string, onConfirm: () => Promise<unknown>) => confirm({ title, consequence, confirmLabel, onConfirm });
  if (sublet.side === 'receives' && sublet.state === 'noticed') {
    return (
      <span className="row">
        <Button size="small" type="primary" onClick={() => ask(t('sublets.acceptTitle'), t('sublets.acceptHint', facts), t('sublets.accept'), () => answer.mutateAsync({ accept: true }))}>
          {t('sublets.accept')}
        </Button>
        <Button size="small" onClick={() => ask(t('sublets.declineTitle'), t('sublets.declineHint', facts), t('sublets.decline'), () => answer.mutateAsync({ accept: false }))}>
          {t('sublets.decline')}
        </Button>
      </span>
    );
  }
  if (sublet.side !== 'gives' || !['noticed', 'accepted', 'consented'].includes(sublet.state)) return null;
  return (
    <Button size="small" onClick={() => ask(t('sublets.withdrawTitle'), t('sublets.withdrawHint', facts), t('sublets.withdraw'), () => withdraw.mutateAsync(undefined))}>
      {t('sublets.withdraw')}
    </Button>
  );
}

/** Seats handed on, and seats offered to this tenant. */
export function SubletsPage() {
  const { t } = useTranslation();
  const manages = useAllowed('billing:manage');
  const sublets = useQuery({ queryKey: SUBLETS_KEY, queryFn: listSublets });
  const columns = useSubletColumns((sublet) => (manages ? <Steps sublet={sublet} /> : null));
  return (
    <Page title={t('pages.sublets')} intro={t('sublets.intro')}>
      {sublets.data && (
        <Panel title={t('sublets.code')}>
          <p>{t('sublets.codeHint')}</p>
          <CopyField label={t('sublets.code')} value={sublets.data.code} />
        </Panel>
      )}
      <DataTable
        caption={t('pages.sublets')}
        columns={columns}
        source={{ rows: sublets.data?.items, error: sublets.error, refetch: sublets.refetch }}
        rowKey={(sublet) => sublet.id}
        empty={<EmptyState title={t('sublets.emptyTitle')} hint={t('sublets.emptyHint')} />}
      />
    </Page>
  );
}
