import { Button, DatePicker, Form, Input, InputNumber } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import type { LeaseView } from '../../leases/api';
import { giveSubletNotice, SUBLETS_KEY } from '../api';

interface Values {
  toCode: string;
  seats: number;
  on: Dayjs;
}

/** The notice: to whom, how many, from when. */
export function GiveNotice({ lease }: { lease: LeaseView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const give = useAction(({ toCode, seats, on }: Values) => giveSubletNotice(lease.id, { toCode: toCode.trim(), seats, on: on.format('YYYY-MM-DD') }), {
    stale: [SUBLETS_KEY],
    done: t('sublets.given'),
    quiet: true,
  });
  if (lease.status === 'ended' || lease.seats === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('sublets.give')}</Button>
      <FormDrawer<Values> title={t('sublets.give')} open={open} onClose={() => setOpen(false)} submitLabel={t('sublets.giveSubmit')} initial={{ seats: 1 }} onSubmit={give.mutateAsync}>
        {() => (
          <>
            <p>{t('sublets.giveHint')}</p>
            <Form.Item name="toCode" label={t('sublets.toCode')} rules={[{ required: true, whitespace: true, max: 40 }]} extra={t('sublets.toCodeHint')}>
              <Input autoComplete="off" maxLength={40} className="mono" />
            </Form.Item>
            <Form.Item name="seats" label={t('orders.seats')} rules={[{ required: true }]}>
              <InputNumber min={1} max={lease.seats} precision={0} style={{ width: 120 }} />
            </Form.Item>
            <Form.Item name="on" label={t('sublets.on')} rules={[{ required: true }]} extra={t('sublets.onHint')}>
              <DatePicker style={{ width: 180 }} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}
