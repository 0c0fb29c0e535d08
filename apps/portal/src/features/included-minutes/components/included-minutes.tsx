import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { addDays } from '../../../ui/format';
import { Day, Price, useFormats } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { INCLUDED_MINUTES_KEY, type IncludedMinutesView, type IncludedPoolView } from '../api';
import { minutesText, usedPercent } from '../model';

/** How much of each period's included minutes is used; nothing for a lease whose rent includes none. */
export function IncludedMinutes({ leaseId, title, read }: { leaseId: string; title?: string; read: () => Promise<IncludedMinutesView> }) {
  const { t } = useTranslation();
  const included = useQuery({ queryKey: [...INCLUDED_MINUTES_KEY, leaseId], queryFn: read });
  const periods = included.data?.periods ?? [];
  const [present] = periods;
  if (!included.data || !present) return null;
  return (
    <Panel title={title ?? t('includedMinutes.title')}>
      <Used pool={present} />
      <Periods periods={periods} currency={included.data.currency} />
      <p className="muted">{t('includedMinutes.rule')}</p>
    </Panel>
  );
}

function Used({ pool }: { pool: IncludedPoolView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const said = t(pool.closed ? 'includedMinutes.wasUsed' : 'includedMinutes.used', { used: minutesText(pool.usedSeconds, number), minutes: minutesText(pool.seconds, number) });
  return (
    <>
      <p>
        <strong>{said}</strong>
      </p>
      <Progress percent={usedPercent(pool)} aria-label={said} style={{ maxWidth: 480 }} />
    </>
  );
}

function Periods({ periods, currency }: { periods: readonly IncludedPoolView[]; currency: string }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const minutes = (key: string, title: string, of: (pool: IncludedPoolView) => number): Column<IncludedPoolView> => ({
    key, title, align: 'right', render: (pool) => <span className="figure">{minutesText(of(pool), number)}</span>,
  });
  const columns: Column<IncludedPoolView>[] = [
    { key: 'period', title: t('invoices.span'), render: (pool) => <span><Day on={pool.fromOn} /> – <Day on={addDays(pool.toOn, -1)} /></span> },
    minutes('minutes', t('includedMinutes.minutes'), ({ seconds }) => seconds),
    minutes('used', t('includedMinutes.usedTitle'), ({ usedSeconds }) => usedSeconds),
    minutes('left', t('includedMinutes.left'), ({ seconds, usedSeconds }) => seconds - usedSeconds),
    { key: 'worth', title: t('includedMinutes.worth'), align: 'right', render: (pool) => <Price amount={pool.covered} currency={currency} /> },
    { key: 'state', title: t('includedMinutes.state'), render: (pool) => t(pool.closed ? 'includedMinutes.closed' : 'includedMinutes.open') },
  ];
  return <DataTable caption={t('includedMinutes.title')} columns={columns} source={{ rows: periods, error: null, refetch: () => undefined }} rowKey={(pool) => pool.fromOn} empty={null} />;
}
