import { Button, Skeleton, Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from './scroll-region';
import { ErrorState } from './states';
import { useNarrow } from './theme';

export interface Column<Row> {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  /** Money and counts stand at the right, so that their digits line up. */
  align?: 'right';
  width?: number | string;
  /** On a phone the first column is the card's head; these are left out there. */
  wideOnly?: boolean;
  /** Buttons: at the foot of the card on a phone. */
  actions?: boolean;
}

/** A list as it is read page by page. */
export interface RowSource<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
  readonly more?: { readonly load: () => unknown; readonly loading: boolean } | null;
}

interface DataTableProps<Row> {
  /** Names the table for a reader who does not see it. */
  caption: string;
  columns: readonly Column<Row>[];
  source: RowSource<Row>;
  rowKey: (row: Row) => string;
  empty: ReactNode;
  expand?: (row: Row) => ReactNode;
}

const PLACEHOLDERS = Array.from({ length: 5 }, (_, index) => String(index));

/** The one table: full width on a desk, a list of cards on a phone; empty, loading and failing keep the layout. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const narrow = useNarrow();
  const { source } = props;
  if (source.rows === undefined && source.error) {
    return (
      <div className="panel panel--flush">
        <ErrorState error={source.error} onRetry={() => void source.refetch()} />
      </div>
    );
  }
  if (source.rows?.length === 0) return <div className="panel panel--flush">{props.empty}</div>;
  return (
    <div className="panel panel--flush" aria-busy={source.rows === undefined}>
      {source.rows === undefined ? <PendingRows {...props} narrow={narrow} /> : narrow ? <Cards {...props} rows={source.rows} /> : <Rows {...props} rows={source.rows} />}
      <LoadMore source={source} />
    </div>
  );
}

function LoadMore<Row>({ source }: { source: RowSource<Row> }) {
  const { t } = useTranslation();
  if (!source.more) return null;
  const { load, loading } = source.more;
  return (
    <div className="load-more">
      <Button loading={loading} onClick={() => void load()}>
        {t('ui.more')}
      </Button>
    </div>
  );
}

function PendingRows<Row>({ columns, caption, narrow }: DataTableProps<Row> & { narrow: boolean }) {
  const { t } = useTranslation();
  const status = (
    <span className="visually-hidden" role="status">
      {t('ui.loading')}
    </span>
  );
  if (narrow) {
    return (
      <div style={{ padding: 16 }}>
        {status}
        <Skeleton active paragraph={{ rows: 6 }} />
      </div>
    );
  }
  return (
    <div className="table-scroll">
      {status}
      <Table<{ key: string }>
        aria-label={caption}
        pagination={false}
        dataSource={PLACEHOLDERS.map((key) => ({ key }))}
        columns={columns.map((column) => ({
          key: column.key,
          title: column.title,
          width: column.width,
          render: () => <Skeleton.Input active size="small" style={{ height: 16, minWidth: 48, width: '70%' }} />,
        }))}
      />
    </div>
  );
}

function Rows<Row extends object>({ columns, rows, rowKey, caption, expand }: DataTableProps<Row> & { rows: readonly Row[] }) {
  const { t } = useTranslation();
  const details = <span className="visually-hidden">{t('ui.details')}</span>;
  return (
    <ScrollRegion caption={caption} className="table-scroll">
      <Table<Row>
        aria-label={caption}
        pagination={false}
        dataSource={[...rows]}
        rowKey={rowKey}
        expandable={expand && { expandedRowRender: expand, columnTitle: details }}
        columns={columns.map((column) => ({
          key: column.key,
          title: column.title,
          align: column.align ?? ('left' as const),
          width: column.width,
          render: (_: unknown, row: Row) => column.render(row),
        }))}
      />
    </ScrollRegion>
  );
}

function Cards<Row extends object>({ columns, rows, rowKey, caption, expand }: DataTableProps<Row> & { rows: readonly Row[] }) {
  const [head, ...rest] = columns;
  const facts = rest.filter((column) => !column.wideOnly && !column.actions);
  const actions = rest.filter((column) => column.actions);
  return (
    <ul className="cards" aria-label={caption}>
      {rows.map((row) => (
        <li key={rowKey(row)}>
          <div className="cards__head">{head?.render(row)}</div>
          <dl>
            {facts.map((column) => [
              <dt key={`${column.key}-name`}>{column.title}</dt>,
              <dd key={column.key}>{column.render(row)}</dd>,
            ])}
          </dl>
          {expand?.(row)}
          {actions.length > 0 && <div className="cards__actions">{actions.map((column) => <span key={column.key}>{column.render(row)}</span>)}</div>}
        </li>
      ))}
    </ul>
  );
}
