import type { DocumentLanguage } from './paper';

/** The words of a statement of account. */
export interface StatementWords {
  readonly title: string;
  readonly provisional: (at: string) => string;
  readonly from: string;
  readonly to: string;
  readonly days: string;
  readonly contract: string;
  readonly currency: string;
  readonly account: string;
  readonly deposits: string;
  readonly wallet: string;
  readonly total: string;
  readonly booked: string;
  readonly what: string;
  readonly document: string;
  readonly valueOn: (on: string) => string;
  readonly open: string;
  readonly unapplied: string;
  readonly deposit: string;
  readonly refundable: string;
  readonly after: (side: string) => string;
  readonly opening: string;
  readonly closing: string;
  readonly toppedUp: string;
  readonly spent: string;
  readonly nothing: string;
  readonly kind: Readonly<Record<string, string>>;
  readonly note: string;
}

const EN: StatementWords = {
  title: 'Statement of account',
  provisional: (at) => `Provisional: the month is not closed. As of ${at}.`,
  from: 'From',
  to: 'To',
  days: 'Days',
  contract: 'Contract',
  currency: 'Currency',
  account: 'Account',
  deposits: 'Deposit',
  wallet: 'Wallet for calls (apart from the account)',
  total: 'All contracts',
  booked: 'Booked',
  what: 'What',
  document: 'Document',
  valueOn: (on) => `value date ${on}`,
  open: 'Open',
  unapplied: 'Unapplied',
  deposit: 'Held',
  refundable: 'To be refunded',
  after: (side) => `${side}, after`,
  opening: 'Opening balance',
  closing: 'Closing balance',
  toppedUp: 'Topped up',
  spent: 'Calls',
  nothing: 'Nothing was booked, and nothing was open.',
  kind: {
    invoice: 'Invoice', 'credit-note': 'Credit note', payment: 'Payment', allocation: 'Put to the invoice', 'deposit-release': 'Deposit released', 'deposit-settlement': 'Deposit settled',
    'refund-payout': 'Deposit paid back', refund: 'Payment refunded', 'refund-return': 'Refund came back', dispute: 'Payment disputed', 'dispute-won': 'Dispute won',
    'write-off': 'Written off', 'wallet-top-up': 'Wallet topped up', 'wallet-reversal': 'Top-up taken back', 'wallet-reversal-won': 'Top-up given back', 'prepaid-calls': 'Calls paid from the wallet',
  },
  note: 'Open: what is to be paid. Unapplied: money that no invoice has claimed yet. Each booking belongs to the day on which it was booked; its value date stands beside it where it differs.',
};

const ZH: StatementWords = {
  title: '对账单',
  provisional: (at) => `暂估：该月尚未结账，截至 ${at}。`,
  from: '出租方',
  to: '承租方',
  days: '账期',
  contract: '合同编号',
  currency: '币种',
  account: '往来账户',
  deposits: '押金',
  wallet: '话费钱包（与往来账户分列）',
  total: '全部合同合计',
  booked: '入账日',
  what: '摘要',
  document: '单据',
  valueOn: (on) => `到账日 ${on}`,
  open: '未付',
  unapplied: '未分配款',
  deposit: '在押',
  refundable: '应退',
  after: (side) => `${side}余额`,
  opening: '期初余额',
  closing: '期末余额',
  toppedUp: '充值',
  spent: '通话',
  nothing: '本期无入账，亦无余额。',
  kind: {
    invoice: '账单', 'credit-note': '红字账单', payment: '收款', allocation: '核销账单', 'deposit-release': '押金释放', 'deposit-settlement': '押金结算',
    'refund-payout': '押金退还', refund: '收款退回', 'refund-return': '退款退回', dispute: '付款争议', 'dispute-won': '争议胜诉', 'write-off': '核销坏账',
    'wallet-top-up': '钱包充值', 'wallet-reversal': '充值被退回', 'wallet-reversal-won': '充值退回撤销', 'prepaid-calls': '钱包支付话费',
  },
  note: '未付：尚待支付的金额。未分配款：尚未用于任何账单的款项。每笔按入账日列示，到账日不同的另行注明。',
};

export const STATEMENT_WORDS: Readonly<Record<DocumentLanguage, StatementWords>> = { 'zh-CN': ZH, en: EN };
