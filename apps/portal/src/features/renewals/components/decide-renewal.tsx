import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/page';
import { Loaded } from '../../../ui/states';
import { type LeaseAddress, LEASES_KEY, type LeaseView } from '../../leases/api';
import { decideRenewal, listTenantRenewals, type RenewalView, RENEWALS_KEY } from '../api';
import { DecideButton } from './decide-button';
import { RenewalList } from './renewal-list';
import { RenewalTerms } from './renewal-panel';

export function DecideRenewal({ renewal }: { renewal: RenewalView }) {
  const { t } = useTranslation();
  const path = { tenantId: renewal.tenantId, leaseId: renewal.leaseId, renewalId: renewal.id };
  if (renewal.state !== 'asked') return null;
  return <DecideButton title={t('renewals.title')} reasonHint={t('operator.reasonHint')} stale={[RENEWALS_KEY, LEASES_KEY]} decide={(decision) => decideRenewal(path, decision)} />;
}

/** The operator's look at one lease's renewals, with the deciding. */
export function TenantRenewals({ address, lease }: { address: LeaseAddress; lease: LeaseView }) {
  const { t } = useTranslation();
  const renewals = useQuery({ queryKey: [...RENEWALS_KEY, lease.id], queryFn: () => listTenantRenewals(address) });
  return (
    <Panel title={t('renewals.title')}>
      <Loaded read={renewals} rows={2}>
        {(read) => (
          <>
            <RenewalTerms renewals={read} zone={lease.zone} />
            <RenewalList rows={read.items} actions={(renewal) => <DecideRenewal renewal={renewal} />} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}
