import { addDays, type CivilDate, type Instant, startOfDay } from '@seatline/kernel';
import type { NoticeKind } from '../invoice/invoice';
import type { Contract } from '../plan/contract';
import { type ClockedInvoice, graceDays } from './clock';

/** Days from the due date, given the invoice's grace, in the order in which notices of one instant go out. Source: domain.md 3. */
export const NOTICE_SCHEDULE: readonly { readonly kind: NoticeKind; readonly daysAfterDue: (grace: number) => number }[] = [
  { kind: 'reminder', daysAfterDue: () => -3 },
  { kind: 'overdue', daysAfterDue: () => 1 },
  { kind: 'second', daysAfterDue: (grace) => Math.floor(grace / 2) },
  { kind: 'last-warning', daysAfterDue: (grace) => grace - 3 },
  { kind: 'termination-proposed', daysAfterDue: (grace) => 2 * grace },
];

export interface DueNotice {
  readonly invoice: number;
  readonly kind: NoticeKind;
  readonly on: CivilDate;
  /** 00:00 local of `on`. */
  readonly dueAt: Instant;
}

/**
 * The notices of an invoice that have not gone out yet, in the order of the schedule. One that would fall before the invoice was issued is left
 * out for good. Whether it really goes out is decided at its instant: only while the invoice is open.
 */
export function pendingNotices(contract: Contract, invoice: ClockedInvoice): DueNotice[] {
  const grace = graceDays(contract, invoice.kind);
  const notices: DueNotice[] = [];
  for (const { kind, daysAfterDue } of NOTICE_SCHEDULE) {
    if (invoice.noticesSent.includes(kind)) continue;
    const days = daysAfterDue(grace);
    const on = addDays(invoice.dueOn, days > 0 ? days + (invoice.heldDays ?? 0) : days);
    const dueAt = startOfDay(on, contract.zone);
    if (dueAt >= invoice.issuedAt) notices.push({ invoice: invoice.number, kind, on, dueAt });
  }
  return notices;
}
