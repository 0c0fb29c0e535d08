import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { INVOICES_KEY, listInvoices } from '../../features/invoices/api';
import { InvoiceTable } from '../../features/invoices/components/invoice-table';
import { Page } from '../../ui/page';
import { useFilter } from '../../ui/use-filter';
import { usePagedList } from '../../ui/use-paged-list';

export function InvoicesPage() {
  const { t } = useTranslation();
  const [kind, setKind] = useFilter('kind');
  const invoices = usePagedList([...INVOICES_KEY, kind], (cursor) => listInvoices(cursor, { kind }));
  return (
    <Page title={t('pages.invoices')} intro={t('invoices.intro')}>
      <div className="filters">
        <Segmented
          aria-label={t('invoices.kindTitle')}
          value={kind ?? 'all'}
          onChange={(value) => setKind(value === 'all' ? null : value)}
          options={[
            { value: 'all', label: t('ui.all') },
            { value: 'rent', label: t('invoices.kind.rent') },
            { value: 'telephone', label: t('invoices.kind.telephone') },
          ]}
        />
      </div>
      <InvoiceTable source={invoices} />
    </Page>
  );
}
