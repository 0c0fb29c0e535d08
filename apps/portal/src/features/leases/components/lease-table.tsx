import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addDays } from '../../../ui/format';
import { type Column, DataTable, type RowSource } from '../../../ui/data-table';
import { Day, Money } from '../../../ui/formats';
import type { LeaseView } from '../api';
import { LeaseStateTag } from './lease-state';

/** Leases of all tenants, for the operator. */
export function LeaseTable({ source, empty }: { source: RowSource<LeaseView>; empty: ReactNode }) {
  const { t } = useTranslation();
  const columns: Column<LeaseView>[] = [
    { key: 'number', title: t('leases.number'), render: (lease) => <Link to={`/operator/leases/${lease.tenantId}/${lease.id}`}>{lease.number}</Link> },
    { key: 'tenant', title: t('leases.tenant'), render: (lease) => lease.tenantName },
    { key: 'status', title: t('leases.statusTitle'), render: (lease) => <LeaseStateTag status={lease.status} /> },
    { key: 'seats', title: t('leases.seats'), align: 'right', render: (lease) => <span className="figure">{lease.seats}</span> },
    { key: 'plan', title: t('orders.plan'), wideOnly: true, render: (lease) => lease.planCode },
    {
      key: 'term',
      title: t('leases.term'),
      render: (lease) => (
        <span className="nowrap">
          <Day on={lease.startOn} /> – <Day on={addDays(lease.endOn, -1)} />
        </span>
      ),
    },
    { key: 'receivable', title: t('leases.receivable'), align: 'right', render: (lease) => <Money amount={lease.receivable} currency={lease.currency} /> },
  ];
  return <DataTable caption={t('pages.operatorLeases')} columns={columns} source={source} rowKey={(lease) => lease.id} empty={empty} />;
}
