/** Why tenancy refuses what a user asked for. Each code has an HTTP status and a message in both languages. */
export type TenancyProblemCode =
  | 'sign-in.refused'
  | 'sign-in.locked'
  | 'session.reused'
  | 'csrf.foreign-origin'
  | 'csrf.bad-token'
  | 'tenant-required'
  | 'password.length'
  | 'password.too-easy'
  | 'person.exists'
  | 'invitation.used'
  | 'invitation.revoked'
  | 'invitation.expired'
  | 'invitation.already-member'
  | 'member.bad-roles'
  | 'member.last-admin'
  | 'member.own-access'
  | 'tenant.bad-name'
  | 'tenant.unknown-zone'
  | 'tenant.unknown-currency'
  | 'seat.bad-label'
  | 'seat.nothing-to-retry'
  | 'seat.unknown-members'
  | 'seat.member-disabled'
  | 'seat.not-entitled'
  | 'seat.not-ready'
  | 'seat.failed'
  | 'seat.suspended'
  | 'seat.released'
  | 'seat.maintenance'
  | 'maintenance.bad-period'
  | 'maintenance.bad-target'
  | 'maintenance.in-past'
  | 'maintenance.short-notice'
  | 'maintenance.over-allowance'
  | 'maintenance.overlaps'
  | 'maintenance.over'
  | 'outage.bad-period'
  | 'outage.not-over'
  | 'outage.withdrawn'
  | 'outage.credited'
  | 'outage.all-credited';

export interface TenancyProblemText {
  readonly status: number;
  readonly en: string;
  readonly zh: string;
}

/** Messages; {fact} stands for the refusal's fact of that name. A code without a message does not compile. */
export const TENANCY_PROBLEMS: Readonly<Record<TenancyProblemCode, TenancyProblemText>> = {
  'sign-in.refused': { status: 401, en: 'E-mail or password is wrong.', zh: '邮箱或密码错误。' },
  'sign-in.locked': { status: 429, en: 'Too many failed sign-ins. Try again in {minutes} minutes.', zh: '登录失败次数过多，请在 {minutes} 分钟后重试。' },
  'session.reused': { status: 401, en: 'This session was continued elsewhere with an old key and has been ended. Please sign in again.', zh: '检测到会话凭证被重复使用，会话已结束，请重新登录。' },
  'csrf.foreign-origin': { status: 403, en: 'The request came from another site and was not carried out.', zh: '请求来自其他站点，未予执行。' },
  'csrf.bad-token': { status: 403, en: 'The page is out of date. Reload it and try again.', zh: '页面已过期，请刷新后重试。' },
  'tenant-required': { status: 409, en: 'Choose the tenant to work for first.', zh: '请先选择要进入的租户。' },
  'password.length': { status: 422, en: 'A password has {shortest} to {longest} characters.', zh: '密码长度须为 {shortest} 至 {longest} 个字符。' },
  'password.too-easy': { status: 422, en: 'This password is too easy to guess.', zh: '密码过于简单，容易被猜中。' },
  'person.exists': { status: 409, en: 'Somebody has this e-mail already.', zh: '该邮箱已被使用。' },
  'invitation.used': { status: 410, en: 'This invitation has been used already. Sign in instead.', zh: '该邀请已被使用，请直接登录。' },
  'invitation.revoked': { status: 410, en: 'This invitation was withdrawn. Ask for a new one.', zh: '该邀请已被撤回，请重新索取。' },
  'invitation.expired': { status: 410, en: 'This invitation has expired. Ask for a new one.', zh: '该邀请已过期，请重新索取。' },
  'invitation.already-member': { status: 409, en: 'This person is a member already.', zh: '此人已是成员。' },
  'member.bad-roles': { status: 422, en: 'A member has at least one role of the list; these are not: {roles}', zh: '成员至少须有一个有效角色，无效角色：{roles}' },
  'member.last-admin': { status: 409, en: 'This is the last tenant admin. Make somebody else an admin first.', zh: '这是最后一位租户管理员，请先指定其他管理员。' },
  'member.own-access': { status: 409, en: 'You cannot take your own access away. Ask another admin.', zh: '不能取消自己的权限，请由其他管理员操作。' },
  'tenant.bad-name': { status: 422, en: 'A tenant’s name has 1 to 200 characters.', zh: '租户名称须为 1 至 200 个字符。' },
  'tenant.unknown-zone': { status: 422, en: 'There is no time zone {zone}.', zh: '时区 {zone} 不存在。' },
  'tenant.unknown-currency': { status: 422, en: 'There is no currency {currency}.', zh: '货币 {currency} 不存在。' },
  'seat.bad-label': { status: 422, en: 'A label has 1 to {longest} characters.', zh: '坐席名称须为 1 至 {longest} 个字符。' },
  'seat.nothing-to-retry': { status: 409, en: 'Nothing failed at this seat, so there is nothing to retry.', zh: '该坐席没有失败的开通，无需重试。' },
  'seat.unknown-members': { status: 422, en: 'One of the members does not exist.', zh: '所选成员中有不存在的成员。' },
  'seat.member-disabled': { status: 403, en: 'Your membership is disabled. Ask a tenant admin.', zh: '您的成员身份已停用，请联系租户管理员。' },
  'seat.not-entitled': { status: 403, en: 'You are not entitled to this seat. Ask a supervisor.', zh: '您未获授权使用该坐席，请联系班长。' },
  'seat.not-ready': { status: 409, en: 'This seat is not ready yet. Try again in a minute.', zh: '该坐席尚未开通，请稍后重试。' },
  'seat.failed': { status: 409, en: 'This seat could not be set up at the carrier. A tenant admin can see the cause and retry.', zh: '该坐席在运营商侧开通失败，租户管理员可查看原因并重试。' },
  'seat.suspended': { status: 409, en: 'This seat is suspended because an invoice is unpaid. It comes back within a minute of the payment.', zh: '因账单欠费，该坐席已停机；付款后一分钟内恢复。' },
  'seat.released': { status: 409, en: 'This seat is no longer rented.', zh: '该坐席已退租。' },
  'seat.maintenance': { status: 409, en: 'Maintenance is under way until {endAt}. Seats come back by themselves.', zh: '系统维护中，预计 {endAt} 结束，坐席届时自动恢复。' },
  'maintenance.bad-period': { status: 422, en: 'A window ends after it begins and lasts at most {longestDays} days.', zh: '维护窗口的结束须晚于开始，且最长 {longestDays} 天。' },
  'maintenance.bad-target': { status: 422, en: 'Name the carrier, or at least one existing tenant, that the window covers.', zh: '请指定维护所涉及的运营商或至少一个现有租户。' },
  'maintenance.in-past': { status: 422, en: 'A window cannot be planned for the past.', zh: '不能为过去的时间计划维护窗口。' },
  'maintenance.short-notice': { status: 409, en: 'A window is announced {noticeHours} hours ahead. Plan it later, or mark it as an emergency.', zh: '维护须提前 {noticeHours} 小时公告，请推迟或标记为紧急维护。' },
  'maintenance.over-allowance': {
    status: 409,
    en: 'In {month} maintenance would exceed its allowance ({allowanceHours} hours begun on {allowanceDays} days) by {excessHours} hours. Shorten it, or mark it as an emergency and owe a credit.',
    zh: '{month} 的维护将超出限额（{allowanceDays} 天内共 {allowanceHours} 小时）{excessHours} 小时。请缩短，或标记为紧急维护并承担赔付。',
  },
  'maintenance.overlaps': { status: 409, en: 'Another window covers the same target from {startAt} to {endAt}.', zh: '同一对象在 {startAt} 至 {endAt} 已有维护窗口。' },
  'outage.bad-period': { status: 422, en: 'An outage ends after it begins and lasts at most {longestDays} days.', zh: '故障的结束须晚于开始，且最长 {longestDays} 天。' },
  'outage.not-over': { status: 422, en: 'An outage is recorded when it is over.', zh: '故障结束后方可登记。' },
  'outage.withdrawn': { status: 409, en: 'This outage has been withdrawn already.', zh: '该故障已撤回。' },
  'outage.credited': {
    status: 409,
    en: '{credited} leases have been credited for this outage, and what was given back is never taken back. Confirm that they keep it, and the outage is withdrawn for the other {others}.',
    zh: '已有 {credited} 份租约因该故障获得补偿，已补偿的不再收回。确认其保留补偿后，可对其余 {others} 份租约撤回。',
  },
  'outage.all-credited': {
    status: 409,
    en: 'All {credited} leases that this outage touched have been credited, and what was given back is never taken back. Nothing is left to withdraw.',
    zh: '该故障所涉 {credited} 份租约均已获得补偿，已补偿的不再收回，无可撤回。',
  },
  'maintenance.over': { status: 409, en: 'This window is over.', zh: '该维护窗口已结束。' },
};
