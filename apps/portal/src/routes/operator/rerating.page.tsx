import { CheckOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { readRerating, RERATINGS_KEY, type ReratingDetailView, type ReratingLeaseView, runRerating } from '../../features/reratings/api';
import { type Column, DataTable } from '../../ui/data-table';
import { Instant, Price, useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState, Loaded } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useConfirm } from '../../ui/use-confirm';

export function ReratingPage() {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const { reratingId = '' } = useParams();
  const rerating = useQuery({ queryKey: [...RERATINGS_KEY, reratingId], queryFn: () => readRerating(reratingId) });
  const view = rerating.data;
  return (
    <Page
      title={t('pages.operatorReratings')}
      intro={view && `${t('rerating.rangeOf', { direction: t(`calls.direction.${view.direction}`), from: instant(view.from), to: instant(view.to) })} · ${view.reason}`}
      back={{ to: '/operator/reratings', label: t('rerating.toList') }}
      actions={view?.leases.some((lease) => lease.doneAt === null) && <RunButton rerating={view} />}
    >
      <Loaded read={rerating}>{(detail) => <Differences leases={detail.leases} />}</Loaded>
    </Page>
  );
}

function RunButton({ rerating }: { rerating: ReratingDetailView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const run = useAction(async (id: string) => void message.info(t('rerating.outcome', { ...(await runRerating(id)) })), { stale: [RERATINGS_KEY] });
  const calls = rerating.leases.reduce((sum, lease) => sum + lease.changed, 0);
  const ask = () =>
    confirm({
      title: t('rerating.runTitle'),
      consequence: t('rerating.runConsequence', { leases: number(rerating.leases.length), calls: number(calls) }),
      confirmLabel: t('rerating.run'),
      onConfirm: () => run.mutateAsync(rerating.id),
    });
  return (
    <Button type="primary" icon={<CheckOutlined aria-hidden="true" />} loading={run.isPending} onClick={ask}>
      {t('rerating.run')}
    </Button>
  );
}

/** What wallets pay more and get back, apart from what invoices do. */
function WalletDifference({ lease }: { lease: ReratingLeaseView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (lease.walletCalls === 0) return <span className="muted">–</span>;
  return (
    <>
      <div>{t('rerating.walletCalls', { calls: number(lease.walletCalls) })}</div>
      <div className="muted">{t('rerating.walletTaken')} <Price amount={lease.walletDebit} currency={lease.currency} /></div>
      <div className="muted">{t('rerating.walletGiven')} <Price amount={lease.walletCredit} currency={lease.currency} /></div>
    </>
  );
}

function Differences({ leases }: { leases: readonly ReratingLeaseView[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const columns: Column<ReratingLeaseView>[] = [
    { key: 'tenant', title: t('leases.tenant'), render: (row) => <strong>{row.tenantName}</strong> },
    { key: 'lease', title: t('rerating.lease'), render: (row) => <span className="figure">{row.leaseNumber}</span> },
    { key: 'calls', title: t('rerating.calls'), align: 'right', render: (row) => <span className="figure">{number(row.calls)}</span> },
    { key: 'changed', title: t('rerating.changed'), align: 'right', render: (row) => <span className="figure">{number(row.changed)}</span> },
    { key: 'unpriced', title: t('rerating.unpriced'), align: 'right', wideOnly: true, render: (row) => <span className="figure">{number(row.unpriced)}</span> },
    { key: 'open', title: t('rerating.openDifference'), align: 'right', render: (row) => <Price amount={row.openDifference} currency={row.currency} /> },
    { key: 'debit', title: t('rerating.debit'), align: 'right', render: (row) => <Price amount={row.debit} currency={row.currency} /> },
    { key: 'credit', title: t('rerating.credit'), align: 'right', render: (row) => <Price amount={row.credit} currency={row.currency} /> },
    { key: 'wallet', title: t('rerating.wallet'), align: 'right', render: (row) => <WalletDifference lease={row} /> },
    { key: 'done', title: t('rerating.done'), render: (row) => <Instant at={row.doneAt} none={t('rerating.notDone')} /> },
  ];
  return (
    <section>
      <h2 className="section-title">{t('rerating.leases')}</h2>
      <DataTable caption={t('rerating.leases')} columns={columns} source={{ rows: leases, error: null, refetch: () => undefined }} rowKey={(row) => row.leaseId} empty={<EmptyState title={t('rerating.noCalls')} />} />
    </section>
  );
}
