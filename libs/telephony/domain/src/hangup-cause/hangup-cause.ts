import type { RejectReason } from '../carrier';

/** A cause number of ITU-T Q.850 (1 to 127); 0 where the carrier gave none. */
export type HangupCauseCode = number;

/** What an end means for a report: only `completed` legs can have been answered. */
export type CallOutcome = 'completed' | 'busy' | 'no-answer' | 'rejected' | 'unreachable' | 'invalid-number' | 'congestion' | 'failed';

export interface HangupCause {
  readonly code: HangupCauseCode;
  readonly name: string;
  readonly outcome: CallOutcome;
  /** What SIP calls it (RFC 3398 section 7.2.4.1, and Asterisk's own choices for 27, 38 and 42). */
  readonly sipStatus: number;
}

/** The causes that carriers send in practice. Names are the ones of Q.850, shortened. */
export const HANGUP_CAUSES: readonly HangupCause[] = [
  { code: 1, name: 'unallocated-number', outcome: 'invalid-number', sipStatus: 404 },
  { code: 2, name: 'no-route-to-transit-network', outcome: 'unreachable', sipStatus: 404 },
  { code: 3, name: 'no-route-to-destination', outcome: 'unreachable', sipStatus: 404 },
  { code: 16, name: 'normal-clearing', outcome: 'completed', sipStatus: 200 },
  { code: 17, name: 'user-busy', outcome: 'busy', sipStatus: 486 },
  { code: 18, name: 'no-user-responding', outcome: 'no-answer', sipStatus: 408 },
  { code: 19, name: 'no-answer', outcome: 'no-answer', sipStatus: 480 },
  { code: 20, name: 'subscriber-absent', outcome: 'unreachable', sipStatus: 480 },
  { code: 21, name: 'call-rejected', outcome: 'rejected', sipStatus: 403 },
  { code: 22, name: 'number-changed', outcome: 'invalid-number', sipStatus: 410 },
  { code: 26, name: 'answered-elsewhere', outcome: 'no-answer', sipStatus: 487 },
  { code: 27, name: 'destination-out-of-order', outcome: 'unreachable', sipStatus: 502 },
  { code: 28, name: 'invalid-number-format', outcome: 'invalid-number', sipStatus: 484 },
  { code: 29, name: 'facility-rejected', outcome: 'rejected', sipStatus: 501 },
  { code: 31, name: 'normal-unspecified', outcome: 'completed', sipStatus: 480 },
  { code: 34, name: 'no-circuit-available', outcome: 'congestion', sipStatus: 503 },
  { code: 38, name: 'network-out-of-order', outcome: 'failed', sipStatus: 500 },
  { code: 41, name: 'temporary-failure', outcome: 'failed', sipStatus: 503 },
  { code: 42, name: 'switch-congestion', outcome: 'congestion', sipStatus: 503 },
  { code: 50, name: 'facility-not-subscribed', outcome: 'rejected', sipStatus: 503 },
  { code: 57, name: 'bearer-not-authorised', outcome: 'rejected', sipStatus: 403 },
  { code: 58, name: 'bearer-not-available', outcome: 'failed', sipStatus: 488 },
  { code: 88, name: 'incompatible-destination', outcome: 'failed', sipStatus: 488 },
  { code: 102, name: 'recovery-on-timer', outcome: 'no-answer', sipStatus: 504 },
  { code: 127, name: 'interworking', outcome: 'failed', sipStatus: 500 },
];

/** The causes that the product itself gives, by the words it uses for them. */
export const CAUSE = {
  normalClearing: 16,
  busy: 17,
  noAnswer: 19,
  subscriberAbsent: 20,
  rejected: 21,
  answeredElsewhere: 26,
  temporaryFailure: 41,
  congestion: 42,
  unallocatedNumber: 1,
} as const satisfies Record<string, HangupCauseCode>;

/** What the caller's side is told when we refuse a leg. Suspension and maintenance say "try again later" (503) and never "no such number". */
export const REJECT_CAUSES: Readonly<Record<RejectReason, HangupCauseCode>> = {
  suspended: CAUSE.congestion,
  maintenance: CAUSE.congestion,
  'no-route': CAUSE.unallocatedNumber,
  busy: CAUSE.busy,
  forbidden: CAUSE.rejected,
};

const BY_CODE = new Map(HANGUP_CAUSES.map((cause) => [cause.code, cause]));

/**
 * What a cause number means. A number that is not in the table (carriers invent some) keeps its code and counts as failed, so that nothing
 * is dropped from a report; 0, "no cause given", likewise. Never throws.
 */
export function hangupCause(code: HangupCauseCode): HangupCause {
  return BY_CODE.get(code) ?? { code, name: 'unknown', outcome: 'failed', sipStatus: 500 };
}

/**
 * The outcome of a leg. An answered leg is completed whatever ended it (a lost network after ten minutes of talk is still a call, and is charged);
 * one that was never answered cannot be completed, so normal clearing before an answer means that the callee was not reached in time.
 */
export function legOutcome(cause: HangupCauseCode, answered: boolean): CallOutcome {
  if (answered) return 'completed';
  const { outcome } = hangupCause(cause);
  return outcome === 'completed' ? 'no-answer' : outcome;
}
