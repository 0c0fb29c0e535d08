import { Button, Form, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY } from '../../invoices/api';
import { SEATS_KEY } from '../../seats/api';
import { ARREARS_KEY, LEASES_KEY, type LeaseView, returnSeats, type SeatRemovalInput } from '../api';

/** Seats that are no longer needed go back, the last added first. */
export function ReturnSeats({ lease }: { lease: LeaseView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const giveBack = useAction((input: SeatRemovalInput) => returnSeats(lease.id, input), { stale: [LEASES_KEY, ARREARS_KEY, SEATS_KEY, INVOICES_KEY], done: t('leases.returned'), quiet: true });
  if (lease.status === 'ended' || lease.seats === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('leases.return')}</Button>
      <FormDrawer<SeatRemovalInput> title={t('leases.return')} open={open} onClose={() => setOpen(false)} submitLabel={t('leases.returnSubmit')} initial={{ seats: 1, when: 'period-end' }} onSubmit={giveBack.mutateAsync}>
        {() => (
          <>
            <Form.Item name="seats" label={t('leases.returnCount')} rules={[{ required: true }]} extra={t('leases.returnHint')}>
              <InputNumber min={1} max={lease.seats} precision={0} style={{ width: 120 }} />
            </Form.Item>
            <Form.Item name="when" label={t('leases.returnWhen')} required>
              <Radio.Group
                options={[
                  { value: 'period-end', label: t('leases.returnAtPeriodEnd') },
                  { value: 'now', label: t('leases.returnNow') },
                ]}
              />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}
