import { Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';

/** What delay costs for invoices of one kind, within a form. `within`: the names that lead to it there. */
export function RateFields({ kind, most, within = [] }: { kind: 'rent' | 'telephone'; most: string; within?: readonly string[] }) {
  const { t } = useTranslation();
  const percent = { pattern: /^\s*\d{1,3}(\.\d{1,4})?\s*$/, message: t('lateFees.percentRule') };
  return (
    <fieldset>
      <legend>{t(`lateFees.${kind}`)}</legend>
      <Form.Item name={[...within, kind, 'dailyPercent']} label={t('lateFees.daily')} extra={t('lateFees.dailyHint', { most })} rules={[percent]}>
        <Input inputMode="decimal" autoComplete="off" className="figure" placeholder="0.05" />
      </Form.Item>
      <Form.Item name={[...within, kind, 'fromDay']} label={t('lateFees.fromDay')}>
        <InputNumber min={1} max={90} precision={0} />
      </Form.Item>
      <Form.Item name={[...within, kind, 'capPercent']} label={t('lateFees.cap')} extra={t('lateFees.capHint')} rules={[percent]}>
        <Input inputMode="decimal" autoComplete="off" className="figure" placeholder="20" />
      </Form.Item>
    </fieldset>
  );
}
