export type { BillingEvents, BillingTopic, LeaseNoticeKind, SeatReference } from './events-vocabulary';
export { BILLING_PROBLEMS, type BillingProblemCode, type BillingProblemText } from './problems';
export { affordableSeconds } from './rating/affordable-seconds';
export { compileDeck, type CompiledDeck } from './rating/compile-deck';
export type { DeckRow } from './rating/deck-row';
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
export { prefixIntervals, type PrefixIntervals } from './rating/prefix-intervals';
export { billedSeconds, callCost, durationSeconds, rateCall, type RateableCall, type RatedCall } from './rating/rate-call';
export { type DeckOverlap, validateDeckRows } from './rating/validate-deck-rows';
