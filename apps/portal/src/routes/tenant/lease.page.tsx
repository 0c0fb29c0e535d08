import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { DepositPanel } from '../../features/deposits/components/deposit-panel';
import { ARREARS_KEY, explainArrears, LEASES_KEY, readLease } from '../../features/leases/api';
import { ArrearsTimeline } from '../../features/leases/components/arrears-timeline';
import { LeaseFacts } from '../../features/leases/components/lease-facts';
import { ReturnSeats } from '../../features/leases/components/return-seats';
import { RenewalPanel } from '../../features/renewals/components/renewal-panel';
import { GiveNotice } from '../../features/sublets/components/give-notice';
import { useAllowed } from '../../session/session';
import { ButtonLink } from '../../ui/button-link';
import { Page, Panel } from '../../ui/page';
import { Loaded } from '../../ui/states';

export function TenantLeasePage() {
  const { t } = useTranslation();
  const { leaseId = '' } = useParams();
  const manages = useAllowed('billing:manage');
  const lease = useQuery({ queryKey: [...LEASES_KEY, leaseId], queryFn: () => readLease(leaseId) });
  const arrears = useQuery({ queryKey: [...ARREARS_KEY, leaseId], queryFn: () => explainArrears(leaseId) });
  return (
    <Page
      title={lease.data ? t('leases.title', { number: lease.data.number }) : t('seats.lease')}
      back={{ to: '/seats', label: t('pages.seats') }}
      actions={
        <>
          {manages && lease.data && <ReturnSeats lease={lease.data} />}
          {manages && lease.data && <GiveNotice lease={lease.data} />}
          <ButtonLink to="/statement">{t('statements.open')}</ButtonLink>
          <ButtonLink to="/invoices">{t('pages.invoices')}</ButtonLink>
        </>
      }
    >
      <Panel title={t('leases.facts')}>
        <Loaded read={lease}>{(view) => <LeaseFacts lease={view} />}</Loaded>
      </Panel>
      <Panel title={t('arrears.title')}>
        <Loaded read={arrears}>{(view) => <ArrearsTimeline view={view} />}</Loaded>
      </Panel>
      {lease.data && <RenewalPanel lease={lease.data} manages={manages} />}
      <DepositPanel leaseId={leaseId} />
    </Page>
  );
}
