import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readStatement, statementFile, statementPaper, STATEMENTS_KEY } from '../../features/statements/api';
import { StatementControls, StatementSheets } from '../../features/statements/components/statement-sheet';
import { dayOf } from '../../ui/format';
import { useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { Loaded } from '../../ui/states';

export function StatementPage() {
  const { t } = useTranslation();
  const { zone } = useFormats();
  const [month, setMonth] = useState(() => dayOf(new Date(), zone).slice(0, 7));
  const statement = useQuery({ queryKey: [...STATEMENTS_KEY, month], queryFn: () => readStatement(month) });
  return (
    <Page
      title={t('pages.statement')}
      intro={statement.data ? t('statements.of', { tenant: statement.data.tenantName }) : t('statements.intro')}
      actions={<StatementControls month={month} onMonth={setMonth} file={statementFile(month)} document={statementPaper(month)} />}
    >
      <Loaded read={statement}>{(view) => <StatementSheets view={view} link={({ leaseId, leaseNumber }) => <Link to={`/leases/${leaseId}`}>{t('leases.title', { number: leaseNumber })}</Link>} />}</Loaded>
    </Page>
  );
}
