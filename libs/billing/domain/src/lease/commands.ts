import type { CivilDate, Instant } from '@seatline/kernel';
import type { RentTerms } from '../plan/agreed-terms';
import type { OpenUsage, Talk } from '../invoice/lines';
import type { ServiceInterruption } from '../service-level/lost-time';
import type { LateFeeTerms } from '../late-fee/late-fee-terms';
import type { LineReduction } from './book';

/** What a person, a bank or a switch can ask of an open lease. */
export type LeaseCommand =
  | { readonly do: 'add-seats'; readonly seats: number }
  | { readonly do: 'cancel-order'; readonly order: number }
  | { readonly do: 'remove-seats'; readonly seats: number; readonly when: 'period-end' | 'now' }
  | { readonly do: 'hand-over-seats'; readonly seats: number; readonly on: CivilDate }
  | { readonly do: 'end-lease'; readonly on: CivilDate }
  | { readonly do: 'renew-lease'; readonly months: number; readonly consented: boolean }
  | { readonly do: 'change-terms'; readonly fromOn: CivilDate; readonly terms: RentTerms; readonly reason: string }
  | { readonly do: 'pay'; readonly amountMinor: bigint; readonly forOrder: boolean; readonly valueOn: CivilDate | null }
  | { readonly do: 'pay-refund'; readonly amountMinor: bigint; readonly valueOn: CivilDate | null }
  | { readonly do: 'refund'; readonly payment: number; readonly amountMinor: bigint; readonly reason: string }
  | { readonly do: 'return-refund'; readonly refund: number }
  | { readonly do: 'dispute-payment'; readonly payment: number; readonly amountMinor: bigint; readonly reason: string }
  | { readonly do: 'close-dispute'; readonly dispute: number; readonly as: 'won' | 'lost'; readonly afterAll?: true }
  | { readonly do: 'resume-arrears'; readonly dispute: number; readonly reason: string }
  | { readonly do: 'waive-payment'; readonly reason: string }
  | { readonly do: 'hold-arrears'; readonly untilOn: CivilDate; readonly reason: string }
  | { readonly do: 'write-off'; readonly invoice: number; readonly reason: string }
  | { readonly do: 'undo-write-off'; readonly invoice: number; readonly reason: string }
  | { readonly do: 'agree-late-fees'; readonly terms: LateFeeTerms | null; readonly reason: string }
  | { readonly do: 'waive-late-fee'; readonly invoice: number; readonly line: number; readonly reason: string }
  | { readonly do: 'record-usage'; readonly answeredOn: CivilDate; readonly costMicros: bigint; readonly talk?: Talk }
  | { readonly do: 'correct-usage'; readonly debits: readonly OpenUsage[]; readonly credits: readonly LineReduction[] }
  | { readonly do: 'record-interruption'; readonly interruption: ServiceInterruption }
  | { readonly do: 'withdraw-interruption'; readonly interruption: ServiceInterruption; readonly reason: string }
  | { readonly do: 'confirm-last-warning'; readonly invoice: number; readonly sentAt: Instant };

export type LeaseCommandName = LeaseCommand['do'];
