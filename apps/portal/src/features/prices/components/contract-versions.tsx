import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { addDays } from '../../../ui/format';
import { Day, Money } from '../../../ui/formats';
import type { ContractVersionView } from '../api';
import { PriceSummary } from './price-summary';

/** What was agreed of a lease's rent, from when to when, the latest first. */
export function ContractVersions({ versions }: { versions: readonly ContractVersionView[] }) {
  const { t } = useTranslation();
  const columns: Column<ContractVersionView>[] = [
    { key: 'version', title: t('pricing.version'), render: (each) => <span className="figure">{each.version}</span> },
    {
      key: 'span',
      title: t('pricing.validity'),
      render: (each) => (
        <span>
          <Day on={each.fromOn} /> – {each.toOn === null ? t('pricing.forGood') : <Day on={addDays(each.toOn, -1)} />}
        </span>
      ),
    },
    { key: 'price', title: t('pricing.form.seatMonthly'), align: 'right', render: (each) => <Money amount={each.seatMonthly} currency={each.currency} /> },
    { key: 'more', title: t('pricing.terms.more'), render: (each) => <PriceSummary pricing={each.pricing} currency={each.currency} /> },
    { key: 'days', title: t('pricing.form.dayCountTitle'), render: (each) => t(`pricing.form.dayCount.${each.dayCount}`) },
    { key: 'why', title: t('operator.reason'), render: (each) => each.reason ?? <span className="muted">{t('pricing.terms.opening')}</span> },
  ];
  return <DataTable caption={t('pricing.terms.title')} columns={columns} source={{ rows: [...versions], error: null, refetch: () => undefined }} rowKey={(each) => String(each.version)} empty={null} />;
}
