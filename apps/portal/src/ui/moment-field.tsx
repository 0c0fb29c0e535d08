import { DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { instantAt } from './format';

/** A civil date and a wall-clock time, as they are typed. */
export interface Moment {
  on: Dayjs;
  time: string;
}

/** What was typed, as an instant of the zone. */
export function momentToInstant({ on, time }: Moment, zone: string): string {
  return instantAt(on.format('YYYY-MM-DD'), time, zone);
}

/** A day and a time beside it. The time is typed: quicker than three columns to scroll, and it works with any keyboard. */
export function MomentField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const { t } = useTranslation();
  return (
    <div className="row moment">
      <Form.Item name={[name, 'on']} label={label} rules={[{ required: true, message: t('ui.dateMissing') }]} extra={hint}>
        <DatePicker style={{ width: 180 }} />
      </Form.Item>
      <Form.Item name={[name, 'time']} label={t('ui.time')} rules={[{ required: true, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: t('ui.timeRule') }]}>
        <Input inputMode="numeric" autoComplete="off" maxLength={5} placeholder="02:00" className="figure" style={{ width: 96 }} />
      </Form.Item>
    </div>
  );
}
