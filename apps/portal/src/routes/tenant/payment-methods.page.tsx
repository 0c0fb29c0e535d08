import { useTranslation } from 'react-i18next';
import { CollectionPanel } from '../../features/payment-methods/components/collection-panel';
import { MethodList } from '../../features/payment-methods/components/method-list';
import { SaveCard } from '../../features/payment-methods/components/save-card';
import { useAllowed } from '../../session/session';
import { Page } from '../../ui/page';

/** The cards that are kept, and whether invoices are charged to them by themselves. */
export function PaymentMethodsPage() {
  const { t } = useTranslation();
  const manages = useAllowed('billing:manage');
  return (
    <Page title={t('pages.paymentMethods')} intro={t('methods.intro')}>
      <MethodList />
      {manages && <SaveCard />}
      <CollectionPanel />
    </Page>
  );
}
