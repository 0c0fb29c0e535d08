import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEASES_KEY, listLeases } from '../../features/leases/api';
import { listSpendingNotices, readSpending, SPENDING_KEY, type SpendingNoticeView } from '../../features/wallets/api';
import { CapsDrawer } from '../../features/wallets/components/caps-drawer';
import { LeaseWallet } from '../../features/wallets/components/lease-wallet';
import { SeatSpending, SpendingMeters } from '../../features/wallets/components/spending-meters';
import { useAllowed } from '../../session/session';
import { type Column, DataTable } from '../../ui/data-table';
import { Day, Instant, Money } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState, Loaded } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';

function Notices() {
  const { t } = useTranslation();
  const notices = usePagedList([...SPENDING_KEY, 'notices'], listSpendingNotices);
  const columns: Column<SpendingNoticeView>[] = [
    { key: 'what', title: t('caps.notices'), render: (row) => <strong>{t(`caps.notice.${row.kind}`, { percent: row.percent })}</strong> },
    { key: 'meter', title: t('caps.meterTitle'), render: (row) => <span>{row.meter === null ? '–' : t(`caps.meter.${row.meter}`)} {row.seatLabel}</span> },
    { key: 'period', title: t('caps.day'), wideOnly: true, render: (row) => <Day on={row.startsOn} /> },
    { key: 'limit', title: t('caps.limit'), align: 'right', render: (row) => (row.limit === null ? null : <Money amount={row.limit} currency={row.currency} />) },
    { key: 'at', title: t('wallet.at'), render: (row) => <Instant at={row.at} /> },
  ];
  return <DataTable caption={t('caps.notices')} columns={columns} source={notices} rowKey={(row) => row.id} empty={<EmptyState title={t('caps.noNoticesTitle')} hint={t('caps.noNoticesHint')} />} />;
}

export function CallSpendingPage() {
  const { t } = useTranslation();
  const sets = useAllowed('tenant:manage');
  const [setting, setSetting] = useState(false);
  const spending = useQuery({ queryKey: SPENDING_KEY, queryFn: () => readSpending() });
  const leases = usePagedList(LEASES_KEY, listLeases);
  const button = sets && spending.data && (
    <Button type="primary" onClick={() => setSetting(true)}>
      {t('caps.set')}
    </Button>
  );
  return (
    <Page title={t('pages.callSpending')} intro={t('caps.intro')} actions={button}>
      {(leases.rows ?? []).map((lease) => (
        <LeaseWallet key={lease.id} leaseId={lease.id} />
      ))}
      <Loaded read={spending}>
        {(view) => (
          <>
            <section>
              <h2 className="section-title">{t('caps.now')}</h2>
              <SpendingMeters spending={view} />
            </section>
            <section>
              <h2 className="section-title">{t('caps.seats')}</h2>
              <SeatSpending spending={view} />
            </section>
            <CapsDrawer spending={view} open={setting} onClose={() => setSetting(false)} />
          </>
        )}
      </Loaded>
      <section>
        <h2 className="section-title">{t('caps.notices')}</h2>
        <Notices />
      </section>
    </Page>
  );
}
