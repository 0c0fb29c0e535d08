import { BulbOutlined, CheckCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { Day, Instant, useFormats, ZoneProvider } from '../../../ui/formats';
import { Facts, Panel } from '../../../ui/page';
import { EmptyState } from '../../../ui/states';
import { Banner, ToneTag } from '../../../ui/tone';
import type { LeaseSeatUsageView, SeatDayView, SpareSeatsView } from '../api';

/** "You rent 40 and never used more than 31", with its dates. */
function Spare({ spare }: { spare: SpareSeatsView }) {
  const { t } = useTranslation();
  const { day, number } = useFormats();
  const counts = { rented: number(spare.rented), mostUsed: number(spare.mostUsed) };
  return (
    <Banner tone="info" icon={<BulbOutlined />} title={spare.mostUsedOn === null ? t('seatUsage.spareUnused', counts) : t('seatUsage.spare', counts)}>
      <span>
        {t('seatUsage.spareDates', { from: day(spare.fromOn), through: day(spare.throughOn) })}{' '}
        {spare.mostUsedOn !== null && t('seatUsage.spareFirst', { on: day(spare.mostUsedOn) })}
      </span>
    </Banner>
  );
}

function useDayColumns(): Column<SeatDayView>[] {
  const { t } = useTranslation();
  const { number } = useFormats();
  const count = (key: 'rented' | 'active' | 'sublet' | 'suspended' | 'maintenance', title: string): Column<SeatDayView> => ({
    key, title, align: 'right', render: (day) => <span className={day[key] === 0 ? 'figure muted' : 'figure'}>{number(day[key])}</span>,
  });
  return [
    { key: 'on', title: t('seatUsage.day'), render: (day) => <Day on={day.on} /> },
    count('rented', t('seatUsage.rented')),
    count('active', t('seatUsage.active')),
    count('sublet', t('seatUsage.sublet')),
    count('suspended', t('seatUsage.suspended')),
    count('maintenance', t('seatUsage.maintenance')),
    { key: 'peak', title: t('seatUsage.used'), align: 'right', render: (day) => <span className="figure figure--strong">{number(day.peak)}</span> },
    { key: 'peakAt', title: t('seatUsage.peakAt'), render: (day) => <Instant at={day.peakAt} /> },
  ];
}

/** One lease's month: what can be said of it, its seat-days by reason, and its days. */
export function LeaseSeatUsage({ usage }: { usage: LeaseSeatUsageView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const columns = useDayColumns();
  const title = t('seatUsage.lease', { number: usage.leaseNumber });
  const sums = (['total', 'active', 'sublet', 'suspended', 'maintenance'] as const).map((key) => ({
    label: t(`seatUsage.${key}`), value: <span className="figure">{number(usage.seatDays[key])}</span>,
  }));
  return (
    <ZoneProvider zone={usage.zone}>
      <Panel title={title}>
        <div className="stack">
          {usage.spare === null ? (
            <ToneTag tone="good" icon={<CheckCircleOutlined />}>{t('seatUsage.full')}</ToneTag>
          ) : (
            <Spare spare={usage.spare} />
          )}
          <Facts facts={[...sums, { label: t('seatUsage.peak'), value: <span className="figure">{number(usage.peak)}</span> }, { label: t('seatUsage.peakAt'), value: <Instant at={usage.peakAt} /> }]} />
          <p className="muted">{t('seatUsage.note')}</p>
        </div>
      </Panel>
      <DataTable
        caption={`${title}, ${t('seatUsage.days')}`}
        columns={columns}
        source={{ rows: usage.days.filter((day) => day.rented > 0).toReversed(), error: null, refetch: () => undefined }}
        rowKey={(day) => day.on}
        empty={<EmptyState title={t('seatUsage.emptyTitle')} />}
      />
    </ZoneProvider>
  );
}
