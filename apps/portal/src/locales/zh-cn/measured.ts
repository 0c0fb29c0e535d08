/** 线路监测、故障撤回与测算明细。 */
export const measured = {
  planLateFees: { hint: '逾期滞纳金，适用于按此版本签订的租约；留空则不收取。每份租约可另行约定。' },
  whatIfParts: { rent: '租金', calls: '通话费' },
  withdrawal: {
    title: '撤回故障',
    open: '撤回',
    submit: '撤回',
    done: '故障已撤回。',
    consequence: '撤回后该故障不再计入：不产生补偿，也不影响可用率。已补偿的不再收回。',
    keep: '已获补偿的租约保留其补偿',
    keepHint: '部分租约已获补偿时须勾选，故障将对其余租约撤回。',
    by: '{{by}} 已撤回：{{reason}}',
    short: '已撤回：{{reason}}',
  },
  carrierWatch: {
    title: '线路监测',
    intro: '有坐席的每条运营商线路每分钟探测四次。连续三次失败即视为中断，自首次失败起算；超过一分钟的中断，除维护时段外，记为该线路全部租户的故障。无人探测的时段不计。',
    carrier: '运营商线路',
    goesOn: '仍在中断',
    causeTitle: '原因',
    cause: { unreachable: '无法连接', unavailable: '不可用', refused: '拒绝服务' },
    emptyTitle: '线路均正常',
    emptyHint: '线路中断的时段将在此列出。',
    outNow: '{{carrier}}自 {{since}} 起无法连接',
    consequence: '该线路的坐席无法通话。恢复后，除维护时段外，所涉租户将获得补偿。',
    measuredBy: '系统测得',
  },
};
