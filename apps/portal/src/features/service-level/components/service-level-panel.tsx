import { GiftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../../ui/data-table';
import { Duration, Instant, Money, useFormats } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { Loaded } from '../../../ui/states';
import { Banner } from '../../../ui/tone';
import { type ComingCreditView, type SeatAvailabilityView, SERVICE_LEVEL_KEY, type ServiceCreditView, type ServiceInterruptionView, type ServiceLevelView } from '../api';
import { seatSpans } from '../model';

function Coming({ coming, currency }: { coming: ComingCreditView; currency: string }) {
  const { t } = useTranslation();
  const { money, day } = useFormats();
  return (
    <Banner
      tone="info"
      icon={<GiftOutlined />}
      title={t(`serviceLevel.coming.${coming.by}`, { total: money(coming.total, currency), net: money(coming.net, currency), tax: money(coming.tax, currency), seats: coming.seats, on: day(coming.on) })}
    />
  );
}

function Availability({ view }: { view: ServiceLevelView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const columns: Column<SeatAvailabilityView>[] = [
    { key: 'seats', title: t('serviceLevel.seats'), render: (each) => <span className="figure">{seatSpans(each.seats)}</span> },
    { key: 'available', title: t('serviceLevel.available'), align: 'right', render: (each) => (each.availablePercent === null ? '–' : <span className="figure figure--strong">{`${each.availablePercent} %`}</span>) },
    { key: 'outage', title: t('serviceLevel.outage'), align: 'right', render: (each) => <Duration milliseconds={each.outageSeconds * 1000} /> },
    { key: 'maintenance', title: t('serviceLevel.maintenance'), align: 'right', render: (each) => <Duration milliseconds={each.maintenanceSeconds * 1000} /> },
    { key: 'promised', title: t('serviceLevel.promised'), align: 'right', wideOnly: true, render: (each) => <span className="figure">{t('serviceLevel.hours', { hours: number(Math.round(each.promisedSeconds / 360) / 10) })}</span> },
  ];
  return <DataTable caption={t('serviceLevel.availability')} columns={columns} source={fixed(view.availability)} rowKey={(each) => each.seats.join(' ')} empty={<p className="muted">{t('serviceLevel.noSeats')}</p>} />;
}

function Interruptions({ view }: { view: ServiceLevelView }) {
  const { t } = useTranslation();
  const columns: Column<ServiceInterruptionView>[] = [
    { key: 'kind', title: t('serviceLevel.kindTitle'), render: (each) => t(`serviceLevel.kind.${each.kind}`) },
    { key: 'start', title: t('maintenance.start'), render: (each) => <Instant at={each.startAt} /> },
    { key: 'end', title: t('maintenance.end'), render: (each) => <Instant at={each.endAt} /> },
    { key: 'creditable', title: t('serviceLevel.creditable'), align: 'right', render: (each) => <Duration milliseconds={each.creditableSeconds * 1000} /> },
    { key: 'reason', title: t('operator.reason'), render: (each) => (
      <span className="break">
        {each.reason}
        {each.withdrawn !== null && <span className="muted"> · {t('withdrawal.short', { reason: each.withdrawn })}</span>}
      </span>
    ) },
  ];
  if (view.interruptions.length === 0) return null;
  return <DataTable caption={t('serviceLevel.interruptions')} columns={columns} source={fixed(view.interruptions)} rowKey={(each) => each.id} empty={null} />;
}

function Credits({ view, linked }: { view: ServiceLevelView; linked: boolean }) {
  const { t } = useTranslation();
  const columns: Column<ServiceCreditView>[] = [
    { key: 'given', title: t('serviceLevel.givenAt'), render: (each) => <Instant at={each.givenAt} /> },
    { key: 'on', title: t('serviceLevel.standsOn'), render: (each) => (linked && each.invoiceId !== null ? <Link to={`/invoices/${each.invoiceId}`}>{each.documentNumber}</Link> : each.documentNumber) },
    { key: 'of', title: t('serviceLevel.ofInvoice'), wideOnly: true, render: (each) => each.ofInvoiceNumber },
    { key: 'seats', title: t('serviceLevel.seats'), align: 'right', render: (each) => <span className="figure">{each.seats}</span> },
    { key: 'net', title: t('invoices.net'), align: 'right', render: (each) => <Money amount={each.net} currency={view.currency} /> },
    { key: 'tax', title: t('invoices.tax'), align: 'right', render: (each) => <Money amount={each.tax} currency={view.currency} /> },
  ];
  if (view.credits.length === 0) return null;
  return <DataTable caption={t('serviceLevel.credits')} columns={columns} source={fixed(view.credits)} rowKey={(each) => String(each.number)} empty={null} />;
}

function fixed<Row>(rows: readonly Row[]) {
  return { rows: [...rows], error: null, refetch: () => undefined };
}

interface PanelProps {
  leaseId: string;
  read: (month: string | null) => Promise<ServiceLevelView>;
  /** Whether documents open at an address of the tenant's. */
  linked: boolean;
}

/** How a lease's seats could be used in a month, and what is given back where they could not. */
export function ServiceLevelPanel({ leaseId, read, linked }: PanelProps) {
  const { t } = useTranslation();
  const [month, setMonth] = useState<string | null>(null);
  const level = useQuery({ queryKey: [...SERVICE_LEVEL_KEY, leaseId, month], queryFn: () => read(month) });
  const shown = month ?? level.data?.month;
  const picker = (
    <DatePicker
      picker="month"
      size="small"
      allowClear={false}
      aria-label={t('statements.month')}
      value={shown === undefined ? null : dayjs(`${shown}-01`)}
      onChange={(value: Dayjs | null) => value && setMonth(value.format('YYYY-MM'))}
    />
  );
  return (
    <Panel title={t('serviceLevel.title')} extra={picker}>
      <Loaded read={level}>
        {(view) => (
          <div className="stack">
            {view.coming && <Coming coming={view.coming} currency={view.currency} />}
            <Availability view={view} />
            <Interruptions view={view} />
            <Credits view={view} linked={linked} />
            <p className="muted">{t(`serviceLevel.terms.${view.terms.creditBasis}`, { threshold: view.terms.dayThresholdMinutes, tolerated: view.terms.toleratedMinutes, cap: view.terms.capPercent })}</p>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
