import { addDays, addMonths, type CivilDate, type Instant, startOfDay } from '@seatline/kernel';
import type { Contract } from '../plan/contract';
import { termEndOn } from '../plan/periods';

/**
 * The day of the renewal notice: the term's last day (the day before its exclusive end) minus the notice months, clamped to the month's end.
 * Last day 2027-03-31, one month: 2027-02-28. Source: domain.md 1, simulate.md.
 */
export function renewalNoticeOn(contract: Contract): CivilDate {
  return addMonths(addDays(termEndOn(contract), -1), -contract.renewalNoticeMonths);
}

/** 00:00 local of the day of the renewal notice. */
export function renewalNoticeAt(contract: Contract): Instant {
  return startOfDay(renewalNoticeOn(contract), contract.zone);
}

/** A renewal is in time through the whole of the notice's day; a later one needs the operator's consent (domain.md 1). */
export function isRenewalInTime(contract: Contract, on: CivilDate): boolean {
  return on <= renewalNoticeOn(contract);
}
