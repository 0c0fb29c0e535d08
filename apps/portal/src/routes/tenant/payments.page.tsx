import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listPayments, type PaymentView, PAYMENTS_KEY } from '../../features/payments/api';
import { type Column, DataTable } from '../../ui/data-table';
import { Day, Instant, Money } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useCodeText } from '../../ui/use-code-text';
import { usePagedList } from '../../ui/use-paged-list';

function Allocations({ payment }: { payment: PaymentView }) {
  const { t } = useTranslation();
  if (payment.allocations.length === 0) return <span className="muted">{t('payments.unallocated')}</span>;
  return (
    <span className="stack stack--tight">
      {payment.allocations.map((part) => (
        <span key={part.invoiceId}>
          <Link to={`/invoices/${part.invoiceId}`}>{part.invoiceNumber}</Link> <Money amount={part.amount} currency={payment.currency} />
        </span>
      ))}
    </span>
  );
}

export function PaymentsPage() {
  const { t } = useTranslation();
  const source = useCodeText('payments.source');
  const payments = usePagedList(PAYMENTS_KEY, listPayments);
  const columns: Column<PaymentView>[] = [
    { key: 'value', title: t('payments.valueOn'), render: (payment) => <Day on={payment.valueOn} /> },
    { key: 'recorded', title: t('payments.recordedAt'), wideOnly: true, render: (payment) => <Instant at={payment.recordedAt} /> },
    { key: 'source', title: t('payments.sourceTitle'), render: (payment) => source(payment.source) },
    { key: 'reference', title: t('payments.reference'), render: (payment) => <span className="break">{payment.reference ?? '–'}</span> },
    { key: 'allocations', title: t('payments.allocations'), render: (payment) => <Allocations payment={payment} /> },
    { key: 'amount', title: t('payments.amount'), align: 'right', render: (payment) => <Money amount={payment.amount} currency={payment.currency} strong /> },
  ];
  return (
    <Page title={t('pages.payments')} intro={t('payments.intro')}>
      <DataTable caption={t('pages.payments')} columns={columns} source={payments} rowKey={(payment) => payment.id} empty={<EmptyState title={t('payments.emptyTitle')} hint={t('payments.emptyHint')} />} />
    </Page>
  );
}
