import { type CivilDate, daysBetween } from '@seatline/kernel';

/** How long something is overdue, in the steps of a receivables list: days after the due date. */
export const RECEIVABLE_AGES = ['not-due', '1-15', '16-30', '31-60', '61-90', 'over-90'] as const;
export type ReceivableAge = (typeof RECEIVABLE_AGES)[number];

const LAST_DAYS: readonly (readonly [ReceivableAge, number])[] = [['not-due', 0], ['1-15', 15], ['16-30', 30], ['31-60', 60], ['61-90', 90]];

/** The age of an open amount on a day. On the due date itself it is not due yet; the 15th day after it is the last of the first step. */
export function receivableAge(dueOn: CivilDate, on: CivilDate): ReceivableAge {
  const days = daysBetween(dueOn, on);
  return LAST_DAYS.find(([, last]) => days <= last)?.[0] ?? 'over-90';
}
