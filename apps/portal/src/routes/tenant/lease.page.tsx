import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { DepositPanel } from '../../features/deposits/components/deposit-panel';
import { readIncludedMinutes } from '../../features/included-minutes/api';
import { IncludedMinutes } from '../../features/included-minutes/components/included-minutes';
import { ARREARS_KEY, explainArrears, explainInWords, LEASES_KEY, readLease, readSuspensionPlan, readTimeline } from '../../features/leases/api';
import { documentAddress } from '../../features/documents/api';
import { PdfLinks } from '../../features/documents/components/pdf-links';
import { ArrearsTimeline } from '../../features/leases/components/arrears-timeline';
import { LeaseFacts } from '../../features/leases/components/lease-facts';
import { LeaseTimeline } from '../../features/leases/components/lease-timeline';
import { SuspensionPlan } from '../../features/leases/components/suspension-plan';
import { readLateFees } from '../../features/late-fees/api';
import { LateFeesPanel } from '../../features/late-fees/components/late-fees-panel';
import { ReturnSeats } from '../../features/leases/components/return-seats';
import { RenewalPanel } from '../../features/renewals/components/renewal-panel';
import { GiveNotice } from '../../features/sublets/components/give-notice';
import { CONTRACT_VERSIONS_KEY, listContractVersions } from '../../features/prices/api';
import { ContractVersions } from '../../features/prices/components/contract-versions';
import { readServiceLevel } from '../../features/service-level/api';
import { ServiceLevelPanel } from '../../features/service-level/components/service-level-panel';
import { useAllowed } from '../../session/session';
import { ButtonLink } from '../../ui/button-link';
import { Page, Panel } from '../../ui/page';
import { Loaded } from '../../ui/states';

export function TenantLeasePage() {
  const { t } = useTranslation();
  const { leaseId = '' } = useParams();
  const manages = useAllowed('billing:manage');
  const lease = useQuery({ queryKey: [...LEASES_KEY, leaseId], queryFn: () => readLease(leaseId) });
  const versions = useQuery({ queryKey: [...CONTRACT_VERSIONS_KEY, leaseId], queryFn: () => listContractVersions(leaseId) });
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
          <PdfLinks name={t('pdf.contract')} address={documentAddress.contract(leaseId)} />
          <ButtonLink to="/invoices">{t('pages.invoices')}</ButtonLink>
        </>
      }
    >
      <Panel title={t('leases.facts')}>
        <Loaded read={lease}>{(view) => <LeaseFacts lease={view} />}</Loaded>
      </Panel>
      <section>
        <h2 className="section-title">{t('pricing.terms.title')}</h2>
        <Loaded read={versions}>{(page) => <ContractVersions versions={page.items} />}</Loaded>
      </section>
      <IncludedMinutes leaseId={leaseId} read={() => readIncludedMinutes(leaseId)} />
      <Panel title={t('arrears.title')}>
        <Loaded read={arrears}>{(view) => <ArrearsTimeline view={view} />}</Loaded>
      </Panel>
      <LeaseTimeline leaseId={leaseId} read={() => readTimeline(leaseId)} explain={(at) => explainInWords(leaseId, at)} />
      <SuspensionPlan leaseId={leaseId} read={() => readSuspensionPlan(leaseId)} />
      <LateFeesPanel leaseId={leaseId} read={() => readLateFees(leaseId)} />
      {lease.data && <RenewalPanel lease={lease.data} manages={manages} />}
      <ServiceLevelPanel leaseId={leaseId} read={(month) => readServiceLevel(leaseId, month)} linked />
      <DepositPanel leaseId={leaseId} />
    </Page>
  );
}
