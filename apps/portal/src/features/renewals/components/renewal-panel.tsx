import { useQuery } from '@tanstack/react-query';
import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../ui/format';
import { useFormats } from '../../../ui/formats';
import { FormDrawer } from '../../../ui/form-drawer';
import { Panel } from '../../../ui/page';
import { Loaded } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { LEASES_KEY, type LeaseView } from '../../leases/api';
import { askRenewal, type LeaseRenewalsView, listRenewals, RENEWALS_KEY } from '../api';
import { RenewalList } from './renewal-list';

/** Until when a renewal is granted at once, in words. */
export function RenewalTerms({ renewals, zone }: { renewals: LeaseRenewalsView; zone: string }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { endOn, inTimeThroughOn } = renewals;
  if (inTimeThroughOn === null) return <p>{t('renewals.cannot')}</p>;
  const facts = { end: day(endOn), day: day(inTimeThroughOn) };
  return <p>{dayOf(new Date(), zone) <= inTimeThroughOn ? t('renewals.inTime', facts) : t('renewals.late', facts)}</p>;
}

function AskRenewal({ lease, endOn }: { lease: LeaseView; endOn: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const ask = useAction(({ months }: { months: number }) => askRenewal(lease.id, { months, endOn }), { stale: [RENEWALS_KEY, LEASES_KEY], done: t('renewals.asked'), quiet: true });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('renewals.ask')}</Button>
      <FormDrawer<{ months: number }> title={t('renewals.ask')} open={open} onClose={() => setOpen(false)} submitLabel={t('renewals.ask')} initial={{ months: 12 }} onSubmit={ask.mutateAsync}>
        {() => (
          <Form.Item name="months" label={t('renewals.months')} rules={[{ required: true }]}>
            <InputNumber min={1} max={120} precision={0} style={{ width: 120 }} />
          </Form.Item>
        )}
      </FormDrawer>
    </>
  );
}

/** A tenant's own look at how its lease goes on, and the asking. */
export function RenewalPanel({ lease, manages }: { lease: LeaseView; manages: boolean }) {
  const { t } = useTranslation();
  const renewals = useQuery({ queryKey: [...RENEWALS_KEY, lease.id], queryFn: () => listRenewals(lease.id) });
  const view = renewals.data;
  const mayAsk = manages && view !== undefined && view.inTimeThroughOn !== null && !view.items.some((each) => each.state === 'asked');
  return (
    <Panel title={t('renewals.title')} extra={mayAsk && <AskRenewal lease={lease} endOn={view.endOn} />}>
      <Loaded read={renewals} rows={2}>
        {(read) => (
          <>
            <RenewalTerms renewals={read} zone={lease.zone} />
            <RenewalList rows={read.items} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}
