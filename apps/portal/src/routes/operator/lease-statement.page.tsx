import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { readTenantStatement, STATEMENTS_KEY, tenantStatementFile, tenantStatementPaper } from '../../features/statements/api';
import { StatementControls, StatementSheets } from '../../features/statements/components/statement-sheet';
import { dayOf } from '../../ui/format';
import { useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { Loaded } from '../../ui/states';

/** One lease's month as its tenant reads it. */
export function LeaseStatementPage() {
  const { t } = useTranslation();
  const { zone } = useFormats();
  const { tenantId = '', leaseId = '' } = useParams();
  const address = { tenantId, leaseId };
  const [month, setMonth] = useState(() => dayOf(new Date(), zone).slice(0, 7));
  const statement = useQuery({ queryKey: [...STATEMENTS_KEY, leaseId, month], queryFn: () => readTenantStatement(address, month) });
  const number = statement.data?.leases[0]?.leaseNumber;
  return (
    <Page
      title={t('pages.statement')}
      intro={statement.data ? t('statements.of', { tenant: statement.data.tenantName }) : t('statements.intro')}
      back={{ to: `/operator/leases/${tenantId}/${leaseId}`, label: number === undefined ? t('pages.operatorLeases') : t('leases.title', { number }) }}
      actions={<StatementControls month={month} onMonth={setMonth} file={tenantStatementFile(address, month)} document={tenantStatementPaper(address, month)} />}
    >
      <Loaded read={statement}>{(view) => <StatementSheets view={view} link={({ leaseNumber }) => t('leases.title', { number: leaseNumber })} />}</Loaded>
    </Page>
  );
}
