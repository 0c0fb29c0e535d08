import type { CallOutcome } from './reaction';

/** How long a call out may be talked, as billing has told. */
export interface TalkLimit {
  /** From the answer. */
  readonly seconds: number;
  /** When the line is cut, in milliseconds; null before the answer. */
  readonly until: number | null;
  /** When more is asked for; null before the answer. */
  readonly extendAt: number | null;
  readonly extendBelowSeconds: number;
}

/** A carrier's own clock and ours may differ by so much at a cut. */
const CUT_TOLERANCE_MILLISECONDS = 1_000;

/** The limit from the answer on: cut after the given seconds, more asked for while enough of them is left to ask twice. */
export function limitFromAnswer(limit: TalkLimit, answeredAt: number): TalkLimit {
  const until = answeredAt + limit.seconds * 1000;
  return { ...limit, until, extendAt: until - limit.extendBelowSeconds * 1000 };
}

/** A conversation that ended when its time was over ended for that, whoever cut the line: our timer, the carrier's own, or somebody in that very second. */
export function outcomeUnderLimit(outcome: CallOutcome, limit: TalkLimit | null, endedAt: number | null): CallOutcome {
  if (outcome !== 'completed' || limit === null || limit.until === null || endedAt === null) return outcome;
  return endedAt >= limit.until - CUT_TOLERANCE_MILLISECONDS ? 'out-of-credit' : outcome;
}
