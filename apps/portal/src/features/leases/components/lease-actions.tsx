import { Button, DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY } from '../../invoices/api';
import { ARREARS_KEY, endLease, holdArrears, type LeaseAddress, LEASES_KEY, type LeaseView, waiveFirstPayment } from '../api';
import { isPositive } from '../../../ui/format';
import { RefundDrawer } from '../../deposits/components/refund-drawer';
import { PaymentDrawer } from './payment-drawer';

type Open = 'payment' | 'hold' | 'waiver' | 'end' | 'refund' | null;

interface DatedReason {
  on: Dayjs;
  reason: string;
}

const STALE = [LEASES_KEY, ARREARS_KEY, INVOICES_KEY];

function ReasonField() {
  const { t } = useTranslation();
  return (
    <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('operator.reasonHint')}>
      <Input.TextArea rows={3} maxLength={500} />
    </Form.Item>
  );
}

function DateField({ label, hint }: { label: string; hint: string }) {
  return (
    <Form.Item name="on" label={label} rules={[{ required: true }]} extra={hint}>
      <DatePicker style={{ width: 180 }} />
    </Form.Item>
  );
}

function HoldDrawer({ address, open, onClose }: { address: LeaseAddress; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const hold = useAction((values: DatedReason) => holdArrears(address, { untilOn: values.on.format('YYYY-MM-DD'), reason: values.reason }), { stale: STALE, done: t('operator.holdDone'), quiet: true });
  return (
    <FormDrawer<DatedReason> title={t('operator.hold')} open={open} onClose={onClose} submitLabel={t('operator.holdSubmit')} initial={{}} onSubmit={hold.mutateAsync}>
      {() => (
        <>
          <DateField label={t('operator.holdUntil')} hint={t('operator.holdHint')} />
          <ReasonField />
        </>
      )}
    </FormDrawer>
  );
}

function WaiverDrawer({ address, open, onClose }: { address: LeaseAddress; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const waive = useAction((values: { reason: string }) => waiveFirstPayment(address, values), { stale: STALE, done: t('operator.waiverDone'), quiet: true });
  return (
    <FormDrawer<{ reason: string }> title={t('operator.waiver')} open={open} onClose={onClose} submitLabel={t('operator.waiverSubmit')} initial={{}} onSubmit={waive.mutateAsync}>
      {() => (
        <>
          <p>{t('operator.waiverHint')}</p>
          <ReasonField />
        </>
      )}
    </FormDrawer>
  );
}

function EndDrawer({ address, lease, open, onClose }: { address: LeaseAddress; lease: LeaseView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const end = useAction((values: DatedReason) => endLease(address, { on: values.on.format('YYYY-MM-DD'), reason: values.reason }), { stale: STALE, done: t('operator.endDone'), quiet: true });
  return (
    <FormDrawer<DatedReason> title={t('operator.end')} open={open} onClose={onClose} submitLabel={t('operator.endSubmit', { seats: lease.seats })} initial={{}} onSubmit={end.mutateAsync}>
      {() => (
        <>
          <p>{t('operator.endConsequence', { seats: lease.seats, number: lease.number })}</p>
          <DateField label={t('operator.endOn')} hint={t('operator.endHint')} />
          <ReasonField />
        </>
      )}
    </FormDrawer>
  );
}

/** What an operator may do with a lease, each with its reason on record. */
export function LeaseActions({ address, lease }: { address: LeaseAddress; lease: LeaseView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const ended = lease.status === 'ended';
  return (
    <>
      <Button type="primary" onClick={() => setOpen('payment')}>
        {t('operator.bookPayment')}
      </Button>
      {!ended && <Button onClick={() => setOpen('hold')}>{t('operator.hold')}</Button>}
      {lease.status === 'pending' && <Button onClick={() => setOpen('waiver')}>{t('operator.waiver')}</Button>}
      {!ended && <Button onClick={() => setOpen('end')}>{t('operator.end')}</Button>}
      {isPositive(lease.refundable) && <Button onClick={() => setOpen('refund')}>{t('deposits.refund')}</Button>}
      <PaymentDrawer address={address} lease={lease} open={open === 'payment'} onClose={close} />
      <HoldDrawer address={address} open={open === 'hold'} onClose={close} />
      <WaiverDrawer address={address} open={open === 'waiver'} onClose={close} />
      <EndDrawer address={address} lease={lease} open={open === 'end'} onClose={close} />
      <RefundDrawer address={address} lease={lease} open={open === 'refund'} onClose={close} />
    </>
  );
}
