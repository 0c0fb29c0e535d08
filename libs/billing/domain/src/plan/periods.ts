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
  const grid = gridMonthAt(contract, day);
  const endOn = termEndOn(contract);
  const wholeDays = daysBetween(grid.fromOn, grid.toOn);
  return {
    fromOn: grid.fromOn < startOn ? startOn : grid.fromOn,
    toOn: day < endOn && grid.toOn > endOn ? endOn : grid.toOn,
    wholeDays,
    periodDays: contract.dayCount === 'fixed30' ? FIXED_PERIOD_DAYS : wholeDays,
  };
}

/** The month of the contract's grid that holds the date, whatever the term: counted from the start, or from the 1st with the calendar anchor. */
export function gridMonthAt(contract: Contract, date: CivilDate): { readonly fromOn: CivilDate; readonly toOn: CivilDate } {
  const { startOn } = contract.term;
  const anchor = contract.anchor === 'calendar' ? startOfMonth(startOn) : startOn;
  let months = monthsBetween(anchor, date);
  if (addMonths(anchor, months) > date) months -= 1;
  return { fromOn: addMonths(anchor, months), toOn: addMonths(anchor, months + 1) };
}

const FIXED_PERIOD_DAYS = 30;
