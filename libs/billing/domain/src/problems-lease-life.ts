import type { BillingProblemText } from './problems';

/** Refusals in the life of a lease after it was opened. */
export type LeaseLifeProblemCode =
  | 'renewal.end-moved'
  | 'renewal.asked-already'
  | 'renewal.decided'
  | 'refund.exceeds'
  | 'refund.reference-differs'
  | 'refund.reference-used-elsewhere'
  | 'statement.bad-span'
  | 'sublet.not-a-period-start'
  | 'sublet.unknown-code'
  | 'sublet.noticed-already'
  | 'sublet.not-now';

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
  'sublet.not-a-period-start': {
    status: 422,
    en: 'Seats are handed on with a period; the next one begins on {next}.',
    zh: '坐席须在账期首日转租；下一账期自 {next} 开始。',
  },
  'sublet.unknown-code': { status: 422, en: 'No other tenant has the code {code}.', zh: '没有其他租户使用代码 {code}。' },
  'sublet.noticed-already': {
    status: 409,
    en: 'Notice of {seats} seats for that tenant and day has been given already. Withdraw it first.',
    zh: '已就该租户和日期提出转租 {seats} 个坐席的通知，请先撤回。',
  },
  'sublet.not-now': { status: 409, en: 'The request is {state}; this step cannot be taken any more, or not yet.', zh: '该申请状态为 {state}，此步骤尚不能或已不能进行。' },
};
