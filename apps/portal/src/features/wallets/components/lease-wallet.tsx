import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllowed } from '../../../session/session';
import { type Column, DataTable } from '../../../ui/data-table';
import { Duration, Instant, Price } from '../../../ui/formats';
import { FormDrawer } from '../../../ui/form-drawer';
import { Panel } from '../../../ui/page';
import { EmptyState, Loaded } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { usePagedList } from '../../../ui/use-paged-list';
import { listWalletMovements, readWallet, setLowBalance, type WalletMovementView, type WalletView, WALLETS_KEY } from '../api';
import { RefillButton, TopUpButton } from './top-up';
import { WalletFacts } from './wallet-facts';

function WarningDrawer({ wallet, open, onClose }: { wallet: WalletView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const set = useAction(({ amount }: { amount: string }) => setLowBalance(wallet.leaseId, amount.trim()), { stale: [WALLETS_KEY], done: t('wallet.saved'), quiet: true });
  return (
    <FormDrawer<{ amount: string }> title={t('wallet.warnAt')} open={open} onClose={onClose} submitLabel={t('wallet.warnAt')} initial={{ amount: wallet.lowBalance }} onSubmit={set.mutateAsync}>
      {() => (
        <Form.Item
          name="amount"
          label={t('wallet.amount', { currency: wallet.currency })}
          rules={[{ required: true, pattern: /^\s*\d{1,13}(\.\d{1,3})?\s*$/, message: t('wallet.amountRule') }]}
          extra={t('wallet.warnHint')}
        >
          <Input inputMode="decimal" autoComplete="off" className="figure" placeholder="50.00" />
        </Form.Item>
      )}
    </FormDrawer>
  );
}

function Movements({ leaseId }: { leaseId: string }) {
  const { t } = useTranslation();
  const movements = usePagedList([...WALLETS_KEY, leaseId, 'movements'], (cursor) => listWalletMovements(leaseId, cursor));
  const columns: Column<WalletMovementView>[] = [
    { key: 'at', title: t('wallet.at'), render: (row) => <Instant at={row.at} /> },
    { key: 'kind', title: t('wallet.kindTitle'), render: (row) => (row.source === null ? t(`wallet.kind.${row.kind}`) : `${t(`wallet.kind.${row.kind}`)} · ${t(`payments.source.${row.source}`)}`) },
    { key: 'about', title: t('wallet.about'), render: (row) => <span className="break figure">{row.number ?? row.reference ?? '–'}</span> },
    { key: 'duration', title: t('wallet.duration'), align: 'right', render: (row) => <Duration milliseconds={row.milliseconds} /> },
    { key: 'net', title: t('wallet.net'), align: 'right', render: (row) => (row.net === null ? <span className="muted">–</span> : <Price amount={row.net} currency={row.currency} />) },
    { key: 'amount', title: t('wallet.sum'), align: 'right', render: (row) => <Price amount={row.amount} currency={row.currency} /> },
  ];
  return <DataTable caption={t('wallet.movements')} columns={columns} source={movements} rowKey={(row) => row.id} empty={<EmptyState title={t('wallet.emptyTitle')} hint={t('wallet.emptyHint')} />} />;
}

/** A prepaid lease's wallet with what came in and what calls took; nothing for a lease whose calls are invoiced. */
export function LeaseWallet({ leaseId }: { leaseId: string }) {
  const { t } = useTranslation();
  const manages = useAllowed('billing:manage');
  const [open, setOpen] = useState(false);
  const wallet = useQuery({ queryKey: [...WALLETS_KEY, leaseId], queryFn: () => readWallet(leaseId) });
  if (wallet.data?.billing === 'postpaid' && Number(wallet.data.balance) === 0) return null;
  return (
    <Loaded read={wallet}>
      {(view) => (
        <>
          <Panel
            title={t('wallet.title', { number: view.leaseNumber })}
            extra={
              manages &&
              view.billing === 'prepaid' && (
                <span className="row">
                  <TopUpButton wallet={view} />
                  <RefillButton wallet={view} />
                  <Button onClick={() => setOpen(true)}>{t('wallet.warnAt')}</Button>
                </span>
              )
            }
          >
            <WalletFacts wallet={view} />
            {view.refillBelow !== null && <p className="muted">{t('wallet.refillOn', { below: view.refillBelow, amount: view.refillAmount ?? '', currency: view.currency })}</p>}
            {view.billing === 'prepaid' && <p className="muted">{t('wallet.topUpByTransfer', { number: view.leaseNumber })}</p>}
          </Panel>
          <section>
            <h2 className="section-title">{t('wallet.movements')}</h2>
            <Movements leaseId={leaseId} />
          </section>
          <WarningDrawer wallet={view} open={open} onClose={() => setOpen(false)} />
        </>
      )}
    </Loaded>
  );
}
