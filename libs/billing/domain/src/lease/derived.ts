import type { CivilDate } from '@seatline/kernel';
import { type Invoice, openMinor } from '../invoice/invoice';
import type { LeaseBook, Seat, UnappliedMoney } from './book';

/** Remembers a result per list. Lists of a book are never changed in place, so the same list always has the same answer. */
function rememberPerList<Item, Answer>(answerFor: (list: readonly Item[]) => Answer): (list: readonly Item[]) => Answer {
  const answers = new WeakMap<readonly Item[], { readonly answer: Answer }>();
  return (list) => {
    const known = answers.get(list);
    if (known) return known.answer;
    const answer = answerFor(list);
    answers.set(list, { answer });
    return answer;
  };
}

/** The invoices that are still to be paid, in the order of their numbers. */
export const openInvoices = rememberPerList((invoices: readonly Invoice[]): readonly Invoice[] => invoices.filter((invoice) => openMinor(invoice) > 0n));

export interface SeatSummary {
  readonly ordered: readonly Seat[];
  /** When the next removed seat is to be released. */
  readonly nextReleaseOn: CivilDate | null;
  readonly active: number;
  /** Seats that last as long as the lease. */
  readonly lasting: readonly Seat[];
  readonly depositMinor: bigint;
}

export const seatSummary = rememberPerList((seats: readonly Seat[]): SeatSummary => {
  const leaving = seats.filter((seat) => seat.endsOn !== null && seat.state !== 'released').map((seat) => seat.endsOn!);
  return {
    ordered: seats.filter((seat) => seat.state === 'ordered'),
    nextReleaseOn: leaving.length === 0 ? null : leaving.reduce((first, on) => (on < first ? on : first)),
    active: seats.filter((seat) => seat.state === 'active').length,
    lasting: seats.filter((seat) => seat.endsOn === null && seat.state !== 'released'),
    depositMinor: seats.reduce((sum, seat) => sum + seat.depositMinor, 0n),
  };
});

export const unappliedMinor = rememberPerList((unapplied: readonly UnappliedMoney[]): bigint => unapplied.reduce((sum, money) => sum + money.leftMinor, 0n));

/** Whether the lease's seats stand still because of arrears. */
export function isSuspended(book: LeaseBook): boolean {
  const last = book.suspensions.at(-1);
  return last !== undefined && last.restoredAt === null;
}

export interface LeaseBalances {
  readonly receivableMinor: bigint;
  readonly depositMinor: bigint;
  readonly unappliedMinor: bigint;
}

/** What the tenant owes, what deposit is held, and what money of theirs serves nothing yet. */
export function balancesOf(book: LeaseBook): LeaseBalances {
  return {
    receivableMinor: openInvoices(book.invoices).reduce((sum, invoice) => sum + openMinor(invoice), 0n),
    depositMinor: seatSummary(book.seats).depositMinor,
    unappliedMinor: unappliedMinor(book.unapplied),
  };
}

/** Seats in use, and seats that a suspension of the lease stops; seats that are ordered or released are neither. */
export function countSeats(book: LeaseBook): { readonly active: number; readonly suspended: number } {
  const { active } = seatSummary(book.seats);
  return isSuspended(book) ? { active: 0, suspended: active } : { active, suspended: 0 };
}
