import { useTranslation } from 'react-i18next';
import { OPERATOR_AUDIT_KEY, listOperatorAudit } from '../../features/audit/api';
import { AuditTable } from '../../features/audit/components/audit-table';
import { Page } from '../../ui/page';
import { usePagedList } from '../../ui/use-paged-list';

export function OperatorAuditPage() {
  const { t } = useTranslation();
  const entries = usePagedList(OPERATOR_AUDIT_KEY, listOperatorAudit);
  return (
    <Page title={t('pages.operatorAudit')} intro={t('audit.intro')}>
      <AuditTable source={entries} caption={t('pages.operatorAudit')} />
    </Page>
  );
}
