import { WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { Money, Price } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { ToneTag } from '../../../ui/tone';
import type { SpendingMeterView, SpendingView } from '../api';

function Room({ meter, currency }: { meter: SpendingMeterView; currency: string }) {
  const { t } = useTranslation();
  if (meter.room === null) return <span className="muted">–</span>;
  return (
    <span className="row">
      <Price amount={meter.room} currency={currency} />
      {meter.binds && (
        <ToneTag tone={Number(meter.room) === 0 ? 'warn' : 'neutral'} icon={<WarningOutlined />}>
          {t('caps.binds')}
        </ToneTag>
      )}
    </span>
  );
}

/** The company's meters, and which of them leaves least. */
export function SpendingMeters({ spending }: { spending: SpendingView }) {
  const { t } = useTranslation();
  const { currency } = spending;
  const columns: Column<SpendingMeterView>[] = [
    { key: 'meter', title: t('caps.meterTitle'), render: (row) => <strong>{t(`caps.meter.${row.meter}`)}</strong> },
    { key: 'spent', title: t('caps.spent'), align: 'right', render: (row) => <Price amount={row.spent} currency={currency} /> },
    { key: 'reserved', title: t('caps.reserved'), align: 'right', render: (row) => <Price amount={row.reserved} currency={currency} /> },
    { key: 'cap', title: t('caps.cap'), align: 'right', render: (row) => (row.cap === null ? <span className="muted">{t('caps.none')}</span> : <Money amount={row.cap} currency={currency} />) },
    { key: 'room', title: t('caps.room'), align: 'right', render: (row) => <Room meter={row} currency={currency} /> },
  ];
  const source = { rows: spending.meters, error: null, refetch: () => undefined };
  return <DataTable caption={t('caps.now')} columns={columns} source={source} rowKey={(row) => row.meter} empty={<EmptyState title={t('caps.none')} hint={t('caps.setHint')} />} />;
}

type SeatRow = SpendingView['seats'][number];

/** What each seat's calls cost, and what it may still spend. */
export function SeatSpending({ spending }: { spending: SpendingView }) {
  const { t } = useTranslation();
  const { currency } = spending;
  const cell = (row: SeatRow, place: number) => {
    const meter = row.meters[place];
    if (!meter) return null;
    return (
      <span className="stack stack--tight">
        <Price amount={meter.spent} currency={currency} />
        {meter.cap !== null && (
          <span className="muted">
            {t('caps.cap')} <Money amount={meter.cap} currency={currency} />
          </span>
        )}
      </span>
    );
  };
  const columns: Column<SeatRow>[] = [
    { key: 'seat', title: t('caps.seat'), render: (row) => <strong className="break">{row.label}</strong> },
    { key: 'day', title: t('caps.day'), align: 'right', render: (row) => cell(row, 0) },
    { key: 'month', title: t('caps.month'), align: 'right', render: (row) => cell(row, 1) },
  ];
  const source = { rows: spending.seats, error: null, refetch: () => undefined };
  return <DataTable caption={t('caps.seats')} columns={columns} source={source} rowKey={(row) => row.seatId} empty={<EmptyState title={t('caps.noSeatsTitle')} hint={t('caps.noSeatsHint')} />} />;
}
