import { DownloadOutlined } from '@ant-design/icons';
import { Button, DatePicker, Segmented } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { journalAddress, reportAddress } from '../../features/reports/api';
import { marginAddress, type MarginGroup } from '../../features/margin/api';
import { MarginReport } from '../../features/margin/components/margin-report';
import { DepositsReport, ReceivablesReport, RevenueReport, TrialBalanceReport } from '../../features/reports/components/report-views';
import { Page } from '../../ui/page';
import { useFilter } from '../../ui/use-filter';

const REPORTS = ['trial-balance', 'receivables', 'deposits', 'revenue', 'margin', 'journal'] as const;
const GROUPS = ['tenant', 'destination', 'day'] as const;
type Report = (typeof REPORTS)[number];

const TITLE = { 'trial-balance': 'reports.trialBalance', receivables: 'reports.receivables', deposits: 'reports.deposits', revenue: 'reports.revenue', margin: 'reports.margin', journal: 'reports.journal' } as const;

function addressOf(report: Report, from: string, to: string, by: MarginGroup): string {
  if (report === 'journal') return journalAddress(from, to);
  return report === 'margin' ? marginAddress(from, to, by) : reportAddress(report, from, to);
}

export function ReportsPage() {
  const { t } = useTranslation();
  const [chosen, setReport] = useFilter<Report>('report', REPORTS);
  const report = chosen ?? 'trial-balance';
  const [from, setFrom] = useState(() => dayjs().startOf('year'));
  const [to, setTo] = useState(() => dayjs());
  const [by, setBy] = useState<MarginGroup>('tenant');
  const spans = report === 'revenue' || report === 'journal' || report === 'margin';
  const fromOn = from.format('YYYY-MM-DD');
  const toOn = to.format('YYYY-MM-DD');
  const address = addressOf(report, fromOn, toOn, by);
  const download = (
    <Button type="primary" icon={<DownloadOutlined aria-hidden="true" />} href={address} download>
      {t('reports.download')}
    </Button>
  );
  return (
    <Page title={t('pages.operatorReports')} intro={t('reports.intro')} actions={download}>
      <div className="filters">
        <Segmented<Report> aria-label={t('reports.which')} value={report} onChange={setReport} options={REPORTS.map((value) => ({ value, label: t(TITLE[value]) }))} />
        {report === 'margin' && <Segmented<MarginGroup> aria-label={t('margin.grouped')} value={by} onChange={setBy} options={GROUPS.map((value) => ({ value, label: t(`margin.by.${value}`) }))} />}
        {spans && <DatePicker aria-label={t('reports.from')} allowClear={false} value={from} onChange={(day) => day && setFrom(day)} maxDate={to} />}
        <DatePicker aria-label={spans ? t('reports.to') : t('reports.on')} allowClear={false} value={to} onChange={(day) => day && setTo(day)} minDate={spans ? from : undefined} />
      </div>
      {report === 'trial-balance' && <TrialBalanceReport on={toOn} />}
      {report === 'receivables' && <ReceivablesReport on={toOn} />}
      {report === 'deposits' && <DepositsReport on={toOn} />}
      {report === 'revenue' && <RevenueReport from={fromOn} to={toOn} />}
      {report === 'margin' && <MarginReport from={fromOn} to={toOn} by={by} />}
      {report === 'journal' && <div className="panel"><p>{t('reports.journalHint', { from: fromOn, to: toOn })}</p></div>}
    </Page>
  );
}
