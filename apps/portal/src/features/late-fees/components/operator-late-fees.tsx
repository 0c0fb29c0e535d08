import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllowed } from '../../../session/session';
import { FormDrawer } from '../../../ui/form-drawer';
import { Money } from '../../../ui/formats';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY } from '../../invoices/api';
import type { LeaseAddress } from '../../leases/api';
import { agreeLateFees, LATE_FEES_KEY, type LateFeesView, type LateFeeView, readTenantLateFees, waiveLateFee } from '../api';
import { LateFeesPanel } from './late-fees-panel';
import { RateFields } from './rate-fields';
import { type RateDraft, rateDraftOf, rateOf } from '../model';

const STALE = [LATE_FEES_KEY, INVOICES_KEY, ['arrears'], ['leases']] as const;

interface TermsDraft {
  rent?: RateDraft;
  telephone?: RateDraft;
  reason: string;
}

function AgreeDrawer({ address, view }: { address: LeaseAddress; view: LateFeesView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const agree = useAction(({ rent, telephone, reason }: TermsDraft) => agreeLateFees(address, { rent: rateOf(rent), telephone: rateOf(telephone), reason: reason.trim() }), {
    stale: STALE, done: t('lateFees.agreed'), quiet: true,
  });
  const [last] = view.agreements;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('lateFees.agree')}</Button>
      <FormDrawer<TermsDraft> title={t('lateFees.agree')} open={open} onClose={() => setOpen(false)} submitLabel={t('lateFees.agree')} initial={{ rent: rateDraftOf(last?.rent), telephone: rateDraftOf(last?.telephone) }} onSubmit={agree.mutateAsync}>
        {() => (
          <>
            <p className="muted">{t('lateFees.agreeHint')}</p>
            <RateFields kind="rent" most="1" />
            <RateFields kind="telephone" most="0.3" />
            <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('operator.reasonHint')}>
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}

function WaiveButton({ tenantId, fee, currency }: { tenantId: string; fee: LateFeeView; currency: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const waive = useAction(({ reason }: { reason: string }) => waiveLateFee({ tenantId, invoiceId: fee.invoiceId ?? '' }, { line: fee.line ?? 0, reason: reason.trim() }), {
    stale: STALE, done: t('lateFees.waivedDone'), quiet: true,
  });
  if (fee.invoiceId === null || Number(fee.waived) >= Number(fee.amount)) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('lateFees.waive')}
      </Button>
      <FormDrawer<{ reason: string }> title={t('lateFees.waive')} open={open} onClose={() => setOpen(false)} submitLabel={t('lateFees.waive')} initial={{}} onSubmit={waive.mutateAsync}>
        {() => (
          <>
            <p>
              <Money amount={fee.amount} currency={currency} strong /> {t('lateFees.waiveHint')}
            </p>
            <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('operator.reasonHint')}>
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}

/** The operator's look at a lease's late fees, who agrees and waives them. */
export function OperatorLateFees({ address, currency }: { address: LeaseAddress; currency: string }) {
  const allowed = useAllowed('operator:payments');
  return (
    <LateFeesPanel
      leaseId={address.leaseId}
      read={() => readTenantLateFees(address)}
      extra={allowed ? (view) => <AgreeDrawer address={address} view={view} /> : undefined}
      waive={allowed ? (fee) => <WaiveButton tenantId={address.tenantId} fee={fee} currency={currency} /> : undefined}
    />
  );
}
