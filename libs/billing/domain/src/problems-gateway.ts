import type { BillingProblemText } from './problems';

/** Why paying through a gateway, giving money back or keeping a method is refused. */
export type GatewayProblemCode = 'payment.no-method' | 'payment.waits-for-payer' | 'webhook.bad-signature';

export const GATEWAY_PROBLEMS: Readonly<Record<GatewayProblemCode, BillingProblemText>> = {
  'payment.no-method': { status: 409, en: 'No payment method is saved. Choose how to pay.', zh: '没有已保存的支付方式，请选择支付方式。' },
  'payment.waits-for-payer': {
    status: 409,
    en: 'A payment of this is under way and waits for the payer. Finish it, or choose another way to pay.',
    zh: '该款项的支付正在进行，等待付款人完成。请完成支付或更换支付方式。',
  },
  'webhook.bad-signature': { status: 400, en: 'The notification’s signature is not valid, or too old.', zh: '通知签名无效或已过期。' },
};
