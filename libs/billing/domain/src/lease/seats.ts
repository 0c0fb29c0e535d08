import { type CivilDate, startOfDay } from '@seatline/kernel';
import { openMinor } from '../invoice/invoice';
import type { LeaseBook, Seat } from './book';
import { seatSummary } from './derived';
import { moveSeat, type SeatState } from './seat-states';
import { change, invoiceOf, record, type Work } from './work';

/** Seats that are paid for (or let be used before) and wait for nothing but the term's start. What was given up is not paid. A seat without a single day is none. */
export function payableSeatsReady(book: LeaseBook): Seat[] {
  const { ordered, awaitedInvoices, paymentWaived } = seatSummary(book.seats);
  const isPaid = (number: number): boolean => {
    const invoice = invoiceOf(book, number);
    return openMinor(invoice) === 0n && invoice.writtenOffMinor === 0n;
  };
  // Asked at every step of a lease: thousands of seats that wait for one invoice are not looked at while it is open.
  if (!paymentWaived && !awaitedInvoices.some(isPaid)) return [];
  return ordered.filter((seat) => {
    const lastsUntilOn = seat.endsOn !== null && seat.endsOn < book.endOn ? seat.endsOn : book.endOn;
    return seat.fromOn < lastsUntilOn && (seat.paymentWaived || isPaid(seat.broughtByInvoice));
  });
}

/** Activates the seats that are ready, unless the term has not begun: then the start's own local midnight does it. */
export function activateReadySeats(work: Work): void {
  const { contract, endedAt } = work.book;
  if (endedAt !== null || work.at < startOfDay(contract.term.startOn, contract.zone)) return;
  const seatNumbers = payableSeatsReady(work.book).map((seat) => seat.number);
  if (seatNumbers.length === 0) return;
  moveSeats(work, seatNumbers, 'active');
  record(work, { type: 'seats-activated', seatNumbers });
}

/** Ends seats: at once for those named, whatever their state. None named, nothing happens. */
export function releaseSeats(work: Work, seatNumbers: readonly number[]): void {
  if (seatNumbers.length === 0) return;
  moveSeats(work, seatNumbers, 'released');
  record(work, { type: 'seats-released', seatNumbers });
}

/** Sets the first day without them: removed, or handed over to another tenant's lease. */
export function markSeatsEnding(
  work: Work, seatNumbers: readonly number[], endsOn: CivilDate, type: 'seats-removed' | 'seats-handed-over' = 'seats-removed',
): void {
  const ending = new Set(seatNumbers);
  change(work, {
    seats: work.book.seats.map((seat) => {
      if (!ending.has(seat.number)) return seat;
      return { ...seat, endsOn: endsOn < seat.fromOn ? seat.fromOn : endsOn };
    }),
  });
  record(work, { type, seatNumbers, endsOn });
}

function moveSeats(work: Work, seatNumbers: readonly number[], to: SeatState): void {
  const moving = new Set(seatNumbers);
  const since = to === 'active' ? { activatedAt: work.at } : {};
  change(work, { seats: work.book.seats.map((seat) => (moving.has(seat.number) ? { ...moveSeat(seat, to), ...since } : seat)) });
}
