import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readSeatUsage, SEAT_USAGE_KEY, seatUsageFileAddress } from '../../features/seat-usage/api';
import { LeaseSeatUsage } from '../../features/seat-usage/components/lease-seat-usage';
import { MonthField, useMonth } from '../../ui/month-field';
import { Page } from '../../ui/page';
import { EmptyState, Loaded } from '../../ui/states';

export function SeatUsagePage() {
  const { t } = useTranslation();
  const [month, setMonth] = useMonth();
  const usage = useQuery({ queryKey: [...SEAT_USAGE_KEY, month], queryFn: () => readSeatUsage(month) });
  const download = (
    <Button icon={<DownloadOutlined aria-hidden="true" />} href={seatUsageFileAddress(month)} download>
      {t('seatUsage.download')}
    </Button>
  );
  return (
    <Page title={t('pages.seatUsage')} intro={t('seatUsage.intro')} actions={download}>
      <div className="filters">
        <MonthField month={month} onChange={setMonth} />
      </div>
      <Loaded read={usage} framed>
        {({ leases }) =>
          leases.length === 0 ? (
            <div className="panel">
              <EmptyState title={t('seatUsage.emptyTitle')} hint={t('seatUsage.emptyHint')} />
            </div>
          ) : (
            leases.map((each) => <LeaseSeatUsage key={each.leaseId} usage={each} />)
          )
        }
      </Loaded>
    </Page>
  );
}
