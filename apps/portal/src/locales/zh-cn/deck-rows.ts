import type { deckRows as english } from '../en/deck-rows';
import type { Texts } from '../messages';

export const deckRows: Texts<typeof english> = {
  deckRows: {
    title: '费率明细',
    table: '号码类别',
    tables: { e164: '国际格式号码', short: '短号码', service: '400/800 等业务号码', internal: '分机' },
    named: { short: '短号 {{prefix}}', service: '业务号 {{prefix}}', internal: '分机 {{prefix}}' },
    allTables: '全部类别',
    beginning: '号码开头',
    prefix: '前缀',
    band: '时段',
    bandHint: '时段按 {{zone}} 当地时间。',
    days: { mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六', sun: '周日' },
    always: '常规价格',
    perMinute: '每分钟',
    connect: '接通费',
    increments: '计费秒数',
    incrementsOf: '{{initial}}/{{increment}}',
    grace: '免费秒数',
    graceOf: '{{seconds}} 秒内',
    from: '生效',
    to: '失效',
    forGood: '长期',
    emptyTitle: '没有此类费率',
    emptyHint: '拨打此类号码的话单将待定价；内部通话免费。',
    zone: '时段所用时区',
    fileHint: '可省略的列：table、band、grace_seconds。table 可为 e164、short、service、internal；band 如 mon-fri 18:00-24:00，多个以分号分隔。',
  },
};
