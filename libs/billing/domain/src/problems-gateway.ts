import type { BillingProblemText } from './problems';

/** Why paying through a gateway, giving money back, keeping a method or charging a late fee is refused. */
export type GatewayProblemCode = 'payment.no-method' | 'payment.needs-payer' | 'collection.bad-schedule' | 'late-fee.bad-terms' | 'late-fee.none' | 'payment.waits-for-payer' | 'webhook.bad-signature'
  | 'refund.not-possible' | 'refund.disputed' | 'refund.beyond-payment' | 'refund.bank-transfer' | 'dispute.decided';

export const GATEWAY_PROBLEMS: Readonly<Record<GatewayProblemCode, BillingProblemText>> = {
  'payment.no-method': { status: 409, en: 'No payment method is saved. Choose how to pay.', zh: '没有已保存的支付方式，请选择支付方式。' },
  'payment.needs-payer': { status: 402, en: 'Your bank wants you to confirm this payment. Choose how to pay and confirm it there.', zh: '发卡行要求您本人确认该笔付款，请选择支付方式并完成确认。' },
  'collection.bad-schedule': { status: 422, en: 'A schedule is 1 to 8 whole days, each later than the one before it, from 7 days before the due date to 60 after it.', zh: '扣款日程为 1 至 8 个整数天，依次递增，最早为到期日前 7 天，最晚为到期日后 60 天。' },
  'late-fee.bad-terms': { status: 422, en: 'A late fee is at most 1 % a day for rent and, by law, 0.3 % a day for telephone charges, from the first day after the due date on, up to the whole amount ({fault}).', zh: '滞纳金每日租金不超过 1%，电话费依法不超过 3‰，自到期日次日起算，累计不超过欠款全额（{fault}）。' },
  'late-fee.none': { status: 409, en: 'That line is no late fee, or nothing is left of it to waive.', zh: '该行不是滞纳金，或已无可减免金额。' },
  'payment.waits-for-payer': {
    status: 409,
    en: 'A payment of this is under way and waits for the payer. Finish it, or choose another way to pay.',
    zh: '该款项的支付正在进行，等待付款人完成。请完成支付或更换支付方式。',
  },
  'webhook.bad-signature': { status: 400, en: 'The notification’s signature is not valid, or too old.', zh: '通知签名无效或已过期。' },
  'refund.not-possible': { status: 409, en: 'There is no such payment to give back.', zh: '没有可退款的付款。' },
  'refund.disputed': { status: 409, en: 'The payer’s bank disputes this payment. It cannot be refunded until that is decided.', zh: '付款人的银行对该笔付款提出争议，裁定前不能退款。' },
  'refund.beyond-payment': { status: 409, en: 'At most {most} of this payment can be given back.', zh: '该笔付款最多可退 {most}。' },
  'refund.bank-transfer': { status: 409, en: 'This payment came by bank transfer; a gateway cannot give it back.', zh: '该笔付款为银行转账，不能通过支付网关退款。' },
  'dispute.decided': { status: 409, en: 'The dispute is decided already.', zh: '该争议已作决定。' },
};
