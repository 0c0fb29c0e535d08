import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Money } from '../../../ui/formats';
import { Loaded } from '../../../ui/states';
import { useCodeText } from '../../../ui/use-code-text';
import { type AccountBalanceView, type AgedLeaseView, type HeldDepositView, readDeposits, readReceivables, readRevenue, readTrialBalance, REPORTS_KEY, type RevenueMonthView } from '../api';
import { amountColumn, ReportSheets } from './report-sheets';

export function TrialBalanceReport({ on }: { on: string }) {
  const { t } = useTranslation();
  const account = useCodeText('reports.account');
  const read = useQuery({ queryKey: [...REPORTS_KEY, 'trial-balance', on], queryFn: () => readTrialBalance(on) });
  return (
    <Loaded read={read} framed>
      {({ items }) => (
        <ReportSheets
          caption={t('reports.trialBalance')}
          sheets={items}
          rows={(sheet) => sheet.accounts}
          rowKey={(row) => row.account}
          columns={({ currency }) => [
            { key: 'account', title: t('reports.accountTitle'), render: (row: AccountBalanceView) => <strong>{account(row.account)}</strong> },
            { key: 'kind', title: t('reports.kindTitle'), render: (row) => t(`reports.kind.${row.kind}`) },
            amountColumn<AccountBalanceView>('debit', t('reports.debit'), currency),
            amountColumn<AccountBalanceView>('credit', t('reports.credit'), currency),
            amountColumn<AccountBalanceView>('balance', t('reports.balance'), currency),
            amountColumn<AccountBalanceView>('balanceByDay', t('reports.balanceByDay'), currency, true),
          ]}
          total={(sheet) => <span>{t('reports.bothSides')} <Money amount={sheet.debit} currency={sheet.currency} strong /></span>}
        />
      )}
    </Loaded>
  );
}

function LeaseOf({ row }: { row: AgedLeaseView | HeldDepositView }) {
  return (
    <>
      <strong>{row.tenantName}</strong> <Link to={`/operator/leases/${row.tenantId}/${row.leaseId}`}>{row.leaseNumber}</Link>
    </>
  );
}

const AGES = ['notDue', 'days1To15', 'days16To30', 'days31To60', 'days61To90', 'daysOver90'] as const;

export function ReceivablesReport({ on }: { on: string }) {
  const { t } = useTranslation();
  const read = useQuery({ queryKey: [...REPORTS_KEY, 'receivables', on], queryFn: () => readReceivables(on) });
  return (
    <Loaded read={read} framed>
      {({ items }) => (
        <ReportSheets
          caption={t('reports.receivables')}
          sheets={items}
          rows={(sheet) => sheet.leases}
          rowKey={(row) => row.leaseId}
          columns={({ currency }) => [
            { key: 'lease', title: t('reports.lease'), render: (row: AgedLeaseView) => <LeaseOf row={row} /> },
            ...AGES.map((age) => amountColumn<AgedLeaseView>(age, t(`reports.age.${age}`), currency)),
            amountColumn<AgedLeaseView>('total', t('reports.total'), currency, true),
          ]}
          total={(sheet) => <Money amount={sheet.total} currency={sheet.currency} strong />}
        />
      )}
    </Loaded>
  );
}

export function DepositsReport({ on }: { on: string }) {
  const { t } = useTranslation();
  const read = useQuery({ queryKey: [...REPORTS_KEY, 'deposits', on], queryFn: () => readDeposits(on) });
  return (
    <Loaded read={read} framed>
      {({ items }) => (
        <ReportSheets
          caption={t('reports.deposits')}
          sheets={items}
          rows={(sheet) => sheet.leases}
          rowKey={(row) => row.leaseId}
          columns={({ currency }) => [
            { key: 'lease', title: t('reports.lease'), render: (row: HeldDepositView) => <LeaseOf row={row} /> },
            amountColumn<HeldDepositView>('deposit', t('reports.deposit'), currency, true),
          ]}
          total={(sheet) => <Money amount={sheet.total} currency={sheet.currency} strong />}
        />
      )}
    </Loaded>
  );
}

export function RevenueReport({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation();
  const read = useQuery({ queryKey: [...REPORTS_KEY, 'revenue', from, to], queryFn: () => readRevenue(from, to) });
  return (
    <Loaded read={read} framed>
      {({ items }) => (
        <ReportSheets
          caption={t('reports.revenue')}
          sheets={items}
          rows={(sheet) => sheet.months}
          rowKey={(row) => row.month}
          columns={({ currency }) => [
            { key: 'month', title: t('reports.month'), render: (row: RevenueMonthView) => <strong className="figure">{row.month}</strong> },
            amountColumn<RevenueMonthView>('rent', t('reports.rentByDay'), currency),
            amountColumn<RevenueMonthView>('telephone', t('reports.telephone'), currency),
            amountColumn<RevenueMonthView>('other', t('reports.other'), currency),
            amountColumn<RevenueMonthView>('total', t('reports.total'), currency, true),
            amountColumn<RevenueMonthView>('deferred', t('reports.deferredAtEnd'), currency),
            amountColumn<RevenueMonthView>('enteredRent', t('reports.enteredRent'), currency),
          ]}
        />
      )}
    </Loaded>
  );
}
