import type { ContractClause } from '@seatline/billing-domain';
import type { DocumentLanguage } from './paper';

/** The numbers of a contract as its clauses name them; money already written. */
export interface ClauseTerms {
  readonly seats: number;
  readonly price: string;
  readonly currency: string;
  readonly depositMonths: number;
  readonly taxPercent: string;
  readonly leadDays: number;
  readonly rentGraceDays: number;
  readonly telephoneGraceDays: number;
  readonly telephoneDueDays: number;
  readonly usageCloseHours: number;
  readonly renewalNoticeMonths: number;
  readonly fixed30: boolean;
  readonly calendar: boolean;
  readonly fullDays: boolean;
  readonly accrues: boolean;
  readonly zone: string;
  /** Credited by whole days beyond so many minutes; null: in proportion to the time. */
  readonly lostDayMinutes: number | null;
  readonly toleratedMinutes: number;
  readonly capPercent: number;
}

/** An agreed change after the opening. */
export type Addendum =
  | { readonly kind: 'seats-added'; readonly at: number; readonly seats: number }
  | { readonly kind: 'seats-removed'; readonly at: number; readonly seats: number; readonly endsOn: string }
  | { readonly kind: 'renewed'; readonly at: number; readonly months: number; readonly endOn: string }
  | { readonly kind: 'seats-handed-over'; readonly at: number; readonly seats: number; readonly endsOn: string }
  | { readonly kind: 'terms-changed'; readonly at: number; readonly version: number; readonly fromOn: string; readonly reason: string }
  | { readonly kind: 'end-agreed'; readonly at: number; readonly endOn: string };

export interface ContractWords {
  readonly title: string;
  readonly lessor: string;
  readonly lessee: string;
  readonly concluded: string;
  readonly term: string;
  readonly termOf: (months: number, first: string, last: string) => string;
  readonly plan: string;
  readonly planOf: (code: string, version: number) => string;
  readonly seats: string;
  readonly currency: string;
  readonly clauses: Readonly<Record<ContractClause, { readonly name: string; readonly text: (terms: ClauseTerms) => string }>>;
  readonly tier: (from: number, through: number | null, price: string, volume: boolean) => string;
  readonly discount: (months: number, percent: string) => string;
  readonly freeSeats: (seats: number) => string;
  readonly includedMinutes: (perSeat: number, prefixes: readonly string[]) => string;
  readonly fee: (name: string, amount: string, per: 'lease' | 'seat') => string;
  readonly versions: string;
  readonly version: (facts: { version: number; fromOn: string; lastOn: string | null; price: string; fixed30: boolean }) => string;
  readonly addenda: string;
  readonly noAddenda: string;
  readonly addendum: (change: Addendum) => string;
  readonly signLessor: string;
  readonly signLessee: string;
  readonly clauseTitle: (number: number, name: string) => string;
}

const EN: ContractWords = {
  title: 'Seat lease contract',
  lessor: 'Lessor',
  lessee: 'Lessee',
  concluded: 'Concluded on',
  term: 'Term',
  termOf: (months, first, last) => `${months} months, ${first} – ${last}`,
  plan: 'Plan',
  planOf: (code, version) => `${code}, version ${version}`,
  seats: 'Seats at the conclusion',
  currency: 'Currency',
  clauseTitle: (number, name) => `${number}. ${name}`,
  clauses: {
    rent: {
      name: 'Rent',
      text: (t) => `The rent is ${t.currency} ${t.price} a seat and month, before tax of ${t.taxPercent} %. It is invoiced ${t.leadDays} days before each period and due on the period's first day. ${t.calendar ? 'Periods are calendar months; partial ones are prorated.' : 'Periods are months counted from the first day of the term.'} For parts of a period the rent is price × days ÷ ${t.fixed30 ? '30 days' : 'days of the period'}, rounded once a seat. Days are those of ${t.zone}.`,
    },
    deposit: {
      name: 'Deposit',
      text: (t) => t.depositMonths === 0 ? 'No deposit is asked.' : `Each seat bears a deposit of ${t.depositMonths} × the monthly rent, without tax. It is invoiced with the seat's first rent, held for the lessee, and returned after the end of the lease, less what is open by then. Seats become usable when that invoice is paid.`,
    },
    telephone: {
      name: 'Telephone charges',
      text: (t) => `Calls are charged by the rate deck in force at their answer and invoiced apart from the rent, ${t.usageCloseHours} hours after each period, due within ${t.telephoneDueDays} days. Calls that arrive later are on the next invoice and marked.`,
    },
    arrears: {
      name: 'Arrears',
      text: (t) => `Service stays whole for ${t.rentGraceDays} days after the due date of rent, for ${t.telephoneGraceDays} days after that of telephone charges${t.fullDays ? ', full days' : ''}; then the seats are suspended at local midnight. No call in progress is cut; emergency numbers always work. ${t.accrues ? 'Rent goes on accruing meanwhile.' : 'No rent accrues meanwhile.'} Payment restores the service.`,
    },
    renewal: {
      name: 'Renewal',
      text: (t) => `The lessor gives notice of the end ${t.renewalNoticeMonths} month(s) before the term's last day. A renewal asked for by then extends the lease at the current terms; a later one needs the lessor's consent. Without one the seats are released at the end and the deposit is settled.`,
    },
    hours: {
      name: 'Opening hours',
      text: (t) => `The seats are open 24 hours a day, except for announced maintenance. Outages${t.toleratedMinutes > 0 ? ` beyond ${t.toleratedMinutes} minutes a seat and calendar month` : ''} are credited as maintenance beyond its allowance is.`,
    },
    maintenance: {
      name: 'Maintenance',
      text: (t) => `Maintenance is announced 72 hours ahead and takes at most 48 hours, on at most two days, a calendar month. What exceeds it is credited ${t.lostDayMinutes === null ? 'in proportion to the rent' : `by days: each day with more than ${t.lostDayMinutes} minutes of it, whole`}, on the next rent invoice${t.capPercent < 100 ? `, up to ${t.capPercent} % of a seat's rent` : ''}. Suspended seats are credited nothing.`,
    },
    use: { name: 'Use', text: () => "The seats serve the lessee's own daily business only. Transit of other parties' traffic is not allowed. Software is used, not copied; headset, computer and router are the lessee's own." },
    'handing-on': { name: 'Handing seats on', text: () => "Seats are handed on to another lessee only after notice and with the lessor's consent. History, calls and money stay with whom they belong to." },
  },
  tier: (from, through, price, volume) => `${volume ? 'All seats, where the lease has' : 'Seats'} ${from}${through === null ? ' and more' : ` – ${through}`}: ${price} each.`,
  discount: (months, percent) => `Terms of ${months} months or more: ${percent} % off.`,
  freeSeats: (seats) => `The first seats cost no rent: ${seats}.`,
  includedMinutes: (perSeat, prefixes) => `The rent includes ${perSeat} minutes of calls a seat and period, which all seats use together${prefixes.length === 0 ? '' : ` (prefixes ${prefixes.join(', ')})`}; premium numbers are not included, and what is not used lapses.`,
  fee: (name, amount, per) => `${name}: ${amount}, once ${per === 'seat' ? 'a seat' : 'a lease'}.`,
  versions: 'Rent by version',
  version: ({ version, fromOn, lastOn, price, fixed30 }) => `Version ${version}, ${fromOn} – ${lastOn ?? 'until changed'}: ${price} a seat and month; ${fixed30 ? 'a period counts 30 days' : 'actual days'}.`,
  addenda: 'Addenda',
  noAddenda: 'None so far.',
  addendum: (change) => {
    switch (change.kind) {
      case 'seats-added':
        return `Seats added: ${change.seats}.`;
      case 'seats-removed':
        return `Seats returned: ${change.seats}; first day without them ${change.endsOn}.`;
      case 'seats-handed-over':
        return `Seats handed on to another lessee: ${change.seats}; first day without them ${change.endsOn}.`;
      case 'terms-changed':
        return `Rent agreed anew, version ${change.version}, from ${change.fromOn}: ${change.reason}.`;
      case 'renewed':
        return `Renewed, months: ${change.months}; first day after the term ${change.endOn}.`;
      case 'end-agreed':
        return `End agreed; first day without service ${change.endOn}.`;
    }
  },
  signLessor: 'For the lessor',
  signLessee: 'For the lessee',
};

const ZH: ContractWords = {
  title: '坐席租赁协议',
  lessor: '出租方（甲方）',
  lessee: '承租方（乙方）',
  concluded: '签订日期',
  term: '租期',
  termOf: (months, first, last) => `${months} 个月，${first} 至 ${last}`,
  plan: '套餐',
  planOf: (code, version) => `${code} 第 ${version} 版`,
  seats: '签订时坐席数',
  currency: '币种',
  clauseTitle: (number, name) => `第 ${number} 条　${name}`,
  clauses: {
    rent: {
      name: '租金',
      text: (t) => `租金为每坐席每月 ${t.currency} ${t.price}（不含税，税率 ${t.taxPercent}%）。每个账期开始前 ${t.leadDays} 天开具账单，账期首日到期。${t.calendar ? '账期为自然月，不足整月按日折算。' : '账期自租期首日起按月计算。'}不足一个账期的，租金 = 单价 × 天数 ÷ ${t.fixed30 ? '30 天' : '账期天数'}，每坐席四舍五入一次。日期以 ${t.zone} 当地时间为准。`,
    },
    deposit: {
      name: '押金',
      text: (t) => t.depositMonths === 0 ? '不收取押金。' : `每坐席收取 ${t.depositMonths} 个月租金作为押金，不计税，与该坐席首期租金一并开具账单。押金由甲方代为保管，租期结束后扣除未付款项予以退还。该账单付清后坐席方可使用。`,
    },
    telephone: {
      name: '电话费',
      text: (t) => `通话按应答时生效的费率表计费，与租金分开结算：每个账期结束 ${t.usageCloseHours} 小时后开具账单，${t.telephoneDueDays} 天内付款。迟到的话单计入下一张账单并注明。`,
    },
    arrears: {
      name: '欠费',
      text: (t) => `租金到期后 ${t.rentGraceDays} 天内、电话费到期后 ${t.telephoneGraceDays} 天内${t.fullDays ? '（均为足日）' : ''}服务不受影响；逾期则自当地零时起停机。停机不中断正在进行的通话，紧急号码始终可用。${t.accrues ? '停机期间租金照计。' : '停机期间不计租金。'}付清后恢复服务。`,
    },
    renewal: {
      name: '续租',
      text: (t) => `租期最后一日前 ${t.renewalNoticeMonths} 个月，甲方发出到期通知。在此之前提出续租的，按现行条款延长；之后提出的须经甲方同意。未续租的，到期释放坐席并结算押金。`,
    },
    hours: {
      name: '开放时间',
      text: (t) => `坐席每天 24 小时开放，已公告的维护时间除外。故障${t.toleratedMinutes > 0 ? `（每坐席每自然月超过 ${t.toleratedMinutes} 分钟的部分）` : ''}比照超出限额的维护予以补偿。`,
    },
    maintenance: {
      name: '维护',
      text: (t) => `维护提前 72 小时公告，每个自然月不超过两天、合计不超过 48 小时；超出部分${t.lostDayMinutes === null ? '按租金比例' : `按日（当日超过 ${t.lostDayMinutes} 分钟的，按整日）`}在下一张租金账单中补偿${t.capPercent < 100 ? `，以该坐席租金的 ${t.capPercent}% 为限` : ''}。停机坐席不予补偿。`,
    },
    use: { name: '使用', text: () => '坐席仅用于乙方自身日常业务，不得转接他人话务。软件只可使用，不得复制；耳机、电脑和路由器由乙方自备。' },
    'handing-on': { name: '转租', text: () => '乙方须事先通知并经甲方同意，方可将坐席转租。历史记录、话单和款项仍归原属方。' },
  },
  tier: (from, through, price, volume) => `${volume ? '坐席总数' : '坐席'} ${from}${through === null ? ' 个及以上' : ` – ${through} 个`}：${volume ? '全部按' : ''}每坐席 ${price}。`,
  discount: (months, percent) => `租期满 ${months} 个月：优惠 ${percent}%。`,
  freeSeats: (seats) => `前 ${seats} 个坐席免收租金。`,
  includedMinutes: (perSeat, prefixes) => `租金每坐席每账期含 ${perSeat} 分钟通话，各坐席合并使用${prefixes.length === 0 ? '' : `（号码前缀 ${prefixes.join('、')}）`}；声讯等特殊号码除外，未用完的到期失效。`,
  fee: (name, amount, per) => `${name}：${per === 'seat' ? '每坐席' : '每份合同'} ${amount}，一次性。`,
  versions: '租金版本',
  version: ({ version, fromOn, lastOn, price, fixed30 }) => `第 ${version} 版，${fromOn} 至 ${lastOn ?? '另有约定为止'}：每坐席每月 ${price}；${fixed30 ? '每账期按 30 天计' : '按实际天数'}。`,
  addenda: '补充约定',
  noAddenda: '暂无。',
  addendum: (change) => {
    switch (change.kind) {
      case 'seats-added':
        return `增加坐席 ${change.seats} 个。`;
      case 'seats-removed':
        return `退租坐席 ${change.seats} 个，自 ${change.endsOn} 起不再使用。`;
      case 'seats-handed-over':
        return `转租坐席 ${change.seats} 个，自 ${change.endsOn} 起不再使用。`;
      case 'terms-changed':
        return `重新约定租金，第 ${change.version} 版，自 ${change.fromOn} 起：${change.reason}。`;
      case 'renewed':
        return `续租 ${change.months} 个月，租期延至 ${change.endOn}（不含）。`;
      case 'end-agreed':
        return `约定终止，自 ${change.endOn} 起停止服务。`;
    }
  },
  signLessor: '甲方（盖章）',
  signLessee: '乙方（盖章）',
};

export const CONTRACT_WORDS: Readonly<Record<DocumentLanguage, ContractWords>> = { 'zh-CN': ZH, en: EN };
