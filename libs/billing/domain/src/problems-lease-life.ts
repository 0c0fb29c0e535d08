import type { BillingProblemText } from './problems';

/** Refusals in the life of a lease after it was opened. */
export type LeaseLifeProblemCode =
  | 'renewal.end-moved'
  | 'renewal.asked-already'
  | 'renewal.decided'
  | 'refund.exceeds'
  | 'refund.reference-differs'
  | 'refund.reference-used-elsewhere'
  | 'statement.bad-span';

export const LEASE_LIFE_PROBLEMS: Readonly<Record<LeaseLifeProblemCode, BillingProblemText>> = {
  'renewal.end-moved': {
    status: 409,
    en: 'The lease now ends on {endOn}. Look at it again before you ask for a renewal.',
    zh: '该租约现在于 {endOn} 到期，请重新查看后再申请续租。',
  },
  'renewal.asked-already': { status: 409, en: 'A renewal by {months} months has been asked for already.', zh: '已申请续租 {months} 个月。' },
  'renewal.decided': { status: 409, en: 'The renewal has been decided already: {state}.', zh: '该续租申请已处理：{state}。' },
  'refund.exceeds': { status: 409, en: 'No more than {most} is to be refunded.', zh: '可退金额不超过 {most}。' },
  'refund.reference-differs': {
    status: 409,
    en: 'A refund with reference {reference} is booked already, with other particulars.',
    zh: '参考号 {reference} 的退款已入账，但内容不同。',
  },
  'refund.reference-used-elsewhere': {
    status: 409,
    en: 'A refund with reference {reference} is booked already, to another lease.',
    zh: '参考号 {reference} 的退款已记入另一份租约。',
  },
  'statement.bad-span': {
    status: 422,
    en: 'A statement tells at least a day and at most {months} months.',
    zh: '对账单至少包含一天，最多 {months} 个月。',
  },
};
