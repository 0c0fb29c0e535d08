import { CheckCircleOutlined, ExclamationCircleOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHECKS_KEY, type CheckRunView, listChecks, listNumberGaps, type NumberGapView, readUsageLedger, runChecks, type UsageMonthView } from '../../features/checks/api';
import { type Column, DataTable } from '../../ui/data-table';
import { Instant, Price, useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { ToneTag } from '../../ui/tone';
import { useAction } from '../../ui/use-action';
import { usePagedList } from '../../ui/use-paged-list';

export function ChecksPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const check = useAction(
    async () => {
      const { breaches } = await runChecks();
      if (breaches.length === 0) void message.success(t('checks.fine'));
      else void message.warning(t('checks.found', { count: breaches.length }));
    },
    { stale: [CHECKS_KEY] },
  );
  const button = (
    <Button type="primary" icon={<PlayCircleOutlined aria-hidden="true" />} loading={check.isPending} onClick={() => check.mutate(undefined)}>
      {t('checks.run')}
    </Button>
  );
  return (
    <Page title={t('pages.operatorChecks')} intro={t('checks.intro')} actions={button}>
      <Runs />
      <NumberGaps />
      <UsageLedger />
    </Page>
  );
}

function Runs() {
  const { t } = useTranslation();
  const runs = usePagedList([...CHECKS_KEY, 'runs'], listChecks);
  const columns: Column<CheckRunView>[] = [
    { key: 'at', title: t('checks.ranAt'), render: (run) => <Instant at={run.ranAt} /> },
    { key: 'kind', title: t('checks.kind'), render: (run) => t(run.nightly ? 'checks.nightly' : 'checks.asked') },
    { key: 'by', title: t('checks.ranBy'), render: (run) => run.ranBy },
    { key: 'result', title: t('checks.result'), render: (run) => <Result run={run} /> },
  ];
  return (
    <section>
      <h2 className="section-title">{t('checks.runs')}</h2>
      <DataTable caption={t('checks.runs')} columns={columns} source={runs} rowKey={(run) => run.id} empty={<EmptyState title={t('checks.emptyTitle')} hint={t('checks.emptyHint')} />} />
    </section>
  );
}

function Result({ run }: { run: CheckRunView }) {
  const { t } = useTranslation();
  if (run.breaches.length === 0) return <ToneTag tone="good" icon={<CheckCircleOutlined />}>{t('checks.fine')}</ToneTag>;
  return (
    <>
      <ToneTag tone="warn" icon={<ExclamationCircleOutlined />}>{t('checks.found', { count: run.breaches.length })}</ToneTag>
      <ul className="break">
        {run.breaches.map((breach) => (
          <li key={`${breach.rule} ${breach.at}`}>
            {breach.rule}: <span className="mono">{breach.at}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A bookkeeper who finds a number missing finds here why. */
function NumberGaps() {
  const { t } = useTranslation();
  const gaps = usePagedList([...CHECKS_KEY, 'number-gaps'], listNumberGaps);
  const columns: Column<NumberGapView>[] = [
    { key: 'series', title: t('numberGaps.series'), render: (gap) => t(`numberGaps.${gap.series}`) },
    { key: 'numbers', title: t('numberGaps.numbers'), render: (gap) => <span className="mono">{gap.numbers === 1 ? gap.first : t('numberGaps.range', { first: gap.first, last: gap.last })}</span> },
    { key: 'reason', title: t('numberGaps.reason'), render: (gap) => <span className="break">{gap.reason}</span> },
    { key: 'by', title: t('numberGaps.by'), render: (gap) => gap.recordedBy },
    { key: 'at', title: t('numberGaps.at'), render: (gap) => <Instant at={gap.recordedAt} /> },
  ];
  return (
    <section>
      <h2 className="section-title">{t('numberGaps.title')}</h2>
      <p>{t('numberGaps.intro')}</p>
      <DataTable caption={t('numberGaps.title')} columns={columns} source={gaps} rowKey={(gap) => gap.id} empty={<EmptyState title={t('numberGaps.none')} />} />
    </section>
  );
}

function UsageLedger() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const [month, setMonth] = useState(() => dayjs().format('YYYY-MM'));
  const ledger = useQuery({ queryKey: [...CHECKS_KEY, 'ledger', month], queryFn: () => readUsageLedger(month) });
  const count = (key: 'received' | 'rated' | 'quarantined' | 'unanswered' | 'free' | 'invoiced' | 'prepaid' | 'included' | 'open' | 'withoutCharge'): Column<UsageMonthView> => ({
    key, title: t(`checks.${key}`), align: 'right', render: (row) => <span className="figure">{number(row[key])}</span>,
  });
  const cost = (key: 'ratedCost' | 'invoicedCost' | 'correctedCost' | 'prepaidCost' | 'includedCost' | 'openCost'): Column<UsageMonthView> => ({
    key, title: t(`checks.${key}`), align: 'right', render: (row) => (row.currency && row[key] ? <Price amount={row[key]} currency={row.currency} /> : '–'),
  });
  const columns: Column<UsageMonthView>[] = [
    { key: 'tenant', title: t('leases.tenant'), render: (row) => <strong>{row.tenantName}</strong> },
    count('received'), count('rated'), count('quarantined'), count('unanswered'), count('free'), count('invoiced'), count('prepaid'), count('included'), count('open'), count('withoutCharge'),
    cost('ratedCost'), cost('invoicedCost'), cost('correctedCost'), cost('prepaidCost'), cost('includedCost'), cost('openCost'),
  ];
  const source = { rows: ledger.data?.items, error: ledger.error, refetch: ledger.refetch };
  return (
    <section>
      <div className="row row--between panel__head">
        <h2 className="section-title">{t('checks.ledger')}</h2>
        <DatePicker picker="month" allowClear={false} value={dayjs(`${month}-01`)} onChange={(picked) => picked && setMonth(picked.format('YYYY-MM'))} aria-label={t('checks.month')} />
      </div>
      <DataTable caption={t('checks.ledger')} columns={columns} source={source} rowKey={(row) => `${row.tenantId} ${row.currency ?? ''}`} empty={<EmptyState title={t('checks.noRecords')} />} />
    </section>
  );
}
