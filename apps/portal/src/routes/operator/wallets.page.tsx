import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listAllWallets, type WalletView, WALLETS_KEY } from '../../features/wallets/api';
import { type Column, DataTable } from '../../ui/data-table';
import { Price, useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';

export function WalletsPage() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const wallets = usePagedList([...WALLETS_KEY, 'all'], listAllWallets);
  const columns: Column<WalletView>[] = [
    { key: 'tenant', title: t('wallet.tenant'), render: (row) => <strong className="break">{row.tenantName}</strong> },
    { key: 'lease', title: t('wallet.lease'), render: (row) => <Link to={`/operator/leases/${row.tenantId}/${row.leaseId}`}>{row.leaseNumber}</Link> },
    { key: 'billing', title: t('wallet.billing'), render: (row) => t(`wallet.mode.${row.billing}`) },
    { key: 'calls', title: t('wallet.calls'), align: 'right', render: (row) => <span className="figure">{number(row.calls)}</span> },
    { key: 'reserved', title: t('wallet.reserved'), align: 'right', render: (row) => <Price amount={row.reserved} currency={row.currency} /> },
    { key: 'owed', title: t('wallet.owed'), align: 'right', render: (row) => <Price amount={row.owed} currency={row.currency} /> },
    { key: 'balance', title: t('wallet.balance'), align: 'right', render: (row) => <Price amount={row.balance} currency={row.currency} /> },
  ];
  return (
    <Page title={t('pages.operatorWallets')} intro={t('wallet.intro')}>
      <DataTable caption={t('pages.operatorWallets')} columns={columns} source={wallets} rowKey={(row) => row.leaseId} empty={<EmptyState title={t('wallet.noneTitle')} hint={t('wallet.noneHint')} />} />
    </Page>
  );
}
