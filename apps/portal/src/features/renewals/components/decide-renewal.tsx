import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { Panel } from '../../../ui/page';
import { Loaded } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { type LeaseAddress, LEASES_KEY, type LeaseView } from '../../leases/api';
import { decideRenewal, listTenantRenewals, type RenewalView, RENEWALS_KEY } from '../api';
import { RenewalList } from './renewal-list';
import { RenewalTerms } from './renewal-panel';

interface Values {
  decision: 'consent' | 'refuse';
  reason: string;
}

export function DecideRenewal({ renewal }: { renewal: RenewalView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const path = { tenantId: renewal.tenantId, leaseId: renewal.leaseId, renewalId: renewal.id };
  const decide = useAction(({ decision, reason }: Values) => decideRenewal(path, { consent: decision === 'consent', reason }), {
    stale: [RENEWALS_KEY, LEASES_KEY],
    done: t('renewals.decisionDone'),
    quiet: true,
  });
  if (renewal.state !== 'asked') return null;
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        {t('renewals.decide')}
      </Button>
      <FormDrawer<Values> title={t('renewals.title')} open={open} onClose={() => setOpen(false)} submitLabel={t('renewals.decideSubmit')} initial={{}} onSubmit={decide.mutateAsync}>
        {() => (
          <>
            <Form.Item name="decision" label={t('renewals.decision')} rules={[{ required: true }]}>
              <Radio.Group
                options={[
                  { value: 'consent', label: t('renewals.consent') },
                  { value: 'refuse', label: t('renewals.refuse') },
                ]}
              />
            </Form.Item>
            <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('operator.reasonHint')}>
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
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
