import type { CivilDate, Instant } from '@seatline/kernel';
import type { ArrearsHold } from '../arrears/clock';
import type { CreditNote, Invoice } from '../invoice/invoice';
import type { OpenUsage } from '../invoice/lines';
import type { LateFeeAgreement } from '../late-fee/late-fee-terms';
import type { TermsChange } from '../plan/agreed-terms';
import type { Contract } from '../plan/contract';
import type { ServiceInterruption } from '../service-level/lost-time';
import type { TimeSpan } from '../service-level/time-spans';
import type { SeatState } from './seat-states';

/** One seat of the lease. A seat that comes back is a new seat with a new number. */
export interface Seat {
  /** Counts the lease's seats from 1; `seats[number - 1]` is the seat. */
  readonly number: number;
  readonly state: SeatState;
  /** The invoice that brought the seat: its payment makes the seat usable. */
  readonly broughtByInvoice: number;
  /** Since when it can be used: paid for (or let be used before that) and begun. Null: never yet, or it was over before. */
  readonly activatedAt: Instant | null;
  /** First day charged. */
  readonly fromOn: CivilDate;
  /** First day without the seat, once it was removed; null while it lasts as long as the lease. */
  readonly endsOn: CivilDate | null;
  /** What of the seat's deposit has been invoiced and is not yet released, in minor units. */
  readonly depositMinor: bigint;
  /** The operator let the seat be used before its payment. */
  readonly paymentWaived: boolean;
}

/** An order for more seats. Nothing is booked until it is paid; filled and lapsed orders leave the book. */
export interface StandingOrder {
  readonly number: number;
  readonly seats: number;
  readonly orderedOn: CivilDate;
}

export interface Payment {
  readonly number: number;
  readonly amountMinor: bigint;
  readonly bookedAt: Instant;
  /** The bank's date, which the ledger follows. */
  readonly valueOn: CivilDate;
  readonly forOrder: boolean;
}

/** Deposit that went back to the tenant after the lease's end. */
export interface RefundPayout {
  readonly number: number;
  readonly amountMinor: bigint;
  readonly paidAt: Instant;
  /** The bank's date, which the ledger follows. */
  readonly valueOn: CivilDate;
}

/** Where unapplied money came from. */
export type MoneySource = 'payment' | 'credit-note' | 'deposit-release' | 'refund-return' | 'dispute-won';

/** Money of the tenant that serves no invoice yet; the oldest is used first. */
export interface UnappliedMoney {
  readonly source: MoneySource;
  /** The payment, the credit note or the deposit release, each counted from 1. */
  readonly number: number;
  readonly leftMinor: bigint;
}

/** Money put to an invoice; negative where a credit note took it back out because the invoice was overpaid, or a bank because of a dispute. */
export interface Allocation {
  readonly number: number;
  readonly source: MoneySource | 'dispute';
  readonly sourceNumber: number;
  readonly invoice: number;
  readonly minor: bigint;
  /** The local day on which it was put there, or taken back. */
  readonly on: CivilDate;
}

/** What was given up of an invoice; negative where that was taken back. */
export interface WriteOff {
  readonly number: number;
  readonly invoice: number;
  readonly minor: bigint;
}

/** A part of the tenant's free money that went elsewhere than to an invoice. */
export interface MoneyPart {
  readonly source: MoneySource;
  readonly sourceNumber: number;
  readonly minor: bigint;
}

/** Money given back of a payment. */
export interface Refund {
  readonly number: number;
  readonly payment: number;
  readonly amountMinor: bigint;
  readonly parts: readonly MoneyPart[];
  readonly reason: string;
  readonly refundedAt: Instant;
  /** When it came back, because the bank could not pay it out. */
  readonly returnedAt: Instant | null;
}

/** What a dispute took out of an invoice that the payment had paid. */
export interface Reversal {
  readonly invoice: number;
  readonly minor: bigint;
}

/** A payment that its bank took back. */
export interface Dispute {
  readonly number: number;
  readonly payment: number;
  /** What was taken out of free money and invoices: never more than the payment still had. */
  readonly amountMinor: bigint;
  readonly parts: readonly MoneyPart[];
  readonly reversals: readonly Reversal[];
  readonly reason: string;
  readonly openedAt: Instant;
  readonly closedAs: 'won' | 'lost' | null;
  readonly closedAt: Instant | null;
  /** When the operator decided that the amount is owed, and its clock went on. */
  readonly resumedAt: Instant | null;
}

export interface Suspension {
  readonly suspendedAt: Instant;
  readonly because: readonly number[];
  readonly restoredAt: Instant | null;
}

/** The included minutes of one closed period, which its seats had together. What is not used lapses. */
export interface IncludedPool {
  readonly fromOn: CivilDate;
  /** The first day after the period. */
  readonly toOn: CivilDate;
  readonly seconds: number;
  /** Never more than there are. */
  readonly usedSeconds: number;
  /** What they took off the prices of calls. */
  readonly coveredMicros: bigint;
}

/** What was taken back of an invoice line because its calls got a lower price. */
export interface LineReduction {
  readonly invoice: number;
  /** Place of the line in its invoice, from 0. */
  readonly line: number;
  readonly micros: bigint;
}

/** What one seat is given back of a rent line, and for which of its time: no time of a seat is ever given back twice. */
export interface SeatServiceCredit {
  readonly seat: number;
  readonly netMinor: bigint;
  readonly times: readonly TimeSpan[];
}

/** Rent given back because seats could not be used: a line of an invoice, or where none comes any more a credit note's. */
export interface ServiceCredit {
  readonly number: number;
  readonly givenAt: Instant;
  /** The rent line that it gives back of. */
  readonly ofInvoice: number;
  readonly ofLine: number;
  readonly on: { readonly invoice: number; readonly line: number } | { readonly creditNote: number };
  readonly seats: readonly SeatServiceCredit[];
  /** Positive, as on a credit note. */
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

/**
 * All that the rules need to know of one lease account, as plain values (bigint for money): what database tables hold, one row per element. It
 * is never changed in place; every step gives a new book that shares what has not changed.
 */
export interface LeaseBook {
  /** As it was opened, its term as renewed. */
  readonly contract: Contract;
  /** What was agreed since about rent, in the order of its days. */
  readonly termsChanges: readonly TermsChange[];
  /** What was agreed of late fees, in the order of its days; empty: delay costs nothing. */
  readonly lateFees: readonly LateFeeAgreement[];
  readonly openedAt: Instant;
  /** First day without service: the term's end, or earlier. */
  readonly endOn: CivilDate;
  /** Whether the lease was given notice to end before its term, which makes a renewal notice pointless. */
  readonly endsEarly: boolean;
  readonly endedAt: Instant | null;
  /** When the deposit was settled. */
  readonly settledAt: Instant | null;
  /** Everything due up to here has been done. */
  readonly advancedTo: Instant;
  /** End of the last period whose rent invoice's instant has passed. */
  readonly rentIssuedThroughOn: CivilDate;
  /** End of the last period whose usage is closed. */
  readonly usageClosedThroughOn: CivilDate;
  readonly renewalNotifiedAt: Instant | null;
  readonly seats: readonly Seat[];
  readonly orders: readonly StandingOrder[];
  readonly invoices: readonly Invoice[];
  readonly creditNotes: readonly CreditNote[];
  readonly payments: readonly Payment[];
  readonly allocations: readonly Allocation[];
  readonly unapplied: readonly UnappliedMoney[];
  readonly writeOffs: readonly WriteOff[];
  readonly paymentRefunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
  readonly holds: readonly ArrearsHold[];
  readonly suspensions: readonly Suspension[];
  /** Rated calls that cost something and are on no invoice yet. */
  readonly openUsage: readonly OpenUsage[];
  /** What calls that are on an invoice cost more since they were rated again, and is on no invoice yet. */
  readonly openCorrections: readonly OpenUsage[];
  /** What re-rating took back of lines so far, one element a line. */
  readonly takenBack: readonly LineReduction[];
  /** When seats could not be used, as it was learnt. */
  readonly interruptions: readonly ServiceInterruption[];
  readonly serviceCredits: readonly ServiceCredit[];
  /** Of closed periods, in their order. */
  readonly includedPools: readonly IncludedPool[];
  readonly ordersPlaced: number;
  readonly depositReleases: number;
  /** What the deposit's settlement left to be paid back, in all; `refunds` says what of it was. */
  readonly refundDueMinor: bigint;
  readonly refunds: readonly RefundPayout[];
}
