import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type LeaseSeatUsageView, listSeatUsage, SEAT_USAGE_KEY } from '../../features/seat-usage/api';
import { type Column, DataTable } from '../../ui/data-table';
import { useFormats } from '../../ui/formats';
import { MonthField, useMonth } from '../../ui/month-field';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';

interface Row extends LeaseSeatUsageView {
  tenantId: string;
  tenantName: string;
}

function SpareWords({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { day, number } = useFormats();
  if (row.spare === null) return <span className="muted">{t('seatUsage.noSpare')}</span>;
  const { rented, mostUsed, fromOn, throughOn } = row.spare;
  return t('seatUsage.spareShort', { rented: number(rented), mostUsed: number(mostUsed), from: day(fromOn), through: day(throughOn) });
}

export function OperatorSeatUsagePage() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const [month, setMonth] = useMonth();
  const tenants = usePagedList([...SEAT_USAGE_KEY, 'all', month], listSeatUsage(month));
  const rows = tenants.rows?.flatMap(({ tenantId, tenantName, leases }) => leases.map((lease): Row => ({ ...lease, tenantId, tenantName })));
  const count = (key: keyof Row['seatDays']): Column<Row> => ({
    key, title: t(`seatUsage.${key}`), align: 'right', render: (row) => <span className={row.seatDays[key] === 0 ? 'figure muted' : 'figure'}>{number(row.seatDays[key])}</span>,
  });
  const columns: Column<Row>[] = [
    { key: 'tenant', title: t('seatUsage.tenant'), render: (row) => <strong className="break">{row.tenantName}</strong> },
    { key: 'lease', title: t('seatUsage.leaseTitle'), render: (row) => <Link to={`/operator/leases/${row.tenantId}/${row.leaseId}`}>{row.leaseNumber}</Link> },
    count('total'), count('active'), count('sublet'), count('suspended'), count('maintenance'),
    { key: 'peak', title: t('seatUsage.peak'), align: 'right', render: (row) => <span className="figure figure--strong">{number(row.peak)}</span> },
    { key: 'spare', title: t('seatUsage.spareTitle'), render: (row) => <SpareWords row={row} /> },
  ];
  return (
    <Page title={t('pages.operatorSeatUsage')} intro={t('seatUsage.operatorIntro')}>
      <div className="filters">
        <MonthField month={month} onChange={setMonth} />
      </div>
      <DataTable
        caption={t('pages.operatorSeatUsage')} columns={columns} source={{ ...tenants, rows }} rowKey={(row) => row.leaseId}
        empty={<EmptyState title={t('seatUsage.emptyTitle')} hint={t('seatUsage.emptyHint')} />}
      />
    </Page>
  );
}
