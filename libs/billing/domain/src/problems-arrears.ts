import type { BillingProblemText } from './problems';

/** Why something about notices and suspensions is refused. */
export type ArrearsProblemCode = 'webhook.bad-address' | 'webhook.address-taken' | 'webhook.too-many';

export const ARREARS_PROBLEMS: Readonly<Record<ArrearsProblemCode, BillingProblemText>> = {
  'webhook.bad-address': {
    status: 422,
    en: 'The address must begin with https:// and lead to the public internet, without a user name in it.',
    zh: '地址必须以 https:// 开头、可从公网访问，且不得包含用户名。',
  },
  'webhook.address-taken': { status: 409, en: 'This address receives webhooks already.', zh: '该地址已在接收 Webhook。' },
  'webhook.too-many': { status: 409, en: 'There are {most} addresses already; remove one first.', zh: '最多 {most} 个地址，请先移除一个。' },
};
