import type { Texts } from '../messages';
import type { numberGaps as source } from '../en/number-gaps';

export const numberGaps: Texts<typeof source> = {
  numberGaps: {
    title: '跳号记录',
    intro: '恢复旧备份后，恢复前已寄出单据上的编号不再使用。除此之外，编号必须连续。',
    series: '单据类型',
    invoice: '账单',
    'credit-note': '红字账单',
    lease: '租赁协议',
    numbers: '编号',
    range: '{{first}} 至 {{last}}',
    reason: '原因',
    by: '登记人',
    at: '登记时间',
    none: '没有跳号',
  },
};
