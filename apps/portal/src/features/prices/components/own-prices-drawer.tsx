import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { Instant, useFormats } from '../../../ui/formats';
import { Loaded } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { giveOwnPrice, listOwnPrices, listPlanVersions, OWN_PRICES_KEY, type OwnPriceView, PLAN_VERSIONS_KEY } from '../api';
import { EMPTY_PRICES, type PriceDraft, pricesOf } from '../model';
import { planTermsInput, planTermsOf, versionInForce } from '../plan-terms';
import { PriceSummary } from './price-summary';
import { PricingFields } from './pricing-fields';

interface OwnDraft extends PriceDraft {
  planCode: string;
  anchor: 'start-day' | 'calendar';
  reason: string;
}

function Given({ prices, currency }: { prices: readonly OwnPriceView[]; currency: string }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  if (prices.length === 0) return <p className="muted">{t('pricing.own.none')}</p>;
  return (
    <ul>
      {prices.map((price) => (
        <li key={`${price.planCode} ${String(price.version)}`}>
          <strong>{price.planCode}</strong> {money(price.seatMonthly, currency)}, <Instant at={price.from} /> – <Instant at={price.until} none={t('pricing.forGood')} />: {price.reason}
          <PriceSummary pricing={price.pricing} currency={currency} />
        </li>
      ))}
    </ul>
  );
}

/** Prices of one tenant alone: those that there are, and new ones from now on. */
export function OwnPricesDrawer({ tenant, onClose }: { tenant: { id: string; name: string; currency: string } | null; onClose: () => void }) {
  const { t } = useTranslation();
  const tenantId = tenant?.id ?? '';
  const prices = useQuery({ queryKey: [...OWN_PRICES_KEY, tenantId], queryFn: () => listOwnPrices(tenantId), enabled: tenant !== null });
  const plans = useQuery({ queryKey: PLAN_VERSIONS_KEY, queryFn: listPlanVersions, enabled: tenant !== null });
  const give = useAction(({ planCode, anchor, reason, ...drafted }: OwnDraft) => {
    const plan = versionInForce(plans.data?.items ?? [], planCode, new Date());
    return giveOwnPrice(tenantId, { ...planTermsInput(planTermsOf(plan)), planCode, anchor, reason, ...pricesOf(drafted) });
  }, {
    stale: [OWN_PRICES_KEY], done: t('pricing.own.done'), quiet: true,
  });
  if (tenant === null) return null;
  const codes = [...new Set((plans.data?.items ?? []).filter((plan) => plan.currency === tenant.currency).map(({ code }) => code))];
  const anchors = (['start-day', 'calendar'] as const).map((anchor) => ({ value: anchor, label: t(`pricing.plan.anchor.${anchor}`) }));
  return (
    <FormDrawer<OwnDraft>
      title={t('pricing.own.title', { tenant: tenant.name })}
      open
      onClose={onClose}
      submitLabel={t('pricing.own.submit')}
      initial={{ ...EMPTY_PRICES, anchor: 'start-day' }}
      onSubmit={give.mutateAsync}
      width={820}
    >
      {() => (
        <>
          <Loaded read={prices} rows={2}>
            {(page) => <Given prices={page.items} currency={tenant.currency} />}
          </Loaded>
          <p className="muted">{t('pricing.own.hint')}</p>
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <Form.Item name="planCode" label={t('orders.plan')} rules={[{ required: true }]}>
              <Select options={codes.map((code) => ({ value: code, label: code }))} style={{ width: 200 }} />
            </Form.Item>
            <Form.Item name="anchor" label={t('pricing.plan.anchorTitle')}>
              <Select options={anchors} style={{ width: 220 }} />
            </Form.Item>
          </div>
          <PricingFields />
          <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('operator.reasonHint')}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
