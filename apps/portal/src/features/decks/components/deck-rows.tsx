import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { Instant, Price, useFormats } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { useFilter } from '../../../ui/use-filter';
import { usePagedList } from '../../../ui/use-paged-list';
import { DECKS_KEY, type DeckRowView, type DeckTable, type DeckView, listDeckRows } from '../api';
import { useBandText } from './row-name';

const TABLES: readonly DeckTable[] = ['e164', 'short', 'service', 'internal'];

/** A deck's prices, table by table. */
export function DeckRows({ deck }: { deck: DeckView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const bandText = useBandText();
  const [table, setTable] = useFilter('table', TABLES);
  const [beginning, setBeginning] = useState('');
  const rows = usePagedList([...DECKS_KEY, deck.id, 'rows', table, beginning], (cursor) => listDeckRows(deck.id, { table, beginning, cursor }));
  const columns: Column<DeckRowView>[] = [
    { key: 'prefix', title: t('deckRows.prefix'), render: (row) => <strong className="figure">{row.prefix}</strong> },
    { key: 'table', title: t('deckRows.table'), render: (row) => t(`deckRows.tables.${row.table}`) },
    { key: 'band', title: t('deckRows.band'), render: (row) => (row.band === null ? <span className="muted">{t('deckRows.always')}</span> : <span className="figure">{bandText(row.band)}</span>) },
    { key: 'minute', title: t('deckRows.perMinute'), align: 'right', render: (row) => <Price amount={row.perMinute} currency={deck.currency} /> },
    { key: 'connect', title: t('deckRows.connect'), align: 'right', wideOnly: true, render: (row) => <Price amount={row.connect} currency={deck.currency} /> },
    {
      key: 'increments',
      title: t('deckRows.increments'),
      align: 'right',
      render: (row) => <span className="figure">{t('deckRows.incrementsOf', { initial: number(row.initialSeconds), increment: number(row.incrementSeconds) })}</span>,
    },
    { key: 'grace', title: t('deckRows.grace'), align: 'right', render: (row) => (row.graceSeconds === 0 ? '–' : t('deckRows.graceOf', { seconds: number(row.graceSeconds) })) },
    { key: 'from', title: t('deckRows.from'), wideOnly: true, render: (row) => <Instant at={row.effectiveFrom} /> },
    { key: 'to', title: t('deckRows.to'), wideOnly: true, render: (row) => <Instant at={row.effectiveTo} none={t('deckRows.forGood')} /> },
  ];
  return (
    <section className="stack stack--tight">
      <h2 className="section-title">{t('deckRows.title')}</h2>
      <p className="muted">{t('deckRows.bandHint', { zone: deck.zone })}</p>
      <div className="filters">
        <Segmented<DeckTable | 'all'>
          aria-label={t('deckRows.table')}
          value={table ?? 'all'}
          onChange={(value) => setTable(value === 'all' ? null : value)}
          options={[{ value: 'all', label: t('deckRows.allTables') }, ...TABLES.map((value) => ({ value, label: t(`deckRows.tables.${value}`) }))]}
        />
        <Input.Search
          allowClear
          aria-label={t('deckRows.beginning')}
          placeholder={t('deckRows.beginning')}
          inputMode="numeric"
          maxLength={15}
          style={{ maxWidth: 200 }}
          onSearch={(written) => setBeginning(written.replace(/\D/g, ''))}
        />
      </div>
      <DataTable caption={t('deckRows.title')} columns={columns} source={rows} rowKey={(row) => row.id} empty={<EmptyState title={t('deckRows.emptyTitle')} hint={t('deckRows.emptyHint')} />} />
    </section>
  );
}
