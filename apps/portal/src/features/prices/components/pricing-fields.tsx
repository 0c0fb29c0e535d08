import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const AMOUNT = /^\d{1,10}(\.\d{1,3})?$/;
const PERCENT = /^(100|\d{1,2}(\.\d{1,6})?)$/;

export function AmountField({ name, label, hint, required = true }: { name: string | (string | number)[]; label: string; hint?: string; required?: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} extra={hint} rules={[{ required, pattern: AMOUNT, message: t('pricing.form.amountRule') }]}>
      <Input inputMode="decimal" autoComplete="off" className="figure" style={{ width: 140 }} />
    </Form.Item>
  );
}

/** A list of rows that can be added and taken away. */
function Rows({ name, title, add, row }: { name: string; title: string; add: string; row: (place: number, isLast: boolean) => ReactNode }) {
  const { t } = useTranslation();
  return (
    <fieldset style={{ border: 0, margin: '0 0 16px', padding: 0 }}>
      <legend style={{ fontWeight: 600, marginBottom: 8 }}>{title}</legend>
      <Form.List name={name}>
        {(fields, { add: append, remove }) => (
          <>
            {fields.map((field, place) => (
              <div key={field.key} className="row" style={{ alignItems: 'flex-end' }}>
                {row(field.name, place === fields.length - 1)}
                <Form.Item>
                  <Button icon={<DeleteOutlined aria-hidden="true" />} aria-label={t('pricing.form.remove', { row: place + 1 })} onClick={() => remove(field.name)} />
                </Form.Item>
              </div>
            ))}
            <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => append({})}>
              {add}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function FeeRow({ place }: { place: number }) {
  const { t } = useTranslation();
  const pers = (['lease', 'seat'] as const).map((per) => ({ value: per, label: t(`pricing.form.per.${per}`) }));
  return (
    <>
      <Form.Item name={[place, 'code']} label={t('pricing.form.code')} rules={[{ required: true, pattern: /^[a-z0-9-]{1,40}$/, message: t('pricing.form.codeRule') }]}>
        <Input autoComplete="off" style={{ width: 110 }} />
      </Form.Item>
      <Form.Item name={[place, 'nameEn']} label={t('pricing.form.nameEn')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={100} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name={[place, 'nameZh']} label={t('pricing.form.nameZh')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={100} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name={[place, 'per']} label={t('pricing.form.perTitle')} rules={[{ required: true }]}>
        <Select options={pers} style={{ width: 120 }} />
      </Form.Item>
      <AmountField name={[place, 'amount']} label={t('pricing.form.amount')} />
    </>
  );
}

const PREFIX = /^\d{1,15}$/;

/** Minutes that the rent includes, and where they may be called to. */
function IncludedFields() {
  const { t } = useTranslation();
  const rules = [{ validator: (_: unknown, prefixes: string[] | undefined) => ((prefixes ?? []).every((prefix) => PREFIX.test(prefix)) ? Promise.resolve() : Promise.reject(new Error(t('includedMinutes.form.prefixRule')))) }];
  return (
    <>
      <Form.Item name="includedPerSeat" label={t('includedMinutes.form.perSeat')} extra={t('includedMinutes.form.perSeatHint')}>
        <InputNumber min={1} max={44640} precision={0} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name="includedPrefixes" label={t('includedMinutes.form.prefixes')} extra={t('includedMinutes.form.prefixesHint')} rules={rules}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ']} />
      </Form.Item>
      <Form.Item name="includedExcept" label={t('includedMinutes.form.exceptPrefixes')} extra={t('includedMinutes.form.exceptHint')} rules={rules}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ']} />
      </Form.Item>
    </>
  );
}

/** Everything that a seat's price can follow from: the price itself, tiers, discounts, free seats, fees, deposit, and how days are counted. */
export function PricingFields() {
  const { t } = useTranslation();
  const modes = (['graduated', 'volume'] as const).map((mode) => ({ value: mode, label: t(`pricing.form.mode.${mode}`) }));
  const counts = (['actual', 'fixed30'] as const).map((count) => ({ value: count, label: t(`pricing.form.dayCount.${count}`) }));
  return (
    <>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <AmountField name="seatMonthly" label={t('pricing.form.seatMonthly')} />
        <Form.Item name="dayCount" label={t('pricing.form.dayCountTitle')}>
          <Select options={counts} style={{ width: 200 }} />
        </Form.Item>
      </div>
      <Form.Item name="tierMode" label={t('pricing.form.modeTitle')} extra={t('pricing.form.modeHint')}>
        <Select options={modes} style={{ width: 320 }} />
      </Form.Item>
      <Rows
        name="tiers"
        title={t('pricing.form.tiers')}
        add={t('pricing.form.addTier')}
        row={(place, isLast) => (
          <>
            {isLast ? (
              <Form.Item label={t('pricing.form.throughSeat')}>
                <Input disabled value={t('pricing.form.open')} style={{ width: 140 }} />
              </Form.Item>
            ) : (
              <Form.Item name={[place, 'throughSeat']} label={t('pricing.form.throughSeat')} rules={[{ required: true }]}>
                <InputNumber min={1} max={10000} precision={0} style={{ width: 140 }} />
              </Form.Item>
            )}
            <AmountField name={[place, 'seatMonthly']} label={t('pricing.form.seatMonthly')} />
          </>
        )}
      />
      <Rows
        name="termDiscounts"
        title={t('pricing.form.discounts')}
        add={t('pricing.form.addDiscount')}
        row={(place) => (
          <>
            <Form.Item name={[place, 'fromMonths']} label={t('pricing.form.fromMonths')} rules={[{ required: true }]}>
              <InputNumber min={1} max={120} precision={0} style={{ width: 140 }} />
            </Form.Item>
            <Form.Item name={[place, 'percent']} label={t('pricing.form.percent')} rules={[{ required: true, pattern: PERCENT, message: t('pricing.form.percentRule') }]}>
              <Input inputMode="decimal" autoComplete="off" className="figure" style={{ width: 100 }} />
            </Form.Item>
          </>
        )}
      />
      <Rows name="oneOffFees" title={t('pricing.form.fees')} add={t('pricing.form.addFee')} row={(place) => <FeeRow place={place} />} />
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item name="freeSeats" label={t('pricing.form.freeSeats')}>
          <InputNumber min={0} max={10000} precision={0} style={{ width: 140 }} />
        </Form.Item>
        <AmountField name="depositSeat" label={t('pricing.form.depositSeat')} hint={t('pricing.form.depositHint')} required={false} />
      </div>
      <IncludedFields />
    </>
  );
}
