import { DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../ui/format';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY } from '../../invoices/api';
import { ARREARS_KEY, bookPayment, type LeaseAddress, LEASES_KEY, type LeaseView } from '../api';

interface Values {
  amount: string;
  valueOn: Dayjs;
  reference: string;
  for: 'invoices' | 'order';
}

/** Money as the bank's statement has it. The value date counts for the arrears clock, not the day of keying it in. */
export function PaymentDrawer({ address, lease, open, onClose }: { address: LeaseAddress; lease: LeaseView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const book = useAction(
    ({ amount, valueOn, reference, for: purpose }: Values) =>
      bookPayment(address, { amount: amount.trim(), valueOn: valueOn.format('YYYY-MM-DD'), reference: reference.trim(), ...(purpose === 'order' ? { for: 'order' } : {}) }),
    { stale: [LEASES_KEY, ARREARS_KEY, INVOICES_KEY], done: t('operator.paymentBooked'), quiet: true },
  );
  return (
    <FormDrawer<Values>
      title={t('operator.bookPayment')}
      open={open}
      onClose={onClose}
      submitLabel={t('operator.book')}
      initial={{ valueOn: dayjs(dayOf(new Date(), lease.zone)), for: 'invoices' }}
      onSubmit={book.mutateAsync}
    >
      {() => (
        <>
          <Form.Item name="amount" label={t('operator.amount', { currency: lease.currency })} rules={[{ required: true, pattern: /^\s*\d{1,15}(\.\d{1,3})?\s*$/, message: t('operator.amountRule') }]}>
            <Input inputMode="decimal" autoComplete="off" className="figure" placeholder="41200.00" />
          </Form.Item>
          <Form.Item name="valueOn" label={t('payments.valueOn')} rules={[{ required: true }]} extra={t('operator.valueHint', { zone: lease.zone })}>
            <DatePicker allowClear={false} style={{ width: 180 }} />
          </Form.Item>
          <Form.Item name="reference" label={t('payments.reference')} rules={[{ required: true, whitespace: true, max: 140 }]} extra={t('operator.referenceHint')}>
            <Input maxLength={140} autoComplete="off" />
          </Form.Item>
          <Form.Item name="for" label={t('operator.for')} required>
            <Select
              options={[
                { value: 'invoices', label: t('operator.forInvoices') },
                { value: 'order', label: t('operator.forOrder') },
              ]}
            />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
