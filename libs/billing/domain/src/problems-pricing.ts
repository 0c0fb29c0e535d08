import type { BillingProblemText } from './problems';

export type PricingProblemCode =
  | 'plan.bad-terms'
  | 'plan.in-past'
  | 'plan.other-currency'
  | 'own-price.overlaps'
  | 'own-price.in-past'
  | 'terms.billed'
  | 'terms.not-a-period'
  | 'terms.not-later';

/** Why prices and terms are refused. */
export const PRICING_PROBLEMS: Readonly<Record<PricingProblemCode, BillingProblemText>> = {
  'plan.bad-terms': { status: 422, en: 'These terms cannot be agreed: {faults}', zh: '这些条款无法采用：{faults}' },
  'plan.in-past': { status: 422, en: 'Prices take effect now or later, not in the past.', zh: '价格只能从现在或将来起生效，不能追溯。' },
  'plan.other-currency': { status: 409, en: 'Plan {plan} is in {currency}; every version of it is.', zh: '套餐 {plan} 的币种为 {currency}，其所有版本币种相同。' },
  'own-price.overlaps': { status: 409, en: 'The tenant already has own prices for that time.', zh: '该租户在此期间已有专属价格。' },
  'own-price.in-past': { status: 422, en: 'Own prices begin now or later, and end after they begin.', zh: '专属价格只能从现在或将来开始，且结束须晚于开始。' },
  'terms.billed': {
    status: 409,
    en: 'The period from that day on is invoiced already. Other terms can begin on {earliest} at the earliest.',
    zh: '该日起的账期已出账单，新条款最早可从 {earliest} 起生效。',
  },
  'terms.not-a-period': { status: 422, en: 'Other terms begin with a period; the one that holds that day begins on {begins}.', zh: '新条款须从账期首日起生效；该日所在账期从 {begins} 开始。' },
  'terms.not-later': { status: 409, en: 'Other terms are agreed from {earliest} on; what comes before them stays.', zh: '已约定从 {earliest} 起的新条款，此前的条款不再变更。' },
};
