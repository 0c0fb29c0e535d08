import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { type Moment, MomentField, momentToInstant } from '../../../ui/moment-field';
import { useAction } from '../../../ui/use-action';
import { PLANS_KEY } from '../../orders/api';
import { makePlanVersion, PLAN_VERSIONS_KEY, type PlanVersionView } from '../api';
import { draftOf, EMPTY_PRICES, type PriceDraft, pricesOf } from '../model';
import { type PlanTermsDraft, planTermsInput, planTermsOf } from '../plan-terms';
import { PlanTermsFields } from './plan-terms-fields';
import { PricingFields } from './pricing-fields';

const ZONE = 'Asia/Shanghai';

interface PlanDraft extends PriceDraft, PlanTermsDraft {
  code: string;
  nameEn: string;
  nameZh: string;
  currency: string;
  begins: 'now' | 'later';
  effective?: Moment;
}

/** A plan's next version, or a new plan; a version that there is already is typed over. */
export function PlanVersionDrawer({ open, onClose, from }: { open: boolean; onClose: () => void; from: PlanVersionView | null }) {
  const { t } = useTranslation();
  const make = useAction(
    ({ code, nameEn, nameZh, currency, begins, effective, ...drafted }: PlanDraft) =>
      makePlanVersion({
        code, nameEn, nameZh, currency, ...planTermsInput(drafted), ...pricesOf(drafted),
        ...(begins === 'later' && effective ? { effectiveFrom: momentToInstant(effective, ZONE) } : {}),
      }),
    { stale: [PLAN_VERSIONS_KEY, PLANS_KEY], done: t('pricing.plan.made'), quiet: true },
  );
  const named = from && { code: from.code, nameEn: from.nameEn, nameZh: from.nameZh, currency: from.currency };
  const initial: Partial<PlanDraft> = { ...(from ? draftOf(from) : EMPTY_PRICES), ...planTermsOf(from), currency: 'CNY', ...named, begins: 'now' };
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
          <PlanTermsFields />
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
