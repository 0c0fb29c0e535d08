/** Why credit control refuses what a user asked for. */
export type CreditProblemCode = 'wallet.not-prepaid' | 'wallet.owes' | 'wallet.beyond-owed' | 'cap.bad-amount' | 'cap.above-operator' | 'cap.unknown-seat' | 'cap.named-twice';

/** Messages; {fact} stands for the refusal's fact of that name. */
export const CREDIT_PROBLEMS: Readonly<Record<CreditProblemCode, { readonly status: number; readonly en: string; readonly zh: string }>> = {
  'wallet.not-prepaid': {
    status: 409,
    en: 'Calls of this lease are invoiced after the month; it has no wallet to top up. The operator can change that.',
    zh: '该租约的话费为后付费，没有可充值的话费钱包；可由运营方改为预付费。',
  },
  'wallet.owes': {
    status: 409,
    en: 'The wallet owes {owed} for calls. It has to be paid in before calls are invoiced after the month.',
    zh: '话费钱包尚欠 {owed}，须先充值结清，方可改为后付费。',
  },
  'wallet.beyond-owed': {
    status: 409,
    en: 'Calls of this lease are invoiced after the month; what its wallet still owes, {most}, can be paid in, and no more.',
    zh: '该租约的话费为后付费；钱包尚欠 {most}，最多可充值该金额。',
  },
  'cap.bad-amount': { status: 422, en: 'A cap must be a decimal from 0 with at most {decimals} decimals, up to {most}.', zh: '限额须为不小于 0 的金额，最多 {decimals} 位小数，不超过 {most}。' },
  'cap.above-operator': { status: 409, en: 'The operator’s limit is {limit}. A cap of your own cannot be above it.', zh: '运营方上限为 {limit}，自设限额不能高于该上限。' },
  'cap.unknown-seat': { status: 422, en: 'One of these seats is not yours.', zh: '所选坐席不属于本租户。' },
  'cap.named-twice': { status: 422, en: 'The same cap is given twice.', zh: '同一限额重复填写。' },
};
