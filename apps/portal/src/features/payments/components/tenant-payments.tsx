import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { isPositive } from '../../../ui/format';
import { Day, Instant, Money } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { useCodeText } from '../../../ui/use-code-text';
import { usePagedList } from '../../../ui/use-paged-list';
import { type DisputeView, listTenantPayments, type OperatorPaymentView, PAYMENTS_KEY } from '../api';
import { DecisionDrawer, RefundDrawer } from './give-back-drawers';

type Open = { readonly refund: OperatorPaymentView } | { readonly dispute: DisputeView } | null;

/** A tenant's payments for the operator: what went back of them, what a bank disputes, and what to do about it. */
export function TenantPayments({ tenantId }: { tenantId: string }) {
  const { t } = useTranslation();
  const source = useCodeText('payments.source');
  const [open, setOpen] = useState<Open>(null);
  const payments = usePagedList([...PAYMENTS_KEY, 'tenant', tenantId], (cursor) => listTenantPayments(tenantId, cursor));
  const columns: Column<OperatorPaymentView>[] = [
    { key: 'value', title: t('payments.valueOn'), render: (payment) => <Day on={payment.valueOn} /> },
    { key: 'source', title: t('payments.sourceTitle'), render: (payment) => source(payment.source) },
    { key: 'reference', title: t('payments.reference'), wideOnly: true, render: (payment) => <span className="break">{payment.reference ?? '–'}</span> },
    { key: 'amount', title: t('payments.amount'), align: 'right', render: (payment) => <Money amount={payment.amount} currency={payment.currency} strong /> },
    { key: 'back', title: t('givenBack.title'), render: (payment) => <GivenBack payment={payment} onDecide={(dispute) => setOpen({ dispute })} /> },
    {
      key: 'actions',
      title: '',
      actions: true,
      render: (payment) =>
        isPositive(payment.returnable) && (
          <Button size="small" onClick={() => setOpen({ refund: payment })}>
            {t('givenBack.refund')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <DataTable
        caption={t('pages.payments')}
        columns={columns}
        source={payments}
        rowKey={(payment) => payment.id}
        empty={<EmptyState title={t('payments.emptyTitle')} hint={t('givenBack.emptyHint')} />}
      />
      <RefundDrawer tenantId={tenantId} payment={open && 'refund' in open ? open.refund : null} onClose={() => setOpen(null)} />
      <DecisionDrawer tenantId={tenantId} dispute={open && 'dispute' in open ? open.dispute : null} onClose={() => setOpen(null)} />
    </>
  );
}

function GivenBack({ payment, onDecide }: { payment: OperatorPaymentView; onDecide: (dispute: DisputeView) => void }) {
  const { t } = useTranslation();
  if (payment.refunds.length + payment.disputes.length === 0) return <span className="muted">–</span>;
  return (
    <span className="stack stack--tight">
      {payment.refunds.map((refund) => (
        <span key={refund.id}>
          <Tag>{t(`givenBack.refundState.${refund.state}`)}</Tag> <Money amount={refund.amount} currency={payment.currency} /> · <Instant at={refund.refundedAt} />
        </span>
      ))}
      {payment.disputes.map((dispute) => (
        <span key={dispute.id}>
          <Tag>{t(`givenBack.disputeState.${dispute.state}`)}</Tag> <Money amount={dispute.amount} currency={payment.currency} /> {dispute.reason}
          {dispute.resumedAt !== null && ` · ${t('givenBack.owed')}`}
          {dispute.taken !== null && dispute.resumedAt === null && dispute.state !== 'won' && (
            <Button size="small" type="link" onClick={() => onDecide(dispute)}>
              {t('givenBack.decide')}
            </Button>
          )}
        </span>
      ))}
    </span>
  );
}
