import type { includedMinutes as english } from '../en/included-minutes';
import type { Texts } from '../messages';

export const includedMinutes: Texts<typeof english> = {
  includedMinutes: {
    title: '套餐内通话时长',
    titleOf: '租约 {{number}} 的套餐内通话时长',
    used: '本期套餐内 {{minutes}} 分钟，已用 {{used}} 分钟。',
    wasUsed: '套餐内 {{minutes}} 分钟，使用了 {{used}} 分钟。',
    rule: '各坐席合并使用，按接通先后扣减；未用完的到期失效；由话费钱包支付的通话不扣减。',
    minutes: '套餐内（分钟）',
    usedTitle: '已用（分钟）',
    left: '剩余（分钟）',
    worth: '抵扣金额（税前）',
    state: '状态',
    open: '进行中',
    closed: '已结',
    say: '每坐席每月含 {{minutes}} 分钟通话，各坐席合并使用。',
    sayPrefixes: '每坐席每月含 {{minutes}} 分钟通话（前缀 {{prefixes}}），各坐席合并使用。',
    form: {
      perSeat: '每坐席每月含通话（分钟）',
      perSeatHint: '留空表示不含。',
      prefixes: '适用的号码前缀',
      prefixesHint: '留空表示除例外号码外全部适用。',
      exceptPrefixes: '例外的号码前缀',
      exceptHint: '留空表示声讯等默认关闭的号码。',
      prefixRule: '每项 1 至 15 位数字',
    },
    line: '套餐内 {{minutes}} 分钟，已用 {{used}} 分钟，抵扣 {{cost}}；本行为超出部分。',
    ofCall: '套餐内',
    charged: '计费金额',
    covered: '套餐内',
    inPart: '其中 {{seconds}} 秒在套餐内',
  },
};
