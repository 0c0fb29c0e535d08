import { type Currency, formatInstant, formatMoney, type Instant, money, type Zone } from '@seatline/kernel';
import type { NoticeKind } from '../invoice/invoice';
import type { ArrearsExplanation, ExplainedInvoice } from '../lease/explain';
import type { NoticeLanguage } from './notice-text';

export interface ExplainedNames {
  readonly leaseNumber: string;
  readonly zone: Zone;
  readonly currency: Currency;
  /** The document's number of an invoice, by the lease's own count. */
  readonly numberOf: (invoice: number) => string;
  readonly suspendedAt: Instant | null;
}

const NOTICES: Readonly<Record<NoticeLanguage, Readonly<Record<NoticeKind, string>>>> = {
  en: { reminder: 'reminder', overdue: 'overdue notice', second: 'second notice', 'last-warning': 'last warning', 'termination-proposed': 'proposal of termination' },
  'zh-CN': { reminder: '付款提醒', overdue: '逾期通知', second: '第二次催缴', 'last-warning': '停机前最后通知', 'termination-proposed': '拟终止通知' },
};

/**
 * The engine's explanation in sentences: where the lease stands at the instant, each open invoice with its dates, who waits until when, what comes next
 * and when service stops, and what to pay so that it does not, or so that it returns. Every number is the explanation's own. Source: domain.md 3.
 */
export function explainInWords(explanation: ArrearsExplanation, names: ExplainedNames, language: NoticeLanguage): string[] {
  const words = language === 'en' ? english : chinese;
  const tell = { amount: (minor: bigint) => `${formatMoney(money(names.currency, minor))} ${names.currency}`, when: (at: Instant) => localTime(at, names.zone) };
  return words(explanation, names, tell).filter((sentence) => sentence !== null);
}

interface Told {
  readonly amount: (minor: bigint) => string;
  readonly when: (at: Instant) => string;
}

function localTime(at: Instant, zone: Zone): string {
  return `${formatInstant(at, zone).slice(0, 16).replace('T', ' ')} (${zone})`;
}

/** What has to be paid so that the coming suspension does not happen: every invoice up to the last that would be beyond its grace by then. */
export function keepingMinor({ invoices, suspendsAt }: ArrearsExplanation): bigint {
  if (suspendsAt === null) return 0n;
  const last = invoices.findLastIndex((invoice) => invoice.suspendsAt <= suspendsAt);
  return invoices.slice(0, last + 1).reduce((sum, invoice) => sum + invoice.openMinor, 0n);
}

function english(explanation: ArrearsExplanation, names: ExplainedNames, { amount, when }: Told): (string | null)[] {
  const { invoices, heldThroughOn, nextNotice, suspendsAt, isSuspended, restoringMinor } = explanation;
  const since = names.suspendedAt === null ? '' : ` since ${when(names.suspendedAt)}, because of ${explanation.suspendedBecause.map(names.numberOf).join(', ')}`;
  const owed = (invoice: ExplainedInvoice): string =>
    `Invoice ${names.numberOf(invoice.number)} (${invoice.kind === 'rent' ? 'rent' : 'telephone'}): ${amount(invoice.openMinor)} open, due on ${invoice.dueOn}${invoice.daysPastDue > 0 ? `, ${invoice.daysPastDue} ${invoice.daysPastDue === 1 ? 'day' : 'days'} past due` : ''}; last day to pay ${invoice.lastDayToPayOn}.`;
  return [
    `At ${when(explanation.at)}, lease ${names.leaseNumber} is ${isSuspended ? `suspended${since}` : 'in service'}${invoices.length === 0 ? ' and owes nothing' : ''}.`,
    ...invoices.map(owed),
    heldThroughOn === null ? null : `The operator waits: no suspension through the whole of ${heldThroughOn}.`,
    nextNotice === null ? null : `Next comes the ${NOTICES.en[nextNotice.kind]} of invoice ${names.numberOf(nextNotice.invoice)} at ${when(nextNotice.dueAt)}.`,
    suspendsAt === null ? null : `If nothing is paid, service stops at ${when(suspendsAt)}; ${amount(keepingMinor(explanation))} paid before then keeps it on.`,
    isSuspended ? `A payment of ${amount(restoringMinor)} restores service within a minute.` : null,
  ];
}

function chinese(explanation: ArrearsExplanation, names: ExplainedNames, { amount, when }: Told): (string | null)[] {
  const { invoices, heldThroughOn, nextNotice, suspendsAt, isSuspended, restoringMinor } = explanation;
  const since = names.suspendedAt === null ? '已停机' : `自 ${when(names.suspendedAt)} 起因账单 ${explanation.suspendedBecause.map(names.numberOf).join('、')} 停机`;
  const owed = (invoice: ExplainedInvoice): string =>
    `账单 ${names.numberOf(invoice.number)}（${invoice.kind === 'rent' ? '租金' : '话费'}）：未付 ${amount(invoice.openMinor)}，到期日 ${invoice.dueOn}${invoice.daysPastDue > 0 ? `，已逾期 ${invoice.daysPastDue} 天` : ''}；最后付款日 ${invoice.lastDayToPayOn}。`;
  return [
    `${when(explanation.at)}，租赁协议 ${names.leaseNumber} ${isSuspended ? since : '服务正常'}${invoices.length === 0 ? '，没有欠款' : ''}。`,
    ...invoices.map(owed),
    heldThroughOn === null ? null : `运营方已同意缓停：${heldThroughOn} 全天结束前不停机。`,
    nextNotice === null ? null : `接下来于 ${when(nextNotice.dueAt)} 发出账单 ${names.numberOf(nextNotice.invoice)} 的${NOTICES['zh-CN'][nextNotice.kind]}。`,
    suspendsAt === null ? null : `若不付款，将于 ${when(suspendsAt)} 停机；在此之前付清 ${amount(keepingMinor(explanation))} 可避免停机。`,
    isSuspended ? `付款 ${amount(restoringMinor)} 后一分钟内恢复服务。` : null,
  ];
}
