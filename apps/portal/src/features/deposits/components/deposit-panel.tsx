import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { isPositive } from '../../../ui/format';
import { Day, Money, useFormats } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { EmptyState, Loaded } from '../../../ui/states';
import type { LeaseAddress } from '../../leases/api';
import { type DepositMovementView, DEPOSITS_KEY, type DepositView, readDeposit, readTenantDeposit } from '../api';

/** 1, 2, 3, 7 as “1–3, 7”. */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${String(from)}–${String(to)}`)).join(', ');
}

function About({ movement }: { movement: DepositMovementView }) {
  const { t } = useTranslation();
  const parts = [
    ...(movement.seatNumbers.length > 0 ? [t('deposits.seats', { seats: ranges(movement.seatNumbers) })] : []),
    ...(movement.invoiceNumber === null ? [] : [movement.invoiceNumber]),
    ...(movement.reference === null ? [] : [movement.reference]),
  ];
  return <span className="break">{parts.join(' · ') || '–'}</span>;
}

function Movements({ deposit }: { deposit: DepositView }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const columns: Column<DepositMovementView>[] = [
    { key: 'on', title: t('deposits.on'), render: (movement) => <Day on={movement.on} /> },
    { key: 'kind', title: t('deposits.kindTitle'), render: (movement) => t(`deposits.kind.${movement.kind}`) },
    { key: 'about', title: t('deposits.about'), render: (movement) => <About movement={movement} /> },
    {
      key: 'ledger',
      title: t('deposits.ledger'),
      wideOnly: true,
      render: ({ ledger }) => (ledger === null ? '–' : <span className="mono muted">{t('deposits.ledgerRef', { kind: ledger.kind, ref: ledger.ref })}</span>),
    },
    { key: 'amount', title: t('deposits.amount'), align: 'right', render: (movement) => <Money amount={movement.amount} currency={deposit.currency} /> },
    { key: 'held', title: t('deposits.heldAfter'), align: 'right', render: (movement) => <Money amount={movement.held} currency={deposit.currency} /> },
  ];
  return (
    <>
      <p>
        {t('deposits.held', { amount: money(deposit.held, deposit.currency) })}
        {isPositive(deposit.refundable) && ` · ${t('deposits.toRefund', { amount: money(deposit.refundable, deposit.currency) })}`}
      </p>
      <DataTable
        caption={t('deposits.caption')}
        columns={columns}
        source={{ rows: deposit.movements, error: null, refetch: () => undefined }}
        rowKey={(movement) => `${movement.kind} ${movement.at} ${movement.held} ${movement.ledger?.ref ?? ''} ${movement.invoiceId ?? ''}`}
        empty={<EmptyState title={t('deposits.emptyTitle')} hint={t('deposits.emptyHint')} />}
      />
    </>
  );
}

/** What became of a lease's deposit, movement by movement. An operator names the tenant, too. */
export function DepositPanel({ leaseId, address }: { leaseId: string; address?: LeaseAddress }) {
  const { t } = useTranslation();
  const deposit = useQuery({ queryKey: [...DEPOSITS_KEY, leaseId], queryFn: () => (address ? readTenantDeposit(address) : readDeposit(leaseId)) });
  return (
    <Panel title={t('deposits.title')}>
      <Loaded read={deposit}>{(view) => <Movements deposit={view} />}</Loaded>
    </Panel>
  );
}
