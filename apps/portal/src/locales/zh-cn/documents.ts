import type { documents as source } from '../en/documents';
import type { Texts } from '../messages';

export const documents: Texts<typeof source> = {
  verification: {
    verify: '核验',
    hint: '按合同、坐席天数和每一通电话，从头重算这份账单。',
    title: '重算结果',
    identical: '完全一致',
    identicalHint: '从原始依据重算的结果与本账单完全相同。',
    differs: '与原始依据不一致',
    checked: '已核对：明细 {{lines}} 行，坐席 {{seats}} 个，话单 {{calls}} 条。',
    where: '位置',
    what: '项目',
    stored: '账单所载',
    computed: '重算结果',
    nothing: '无',
    ofInvoice: '账单整体',
    ofLine: '第 {{line}} 行',
    untold: '另有 {{count}} 处',
    subject: { seat: '坐席 {{id}}', call: '话单 {{id}}', 'credit-note': '红字账单 {{id}}' },
    field: {
      kind: '类型', issuedAt: '开具时间', dueOn: '到期日', net: '不含税金额', tax: '税额', total: '价税合计', days: '天数', periodDays: '账期天数',
      wholeDays: '当月天数', seatPrice: '坐席单价', seatDeposit: '坐席押金', seatNumbers: '坐席', fromOn: '起始日', toOn: '截止日（不含）', seatDays: '坐席天数',
      calls: '通话数', cost: '费用', prefix: '号码前缀', billedSeconds: '计费秒数',
    },
  },
};
