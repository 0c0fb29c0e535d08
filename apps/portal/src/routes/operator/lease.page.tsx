import { useQuery } from '@tanstack/react-query';
import { Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { documentAddress } from '../../features/documents/api';
import { PdfLinks } from '../../features/documents/components/pdf-links';
import { readTenantIncludedMinutes } from '../../features/included-minutes/api';
import { IncludedMinutes } from '../../features/included-minutes/components/included-minutes';
import { INVOICES_KEY, type InvoiceView, listTenantInvoices, verifyTenantInvoice } from '../../features/invoices/api';
import { DepositPanel } from '../../features/deposits/components/deposit-panel';
import { InvoiceTable } from '../../features/invoices/components/invoice-table';
import { WriteOffButton } from '../../features/invoices/components/write-off-button';
import { VerifyButton } from '../../features/invoices/components/verify-button';
import { ARREARS_KEY, explainTenantArrears, explainTenantInWords, LEASES_KEY, readTenantLease, readTenantSuspensionPlan, readTenantTimeline } from '../../features/leases/api';
import { ArrearsTimeline } from '../../features/leases/components/arrears-timeline';
import { LeaseActions } from '../../features/leases/components/lease-actions';
import { LeaseFacts } from '../../features/leases/components/lease-facts';
import { LeaseTimeline } from '../../features/leases/components/lease-timeline';
import { SuspensionPlan } from '../../features/leases/components/suspension-plan';
import { OperatorLateFees } from '../../features/late-fees/components/operator-late-fees';
import { TenantRenewals } from '../../features/renewals/components/decide-renewal';
import { ButtonLink } from '../../ui/button-link';
import { TenantWallet } from '../../features/wallets/components/tenant-wallet';
import { TenantPayments } from '../../features/payments/components/tenant-payments';
import { LeaseTerms } from '../../features/prices/components/lease-terms';
import { readTenantServiceLevel } from '../../features/service-level/api';
import { ServiceLevelPanel } from '../../features/service-level/components/service-level-panel';
import { useAllowed } from '../../session/session';
import { ZoneProvider } from '../../ui/formats';
import { Page, Panel } from '../../ui/page';
import { Loaded } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';

function InvoiceActions({ tenantId, invoice }: { tenantId: string; invoice: InvoiceView }) {
  const { t } = useTranslation();
  const invoiceId = invoice.id;
  return (
    <Space>
      <VerifyButton size="small" verify={() => verifyTenantInvoice({ tenantId, invoiceId })} />
      <PdfLinks size="small" name={t('pdf.invoice')} address={documentAddress.tenantInvoice(tenantId, invoiceId)} />
      <WriteOffButton tenantId={tenantId} invoice={invoice} />
    </Space>
  );
}

export function LeasePage() {
  const { t } = useTranslation();
  const { tenantId = '', leaseId = '' } = useParams();
  const address = { tenantId, leaseId };
  const pricesAllowed = useAllowed('operator:plans');
  const lease = useQuery({ queryKey: [...LEASES_KEY, leaseId], queryFn: () => readTenantLease(address) });
  const arrears = useQuery({ queryKey: [...ARREARS_KEY, leaseId], queryFn: () => explainTenantArrears(address) });
  const invoices = usePagedList([...INVOICES_KEY, 'lease', leaseId], (cursor) => listTenantInvoices(address, cursor));
  return (
    <Page
      title={lease.data ? t('leases.title', { number: lease.data.number }) : t('pages.operatorLeases')}
      intro={lease.data?.tenantName}
      back={{ to: '/operator/leases', label: t('pages.operatorLeases') }}
      actions={
        lease.data && (
          <>
            <LeaseActions address={address} lease={lease.data} />
            <ButtonLink to={`/operator/leases/${tenantId}/${leaseId}/statement`}>{t('statements.open')}</ButtonLink>
          </>
        )
      }
    >
      <ZoneProvider zone={lease.data?.zone ?? 'Asia/Shanghai'}>
        <Panel title={t('leases.facts')} extra={<PdfLinks size="small" name={t('pdf.contract')} address={documentAddress.tenantContract(tenantId, leaseId)} />}>
          <Loaded read={lease}>{(view) => <LeaseFacts lease={view} />}</Loaded>
        </Panel>
        <IncludedMinutes leaseId={leaseId} read={() => readTenantIncludedMinutes(address)} />
        <TenantWallet address={address} />
        <Panel title={t('arrears.title')}>
          <Loaded read={arrears}>{(view) => <ArrearsTimeline view={view} />}</Loaded>
        </Panel>
        <LeaseTimeline leaseId={leaseId} read={() => readTenantTimeline(address)} explain={(at) => explainTenantInWords(address, at)} />
        <SuspensionPlan leaseId={leaseId} read={() => readTenantSuspensionPlan(address)} />
        {lease.data && <TenantRenewals address={address} lease={lease.data} />}
        <ServiceLevelPanel leaseId={leaseId} read={(month) => readTenantServiceLevel(address, month)} linked={false} />
        <DepositPanel leaseId={leaseId} address={address} />
        {lease.data && <OperatorLateFees address={address} currency={lease.data.currency} />}
        <LeaseTerms address={address} changeable={pricesAllowed && lease.data !== undefined && lease.data.status !== 'ended'} />
        <section>
          <h2 className="section-title">{t('pages.invoices')}</h2>
          <InvoiceTable source={invoices} linked={false} actions={(invoice) => <InvoiceActions tenantId={tenantId} invoice={invoice} />} />
        </section>
        <section>
          <h2 className="section-title">{t('pages.payments')}</h2>
          <TenantPayments tenantId={tenantId} />
        </section>
      </ZoneProvider>
    </Page>
  );
}
