import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useEffect, useState } from 'react';
import { isWorthRetrying } from '../../../session/problem';
import { useFormats } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { EmptyState, Loaded } from '../../../ui/states';
import { InvoiceLines, Totals } from '../../invoices/components/invoice-lines';
import { type OrderInput, quote, type QuoteView } from '../api';

/** Waits until the hand rests: a quote is asked for what was meant, not for every digit on the way. */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

function Quoted({ answer }: { answer: QuoteView }) {
  const { t } = useTranslation();
  const { money, day } = useFormats();
  return (
    <div className="stack" aria-live="polite">
      <InvoiceLines lines={answer.lines} currency={answer.currency} caption={t('orders.quote')} />
      <Totals
        currency={answer.currency}
        rows={[
          { label: t('invoices.net'), amount: answer.net },
          { label: t('invoices.tax'), amount: answer.tax },
          { label: t('orders.payNow'), amount: answer.total, strong: true },
        ]}
      />
      <p className="muted" style={{ margin: 0 }}>
        {t('orders.afterwards', { monthly: money(answer.monthly, answer.currency), due: day(answer.dueOn) })}
      </p>
    </div>
  );
}

export function QuotePanel({ input }: { input: OrderInput | null }) {
  const { t } = useTranslation();
  const settled = useSettled(input, 250);
  const read = useQuery({
    queryKey: ['quote', settled],
    queryFn: () => (settled === null ? null : quote(settled)),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    retry: (failures, error) => failures < 2 && isWorthRetrying(error),
  });
  return (
    <Panel title={t('orders.quote')}>
      {settled === null ? (
        <EmptyState title={t('orders.quoteEmptyTitle')} hint={t('orders.quoteEmptyHint')} />
      ) : (
        <Loaded read={{ ...read, data: read.error ? undefined : (read.data ?? undefined) }} rows={8}>
          {(answer) => <Quoted answer={answer} />}
        </Loaded>
      )}
    </Panel>
  );
}
