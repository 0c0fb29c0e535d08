import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY } from '../../invoices/api';
import { SEATS_KEY } from '../../seats/api';
import { ARREARS_KEY, LEASES_KEY, type LeaseView, returnSeats } from '../api';

interface ReturnInput {
  readonly seats: number;
}

/** Seats that are no longer needed go back with the period, the last added first; at once is the operator's to agree. */
export function ReturnSeats({ lease }: { lease: LeaseView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const giveBack = useAction((input: ReturnInput) => returnSeats(lease.id, { ...input, when: 'period-end' }), { stale: [LEASES_KEY, ARREARS_KEY, SEATS_KEY, INVOICES_KEY], done: t('leases.returned'), quiet: true });
  if (lease.status === 'ended' || lease.seats === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('leases.return')}</Button>
      <FormDrawer<ReturnInput> title={t('leases.return')} open={open} onClose={() => setOpen(false)} submitLabel={t('leases.returnSubmit')} initial={{ seats: 1 }} onSubmit={giveBack.mutateAsync}>
        {() => (
          <>
            <Form.Item name="seats" label={t('leases.returnCount')} rules={[{ required: true }]} extra={t('leases.returnHint')}>
              <InputNumber min={1} max={lease.seats} precision={0} style={{ width: 120 }} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}
