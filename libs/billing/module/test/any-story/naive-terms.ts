import { addDays, addMonths, type CivilDate, civilDate, daysBetween } from '@seatline/kernel';
import type { Terms } from './deeds';

interface Month {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Days of the whole month, where the term cuts it. */
  readonly whole: number;
}

/** Term, months and prices of a lease. */
export class NaiveTerms {
  readonly startOn: CivilDate;
  private readonly anchor: CivilDate;
  private months: number;
  private readonly beginnings: CivilDate[] = [];
  private readonly prices: { readonly from: CivilDate; readonly price: bigint }[];

  constructor({ startOn, months, anchor, price }: Terms) {
    this.startOn = civilDate(startOn);
    this.anchor = anchor === 'calendar' ? civilDate(`${startOn.slice(0, 7)}-01`) : this.startOn;
    this.months = months;
    this.prices = [{ from: this.anchor, price: BigInt(price) }];
  }

  get endOn(): CivilDate {
    return addMonths(this.startOn, this.months);
  }

  extend(months: number): void {
    this.months += months;
  }

  agree(from: CivilDate, price: bigint): void {
    this.prices.push({ from, price });
  }

  priceOn(day: CivilDate): bigint {
    return this.prices.findLast(({ from }) => from <= day)!.price;
  }

  monthOf(day: CivilDate): Month {
    const { from, to } = this.gridMonthOf(day < this.startOn ? this.startOn : day);
    const cut = day < this.endOn && to > this.endOn ? this.endOn : to;
    return { from: from < this.startOn ? this.startOn : from, to: cut, whole: daysBetween(from, to) };
  }

  /** A month as if the term did not cut it. */
  gridMonthOf(day: CivilDate): { readonly from: CivilDate; readonly to: CivilDate } {
    let months = 0;
    while (this.beginning(months + 1) <= day) months += 1;
    return { from: this.beginning(months), to: this.beginning(months + 1) };
  }

  private beginning(months: number): CivilDate {
    for (let known = this.beginnings.length; known <= months; known += 1) this.beginnings.push(addMonths(this.anchor, known));
    return this.beginnings[months]!;
  }
}

/** The days from one to before another. */
export function daysOf(from: CivilDate, to: CivilDate): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}
