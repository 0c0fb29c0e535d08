import { useQuery } from '@tanstack/react-query';
import { DatePicker, Form, InputNumber, Radio, Segmented } from 'antd';
import dayjs from 'dayjs';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '../../../session/session';
import { dayOf } from '../../../ui/format';
import { useFormats } from '../../../ui/formats';
import { Loaded } from '../../../ui/states';
import { PriceSummary } from '../../prices/components/price-summary';
import { listPlans, type PlanView, PLANS_KEY } from '../api';
import type { OrderDraft } from '../model';

const TERMS = [1, 3, 6, 12, 24];

function PlanChoice({ plans, value, onChange }: { plans: readonly PlanView[]; value: string | undefined; onChange: (code: string) => void }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  return (
    <Radio.Group value={value} onChange={(event) => onChange(event.target.value as string)} className="plan-choice" aria-label={t('orders.plan')}>
      {plans.map((plan) => (
        <Radio key={plan.code} value={plan.code} className="plan">
          <strong>{plan.name}</strong>
          {plan.ownPrice && <span className="muted">{t('pricing.own.yours')}</span>}
          <span className="figure plan__price">{t('orders.perSeat', { price: money(plan.seatMonthly, plan.currency) })}</span>
          <PriceSummary pricing={plan.pricing} currency={plan.currency} />
          <span className="muted">{t('orders.planTerms', { deposit: plan.depositMonths, tax: Number(plan.taxPercent) })}</span>
        </Radio>
      ))}
    </Radio.Group>
  );
}

/** What is ordered: plan, seats, term, start. Each answer moves the quote beside it. */
export function OrderForm({ draft, onChange }: { draft: OrderDraft; onChange: (draft: OrderDraft) => void }) {
  const { t } = useTranslation();
  const tenant = useTenant();
  const plans = useQuery({ queryKey: PLANS_KEY, queryFn: listPlans });
  const today = dayOf(new Date(), tenant.zone);
  const first = plans.data?.items[0]?.code;
  useEffect(() => {
    if (draft.planCode === undefined && first !== undefined) onChange({ ...draft, planCode: first });
  }, [draft, first, onChange]);
  return (
    <Form layout="vertical">
      <Form.Item label={t('orders.plan')}>
        <Loaded read={plans} rows={2}>
          {(page) => <PlanChoice plans={page.items} value={draft.planCode} onChange={(planCode) => onChange({ ...draft, planCode })} />}
        </Loaded>
      </Form.Item>
      <Form.Item label={t('orders.seats')} htmlFor="order-seats">
        <InputNumber id="order-seats" min={1} max={1000} precision={0} value={draft.seats ?? null} onChange={(seats) => onChange({ ...draft, seats })} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item label={t('orders.months')}>
        <Segmented
          aria-label={t('orders.months')}
          value={draft.months ?? 12}
          onChange={(months) => onChange({ ...draft, months })}
          options={TERMS.map((months) => ({ value: months, label: t('orders.monthCount', { months }) }))}
        />
      </Form.Item>
      <Form.Item label={t('orders.startOn')} htmlFor="order-start" extra={t('orders.startHint', { zone: tenant.zone })}>
        <DatePicker
          id="order-start"
          allowClear={false}
          value={draft.startOn ? dayjs(draft.startOn) : null}
          minDate={dayjs(today)}
          onChange={(date) => onChange({ ...draft, startOn: date?.format('YYYY-MM-DD') })}
          style={{ width: 180 }}
        />
      </Form.Item>
    </Form>
  );
}
