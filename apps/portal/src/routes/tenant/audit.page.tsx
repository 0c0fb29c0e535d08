import { useTranslation } from 'react-i18next';
import { AUDIT_KEY, listAudit } from '../../features/audit/api';
import { AuditTable } from '../../features/audit/components/audit-table';
import { Page } from '../../ui/page';
import { usePagedList } from '../../ui/use-paged-list';

export function AuditPage() {
  const { t } = useTranslation();
  const entries = usePagedList(AUDIT_KEY, listAudit);
  return (
    <Page title={t('pages.audit')} intro={t('audit.intro')}>
      <AuditTable source={entries} caption={t('pages.audit')} />
    </Page>
  );
}
