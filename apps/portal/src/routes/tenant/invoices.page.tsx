import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { type InvoiceKind, INVOICES_KEY, listInvoices } from '../../features/invoices/api';
import { InvoiceTable } from '../../features/invoices/components/invoice-table';
import { Page } from '../../ui/page';
import { useFilter } from '../../ui/use-filter';
import { usePagedList } from '../../ui/use-paged-list';

const KINDS: readonly InvoiceKind[] = ['rent', 'telephone'];

export function InvoicesPage() {
  const { t } = useTranslation();
  const [kind, setKind] = useFilter<InvoiceKind>('kind', KINDS);
  const invoices = usePagedList([...INVOICES_KEY, kind], (cursor) => listInvoices(cursor, { kind }));
  return (
    <Page title={t('pages.invoices')} intro={t('invoices.intro')}>
      <div className="filters">
        <Segmented<InvoiceKind | 'all'>
          aria-label={t('invoices.kindTitle')}
          value={kind ?? 'all'}
          onChange={(value) => setKind(value === 'all' ? null : value)}
          options={[{ value: 'all' as const, label: t('ui.all') }, ...KINDS.map((value) => ({ value, label: t(`invoices.kind.${value}`) }))]}
        />
      </div>
      <InvoiceTable source={invoices} />
    </Page>
  );
}
