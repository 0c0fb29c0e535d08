import type { CivilDate } from '@seatline/kernel';
import type { AgreementNoticeKind } from '../events-vocabulary';

/** What was asked or decided about a lease, as a notice says it. */
export type Agreement =
  | {
      readonly subject: 'sublet';
      readonly seats: number;
      /** Whether the reader gives the seats or receives them. */
      readonly role: 'gives' | 'receives';
      readonly otherTenant: string;
      /** The day on which the seats change hands. */
      readonly on: CivilDate;
      readonly reason: string | null;
    }
  | { readonly subject: 'renewal'; readonly months: number; readonly endOn: CivilDate; readonly reason: string | null };

interface Written {
  readonly subject: string;
  readonly lines: readonly (string | null)[];
}

export function agreementInEnglish(kind: AgreementNoticeKind, about: Agreement, leaseNumber: string): Written {
  const reason = about.reason === null ? null : `Reason: ${about.reason}.`;
  if (about.subject === 'renewal') {
    return kind === 'renewal-granted'
      ? { subject: `Lease ${leaseNumber} goes on`, lines: [`The renewal of lease ${leaseNumber} by ${about.months} months is granted: it ends on ${about.endOn}, the first day without service.`, reason] }
      : { subject: `Lease ${leaseNumber} is not renewed`, lines: [`The renewal of lease ${leaseNumber} by ${about.months} months was refused. It ends on ${about.endOn}, the first day without service.`, reason] };
  }
  const { seats, role, otherTenant, on } = about;
  const what = role === 'gives' ? `${seats} seats of lease ${leaseNumber} to ${otherTenant} on ${on}` : `${seats} seats of ${otherTenant} to you on ${on}`;
  const texts: Readonly<Record<Exclude<AgreementNoticeKind, RenewalKind>, Written>> = {
    'sublet-asked': { subject: `${otherTenant} would hand ${seats} seats on to you`, lines: [`Asked for: handing on ${what}. Accept or decline it; nothing moves without you and the operator's consent.`] },
    'sublet-accepted': { subject: `${otherTenant} accepts your ${seats} seats`, lines: [`Accepted: handing on ${what}. It waits for the operator's consent.`] },
    'sublet-declined': { subject: `${otherTenant} declines your seats`, lines: [`Declined: handing on ${what}. The seats stay where they are.`] },
    'sublet-withdrawn': { subject: `${otherTenant} takes its offer back`, lines: [`Withdrawn: handing on ${what}. Nothing changes for you.`] },
    'sublet-consented': { subject: `The operator consents to handing ${seats} seats on`, lines: [`Consented to: handing on ${what}.`, role === 'gives' ? 'What is prepaid for them from that day on is credited.' : 'On that day they are ordered in your lease and come with their payment.', reason] },
    'sublet-refused': { subject: `The operator refuses handing ${seats} seats on`, lines: [`Refused: handing on ${what}. The seats stay where they are.`, reason] },
    'sublet-effective': { subject: `${seats} seats were handed on`, lines: [`Done: handing on ${what}.`, role === 'receives' ? 'They are ordered in your lease and can be used once the order is paid.' : null] },
    'sublet-lapsed': { subject: `${seats} seats were not handed on`, lines: [`Lapsed: handing on ${what}. The seats stay where they are.`, reason] },
  };
  return texts[kind as Exclude<AgreementNoticeKind, RenewalKind>];
}

type RenewalKind = 'renewal-granted' | 'renewal-refused';

export function agreementInChinese(kind: AgreementNoticeKind, about: Agreement, leaseNumber: string): Written {
  const reason = about.reason === null ? null : `原因：${about.reason}。`;
  if (about.subject === 'renewal') {
    return kind === 'renewal-granted'
      ? { subject: `租赁协议 ${leaseNumber} 已续租`, lines: [`租赁协议 ${leaseNumber} 续租 ${about.months} 个月已获准，将于 ${about.endOn} 停止服务。`, reason] }
      : { subject: `租赁协议 ${leaseNumber} 续租未获同意`, lines: [`租赁协议 ${leaseNumber} 续租 ${about.months} 个月的申请未获同意，将于 ${about.endOn} 停止服务。`, reason] };
  }
  const { seats, role, otherTenant, on } = about;
  const what = role === 'gives' ? `将租赁协议 ${leaseNumber} 的 ${seats} 个坐席于 ${on} 转租给 ${otherTenant}` : `${otherTenant} 于 ${on} 将 ${seats} 个坐席转租给贵方`;
  const texts: Readonly<Record<Exclude<AgreementNoticeKind, RenewalKind>, Written>> = {
    'sublet-asked': { subject: `${otherTenant} 拟将 ${seats} 个坐席转租给贵方`, lines: [`转租申请：${what}。请接受或拒绝；未经贵方接受及平台运营方同意，不会生效。`] },
    'sublet-accepted': { subject: `${otherTenant} 已接受转租的 ${seats} 个坐席`, lines: [`已接受：${what}。等待平台运营方同意。`] },
    'sublet-declined': { subject: `${otherTenant} 拒绝了转租`, lines: [`已拒绝：${what}。坐席不变。`] },
    'sublet-withdrawn': { subject: `${otherTenant} 撤回了转租`, lines: [`已撤回：${what}。对贵方没有影响。`] },
    'sublet-consented': { subject: `平台运营方同意转租 ${seats} 个坐席`, lines: [`已同意：${what}。`, role === 'gives' ? '自该日起已预付的租金将予冲减。' : '届时在贵方租赁协议中生成订单，付款后可用。', reason] },
    'sublet-refused': { subject: `平台运营方不同意转租 ${seats} 个坐席`, lines: [`未获同意：${what}。坐席不变。`, reason] },
    'sublet-effective': { subject: `${seats} 个坐席已转租`, lines: [`已生效：${what}。`, role === 'receives' ? '已在贵方租赁协议中生成订单，付款后可用。' : null] },
    'sublet-lapsed': { subject: `${seats} 个坐席的转租已失效`, lines: [`已失效：${what}。坐席不变。`, reason] },
  };
  return texts[kind as Exclude<AgreementNoticeKind, RenewalKind>];
}
