import type { DocumentLanguage } from './paper';

/** The words of invoices, credit notes and deposit receipts. */
export interface BillWords {
  readonly language: DocumentLanguage;
  readonly invoice: { readonly rent: string; readonly telephone: string };
  readonly creditNote: string;
  readonly receipt: string;
  readonly from: string;
  readonly to: string;
  readonly taxNumber: string;
  readonly contract: string;
  readonly issued: string;
  readonly due: string;
  readonly currency: string;
  readonly ofInvoice: string;
  readonly line: string;
  readonly period: string;
  readonly how: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly kind: Readonly<Record<string, string>>;
  readonly clause: (number: number) => string;
  readonly rentHow: (facts: { price: string; days: number; periodDays: number; perSeat: string; seats: number }) => string;
  readonly feeHow: (facts: { price: string; seats: number }) => string;
  readonly depositHow: (facts: { price: string; seats: number }) => string;
  readonly serviceHow: (facts: { price: string; days: number; seats: number }) => string;
  readonly callsHow: (facts: { calls: number; cost: string }) => string;
  readonly includedHow: (facts: { minutes: string; used: string }) => string;
  readonly payTo: string;
  readonly accountName: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly remark: string;
  readonly invoiceNote: string;
  readonly creditNoteNote: string;
  readonly credited: string;
  readonly received: string;
  readonly receivedOn: string;
  readonly seats: string;
  readonly perSeat: string;
  readonly inCapitals: string;
  readonly receiptNote: string;
}

const EN: BillWords = {
  language: 'en',
  invoice: { rent: 'Invoice for rent', telephone: 'Invoice for telephone charges' },
  creditNote: 'Credit note',
  receipt: 'Deposit receipt',
  from: 'From',
  to: 'To',
  taxNumber: 'Tax number',
  contract: 'Contract',
  issued: 'Issued',
  due: 'Due',
  currency: 'Currency',
  ofInvoice: 'Invoice',
  line: 'For',
  period: 'Period',
  how: 'How it comes about',
  net: 'Net',
  tax: 'Tax',
  total: 'Total',
  kind: { rent: 'Seat rent', deposit: 'Deposit', telephone: 'Telephone charges', 'prior-period': 'Calls of earlier periods', 're-rating': 'Calls rated again', 'late-fee': 'Late fee', sla: 'Service credit' },
  clause: (number) => `clause ${number}`,
  rentHow: ({ price, days, periodDays, perSeat, seats }) => `${price} × ${days} ÷ ${periodDays} days = ${perSeat} a seat; × ${seats} seats`,
  feeHow: ({ price, seats }) => `${price} a seat × ${seats} seats, once`,
  depositHow: ({ price, seats }) => `${price} a seat × ${seats} seats, without tax`,
  serviceHow: ({ price, days, seats }) => `${seats} seats could not be used for time of ${days} day(s): rent of ${price} a seat in proportion to the time, each seat rounded once`,
  callsHow: ({ calls, cost }) => `${calls} calls, ${cost} before rounding`,
  includedHow: ({ minutes, used }) => `Included minutes: ${minutes}, used: ${used}. Beyond:`,
  payTo: 'To be paid to',
  accountName: 'Account name',
  bankName: 'Bank',
  accountNumber: 'Account number',
  remark: 'Remark of the transfer',
  invoiceNote: "One seat's rent and the sum of the calls are rounded once, to the minor unit; each line's tax is rounded once. An invoice is final once issued; what changes later is credited by a note of its own.",
  creditNoteNote: 'Lowers the invoice named above. What was paid beyond its new total serves other invoices.',
  credited: 'Credited',
  received: 'Received as a deposit',
  receivedOn: 'Received on',
  seats: 'Seats',
  perSeat: 'Deposit of a seat',
  inCapitals: 'In capitals',
  receiptNote: 'The deposit is held for the tenant; it is no revenue and bears no tax. It is returned after the end of the lease, less what is open by then.',
};

const ZH: BillWords = {
  language: 'zh-CN',
  invoice: { rent: '租金账单', telephone: '电话费账单' },
  creditNote: '红字账单',
  receipt: '押金收据',
  from: '出租方',
  to: '承租方',
  taxNumber: '纳税人识别号',
  contract: '合同编号',
  issued: '开具日期',
  due: '到期日',
  currency: '币种',
  ofInvoice: '对应账单',
  line: '项目',
  period: '账期',
  how: '计算过程',
  net: '不含税金额',
  tax: '税额',
  total: '价税合计',
  kind: { rent: '坐席租金', deposit: '押金', telephone: '电话费', 'prior-period': '往期通话', 're-rating': '重新定价补收', 'late-fee': '滞纳金', sla: '服务补偿' },
  clause: (number) => `第 ${number} 条`,
  rentHow: ({ price, days, periodDays, perSeat, seats }) => `${price} × ${days} ÷ ${periodDays} 天 = 每坐席 ${perSeat}；× ${seats} 个坐席`,
  feeHow: ({ price, seats }) => `每坐席 ${price} × ${seats} 个坐席，一次性`,
  depositHow: ({ price, seats }) => `每坐席 ${price} × ${seats} 个坐席，不计税`,
  serviceHow: ({ price, days, seats }) => `${seats} 个坐席在 ${days} 天内部分时间不可用：按每坐席租金 ${price} 及不可用时间比例退还，每坐席四舍五入一次`,
  callsHow: ({ calls, cost }) => `${calls} 通，取整前合计 ${cost}`,
  includedHow: ({ minutes, used }) => `套餐内时长（分:秒）${minutes}，已用 ${used}；超出部分：`,
  payTo: '收款账户',
  accountName: '户名',
  bankName: '开户行',
  accountNumber: '账号',
  remark: '转账附言',
  invoiceNote: '每坐席租金、通话合计各四舍五入一次至分，每行税额四舍五入一次。账单一经开具不再更改，此后的变动以红字账单冲销。',
  creditNoteNote: '本单冲减上述账单。已付款超过冲减后金额的部分，用于抵付其他账单。',
  credited: '冲减金额',
  received: '今收到押金',
  receivedOn: '收款日期',
  seats: '坐席数',
  perSeat: '每坐席押金',
  inCapitals: '大写金额',
  receiptNote: '押金由出租方代为保管，不计收入，不计税；租期结束后扣除未付款项予以退还。',
};

export const BILL_WORDS: Readonly<Record<DocumentLanguage, BillWords>> = { 'zh-CN': ZH, en: EN };
