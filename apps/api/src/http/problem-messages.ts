import { ACD_PROBLEMS } from '@seatline/acd-domain';
import { BILLING_PROBLEMS } from '@seatline/billing-domain';
import { TELEPHONY_PROBLEMS } from '@seatline/telephony-domain';
import { TENANCY_PROBLEMS } from '@seatline/tenancy-domain';

/** A problem's HTTP status and its message in both languages; `{fact}` is filled with the refusal's facts. */
export interface ProblemMessage {
  readonly status: number;
  readonly en: string;
  readonly zh: string;
}

const GENERAL_PROBLEMS = {
  internal: { status: 500, en: 'Something went wrong on our side. Nothing was lost; try again, or tell support the request id.', zh: '系统出现故障，数据没有丢失。请重试，或将请求编号告知支持人员。' },
  'invalid-input': { status: 400, en: 'Please correct: {faults}', zh: '请更正：{faults}' },
  'not-signed-in': { status: 401, en: 'Please sign in.', zh: '请先登录。' },
  forbidden: { status: 403, en: 'Your role does not allow this. A tenant admin can grant it.', zh: '您的角色没有此权限，可由租户管理员授予。' },
  'not-found': { status: 404, en: 'There is no such {kind}.', zh: '未找到该内容（{kind}）。' },
  'too-large': { status: 413, en: 'The request is too large.', zh: '请求内容过大。' },
  'too-many-requests': { status: 429, en: 'Too many requests. Wait a minute, then try again.', zh: '请求过于频繁，请一分钟后再试。' },
} as const satisfies Record<string, ProblemMessage>;

/** Every code that a client can meet. A code without a message in both languages does not compile. */
export const PROBLEMS = { ...GENERAL_PROBLEMS, ...TENANCY_PROBLEMS, ...BILLING_PROBLEMS, ...TELEPHONY_PROBLEMS, ...ACD_PROBLEMS } as const satisfies Record<
  string,
  ProblemMessage
>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The message with its facts filled in; a fact that is missing leaves no brace behind. */
export function messageOf(code: ProblemCode, facts: Record<string, unknown>, language: 'zh-CN' | 'en'): string {
  const text: string = language === 'en' ? PROBLEMS[code].en : PROBLEMS[code].zh;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    return Array.isArray(fact) ? fact.join('; ') : fact === undefined || fact === null ? '' : String(fact);
  });
}
