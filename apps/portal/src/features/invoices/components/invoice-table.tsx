import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Column, DataTable, type RowSource } from '../../../ui/data-table';
import { Day, Instant, Money } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import type { InvoiceView } from '../api';
import { InvoiceStateTag } from './invoice-state';

interface InvoiceTableProps {
  source: RowSource<InvoiceView>;
  linked?: boolean;
  /** What can be done with each, beside reading it. */
  actions?: (invoice: InvoiceView) => ReactNode;
}

/** Invoices with what is still to pay; in the operator's console they are read only. */
export function InvoiceTable({ source, linked = true, actions }: InvoiceTableProps) {
  const { t } = useTranslation();
  const columns: Column<InvoiceView>[] = [
    {
      key: 'number',
      title: t('invoices.number'),
      render: (invoice) => (linked ? <Link to={`/invoices/${invoice.id}`}>{invoice.number}</Link> : <span className="figure">{invoice.number}</span>),
    },
    { key: 'kind', title: t('invoices.kindTitle'), render: (invoice) => t(`invoices.kind.${invoice.kind}`) },
    { key: 'status', title: t('invoices.statusTitle'), render: (invoice) => <InvoiceStateTag status={invoice.status} /> },
    { key: 'issued', title: t('invoices.issued'), wideOnly: true, render: (invoice) => <Instant at={invoice.issuedAt} /> },
    { key: 'due', title: t('invoices.due'), render: (invoice) => <Day on={invoice.dueOn} /> },
    { key: 'total', title: t('invoices.total'), align: 'right', render: (invoice) => <Money amount={invoice.total} currency={invoice.currency} /> },
    {
      key: 'open',
      title: t('invoices.open'),
      align: 'right',
      render: (invoice) => (
        <span className={invoice.status === 'overdue' ? 'alarm-text' : undefined}>
          <Money amount={invoice.open} currency={invoice.currency} strong={invoice.status !== 'paid'} />
        </span>
      ),
    },
    ...(actions ? [{ key: 'actions', title: t('ui.actions'), actions: true, render: actions }] : []),
  ];
  return (
    <DataTable
      caption={t('pages.invoices')}
      columns={columns}
      source={source}
      rowKey={(invoice) => invoice.id}
      empty={<EmptyState title={t('invoices.emptyTitle')} hint={t('invoices.emptyHint')} />}
    />
  );
}
