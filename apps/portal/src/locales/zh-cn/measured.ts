/** 线路监测。 */
export const measured = {
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
