import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { Price, useFormats } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { MARGIN_KEY, type MarginGroup, type MarginView, readMargin } from '../api';

function Group({ by, row }: { by: MarginGroup; row: MarginView }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  if (by === 'day') return <strong>{day(row.key)}</strong>;
  if (by === 'tenant') return <strong className="break">{row.name}</strong>;
  const [direction = '', ...rest] = row.key.split(' ');
  const prefix = rest.join(' ');
  const way = direction === 'inbound' || direction === 'outbound' ? t(`calls.direction.${direction}`) : direction;
  return <span><strong>{way} {prefix || t('margin.noPrefix')}</strong> <span className="muted break">{row.name}</span></span>;
}

/** Our price less the carrier's. What nobody knows the cost of stands apart and is in no margin. */
export function MarginReport({ from, to, by }: { from: string; to: string; by: MarginGroup }) {
  const { t } = useTranslation();
  const { number, price } = useFormats();
  const read = useQuery({ queryKey: [...MARGIN_KEY, from, to, by], queryFn: () => readMargin(from, to, by) });
  const count = (key: 'calls' | 'comparedCalls' | 'callsWithoutCost' | 'callsWithoutPrice'): Column<MarginView> => ({
    key, title: t(`margin.${key}`), align: 'right', render: (row) => <span className={row[key] === 0 ? 'figure muted' : 'figure'}>{number(row[key])}</span>,
  });
  const amount = (key: 'charged' | 'cost' | 'margin' | 'chargedWithoutCost'): Column<MarginView> => ({
    key, title: t(`margin.${key}`), align: 'right', render: (row) => (row.currency === null ? <span className="muted">–</span> : <Price amount={row[key]} currency={row.currency} />),
  });
  const columns: Column<MarginView>[] = [
    { key: 'group', title: t(`margin.by.${by}`), render: (row) => <Group by={by} row={row} /> },
    count('calls'), count('comparedCalls'), amount('charged'), amount('cost'), amount('margin'), count('callsWithoutCost'), amount('chargedWithoutCost'), count('callsWithoutPrice'),
    {
      key: 'other', title: t('margin.otherCurrencies'), align: 'right',
      render: (row) => (row.otherCurrencies.length === 0 ? <span className="muted">–</span> : row.otherCurrencies.map((each) => <div key={each.currency}>{number(each.calls)}: {price(each.cost, each.currency)}</div>)),
    },
  ];
  const source = { rows: read.data?.items, error: read.error, refetch: read.refetch };
  return (
    <>
      <p className="muted">{t('margin.note')}</p>
      <DataTable caption={t('reports.margin')} columns={columns} source={source} rowKey={(row) => `${row.key} ${row.currency ?? ''}`} empty={<EmptyState title={t('margin.emptyTitle')} hint={t('reports.emptyHint')} />} />
    </>
  );
}
