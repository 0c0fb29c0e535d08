import { addDays, addMonths, type CivilDate, civilDate, daysBetween } from '@seatline/kernel';
import type { Terms } from './deeds';
import { DISCOUNT_FROM_MONTHS, type StoryPricing, tiersOf } from './story-pricing';

interface Month {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Days of the whole month, where the term cuts it. */
  readonly whole: number;
}

/** What was agreed from a day on, and how long the lease was to last when it was. */
interface Agreed {
  readonly from: CivilDate;
  readonly price: bigint;
  readonly pricing: StoryPricing;
  readonly months: number;
}

/** Seats that follow each other for one price. */
interface SeatsAtPrice {
  readonly count: number;
  readonly price: bigint;
}

/** Term, months and prices of a lease. */
export class NaiveTerms {
  readonly startOn: CivilDate;
  private readonly anchor: CivilDate;
  private months: number;
  private readonly beginnings: CivilDate[] = [];
  private readonly versions: Agreed[];

  constructor({ startOn, months, anchor, price, pricing }: Terms) {
    this.startOn = civilDate(startOn);
    this.anchor = anchor === 'calendar' ? civilDate(`${startOn.slice(0, 7)}-01`) : this.startOn;
    this.months = months;
    this.versions = [{ from: this.anchor, price: BigInt(price), pricing, months }];
  }

  get endOn(): CivilDate {
    return addMonths(this.startOn, this.months);
  }

  extend(months: number): void {
    this.months += months;
  }

  agree(from: CivilDate, price: bigint, pricing: StoryPricing): void {
    this.versions.push({ from, price, pricing, months: this.months });
  }

  agreedOn(day: CivilDate): Agreed {
    return this.versions.findLast(({ from }) => from <= day)!;
  }

  /** What seats cost a whole month that come after others, each by its own place. */
  pricesOn(day: CivilDate, present: number, count: number): SeatsAtPrice[] {
    const agreed = this.agreedOn(day);
    const parts: { count: number; price: bigint; because: string }[] = [];
    for (let place = present + 1; place <= present + count; place += 1) {
      const { price, because } = priceOfPlace(agreed, place, present + count);
      const last = parts.at(-1);
      if (last?.because === because) last.count += 1;
      else parts.push({ count: 1, price, because });
    }
    return parts;
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

/** The price of the lease's so-manieth seat, when there are so many in all; and why, for two seats of one line have one reason. */
function priceOfPlace({ price, pricing, months }: Agreed, place: number, all: number): { readonly price: bigint; readonly because: string } {
  if (place <= pricing.freeSeats) return { price: 0n, because: `free ${tierFor(place, all, pricing)}` };
  const tier = tierFor(place, all, pricing);
  const list = pricing.tiers === 'none' ? price : tiersOf(price)[tier]!.seatMonthlyMinor;
  const percent = months >= DISCOUNT_FROM_MONTHS ? BigInt(pricing.discountPercent) : 0n;
  const discounted = (2n * list * (100n - percent) + 100n) / 200n; // half goes up
  return { price: discounted, because: `tier ${tier}` };
}

function tierFor(place: number, all: number, { tiers }: StoryPricing): number {
  if (tiers === 'none') return 0;
  return tiersOf(0n).findIndex(({ throughSeat }) => throughSeat === null || (tiers === 'volume' ? all : place) <= throughSeat);
}

/** The days from one to before another. */
export function daysOf(from: CivilDate, to: CivilDate): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}
