import { DownloadOutlined } from '@ant-design/icons';
import { Button, DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { addDays } from '../../../ui/format';
import { Day, Money, useFormats } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { EmptyState } from '../../../ui/states';
import { useCodeText } from '../../../ui/use-code-text';
import { PdfLinks } from '../../documents/components/pdf-links';
import type { AccountSidesView, LeaseStatementView, StatementView } from '../api';
import { isAmount, sheetRows, type SheetRow } from '../model';

const SIDES = ['receivable', 'deposit', 'unapplied', 'refundable'] as const;

function Side({ row, side, currency }: { row: SheetRow; side: keyof AccountSidesView; currency: string }) {
  const amount = row.sides[side];
  if (!row.edge && !isAmount(amount)) return null;
  return <Money amount={amount} currency={currency} strong={row.edge} />;
}

function Sheet({ statement, span }: { statement: LeaseStatementView; span: { fromOn: string; lastOn: string } }) {
  const { t } = useTranslation();
  const kind = useCodeText('statements.kind');
  const columns: Column<SheetRow>[] = [
    { key: 'on', title: t('statements.on'), render: (row) => <Day on={row.on} /> },
    { key: 'kind', title: t('statements.what'), render: (row) => (row.edge ? <strong>{kind(row.kind)}</strong> : kind(row.kind)) },
    { key: 'document', title: t('statements.document'), render: (row) => <span className="break">{row.document ?? ''}</span> },
    { key: 'value', title: t('payments.valueOn'), wideOnly: true, render: (row) => (row.valueOn === null ? null : <Day on={row.valueOn} />) },
    ...SIDES.map((side): Column<SheetRow> => ({
      key: side,
      title: t(`statements.side.${side}`),
      align: 'right',
      render: (row) => <Side row={row} side={side} currency={statement.currency} />,
    })),
  ];
  return (
    <DataTable
      caption={t('leases.title', { number: statement.leaseNumber })}
      columns={columns}
      source={{ rows: sheetRows(statement, span), error: null, refetch: () => undefined }}
      rowKey={(row) => row.key}
      empty={null}
    />
  );
}

/** The month to tell, its file, and paper. */
export function StatementControls({ month, onMonth, file, document }: { month: string; onMonth: (month: string) => void; file: string; document: string }) {
  const { t } = useTranslation();
  return (
    <>
      <DatePicker
        picker="month"
        allowClear={false}
        aria-label={t('statements.month')}
        value={dayjs(`${month}-01`)}
        onChange={(value: Dayjs | null) => value && onMonth(value.format('YYYY-MM'))}
      />
      <Button icon={<DownloadOutlined aria-hidden="true" />} href={file} download>
        {t('statements.file')}
      </Button>
      <PdfLinks name={t('pdf.statement')} address={document} />
      <Button onClick={() => window.print()}>{t('invoices.print')}</Button>
    </>
  );
}

/** Everything of a month on one page: how each lease's account stood, what was booked, how it stands. */
export function StatementSheets({ view, link }: { view: StatementView; link: (statement: LeaseStatementView) => ReactNode }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const span = { fromOn: view.fromOn, lastOn: addDays(view.toOn, -1) };
  if (view.leases.length === 0) return <EmptyState title={t('statements.emptyTitle')} hint={t('statements.emptyHint')} />;
  return (
    <>
      {view.leases.map((statement) => (
        <section key={statement.leaseId} className="stack">
          <h2 className="section-title">{link(statement)}</h2>
          <Sheet statement={statement} span={span} />
          {!statement.final && <p className="muted">{t('statements.notFinal')}</p>}
        </section>
      ))}
      {view.leases.length > 1 &&
        view.totals.map((total) => (
          <Panel key={total.currency} title={t('statements.total')}>
            <p>{SIDES.map((side) => `${t(`statements.side.${side}`)} ${money(total.closing[side], total.currency)}`).join(' · ')}</p>
          </Panel>
        ))}
    </>
  );
}
