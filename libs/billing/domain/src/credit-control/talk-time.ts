import { accept, refuse, type Result } from '@seatline/kernel';
import { affordableSeconds, type CallPrice } from '../rating/affordable-seconds';
import { billedSeconds, callCost } from '../rating/rate-call';
import type { SpendingMeter } from './spending-caps';

/** What can end a call for want of money. */
export type CreditLimit = 'balance' | SpendingMeter;

/** How much one limit leaves for a call, before tax, beside what is held for it already. */
export interface LimitRoom {
  readonly limit: CreditLimit;
  readonly roomMicros: bigint;
}

/** How a call's time is given out. */
export interface TalkTerms {
  /** Given at first and at every extension, so that one call does not hold all the money of fifty. */
  readonly sliceSeconds: number;
  /** A call with less left than this is given more. */
  readonly extendBelowSeconds: number;
}

export const DEFAULT_TALK_TERMS: TalkTerms = { sliceSeconds: 300, extendBelowSeconds: 120 };

/** What is held for a call: nothing before it was authorised. */
export interface HeldTime {
  readonly seconds: number;
  readonly netMicros: bigint;
}

export const NOTHING_HELD: HeldTime = { seconds: 0, netMicros: 0n };

/** How long a call may last in all, and what is held for that. */
export interface TalkTime {
  /** From the answer, in whole billed increments; null: talking longer costs no more. */
  readonly seconds: number | null;
  /** The cost of these seconds before tax. */
  readonly netMicros: bigint;
  /** The limit that allows fewer seconds than were asked for; null when none does. */
  readonly boundBy: CreditLimit | null;
  /** What each limit would allow, for the explanation. */
  readonly allowed: readonly AllowedTime[];
}

export interface AllowedTime {
  readonly limit: CreditLimit;
  /** Null: without limit. */
  readonly seconds: number | null;
}

export type CreditRefusalCode = 'call.no-credit' | 'call.cap-reached';

/**
 * How many seconds a call may last, when a slice more than it has is asked for: as many whole increments of its price as the tightest limit pays for, and
 * no more than the slice's. Asked before a call it is the authorisation, in a call the extension; what was given is never taken back.
 * - Every limit counts what is held for this call as its own.
 * - Not even the first increment is left: refused before a call (`call.no-credit` by the balance, `call.cap-reached` by a cap; the fact `limit` says which),
 *   and in a call no further second is given.
 * - A price without a part by the minute needs its connection fee once and sets no limit of time; one without any needs nothing.
 * 10.00 at 1.00 a minute, 60/60, slice 300: 300 s for 5.00; 3.50 left: 180 s for 3.00, bound by the balance.
 * Source: domain.md 4 (real-time credit control) and 7.
 */
export function grantTalkTime(price: CallPrice, rooms: readonly LimitRoom[], held: HeldTime, sliceSeconds: number): Result<TalkTime, CreditRefusalCode> {
  const allowed = rooms.map(({ limit, roomMicros }) => ({ limit, seconds: affordableSeconds(price, roomMicros + held.netMicros) }));
  const tightest = allowed.reduce<AllowedTime | null>((least, each) => (isTighter(each, least) ? each : least), null);
  if (price.perMinuteMicros === 0n) {
    if (tightest?.seconds === 0 && price.connectMicros > held.netMicros) return refusal(tightest.limit);
    return accept({ seconds: null, netMicros: price.connectMicros, boundBy: null, allowed });
  }
  const asked = billedSeconds(held.seconds + sliceSeconds, price.initialSeconds, price.incrementSeconds);
  const most = tightest?.seconds ?? null;
  const seconds = Math.max(held.seconds, most === null || most > asked ? asked : most);
  const boundBy = most !== null && most < asked ? tightest!.limit : null;
  if (seconds === 0) return refusal(tightest!.limit);
  const netMicros = seconds === held.seconds ? held.netMicros : callCost(price, seconds);
  return accept({ seconds, netMicros, boundBy, allowed });
}

function isTighter(each: AllowedTime, least: AllowedTime | null): boolean {
  if (each.seconds === null) return least === null;
  return least === null || least.seconds === null || each.seconds < least.seconds;
}

function refusal(limit: CreditLimit): Result<never, CreditRefusalCode> {
  return refuse(limit === 'balance' ? 'call.no-credit' : 'call.cap-reached', { limit });
}

/** What is talked beyond the last paid second costs an increment more, and a line takes a moment to be cut. */
const CUT_AHEAD_SECONDS = 1;

/** After how many seconds of talk the line is to be cut, so that nothing beyond the given time is billed: a second before its end, and not before the first. */
export function cutAfterSeconds(givenSeconds: number): number {
  return Math.max(1, givenSeconds - CUT_AHEAD_SECONDS);
}
