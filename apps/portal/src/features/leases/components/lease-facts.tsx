import { useTranslation } from 'react-i18next';
import { Day, Money, useFormats } from '../../../ui/formats';
import { Facts } from '../../../ui/page';
import type { LeaseView } from '../api';
import { LeaseStateTag } from './lease-state';
import { addDays, isPositive } from '../../../ui/format';

/** The price in force, and what is agreed for later. */
function SeatPrice({ lease: { seatMonthly, currency, contractVersion, upcoming } }: { lease: LeaseView }) {
  const { t } = useTranslation();
  const { money, day } = useFormats();
  return (
    <span>
      <Money amount={seatMonthly} currency={currency} />
      {contractVersion > 1 && <span className="muted">{` · ${t('leases.version', { version: contractVersion })}`}</span>}
      {upcoming && <span className="muted">{` · ${t('leases.upcoming', { price: money(upcoming.seatMonthly, currency), on: day(upcoming.fromOn) })}`}</span>}
    </span>
  );
}

export function LeaseFacts({ lease }: { lease: LeaseView }) {
  const { t } = useTranslation();
  return (
    <Facts
      facts={[
        { label: t('leases.statusTitle'), value: <LeaseStateTag status={lease.status} /> },
        { label: t('leases.seats'), value: <span className="figure">{lease.seatsActive === lease.seats ? lease.seats : `${String(lease.seatsActive)}/${String(lease.seats)}`}</span> },
        { label: t('leases.seatMonthly'), value: <SeatPrice lease={lease} /> },
        {
          label: t('leases.term'),
          value: (
            <>
              <Day on={lease.startOn} /> – <Day on={addDays(lease.endOn, -1)} />
            </>
          ),
        },
        { label: t('leases.receivable'), value: <Money amount={lease.receivable} currency={lease.currency} strong /> },
        { label: t('leases.deposit'), value: <Money amount={lease.deposit} currency={lease.currency} /> },
        { label: t('leases.unapplied'), value: <Money amount={lease.unapplied} currency={lease.currency} /> },
        ...(isPositive(lease.refundable) ? [{ label: t('leases.refundable'), value: <Money amount={lease.refundable} currency={lease.currency} /> }] : []),
        { label: t('leases.zone'), value: lease.zone },
      ]}
    />
  );
}
