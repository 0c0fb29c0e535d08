import { WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { Price, useFormats } from '../../../ui/formats';
import { Facts, Panel } from '../../../ui/page';
import { EmptyState } from '../../../ui/states';
import { Banner } from '../../../ui/tone';
import type { DeckComparisonView, DifferenceSumView, PrefixDifferenceView, TenantDifferenceView } from '../api';
import { useNamedRow } from './row-name';

/** What calls were rated at beside what they would cost: in sum, by tenant, by prefix. */
export function DeckComparison({ view }: { view: DeckComparisonView }) {
  const { t } = useTranslation();
  const { number, price } = useFormats();
  const { currency, total } = view;
  const columns = useDifferenceColumns(currency);
  const namedRow = useNamedRow();
  const side = (name: string | null) => (name === null ? t('deck.unrated') : namedRow(name));
  if (total.calls === 0) {
    return (
      <div className="panel panel--flush">
        <EmptyState title={t('deck.noCalls')} hint={t('deck.noCallsHint')} />
      </div>
    );
  }
  const counted = (calls: number, cost: string) => (calls === 0 ? '–' : t('deck.callsCosting', { calls: number(calls), cost: price(cost, currency) }));
  const tenants: Column<TenantDifferenceView>[] = [{ key: 'tenant', title: t('leases.tenant'), render: (row) => <strong>{row.tenantName}</strong> }, ...columns];
  const prefixes: Column<PrefixDifferenceView>[] = [
    { key: 'prefix', title: t('deck.prefixChange'), render: (row) => <strong className="figure">{`${side(row.oldPrefix)} → ${side(row.newPrefix)}`}</strong> },
    ...columns,
  ];
  return (
    <>
      {total.unpricedCalls > 0 && (
        <Banner tone="warn" icon={<WarningOutlined />} title={t('deck.unpricedTitle')}>
          <span>{t('deck.unpricedHint', { calls: number(total.unpricedCalls) })}</span>
        </Banner>
      )}
      <Panel>
        <Facts
          facts={[
            { label: t('deck.calls'), value: number(total.calls) },
            { label: t('deck.oldCost'), value: <Price amount={total.oldCost} currency={currency} /> },
            { label: t('deck.newCost'), value: <Price amount={total.newCost} currency={currency} /> },
            { label: t('deck.difference'), value: <strong><Price amount={total.difference} currency={currency} /></strong> },
            { label: t('deck.unpriced'), value: counted(total.unpricedCalls, total.unpricedCost) },
            { label: t('deck.cured'), value: counted(total.curedCalls, total.curedCost) },
          ]}
        />
      </Panel>
      <section>
        <h2 className="section-title">{t('deck.tenants')}</h2>
        <DataTable caption={t('deck.tenants')} columns={tenants} source={still(view.tenants)} rowKey={(row) => row.tenantId} empty={null} />
      </section>
      <section>
        <h2 className="section-title">{t('deck.prefixes')}</h2>
        <DataTable caption={t('deck.prefixes')} columns={prefixes} source={still(view.prefixes)} rowKey={(row) => `${row.oldPrefix ?? ''} ${row.newPrefix ?? ''}`} empty={null} />
      </section>
    </>
  );
}

/** Rows that are there already. */
function still<Row>(rows: readonly Row[]) {
  return { rows, error: null, refetch: () => undefined };
}

function useDifferenceColumns(currency: string): Column<DifferenceSumView>[] {
  const { t } = useTranslation();
  const { number } = useFormats();
  return [
    { key: 'calls', title: t('deck.calls'), align: 'right', render: (row) => <span className="figure">{number(row.calls)}</span> },
    { key: 'seconds', title: t('deck.seconds'), align: 'right', wideOnly: true, render: (row) => <span className="figure">{number(row.seconds)}</span> },
    { key: 'old', title: t('deck.oldCost'), align: 'right', render: (row) => <Price amount={row.oldCost} currency={currency} /> },
    { key: 'new', title: t('deck.newCost'), align: 'right', render: (row) => <Price amount={row.newCost} currency={currency} /> },
    { key: 'difference', title: t('deck.difference'), align: 'right', render: (row) => <strong><Price amount={row.difference} currency={currency} /></strong> },
    { key: 'unpriced', title: t('deck.unpriced'), align: 'right', render: (row) => <span className="figure">{row.unpricedCalls === 0 ? '–' : number(row.unpricedCalls)}</span> },
    { key: 'cured', title: t('deck.cured'), align: 'right', render: (row) => <span className="figure">{row.curedCalls === 0 ? '–' : number(row.curedCalls)}</span> },
  ];
}
