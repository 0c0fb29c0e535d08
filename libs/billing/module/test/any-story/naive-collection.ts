import { addDays, type CivilDate } from '@seatline/kernel';
import type { CardSays } from './deeds';
import type { NaiveInvoice } from './naive-books';

/** Charging a saved card on the days of a schedule, until it says no for good. */
export class NaiveCollection {
  card: CardSays | null = null;
  /** Days from the due date; null: switched off. */
  days: readonly number[] | null = null;
  private readonly tries: { readonly invoice: number; readonly day: number }[] = [];

  /** Whether an invoice is charged today; then it is tried for this day of the schedule, and for those before it, no more. */
  isTried(invoice: NaiveInvoice, today: CivilDate): boolean {
    const day = (this.days ?? []).filter((each) => addDays(invoice.dueOn, each) <= today).at(-1);
    const made = this.tries.filter((each) => each.invoice === invoice.number);
    if (day === undefined || made.some((each) => each.day >= day) || (this.card === 'lost_card' && made.length > 0)) return false;
    this.tries.push({ invoice: invoice.number, day });
    return true;
  }

  get pays(): boolean {
    return this.card === null || this.card === 'pays';
  }
}
