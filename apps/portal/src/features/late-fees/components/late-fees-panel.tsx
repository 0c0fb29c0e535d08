import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { addDays } from '../../../ui/format';
import { Day, Money, useFormats } from '../../../ui/formats';
import { Facts, Panel } from '../../../ui/page';
import { EmptyState, Loaded } from '../../../ui/states';
import { LATE_FEES_KEY, type LateFeeRateView, type LateFeesView, type LateFeeView } from '../api';

/** "0.05 % a day from day 1, at most 20 %" */
function useRateText(): (rate: LateFeeRateView | null) => string {
  const { t } = useTranslation();
  return (rate) => {
    if (!rate) return t('lateFees.none');
    const facts = { percent: rate.dailyPercent, day: rate.fromDay };
    return rate.capPercent === null ? t('lateFees.rate', facts) : t('lateFees.rateCapped', { ...facts, cap: rate.capPercent });
  };
}

function Agreed({ view }: { view: LateFeesView }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const rate = useRateText();
  const [last] = view.agreements;
  if (!last) return <p className="muted">{t('lateFees.off')}</p>;
  return (
    <Facts
      facts={[
        { label: t('lateFees.since'), value: `${day(last.fromOn)} · ${last.reason}` },
        { label: t('lateFees.rent'), value: rate(last.rent) },
        { label: t('lateFees.telephone'), value: rate(last.telephone) },
      ]}
    />
  );
}

function Fees({ view, waive }: { view: LateFeesView; waive?: (fee: LateFeeView) => ReactNode }) {
  const { t } = useTranslation();
  const { currency } = view;
  const rows = [...view.accruing, ...view.charged];
  const columns: Column<LateFeeView>[] = [
    { key: 'late', title: t('lateFees.late'), render: (fee) => <span className="figure">{fee.lateInvoiceNumber}</span> },
    { key: 'span', title: t('invoices.span'), render: (fee) => <span><Day on={fee.fromOn} /> – <Day on={addDays(fee.toOn, -1)} /></span> },
    { key: 'days', title: t('invoices.days'), align: 'right', render: (fee) => <span className="figure">{fee.days}</span> },
    { key: 'base', title: t('lateFees.base'), align: 'right', wideOnly: true, render: (fee) => <Money amount={fee.base} currency={currency} /> },
    { key: 'rate', title: t('lateFees.rateTitle'), align: 'right', render: (fee) => <span className="figure">{fee.dailyPercent} %{fee.capped ? ` ${t('lateFees.capped')}` : ''}</span> },
    { key: 'amount', title: t('lateFees.fee'), align: 'right', render: (fee) => <Money amount={fee.amount} currency={currency} strong /> },
    { key: 'on', title: t('lateFees.on'), render: (fee) => (fee.invoiceNumber === null ? <span className="muted">{t('lateFees.next')}</span> : <span className="figure">{fee.invoiceNumber}</span>) },
    { key: 'waived', title: t('lateFees.waived'), align: 'right', render: (fee) => (Number(fee.waived) === 0 ? '–' : <Money amount={fee.waived} currency={currency} />) },
    ...(waive ? [{ key: 'actions', title: t('ui.actions'), actions: true as const, render: waive }] : []),
  ];
  return (
    <DataTable
      caption={t('lateFees.title')}
      columns={columns}
      source={{ rows, error: null, refetch: () => undefined }}
      rowKey={(fee) => `${fee.invoiceNumber ?? ''} ${String(fee.line)} ${fee.lateInvoiceNumber} ${fee.fromOn}`}
      empty={<EmptyState title={t('lateFees.emptyTitle')} hint={t('lateFees.emptyHint')} />}
    />
  );
}

interface LateFeesPanelProps {
  leaseId: string;
  read: () => Promise<LateFeesView>;
  /** What the operator can do; the tenant only reads. */
  extra?: (view: LateFeesView) => ReactNode;
  waive?: (fee: LateFeeView) => ReactNode;
}

/** What delay costs a lease: what is agreed, what accrues, what was charged and waived. Both sides see the same. */
export function LateFeesPanel({ leaseId, read, extra, waive }: LateFeesPanelProps) {
  const { t } = useTranslation();
  const fees = useQuery({ queryKey: [...LATE_FEES_KEY, leaseId], queryFn: read });
  return (
    <Panel title={t('lateFees.title')} extra={fees.data && extra?.(fees.data)}>
      <Loaded read={fees}>
        {(view) => (
          <div className="stack">
            <Agreed view={view} />
            {(view.agreements.length > 0 || view.charged.length > 0) && <Fees view={view} waive={waive} />}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
