import type { CivilDate, Instant } from '@seatline/kernel';
import type { ArrearsHold } from '../arrears/clock';
import type { SetOff } from '../deposit/settlement';
import type { CreditNote, Invoice, NoticeKind } from '../invoice/invoice';
import type { LateFeeAgreement } from '../late-fee/late-fee-terms';
import type { LedgerTransaction } from '../ledger/ledger';
import type { TermsChange } from '../plan/agreed-terms';
import type { Contract } from '../plan/contract';
import type { CoveredCall } from '../plan/included-minutes';
import type { OpenUsage } from '../invoice/lines';
import type { ServiceInterruption } from '../service-level/lost-time';
import type { Allocation, IncludedPool, LineReduction, Payment, RefundPayout, ServiceCredit, StandingOrder, Dispute, Refund, WriteOff } from './book';

/** Why a command was refused. */
export type LeaseRefusalCode =
  | 'overdue' | 'no-lease' | 'lease-already-open' | 'not-enough-seats' | 'outside-term'
  | 'no-such-order' | 'no-such-invoice' | 'not-written-off' | 'renewal-late' | 'refund-exceeds' | 'terms-billed' | 'terms-not-a-period' | 'terms-not-later'
  | 'no-such-payment' | 'payment-disputed' | 'beyond-payment' | 'no-such-refund' | 'no-such-dispute' | 'no-late-fee';

/** What happened, with all that a reader needs to store or announce it. */
export type LeaseFact =
  | { readonly type: 'lease-opened'; readonly contract: Contract; readonly seats: number }
  | { readonly type: 'order-placed'; readonly order: StandingOrder }
  | { readonly type: 'order-filled'; readonly order: number; readonly invoice: number; readonly seatNumbers: readonly number[] }
  | { readonly type: 'order-lapsed'; readonly order: number; readonly seats: number }
  | { readonly type: 'order-cancelled'; readonly order: number; readonly seats: number }
  | { readonly type: 'invoice-issued'; readonly invoice: Invoice }
  | { readonly type: 'payment-booked'; readonly payment: Payment }
  | { readonly type: 'payment-waived'; readonly seatNumbers: readonly number[]; readonly reason: string }
  | { readonly type: 'refunded'; readonly refund: Refund }
  | { readonly type: 'refund-returned'; readonly refund: number; readonly minor: bigint }
  | { readonly type: 'payment-disputed'; readonly dispute: Dispute }
  | { readonly type: 'dispute-closed'; readonly dispute: number; readonly as: 'won' | 'lost'; readonly afterAll?: true }
  | { readonly type: 'arrears-resumed'; readonly dispute: number; readonly reason: string }
  | { readonly type: 'allocated'; readonly allocation: Allocation }
  | { readonly type: 'credit-note-issued'; readonly creditNote: CreditNote }
  | { readonly type: 'seats-activated'; readonly seatNumbers: readonly number[] }
  | { readonly type: 'seats-removed'; readonly seatNumbers: readonly number[]; readonly endsOn: CivilDate }
  | { readonly type: 'seats-handed-over'; readonly seatNumbers: readonly number[]; readonly endsOn: CivilDate }
  | { readonly type: 'seats-released'; readonly seatNumbers: readonly number[] }
  | { readonly type: 'end-agreed'; readonly endOn: CivilDate }
  | { readonly type: 'lease-ended'; readonly endOn: CivilDate }
  | { readonly type: 'lease-renewed'; readonly months: number; readonly endOn: CivilDate }
  | ({ readonly type: 'terms-changed'; readonly version: number } & TermsChange)
  | { readonly type: 'notice-due'; readonly kind: NoticeKind; readonly invoice: number; readonly suspendsAt: Instant | null }
  | { readonly type: 'notice-due'; readonly kind: 'renewal'; readonly invoice: null; readonly suspendsAt: null }
  | { readonly type: 'suspended'; readonly because: readonly number[] }
  | { readonly type: 'restored' }
  | { readonly type: 'arrears-held'; readonly hold: ArrearsHold }
  | { readonly type: 'usage-closed'; readonly fromOn: CivilDate; readonly toOn: CivilDate; readonly invoice: number | null }
  | ({ readonly type: 'included-minutes-used'; readonly calls: number; readonly covered: readonly CoveredCall[] } & IncludedPool)
  | { readonly type: 'usage-corrected'; readonly debits: readonly OpenUsage[]; readonly credits: readonly LineReduction[] }
  | { readonly type: 'service-interrupted'; readonly interruption: ServiceInterruption }
  | { readonly type: 'interruption-withdrawn'; readonly interruption: ServiceInterruption; readonly reason: string }
  | { readonly type: 'service-credited'; readonly credit: ServiceCredit }
  | { readonly type: 'deposit-released'; readonly release: number; readonly seatNumbers: readonly number[]; readonly minor: bigint }
  | { readonly type: 'deposit-settled'; readonly setOffs: readonly SetOff[]; readonly setOffMinor: bigint; readonly refundMinor: bigint }
  | { readonly type: 'invoice-written-off'; readonly writeOff: WriteOff; readonly reason: string }
  | { readonly type: 'write-off-undone'; readonly writeOff: WriteOff; readonly reason: string }
  | { readonly type: 'write-off-recovered'; readonly writeOff: WriteOff; readonly payment: number }
  | { readonly type: 'write-off-lowered'; readonly writeOff: WriteOff; readonly creditNote: number }
  | { readonly type: 'late-fees-agreed'; readonly agreement: LateFeeAgreement }
  | { readonly type: 'late-fee-waived'; readonly invoice: number; readonly line: number; readonly reason: string }
  | { readonly type: 'refund-paid'; readonly refund: RefundPayout }
  | { readonly type: 'ledger-posted'; readonly transaction: LedgerTransaction }
  | { readonly type: 'refused'; readonly code: LeaseRefusalCode };

export type LeaseEvent = LeaseFact & { readonly at: Instant };
