export { type AgreementNoticeKind, type BillingEvents, type BillingTopic, type LeaseNoticeKind, type SeatReference, URGENT_TOPICS } from './events-vocabulary';
export { BILLING_PROBLEMS, type BillingProblemCode, type BillingProblemText } from './problems';
export {
  mayLeaveOut, NUMBER_SERIES, type NumberSeries, printNumber, type PrintedNumber, type PrintedNumberRefusal, readPrintedNumber, type SkipRefusal,
} from './numbers/printed-number';
export { BELIEVED_AFTER_MS, type ClockAnchor, type ClockReading, judgeClock, TOLERATED_MS, trustedNow } from './trusted-time/trusted-time';
export { type IdentifiedLine, identifyLines, isSameTransfer } from './bank/line-identity';
export { type MatchCandidate, type MatchProposal, type MatchReason, proposeMatches } from './bank/match-line';
export {
  DECIMAL_MARKS,
  readStatementLine,
  STATEMENT_DATE_FORMATS,
  STATEMENT_DELIMITERS,
  STATEMENT_ENCODINGS,
  type StatementLine,
  type StatementMapping,
  THOUSANDS_MARKS,
} from './bank/statement-line';
export { collectionEntries, type ToldTry } from './collection/collection-entries';
export {
  collectionDue,
  type CollectionRefusal,
  type CollectionSchedule,
  type CollectionStep,
  type CollectionTry,
  comingCollections,
  DEFAULT_SCHEDULE,
  EARLIEST_COLLECTION_DAY,
  isCollectionSchedule,
  LATEST_COLLECTION_DAY,
  MOST_COLLECTION_TRIES,
} from './collection/collection-schedule';
export { affordableSeconds, type CallPrice } from './rating/affordable-seconds';
export {
  compareCalls, type DeckDifference, type DifferenceSum, mergeDifferences, rowsInForceAt, type StandingCall, sumDifferences,
} from './rating/compare-deck';
export { compileDeck, type CompiledDeck } from './rating/compile-deck';
export { DECK_TABLES, type DeckRow, type DeckTable, rowName } from './rating/deck-row';
export { isDialledNumber, NUMBER_DIGITS } from './rating/dialled-number';
export {
  DECK_FIELDS,
  type DeckField,
  type DeckFieldFault,
  type DeckRowFields,
  LONGEST_INCREMENT_SECONDS,
  parseDeckRow,
  type ParsedDeckRow,
} from './rating/parse-deck-row';
export { parseTableRow, TABLE_FIELDS, type TableField, type TableRowFault, type TableRowFields } from './rating/parse-table-row';
export { parseTimeBand, type TimeBand } from './rating/time-band';
export { prefixIntervals, type PrefixIntervals } from './rating/prefix-intervals';
export { billedSeconds, callCost, durationSeconds, rateCall, type RateableCall, type RatedCall } from './rating/rate-call';
export { type BilledPiece, type CallCorrection, correctCall } from './rating/correct-call';
export { type DeckOverlap, findBandsWithoutUsual, validateDeckRows } from './rating/validate-deck-rows';
export { type ArrearsHold, daysPastDue, graceDays, suspensionAt, suspensionOn } from './arrears/clock';
export { type DueNotice, NOTICE_SCHEDULE, pendingNotices } from './arrears/notices';
export type { Agreement } from './arrears/agreement-text';
export { type NoticeFacts, type NoticeLanguage, type NoticeText, noticeText } from './arrears/notice-text';
export { MOST_SENDING_TRIES, nextSendingTrySeconds } from './arrears/sending';
export { explainInWords, type ExplainedNames, keepingMinor } from './arrears/explanation-text';
export {
  comingBack,
  comingDown,
  type SeatAtCarrier,
  type StandingNow,
  standingOf,
  type StepStanding,
  type SuspensionScene,
  type SuspensionStep,
  type SuspensionStepKind,
} from './arrears/suspension-plan';
export { arrearsTimeline, inOrder, type TimelineEntry, type TimelineKind } from './arrears/timeline';
export { lateFeeLines, lateFeeMinor } from './late-fee/late-amounts';
export {
  findLateFeeFault, type LateFeeAgreement, lateFeeAgreements, type LateFeeFault, type LateFeeRate, lateFeesOn, type LateFeeTerms, LATEST_FIRST_DAY, MOST_CAP_MILLIONTHS, MOST_DAILY_MILLIONTHS,
} from './late-fee/late-fee-terms';
export { type DepositSettlement, type SetOff, settleDeposit } from './deposit/settlement';
export {
  type CreditNote,
  type CreditNoteLine,
  type DepositLine,
  type FeeLine,
  type IncludedOnLine,
  type Invoice,
  type InvoiceKind,
  type InvoiceLine,
  type LateFeeLine,
  type NoticeKind,
  openMinor,
  type RentLine,
  type ServiceCreditLine,
  type TelephoneLine,
} from './invoice/invoice';
export { feeLines, type JoinedLease, newSeatLines, type OpenUsage, type RentSpan, type Talk, rentLine, rentLines, seatDepositMinor, sumLines, telephoneLines } from './invoice/lines';
export { type Quote, quote, wholePeriodRentMinor } from './invoice/quote';
export { capitalAmount, MOST_CAPITAL_FEN } from './invoice/capital-amount';
export { earnedByDay, type EarningLine, type LineCredit } from './ledger/earned-by-day';
export { type ReceivableAge, receivableAge, RECEIVABLE_AGES } from './ledger/receivable-age';
export {
  EMPTY_LEDGER,
  isBalanced,
  LEDGER_ACCOUNTS,
  type LedgerAccount,
  type LedgerEntry,
  type LedgerTotals,
  type LedgerTransaction,
  type LedgerTransactionKind,
  postTransaction,
} from './ledger/ledger';
export { agreedOn } from './lease/agreed-terms';
export { advance, type LeaseStep, nextDueAt } from './lease/advance';
export { type AppliedCommand, apply } from './lease/apply';
export type {
  Allocation,
  Dispute,
  LeaseBook,
  LineReduction,
  MoneySource,
  MoneyPart,
  IncludedPool,
  Payment,
  RefundPayout,
  Refund,
  Reversal,
  Seat,
  SeatServiceCredit,
  ServiceCredit,
  StandingOrder,
  Suspension,
  UnappliedMoney,
  WriteOff,
} from './lease/book';
export type { LeaseCommand, LeaseCommandName } from './lease/commands';
export { type ConservationBreach, findBreaches } from './lease/conservation';
export { balancesOf, countSeats, isSuspended, type LeaseBalances, openInvoices, refundableMinor, seatsThatLast } from './lease/derived';
export type { LeaseEvent, LeaseFact, LeaseRefusalCode } from './lease/events';
export { type ArrearsExplanation, explain, type ExplainedInvoice } from './lease/explain';
export { heldMinor, pressingInvoices } from './lease/held-arrears';
export { openLease } from './lease/open-lease';
export { isOrderingBlocked, orderLapsesAt, quoteOrder } from './lease/orders';
export { returnableMinor } from './lease/refunds';
export { SEAT_TRANSITIONS, type SeatState } from './lease/seat-states';
export { closeAt, nextUsagePeriod } from './lease/usage-close';
export { contractOn, type RentTerms, type TermsChange } from './plan/agreed-terms';
export { type Contract, type ContractCore, contractOf } from './plan/contract';
export { beyondIncluded, type BilledSeats, rentUnder, type SupposedCall, type SupposedTerms } from './plan/what-if';
export { clauseNumber, clauseOfLine, CONTRACT_CLAUSES, type ContractClause } from './plan/clauses';
export { type Period, periodAt, termEndOn } from './plan/periods';
export {
  type CoverableCall, type CoveredCall, coverCalls, type IncludedMinutes, isIncluded, pooledSeconds, priceBeyond,
} from './plan/included-minutes';
export { hasIncludedMinutes, poolOf, poolSoFar, presentUsagePeriod } from './lease/included-usage';
export { LIST_PRICE_ONLY, type OneOffFee, type Pricing, type SeatTier, type SeatTiers, type TermDiscount } from './plan/pricing';
export { findPricingFaults, type PricingFault } from './plan/pricing-faults';
export { discountedMinor, type PriceBasis, type PricedSeats, priceSeats, termDiscountOf } from './plan/seat-prices';
export { type DatedTaxRate, taxedOn, taxPercentOn } from './plan/tax-rates';
export { seatRentMinor, splitIntoLegs, taxMinor } from './proration/prorate';
export { isRenewalInTime, renewalNoticeAt, renewalNoticeOn } from './renewal/renewal';
export {
  type AccountSides,
  addSides,
  EMPTY_SIDES,
  isNothing,
  sidesOf,
  type Statement,
  statementOf,
} from './statement/statement';
export { type ReadStory, readStory } from './simulate/read-story';
export { resultOf, type SimulationResult } from './simulate/result';
export { runStory, type StoryStart, type ToldStory } from './simulate/run-story';
export { type Simulation, simulateStory } from './simulate/simulate-story';
export type { Story, StoryAct, StoryCall, StoryEvent } from './simulate/story';
export {
  expiresAfterMilliseconds,
  isHolding,
  RESERVATION_TRANSITIONS,
  type ReservationOccurrence,
  type ReservationState,
} from './credit-control/reservation';
export {
  effectiveCap,
  type MeterReading,
  reachedPercents,
  roomUnderCap,
  SPENDING_METERS,
  type SpendingMeter,
  type SpendingPeriod,
  spendingPeriodOn,
  type SpendingScope,
  WARNED_PERCENTS,
  type WarnedPercent,
} from './credit-control/spending-caps';
export {
  type AllowedTime,
  type CreditLimit,
  type CreditRefusalCode,
  cutAfterSeconds,
  DEFAULT_TALK_TERMS,
  grantTalkTime,
  type HeldTime,
  type LimitRoom,
  NOTHING_HELD,
  type TalkTerms,
  type TalkTime,
} from './credit-control/talk-time';
export { beforeTax, EMPTY_WALLET, fallsLow, freeMicros, hold, isSoundWallet, settle, settlingMinor, topUp, type Wallet, withTax } from './credit-control/wallet';
export type { InvoiceDifference } from './verify/difference';
export { type CallOutcome, type CallRatedTwice, verifyCall } from './verify/verify-call';
export { verifyServiceCredits } from './verify/verify-service-credits';
export { type ChargedSeatDays, type InvoiceSources, type RatedAgain, verifyInvoice } from './verify/verify-invoice';
export { availabilityOf, type SeatAvailability } from './service-level/availability';
export { lostRentMinor } from './service-level/lost-rent';
export { creditableTime, type DayTime, type SeatTime, type ServiceInterruption, standing, timeByDay } from './service-level/lost-time';
export { PROMISED_AROUND_THE_CLOCK, type ServiceLevelTerms } from './service-level/terms';
export { millisecondsOf, spansWithin, spansWithout, type TimeSpan as ServiceSpan, unitedSpans } from './service-level/time-spans';
export { dueServiceCredits, type DueServiceCredit, seatTimeOf } from './lease/service-credits';
export { type HeldSeat, SEAT_DAY_REASONS, type SeatDay, type SeatDayReason, seatDays, type SeatDaysSource, sumSeatDays } from './seat-usage/seat-days';
export { type DayPeak, highestPeak, type Peak, type SeatSession, seatsInUse, type SpareSeats, spareSeats } from './seat-usage/seats-in-use';
export type { TimeSpan } from './seat-usage/time-spans';
export { type Amount, type ComparedMoney, differencesOf, FINDING_KINDS, type FindingKind, type FindingTotal, totalFindings, valueOf } from './reconciliation/find-differences';
export { type Margin, type MarginPart, marginsOf } from './reconciliation/margin';
