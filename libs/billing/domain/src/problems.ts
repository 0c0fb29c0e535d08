import { ARREARS_PROBLEMS, type ArrearsProblemCode } from './problems-arrears';
import { COMPARISON_PROBLEMS, type ComparisonProblemCode } from './problems-comparison';
import { BOOKS_PROBLEMS, type BooksProblemCode } from './problems-books';
import { GATEWAY_PROBLEMS, type GatewayProblemCode } from './problems-gateway';
import { PRICING_PROBLEMS, type PricingProblemCode } from './problems-pricing';
import { LEASE_LIFE_PROBLEMS, type LeaseLifeProblemCode } from './problems-lease-life';
import { CREDIT_PROBLEMS, type CreditProblemCode } from './problems-credit';
import { RATING_PROBLEMS, type RatingProblemCode } from './problems-rating';
import { DOCUMENT_PROBLEMS, type DocumentProblemCode } from './problems-documents';

/** Why billing refuses what a user asked for. Each code has an HTTP status and a message in both languages. */
export type BillingProblemCode =
  | ArrearsProblemCode
  | BooksProblemCode
  | ComparisonProblemCode
  | GatewayProblemCode
  | PricingProblemCode
  | LeaseLifeProblemCode
  | CreditProblemCode
  | 'plan.unknown'
  | 'plan.version-exists'
  | 'order.bad-seats'
  | 'order.bad-term'
  | 'order.start-in-past'
  | 'order.start-too-far'
  | 'order.other-plan'
  | 'order.not-standing'
  | 'lease.overdue'
  | 'lease.none'
  | 'lease.already-open'
  | 'lease.ended'
  | 'lease.not-enough-seats'
  | 'lease.outside-term'
  | 'lease.nothing-to-waive'
  | 'lease.removal-needs-consent'
  | 'hold.in-past'
  | 'payment.bad-amount'
  | 'payment.bad-value-date'
  | 'payment.reference-differs'
  | 'payment.reference-used-elsewhere'
  | 'payment.nothing-due'
  | 'payment.declined'
  | 'payment.gateway-off'
  | 'payment.gateway-unreachable'
  | 'deck.bad-file'
  | 'deck.effective-taken'
  | RatingProblemCode
  | 'story.bad'
  | 'invoice.not-open'
  | DocumentProblemCode;

export interface BillingProblemText {
  readonly status: number;
  readonly en: string;
  readonly zh: string;
}

/** Messages; {fact} stands for the refusal's fact of that name. A code without a message does not compile. */
export const BILLING_PROBLEMS: Readonly<Record<BillingProblemCode, BillingProblemText>> = {
  ...ARREARS_PROBLEMS,
  ...BOOKS_PROBLEMS,
  ...COMPARISON_PROBLEMS,
  ...GATEWAY_PROBLEMS,
  ...PRICING_PROBLEMS,
  ...LEASE_LIFE_PROBLEMS,
  ...CREDIT_PROBLEMS,
  ...DOCUMENT_PROBLEMS,
  'plan.unknown': { status: 422, en: 'There is no plan named {plan}.', zh: '没有名为 {plan} 的套餐。' },
  'plan.version-exists': { status: 409, en: 'Plan {plan} already has a version from that instant on.', zh: '套餐 {plan} 在该时刻已有一个版本。' },
  'order.bad-seats': { status: 422, en: 'The number of seats must be from 1 to {most}.', zh: '坐席数量必须在 1 到 {most} 之间。' },
  'order.bad-term': { status: 422, en: 'The term must be from 1 to {most} months.', zh: '租期必须在 1 到 {most} 个月之间。' },
  'order.start-in-past': { status: 422, en: 'The lease cannot start before today, {today}.', zh: '租期开始日不能早于今天（{today}）。' },
  'order.start-too-far': { status: 422, en: 'The lease cannot start later than {latest}.', zh: '租期开始日不能晚于 {latest}。' },
  'order.other-plan': {
    status: 409,
    en: 'The open lease is on plan {plan}; more seats are ordered on the same plan.',
    zh: '当前租约使用套餐 {plan}；加订坐席须使用同一套餐。',
  },
  'order.not-standing': { status: 409, en: 'The order is {state} and can no longer be paid.', zh: '该订单状态为 {state}，不能再付款。' },
  'lease.overdue': {
    status: 409,
    en: 'Invoices of this lease are overdue. More seats can be ordered once they are paid.',
    zh: '该租约有逾期未付的账单，付清后才能加订坐席。',
  },
  'lease.none': { status: 409, en: 'There is no open lease.', zh: '没有生效中的租约。' },
  'lease.already-open': { status: 409, en: 'A lease is open already.', zh: '已有一份生效中的租约。' },
  'lease.ended': { status: 409, en: 'The lease has ended.', zh: '租约已经结束。' },
  'lease.not-enough-seats': { status: 409, en: 'The lease does not have that many seats to remove.', zh: '租约中没有这么多可移除的坐席。' },
  'lease.outside-term': { status: 422, en: 'That day is outside what the lease allows.', zh: '该日期不在租约允许的范围内。' },
  'lease.removal-needs-consent': { status: 409, en: 'Seats can be returned at the end of the period. Returning them at once needs the operator’s consent; ask the operator.', zh: '坐席可在账期结束时退租；立即退租需经运营方同意，请联系运营方。' },
  'lease.nothing-to-waive': { status: 409, en: 'No seats of this lease wait for a payment.', zh: '该租约没有等待付款的坐席。' },
  'hold.in-past': { status: 422, en: 'The hold must last at least until today, {today}.', zh: '宽限截止日不能早于今天（{today}）。' },
  'payment.bad-amount': {
    status: 422,
    en: 'The amount must be a positive decimal with at most {decimals} decimals, up to {most}.',
    zh: '金额必须为正数，最多 {decimals} 位小数，不超过 {most}。',
  },
  'payment.bad-value-date': { status: 422, en: 'The value date must be from {earliest} to {latest}.', zh: '到账日必须在 {earliest} 到 {latest} 之间。' },
  'payment.reference-differs': {
    status: 409,
    en: 'A payment with reference {reference} is booked already, with other particulars.',
    zh: '参考号 {reference} 已入账，但内容不同。',
  },
  'payment.reference-used-elsewhere': {
    status: 409,
    en: 'A payment with reference {reference} is booked already, to another lease.',
    zh: '参考号 {reference} 已记入另一份租约。',
  },
  'payment.nothing-due': { status: 409, en: 'Nothing of this is left to pay.', zh: '没有未付金额。' },
  'payment.declined': { status: 402, en: 'The payment was declined: {cause}.', zh: '付款被拒绝：{cause}。' },
  'payment.gateway-off': { status: 404, en: 'No payment gateway is switched on; pay by bank transfer.', zh: '未启用支付网关，请使用银行转账。' },
  'payment.gateway-unreachable': {
    status: 503,
    en: 'The payment gateway did not answer. Whether it took the money is looked up; do not pay again.',
    zh: '支付网关没有响应，系统正在核实是否已扣款，请勿重复付款。',
  },
  'deck.bad-file': { status: 422, en: 'The rate deck was not taken: {faults}', zh: '费率表未被接受：{faults}' },
  ...RATING_PROBLEMS,
  'deck.effective-taken': { status: 409, en: 'Another deck takes effect at that instant.', zh: '已有另一份费率表在该时刻生效。' },
  'story.bad': { status: 422, en: 'The events cannot be simulated: {faults}', zh: '无法模拟这些事件：{faults}' },
  'invoice.not-open': { status: 409, en: 'Invoice {number} is paid or credited in full.', zh: '账单 {number} 已付清或已全额冲销。' },
};
