import type { Instant } from '@seatline/kernel';
import type { Origin } from '../carrier-event';
import type { HangupCauseCode } from '../hangup-cause/hangup-cause';

/** How far a leg has come. `new`: we asked for it and the carrier has told nothing of it yet. */
export type LegStage = 'new' | 'offered' | 'ringing' | 'answered' | 'ended';

/** Whose leg it is in its call: the person who calls in, the agent, or the person who is called. */
export type LegRole = 'caller' | 'agent' | 'callee';

/** One party's connection, as far as it has been told. A leg never goes back: see `applyOccurrence`. */
export interface CallLeg {
  readonly id: string;
  readonly callId: string;
  readonly cdrId: string;
  readonly role: LegRole;
  /** `in`: somebody began the leg; `out`: we dialled it. */
  readonly direction: 'in' | 'out';
  readonly party: Origin;
  readonly seatId: string | null;
  readonly memberId: string | null;
  /** The number that was given to the trunk, and the number that the callee sees; null for a leg that somebody else began. */
  readonly dialled: string | null;
  readonly shown: string | null;
  readonly stage: LegStage;
  readonly createdAt: Instant;
  readonly ringingAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly cause: HangupCauseCode | null;
  /** True when the end is not known but concluded: the carrier crashed and left no trace of it. */
  readonly estimated: boolean;
}

/** What can be told about a leg after it began. */
export type LegOccurrence =
  | { readonly type: 'ringing'; readonly at: Instant }
  | { readonly type: 'answered'; readonly at: Instant }
  | { readonly type: 'ended'; readonly at: Instant; readonly cause: HangupCauseCode; readonly estimated: boolean };

/** What an occurrence changed: nothing, the leg while it lives, its end, or what was already recorded of an ended leg. */
export type LegChange = 'none' | 'progress' | 'ended' | 'corrected';

const RANK: Readonly<Record<LegStage, number>> = { new: 0, offered: 1, ringing: 2, answered: 3, ended: 4 };

/**
 * What the leg is after an occurrence. Carriers repeat themselves and tell things out of order, so a leg only ever goes forward:
 * - ringing that is told after the answer adds its instant and changes no stage;
 * - an answer that is told after the end is kept, for it is charged; if it claims to be later than the end, the end is moved to it (0 seconds of talk);
 * - a second end is ignored, unless the first was an estimate and the second is not: then the true end counts;
 * - an end that claims to be before the answer counts as at the answer.
 * Told twice, an occurrence changes nothing the second time. Never throws.
 */
export function applyOccurrence(leg: CallLeg, occurrence: LegOccurrence): { readonly leg: CallLeg; readonly change: LegChange } {
  if (occurrence.type === 'ended') return applyEnd(leg, occurrence);
  if (occurrence.type === 'ringing') return applyRinging(leg, occurrence.at);
  if (leg.answeredAt !== null) return { leg, change: 'none' };
  if (leg.endedAt === null) return { leg: { ...leg, answeredAt: occurrence.at, stage: 'answered' }, change: 'progress' };
  const endedAt = Math.max(leg.endedAt, occurrence.at) as Instant;
  return { leg: { ...leg, answeredAt: occurrence.at, endedAt }, change: 'corrected' };
}

function applyRinging(leg: CallLeg, at: Instant): { leg: CallLeg; change: LegChange } {
  if (leg.ringingAt !== null) return { leg, change: 'none' };
  const stage = RANK[leg.stage] < RANK.ringing ? 'ringing' : leg.stage;
  return { leg: { ...leg, ringingAt: at, stage }, change: 'progress' };
}

function applyEnd(leg: CallLeg, end: Extract<LegOccurrence, { type: 'ended' }>): { leg: CallLeg; change: LegChange } {
  const endedAt = Math.max(end.at, leg.answeredAt ?? end.at) as Instant;
  const ended: CallLeg = { ...leg, stage: 'ended', endedAt, cause: end.cause, estimated: end.estimated };
  if (leg.endedAt === null) return { leg: ended, change: 'ended' };
  return leg.estimated && !end.estimated ? { leg: ended, change: 'corrected' } : { leg, change: 'none' };
}

/** True while a leg may still ring or talk. */
export function isLive(leg: Pick<CallLeg, 'stage'>): boolean {
  return leg.stage !== 'ended';
}
