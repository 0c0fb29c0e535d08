import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { type Moment, MomentField, momentToInstant } from '../../../ui/moment-field';
import { useAction } from '../../../ui/use-action';
import { type RateDraft, rateDraftOf, RateFields, rateOf } from '../../late-fees/components/rate-fields';
import { PLANS_KEY } from '../../orders/api';
import { makePlanVersion, PLAN_VERSIONS_KEY, type PlanVersionView } from '../api';
import { draftOf, EMPTY_PRICES, type PriceDraft, pricesOf } from '../model';
import { PricingFields } from './pricing-fields';

const ZONE = 'Asia/Shanghai';

interface PlanDraft extends PriceDraft {
  code: string;
  nameEn: string;
  nameZh: string;
  currency: string;
  anchor: 'start-day' | 'calendar';
  depositMonths: number;
  taxPercent: string;
  lateFees?: { rent?: RateDraft; telephone?: RateDraft };
  begins: 'now' | 'later';
  effective?: Moment;
}

/** A plan's next version, or a new plan; a version that there is already is typed over. */
export function PlanVersionDrawer({ open, onClose, from }: { open: boolean; onClose: () => void; from: PlanVersionView | null }) {
  const { t } = useTranslation();
  const make = useAction(
    ({ code, nameEn, nameZh, currency, anchor, depositMonths, lateFees, taxPercent, begins, effective, ...prices }: PlanDraft) =>
      makePlanVersion({
        code, nameEn, nameZh, currency, anchor, depositMonths, taxPercent, ...pricesOf(prices), lateFees: { rent: rateOf(lateFees?.rent), telephone: rateOf(lateFees?.telephone) },
        ...(begins === 'later' && effective ? { effectiveFrom: momentToInstant(effective, ZONE) } : {}),
      }),
    { stale: [PLAN_VERSIONS_KEY, PLANS_KEY], done: t('pricing.plan.made'), quiet: true },
  );
  const initial: Partial<PlanDraft> = {
    ...EMPTY_PRICES, currency: 'CNY', anchor: 'start-day', depositMonths: 1, taxPercent: '6', begins: 'now',
    lateFees: { rent: rateDraftOf(from?.lateFees?.rent), telephone: rateDraftOf(from?.lateFees?.telephone) },
    ...(from === null ? {} : { ...draftOf(from), code: from.code, currency: from.currency, anchor: from.anchor, depositMonths: from.depositMonths, taxPercent: from.taxPercent }),
  };
  const anchors = (['start-day', 'calendar'] as const).map((anchor) => ({ value: anchor, label: t(`pricing.plan.anchor.${anchor}`) }));
  return (
    <FormDrawer<PlanDraft> title={t('pricing.plan.make')} open={open} onClose={onClose} submitLabel={t('pricing.plan.submit')} initial={initial} onSubmit={make.mutateAsync} width={820}>
      {(form) => (
        <>
          <p className="muted">{t('pricing.plan.hint')}</p>
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <Form.Item name="code" label={t('pricing.form.code')} rules={[{ required: true, pattern: /^[a-z0-9-]{1,40}$/, message: t('pricing.form.codeRule') }]}>
              <Input autoComplete="off" style={{ width: 160 }} />
            </Form.Item>
            <Form.Item name="nameEn" label={t('pricing.form.nameEn')} rules={[{ required: true, whitespace: true }]}>
              <Input maxLength={100} style={{ width: 200 }} />
            </Form.Item>
            <Form.Item name="nameZh" label={t('pricing.form.nameZh')} rules={[{ required: true, whitespace: true }]}>
              <Input maxLength={100} style={{ width: 200 }} />
            </Form.Item>
            <Form.Item name="currency" label={t('tenants.currency')} rules={[{ required: true, pattern: /^[A-Z]{3}$/ }]}>
              <Input maxLength={3} style={{ width: 80 }} />
            </Form.Item>
          </div>
          <PricingFields />
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <Form.Item name="anchor" label={t('pricing.plan.anchorTitle')}>
              <Select options={anchors} style={{ width: 220 }} />
            </Form.Item>
            <Form.Item name="depositMonths" label={t('pricing.plan.depositMonths')}>
              <InputNumber min={0} max={24} precision={0} />
            </Form.Item>
            <Form.Item name="taxPercent" label={t('pricing.plan.taxPercent')}>
              <Input inputMode="decimal" className="figure" style={{ width: 120 }} />
            </Form.Item>
          </div>
          <p className="muted">{t('planLateFees.hint')}</p>
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <RateFields kind="rent" most="1" within={['lateFees']} />
            <RateFields kind="telephone" most="0.3" within={['lateFees']} />
          </div>
          <Form.Item name="begins" label={t('pricing.plan.begins')}>
            <Select options={(['now', 'later'] as const).map((when) => ({ value: when, label: t(`pricing.plan.when.${when}`) }))} style={{ width: 220 }} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(before: PlanDraft, after: PlanDraft) => before.begins !== after.begins}>
            {() => form.getFieldValue('begins') === 'later' && <MomentField name="effective" label={t('pricing.plan.effectiveFrom')} hint={ZONE} />}
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
