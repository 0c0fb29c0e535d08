import { DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../ui/format';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { type LeaseAddress, LEASES_KEY, type LeaseView } from '../../leases/api';
import { DEPOSITS_KEY, payRefund } from '../api';

interface Values {
  amount: string;
  valueOn: Dayjs;
  reference: string;
}

/** Deposit that was paid back, as the bank's statement has it. */
export function RefundDrawer({ address, lease, open, onClose }: { address: LeaseAddress; lease: LeaseView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const pay = useAction(
    ({ amount, valueOn, reference }: Values) => payRefund(address, { amount: amount.trim(), valueOn: valueOn.format('YYYY-MM-DD'), reference: reference.trim() }),
    { stale: [LEASES_KEY, DEPOSITS_KEY], done: t('deposits.refundDone'), quiet: true },
  );
  return (
    <FormDrawer<Values>
      title={t('deposits.refund')}
      open={open}
      onClose={onClose}
      submitLabel={t('operator.book')}
      initial={{ amount: lease.refundable, valueOn: dayjs(dayOf(new Date(), lease.zone)) }}
      onSubmit={pay.mutateAsync}
    >
      {() => (
        <>
          <p>{t('deposits.refundHint')}</p>
          <Form.Item name="amount" label={t('operator.amount', { currency: lease.currency })} rules={[{ required: true, pattern: /^\s*\d{1,15}(\.\d{1,3})?\s*$/, message: t('operator.amountRule') }]}>
            <Input inputMode="decimal" autoComplete="off" className="figure" />
          </Form.Item>
          <Form.Item name="valueOn" label={t('payments.valueOn')} rules={[{ required: true }]}>
            <DatePicker allowClear={false} style={{ width: 180 }} />
          </Form.Item>
          <Form.Item name="reference" label={t('payments.reference')} rules={[{ required: true, whitespace: true, max: 140 }]}>
            <Input maxLength={140} autoComplete="off" />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
