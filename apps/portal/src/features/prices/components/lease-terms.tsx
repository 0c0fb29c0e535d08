import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/states';
import { CONTRACT_VERSIONS_KEY, listTenantContractVersions } from '../api';
import { ContractVersions } from './contract-versions';
import { TermsDrawer } from './terms-drawer';

/** What is agreed of a lease's rent by version, and how an operator agrees it anew. */
export function LeaseTerms({ address, changeable }: { address: { tenantId: string; leaseId: string }; changeable: boolean }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const versions = useQuery({ queryKey: [...CONTRACT_VERSIONS_KEY, address.leaseId], queryFn: () => listTenantContractVersions(address) });
  const latest = versions.data?.items[0];
  return (
    <section>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <h2 className="section-title">{t('pricing.terms.title')}</h2>
        {changeable && latest && <Button onClick={() => setChanging(true)}>{t('pricing.terms.change')}</Button>}
      </div>
      <Loaded read={versions}>{(page) => <ContractVersions versions={page.items} />}</Loaded>
      {latest && <TermsDrawer address={address} agreed={latest} open={changing} onClose={() => setChanging(false)} />}
    </section>
  );
}
