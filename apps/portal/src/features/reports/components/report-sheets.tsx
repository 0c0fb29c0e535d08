import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { Money } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { EmptyState } from '../../../ui/states';

interface Sheet {
  readonly legalEntityId: string;
  readonly legalEntityName: string;
  readonly currency: string;
}

interface ReportSheetsProps<Books extends Sheet, Row extends object> {
  caption: string;
  sheets: readonly Books[];
  rows: (sheet: Books) => readonly Row[];
  columns: (sheet: Books) => readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** What the sheet comes to, beside its name. */
  total?: (sheet: Books) => ReactNode;
}

/** A report as a table for each legal entity and currency; amounts of two are never in one. */
export function ReportSheets<Books extends Sheet, Row extends object>({ caption, sheets, rows, columns, rowKey, total }: ReportSheetsProps<Books, Row>) {
  const { t } = useTranslation();
  if (sheets.length === 0) {
    return (
      <div className="panel">
        <EmptyState title={t('reports.emptyTitle')} hint={t('reports.emptyHint')} />
      </div>
    );
  }
  return sheets.map((sheet) => (
    <Panel key={`${sheet.legalEntityId} ${sheet.currency}`} title={`${sheet.legalEntityName} · ${sheet.currency}`} extra={total?.(sheet)}>
      <DataTable caption={`${caption}, ${sheet.legalEntityName}, ${sheet.currency}`} columns={columns(sheet)} source={{ rows: rows(sheet), error: null, refetch: () => undefined }} rowKey={rowKey} empty={<EmptyState title={t('reports.emptyTitle')} />} />
    </Panel>
  ));
}

/** A column of amounts. */
export function amountColumn<Row>(key: string & keyof Row, title: string, currency: string, strong = false): Column<Row> {
  return { key, title, align: 'right', render: (row) => <Money amount={String(row[key])} currency={currency} strong={strong} /> };
}
