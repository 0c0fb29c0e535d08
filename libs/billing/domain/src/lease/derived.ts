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

/** The invoices of which something was given up: nobody asks for it any more, and nobody has paid it. */
export const writtenOffInvoices = rememberPerList((invoices: readonly Invoice[]): readonly Invoice[] => invoices.filter((invoice) => invoice.writtenOffMinor > 0n));

export interface SeatSummary {
  readonly ordered: readonly Seat[];
  /** The invoices whose payment ordered seats wait for. */
  readonly awaitedInvoices: readonly number[];
  readonly paymentWaived: boolean;
  /** When the next removed seat is to be released. */
  readonly nextReleaseOn: CivilDate | null;
  readonly active: number;
  /** Seats that last as long as the lease. */
  readonly lasting: readonly Seat[];
  readonly depositMinor: bigint;
}

/** Asked after every change of a seat, so that one walk over thousands of seats finds all of it. */
export const seatSummary = rememberPerList((seats: readonly Seat[]): SeatSummary => {
  const ordered: Seat[] = [];
  const lasting: Seat[] = [];
  const awaited = new Set<number>();
  let nextReleaseOn: CivilDate | null = null;
  let active = 0;
  let depositMinor = 0n;
  for (const seat of seats) {
    depositMinor += seat.depositMinor;
    if (seat.state === 'released') continue;
    if (seat.endsOn === null) lasting.push(seat);
    else if (nextReleaseOn === null || seat.endsOn < nextReleaseOn) nextReleaseOn = seat.endsOn;
    if (seat.state === 'active') active += 1;
    if (seat.state !== 'ordered') continue;
    ordered.push(seat);
    awaited.add(seat.broughtByInvoice);
  }
  return { ordered, awaitedInvoices: [...awaited], paymentWaived: ordered.some((seat) => seat.paymentWaived), nextReleaseOn, active, lasting, depositMinor };
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

/** How many seats last as long as the lease: those that can still be removed or handed over. */
export function seatsThatLast(book: Pick<LeaseBook, 'seats'>): number {
  return seatSummary(book.seats).lasting.length;
}

/** Deposit that the settlement left to be paid back and that has not been yet, in minor units. */
export function refundableMinor(book: Pick<LeaseBook, 'refundDueMinor' | 'refunds'>): bigint {
  return book.refundDueMinor - book.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0n);
}

/** Seats in use, and seats that a suspension of the lease stops; seats that are ordered or released are neither. */
export function countSeats(book: LeaseBook): { readonly active: number; readonly suspended: number } {
  const { active } = seatSummary(book.seats);
  return isSuspended(book) ? { active: 0, suspended: active } : { active, suspended: 0 };
}
