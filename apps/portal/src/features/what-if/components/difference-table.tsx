import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../../ui/data-table';
import { addDays } from '../../../ui/format';
import { Day, Money, useFormats } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { usePagedList } from '../../../ui/use-paged-list';
import { type Question, supposeOtherwise, WHAT_IF_KEY, type WhatIfView } from '../api';

/** What was, what would have been, and the difference, a lease a row. */
export function DifferenceTable({ question }: { question: Question }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const found = usePagedList([...WHAT_IF_KEY, question], (cursor) => supposeOtherwise(question, cursor));
  const hours = (value: number) => <span className="figure">{number(value)}</span>;
  const aboutGrace = 'graceDays' in question.supposed;
  const part = (each: WhatIfView, which: 'rent' | 'calls') => {
    const { old, new: supposed } = each[which] ?? {};
    return old === undefined || supposed === undefined ? '–' : <span className="figure"><Money amount={old} currency={each.currency} /> → <Money amount={supposed} currency={each.currency} /></span>;
  };
  const parts: Column<WhatIfView>[] = 'planCode' in question.supposed ? [
    { key: 'rent', title: t('whatIfParts.rent'), align: 'right', wideOnly: true, render: (each) => part(each, 'rent') },
    { key: 'calls', title: t('whatIfParts.calls'), align: 'right', wideOnly: true, render: (each) => part(each, 'calls') },
  ] : [];
  const money: Column<WhatIfView>[] = [
    ...parts,
    { key: 'old', title: t('whatIf.old'), align: 'right', render: (each) => <Money amount={each.old} currency={each.currency} /> },
    { key: 'new', title: t('whatIf.new'), align: 'right', render: (each) => <Money amount={each.new} currency={each.currency} /> },
    { key: 'difference', title: t('whatIf.difference'), align: 'right', render: (each) => <Money amount={each.difference} currency={each.currency} strong /> },
    ...('deckId' in question.supposed ? [{ key: 'unpriced', title: t('whatIf.unpriced'), align: 'right' as const, render: (each: WhatIfView) => hours(each.unpriced) }] : []),
  ];
  const suspended: Column<WhatIfView>[] = [
    { key: 'old', title: t('whatIf.oldHours'), align: 'right', render: (each) => hours(each.oldSuspendedHours) },
    { key: 'new', title: t('whatIf.newHours'), align: 'right', render: (each) => hours(each.newSuspendedHours) },
    { key: 'difference', title: t('whatIf.difference'), align: 'right', render: (each) => hours(each.newSuspendedHours - each.oldSuspendedHours) },
  ];
  const columns: Column<WhatIfView>[] = [
    { key: 'tenant', title: t('whatIf.tenant'), render: (each) => <strong className="break">{each.tenantName}</strong> },
    { key: 'lease', title: t('seats.lease'), render: (each) => <Link to={`/operator/leases/${each.tenantId}/${each.id}`}>{each.leaseNumber}</Link> },
    {
      key: 'span',
      title: t('invoices.span'),
      wideOnly: true,
      render: (each) => (
        <span>
          <Day on={each.fromOn} /> – <Day on={addDays(each.toOn, -1)} />
        </span>
      ),
    },
    ...(aboutGrace ? suspended : money),
  ];
  return <DataTable caption={t('pages.operatorWhatIf')} columns={columns} source={found} rowKey={(each) => each.id} empty={<EmptyState title={t('whatIf.emptyTitle')} hint={t('whatIf.emptyHint')} />} />;
}
