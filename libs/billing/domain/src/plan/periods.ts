import { addMonths, type CivilDate, daysBetween, monthsBetween, startOfMonth } from '@seatline/kernel';
import type { Contract } from './contract';

/** One rental period, half-open. A period cut by the term's start or end keeps the measures of the whole one. */
export interface Period {
  readonly fromOn: CivilDate;
  /** The first day after the period. */
  readonly toOn: CivilDate;
  /** Calendar days of the whole, uncut period. */
  readonly wholeDays: number;
  /** What days are divided by: `wholeDays`, or 30 under `fixed30`. */
  readonly periodDays: number;
}

/** The day after the term's last: the start plus the term's months, clamped. 2026-01-31 and 12 months: 2027-01-31. */
export function termEndOn(contract: Contract): CivilDate {
  return addMonths(contract.term.startOn, contract.term.months);
}

/**
 * The period that holds the date. Boundaries are counted from the anchor, so that they clamp to short months and return: 01-31, 02-28, 03-31.
 * With the calendar anchor the term's first and last period may be partial; the days they are divided by are the whole month's. A date
 * before the term counts to the first period; after the term the grid of months goes on uncut.
 * Source: domain.md 2, billing.md 1.1 rows 3 and 4.
 */
export function periodAt(contract: Contract, date: CivilDate): Period {
  const { startOn } = contract.term;
  const day = date < startOn ? startOn : date;
  const anchor = contract.anchor === 'calendar' ? startOfMonth(startOn) : startOn;
  let months = monthsBetween(anchor, day);
  if (addMonths(anchor, months) > day) months -= 1;
  const gridFromOn = addMonths(anchor, months);
  const gridToOn = addMonths(anchor, months + 1);
  const endOn = termEndOn(contract);
  const wholeDays = daysBetween(gridFromOn, gridToOn);
  return {
    fromOn: gridFromOn < startOn ? startOn : gridFromOn,
    toOn: day < endOn && gridToOn > endOn ? endOn : gridToOn,
    wholeDays,
    periodDays: contract.dayCount === 'fixed30' ? FIXED_PERIOD_DAYS : wholeDays,
  };
}

const FIXED_PERIOD_DAYS = 30;
