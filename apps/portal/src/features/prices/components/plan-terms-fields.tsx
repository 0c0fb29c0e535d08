import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { RateFields } from '../../late-fees/components/rate-fields';

const CREDIT_BASES = ['by-time', 'by-days'] as const;

function WholeNumber({ name, label, max }: { name: string | string[]; label: string; max: number }) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true }]}>
      <InputNumber min={0} max={max} precision={0} />
    </Form.Item>
  );
}

/** Periods, payment, delay and availability: what a plan says beside its prices. */
export function PlanTermsFields() {
  const { t } = useTranslation();
  const anchors = (['start-day', 'calendar'] as const).map((anchor) => ({ value: anchor, label: t(`pricing.plan.anchor.${anchor}`) }));
  const accrual = ([true, false] as const).map((value) => ({ value, label: t(value ? 'planTerms.accrues' : 'planTerms.standsStill') }));
  return (
    <>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item name="anchor" label={t('pricing.plan.anchorTitle')}>
          <Select options={anchors} style={{ width: 220 }} />
        </Form.Item>
        <WholeNumber name="depositMonths" label={t('pricing.plan.depositMonths')} max={24} />
        <Form.Item name="taxPercent" label={t('pricing.plan.taxPercent')} rules={[{ required: true }]}>
          <Input inputMode="decimal" className="figure" style={{ width: 120 }} />
        </Form.Item>
        <WholeNumber name="invoiceLeadDays" label={t('planTerms.invoiceLeadDays')} max={60} />
      </div>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <WholeNumber name="rentGraceDays" label={t('planTerms.rentGraceDays')} max={365} />
        <WholeNumber name="telephoneGraceDays" label={t('planTerms.telephoneGraceDays')} max={365} />
        <Form.Item name="rentAccruesWhileSuspended" label={t('planTerms.whileSuspended')}>
          <Select options={accrual} style={{ width: 220 }} />
        </Form.Item>
      </div>
      <p className="muted">{t('planTerms.serviceHint')}</p>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item name={['serviceLevel', 'creditBasis']} label={t('planTerms.creditBasis')}>
          <Select options={CREDIT_BASES.map((value) => ({ value, label: t(`planTerms.basis.${value}`) }))} style={{ width: 220 }} />
        </Form.Item>
        <WholeNumber name={['serviceLevel', 'dayThresholdMinutes']} label={t('planTerms.dayThreshold')} max={1440} />
        <WholeNumber name={['serviceLevel', 'toleratedMinutes']} label={t('planTerms.tolerated')} max={44_640} />
        <WholeNumber name={['serviceLevel', 'capPercent']} label={t('planTerms.cap')} max={100} />
      </div>
      <p className="muted">{t('planLateFees.hint')}</p>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <RateFields kind="rent" most="1" within={['lateFees']} />
        <RateFields kind="telephone" most="0.3" within={['lateFees']} />
      </div>
    </>
  );
}
