import type { LedgerEntry } from '../ledger/ledger';

/** A lease account as its tenant sees it, in minor units, each side said so that it is positive when there is something of it. */
export interface AccountSides {
  /** What the tenant owes. */
  readonly receivableMinor: bigint;
  /** Deposit that is held. */
  readonly depositMinor: bigint;
  /** The tenant's money that serves no invoice yet. */
  readonly unappliedMinor: bigint;
  /** Deposit that is owed back. */
  readonly refundableMinor: bigint;
}

export const EMPTY_SIDES: AccountSides = { receivableMinor: 0n, depositMinor: 0n, unappliedMinor: 0n, refundableMinor: 0n };

/** One booking with what it moved and how the account stands after it. */
export interface StatementLine<Booking> {
  readonly booking: Booking;
  readonly moved: AccountSides;
  readonly after: AccountSides;
}

export interface Statement<Booking> {
  readonly opening: AccountSides;
  readonly lines: readonly StatementLine<Booking>[];
  readonly closing: AccountSides;
}

/**
 * What a ledger transaction moves on the sides that a tenant sees. The ledger writes what the operator owes as negative; here it is said the other way
 * round. A transaction between the operator's own accounts (rent that becomes revenue) moves nothing.
 */
export function sidesOf(entries: readonly LedgerEntry[]): AccountSides {
  const sum = (account: LedgerEntry['account']): bigint => entries.reduce((total, entry) => (entry.account === account ? total + entry.minor : total), 0n);
  return {
    receivableMinor: sum('receivable'), depositMinor: -sum('deposit-liability'), unappliedMinor: -sum('unapplied'), refundableMinor: -sum('refund-payable'),
  };
}

export function addSides(a: AccountSides, b: AccountSides): AccountSides {
  return {
    receivableMinor: a.receivableMinor + b.receivableMinor,
    depositMinor: a.depositMinor + b.depositMinor,
    unappliedMinor: a.unappliedMinor + b.unappliedMinor,
    refundableMinor: a.refundableMinor + b.refundableMinor,
  };
}

export function isNothing(sides: AccountSides): boolean {
  return sides.receivableMinor === 0n && sides.depositMinor === 0n && sides.unappliedMinor === 0n && sides.refundableMinor === 0n;
}

/**
 * A statement of account: what was there, everything booked in a span of days in its order, what is there then. The closing is the opening and all that was
 * moved, so the closing of one span is the opening of the next, and with nothing left out the ledger's own balance. What moves nothing is left out.
 * @param bookings those of the span, in their order. Source: billing.md 4 (the ledger), domain.md 1 (the deposit).
 */
export function statementOf<Booking extends { readonly moved: AccountSides }>(opening: AccountSides, bookings: readonly Booking[]): Statement<Booking> {
  const lines: StatementLine<Booking>[] = [];
  let after = opening;
  for (const booking of bookings) {
    if (isNothing(booking.moved)) continue;
    after = addSides(after, booking.moved);
    lines.push({ booking, moved: booking.moved, after });
  }
  return { opening, lines, closing: after };
}
