import { type CivilDate, formatInstant, type Instant, type Zone } from '@seatline/kernel';
import type { AgreementNoticeKind, LeaseNoticeKind } from '../events-vocabulary';
import { type Agreement, agreementInChinese, agreementInEnglish } from './agreement-text';

export type NoticeLanguage = 'zh-CN' | 'en';

/** What a notice has to say in numbers. Amounts are decimal text with their currency: "2120.00 CNY". */
export interface NoticeFacts {
  readonly kind: LeaseNoticeKind;
  readonly leaseNumber: string;
  readonly zone: Zone;
  /** The lease's first day without service. */
  readonly endOn: CivilDate;
  /** The invoice that it is about; null for what is about the lease. */
  readonly invoice: { readonly number: string; readonly open: string; readonly dueOn: CivilDate; readonly daysPastDue: number } | null;
  /** What ends the arrears, or restores service; null when nothing is owed. */
  readonly toPay: string | null;
  /** When service stops if nothing is paid, or stopped. */
  readonly suspendsAt: Instant | null;
  readonly lastDayToPayOn: CivilDate | null;
  readonly rentAccruesWhileSuspended: boolean;
  /** What was asked or decided, where the notice is about that; null for every other. */
  readonly about: Agreement | null;
  /** The try to charge it that failed; null for what is about no such try. */
  readonly collection: { readonly card: string; readonly cause: string; readonly nextTryOn: CivilDate | null } | null;
  /** Where it can be paid. */
  readonly portalUrl: string;
}

export interface NoticeText {
  readonly subject: string;
  readonly body: string;
}

/**
 * A notice in words: what is owed, by when, what happens at which instant of the lease's own zone, and what to pay. A last warning names the
 * instant of suspension; who is warned of it, or meets it, is told what goes on working and that rent goes on accruing (domain.md 3).
 */
export function noticeText(facts: NoticeFacts, language: NoticeLanguage): NoticeText {
  const { subject, lines } = facts.about === null ? (language === 'en' ? english : chinese)(facts) : agreementText(facts, facts.about, language);
  return { subject, body: `${lines.filter((line) => line !== null).join('\n\n')}\n` };
}

/** What people agreed or refused, and where to look at it. */
function agreementText({ kind, leaseNumber, portalUrl }: NoticeFacts, about: Agreement, language: NoticeLanguage): Written {
  const { subject, lines } = (language === 'en' ? agreementInEnglish : agreementInChinese)(kind as AgreementNoticeKind, about, leaseNumber);
  return { subject, lines: [...lines, language === 'en' ? `See it at ${portalUrl}` : `请登录查看：${portalUrl}`] };
}

/** Kinds that the lease itself tells of. */
type OwnKind = Exclude<LeaseNoticeKind, AgreementNoticeKind>;

interface Written {
  readonly subject: string;
  readonly lines: readonly (string | null)[];
}

/** "2026-04-17 00:00 (Asia/Shanghai)" */
function localTime(at: Instant, zone: Zone): string {
  return `${formatInstant(at, zone).slice(0, 16).replace('T', ' ')} (${zone})`;
}

function english(facts: NoticeFacts): Written {
  const { invoice, toPay, leaseNumber, zone, lastDayToPayOn } = facts;
  const stops = facts.suspendsAt === null ? null : localTime(facts.suspendsAt, zone);
  const number = invoice?.number ?? '';
  const { card, cause, nextTryOn } = facts.collection ?? { card: '', cause: '', nextTryOn: null };
  const owed = invoice ? `Invoice ${number} of lease ${leaseNumber}: ${invoice.open} to pay, due on ${invoice.dueOn}.` : `Lease ${leaseNumber}.`;
  const late = invoice ? `It is ${invoice.daysPastDue} ${invoice.daysPastDue === 1 ? 'day' : 'days'} past its due date.` : null;
  const pay = toPay === null ? null : `To pay now: ${toPay}.`;
  const door = `See and pay it at ${facts.portalUrl}`;
  const until = stops === null ? null : `If it is not paid by the end of ${lastDayToPayOn ?? ''}, service stops at ${stops}.`;
  const meaning =
    'Suspended means: no log-ins, no calls out, callers hear an announcement, queues are closed. Calls that are answered are not cut; emergency numbers, this portal, paying and your data go on working.';
  const rent = facts.rentAccruesWhileSuspended ? 'Rent goes on accruing while service is suspended.' : 'No rent is charged for days that begin suspended.';
  const texts: Readonly<Record<OwnKind, Written>> = {
    'invoice-issued': { subject: `Invoice ${number}: ${invoice?.open ?? ''}, due ${invoice?.dueOn ?? ''}`, lines: [owed, door] },
    reminder: { subject: `Reminder: invoice ${number} is due on ${invoice?.dueOn ?? ''}`, lines: [owed, door] },
    overdue: { subject: `Overdue: invoice ${number}, ${invoice?.open ?? ''}`, lines: [owed, late, 'Service goes on; more seats can be ordered once it is paid.', until, pay, door] },
    second: { subject: `Second notice: invoice ${number}, ${invoice?.open ?? ''}`, lines: [owed, late, until, pay, door] },
    'last-warning': { subject: `Last warning: service stops at ${stops ?? ''}`, lines: [owed, late, until, meaning, rent, pay, door] },
    'termination-proposed': {
      subject: `Termination proposed: lease ${leaseNumber}`,
      lines: [owed, late, 'The operator has been asked to decide whether the lease ends.', pay, door],
    },
    renewal: { subject: `Lease ${leaseNumber} ends on ${facts.endOn}`, lines: [`Lease ${leaseNumber} ends on ${facts.endOn}, the first day without service. Asked for in time, it goes on at the present terms.`, door] },
    suspended: { subject: `Service is suspended: lease ${leaseNumber}`, lines: [`Service of lease ${leaseNumber} is suspended${stops === null ? '' : ` since ${stops}`}.`, meaning, rent, pay === null ? null : `${pay} Service returns within a minute of the payment.`, door] },
    'collection-declined': {
      subject: `Not collected: invoice ${number}, ${invoice?.open ?? ''}`,
      lines: [owed, `${card} was charged and refused: ${cause}.`, nextTryOn === null ? 'It is not charged again. Please pay it, or keep another card.' : `It is tried again on ${nextTryOn}, unless it is paid before.`, until, door],
    },
    'collection-confirm': {
      subject: `Your bank wants you to confirm: invoice ${number}`,
      lines: [owed, `The bank of ${card} pays only after you have confirmed it yourself, so it is not tried again without you.`, until, door],
    },
    restored: { subject: `Service is restored: lease ${leaseNumber}`, lines: [`Service of lease ${leaseNumber} is restored. Agents can log in and calls come in again.`, door] },
  };
  return texts[facts.kind as OwnKind];
}

function chinese(facts: NoticeFacts): Written {
  const { invoice, toPay, leaseNumber, zone, lastDayToPayOn } = facts;
  const stops = facts.suspendsAt === null ? null : localTime(facts.suspendsAt, zone);
  const number = invoice?.number ?? '';
  const { card, cause, nextTryOn } = facts.collection ?? { card: '', cause: '', nextTryOn: null };
  const owed = invoice ? `租赁协议 ${leaseNumber} 的账单 ${number}：应付 ${invoice.open}，到期日 ${invoice.dueOn}。` : `租赁协议 ${leaseNumber}。`;
  const late = invoice ? `已逾期 ${invoice.daysPastDue} 天。` : null;
  const pay = toPay === null ? null : `现应付：${toPay}。`;
  const door = `请登录查看并付款：${facts.portalUrl}`;
  const until = stops === null ? null : `若在 ${lastDayToPayOn ?? ''} 日终前仍未付清，将于 ${stops} 停机。`;
  const meaning = '停机后：坐席不能登录，不能呼出，来电转入语音提示，技能组关闭。已接通的通话不会被切断；紧急号码、本门户、付款和数据导出始终可用。';
  const rent = facts.rentAccruesWhileSuspended ? '停机期间租金照常计收。' : '停机状态下开始的日期不计收租金。';
  const texts: Readonly<Record<OwnKind, Written>> = {
    'invoice-issued': { subject: `账单 ${number}：${invoice?.open ?? ''}，到期日 ${invoice?.dueOn ?? ''}`, lines: [owed, door] },
    reminder: { subject: `付款提醒：账单 ${number} 将于 ${invoice?.dueOn ?? ''} 到期`, lines: [owed, door] },
    overdue: { subject: `逾期通知：账单 ${number}，${invoice?.open ?? ''}`, lines: [owed, late, '服务照常；付清后才能加订坐席。', until, pay, door] },
    second: { subject: `第二次催缴：账单 ${number}，${invoice?.open ?? ''}`, lines: [owed, late, until, pay, door] },
    'last-warning': { subject: `停机前最后通知：将于 ${stops ?? ''} 停机`, lines: [owed, late, until, meaning, rent, pay, door] },
    'termination-proposed': { subject: `拟终止租赁协议 ${leaseNumber}`, lines: [owed, late, '是否终止租赁协议由平台运营方决定。', pay, door] },
    renewal: { subject: `租赁协议 ${leaseNumber} 将于 ${facts.endOn} 到期`, lines: [`租赁协议 ${leaseNumber} 将于 ${facts.endOn} 停止服务。按时申请续租的，按现行条款续期。`, door] },
    suspended: { subject: `已停机：租赁协议 ${leaseNumber}`, lines: [`租赁协议 ${leaseNumber} 的服务${stops === null ? '' : `自 ${stops} 起`}已停机。`, meaning, rent, pay === null ? null : `${pay}到账后一分钟内恢复服务。`, door] },
    'collection-declined': {
      subject: `自动扣款未成功：账单 ${number}，${invoice?.open ?? ''}`,
      lines: [owed, `${card} 扣款被拒绝：${cause}。`, nextTryOn === null ? '不再自动扣款，请付款或换一张银行卡。' : `若届时仍未付清，将于 ${nextTryOn} 再次扣款。`, until, door],
    },
    'collection-confirm': {
      subject: `发卡行要求您本人确认：账单 ${number}`,
      lines: [owed, `${card} 的发卡行要求您本人确认后才能付款，系统不再自动扣款。`, until, door],
    },
    restored: { subject: `已恢复服务：租赁协议 ${leaseNumber}`, lines: [`租赁协议 ${leaseNumber} 的服务已恢复，坐席可以登录，来电恢复正常。`, door] },
  };
  return texts[facts.kind as OwnKind];
}
