import type { Instant } from '@seatline/kernel';
import type { CarrierCall } from './carrier-call';

/** An answered leg through a trunk, as we recorded it. */
export interface OurCall {
  /** The leg's name. */
  readonly legId: string;
  /** The carrier's key of a record that was taken over; null for a leg that we saw ourselves. */
  readonly recordId: string | null;
  readonly direction: 'inbound' | 'outbound';
  readonly ourNumber: string;
  readonly otherNumber: string;
  readonly answeredAt: Instant;
  readonly milliseconds: number;
}

export interface MatchedCalls<Ours extends OurCall = OurCall> {
  readonly pairs: readonly { readonly ours: Ours; readonly theirs: CarrierCall }[];
  /** Theirs, not ours. */
  readonly missing: readonly CarrierCall[];
  /** Theirs once more: a second record of a call that has one. */
  readonly doubled: readonly { readonly ours: Ours; readonly theirs: CarrierCall }[];
  /** Ours, not theirs. */
  readonly extra: readonly Ours[];
}

/** How far two clocks may differ about one answer. */
export const MATCH_TOLERANCE_MS = 60_000;

/** How far the seconds of one call may differ without being a difference: each side rounds by its own clock. */
export const SECONDS_TOLERANCE = 1;

/**
 * Which of the carrier's records is which of our legs, one to one.
 * - A record that names our leg, or that we took over, is that leg's and no other's. Of several the one with the nearest seconds is the pair, the others are doubled.
 * - A record that names none is matched by direction, numbers and an answer within `MATCH_TOLERANCE_MS`; the nearest answers find each other first, then the nearest
 *   durations. Numbers are the same when one ends with the other and they share 7 digits: carriers write national, international, with or without a plus. A
 *   withheld caller is anybody.
 * - What is left of theirs is doubled when a leg that has its record would match as well, with the same seconds; else it is missing. What is left of ours is extra.
 * Every call of either side is in exactly one list, whatever the order in which they come. Source: domain.md 4 (reconciliation), ADR 21.
 */
export function matchCalls<Ours extends OurCall>(ours: readonly Ours[], theirs: readonly CarrierCall[]): MatchedCalls<Ours> {
  const taken = new Map<Ours, CarrierCall>();
  const named = matchByName(ours, theirs, taken);
  const nameless = theirs.filter((record) => record.legId === null && !named.found.has(record));
  const unknown = theirs.filter((record) => record.legId !== null && !named.found.has(record));
  const free = new Set(ours.filter((call) => !taken.has(call)));
  const left = matchByNearness(free, nameless, taken);
  const { doubled, missing } = splitRest(left, [...taken.keys()]);
  return {
    pairs: [...taken].map(([call, record]) => ({ ours: call, theirs: record })),
    missing: [...unknown, ...missing],
    doubled: [...named.doubled, ...doubled],
    extra: [...free],
  };
}

function matchByName<Ours extends OurCall>(ours: readonly Ours[], theirs: readonly CarrierCall[], taken: Map<Ours, CarrierCall>) {
  const byLeg = new Map(ours.map((call) => [call.legId, call]));
  const byRecord = new Map(ours.flatMap((call) => (call.recordId === null ? [] : [[call.recordId, call] as const])));
  const claims = new Map<Ours, CarrierCall[]>();
  for (const record of theirs) {
    const call = byRecord.get(record.recordId) ?? (record.legId === null ? undefined : byLeg.get(record.legId));
    if (call) claims.set(call, [...(claims.get(call) ?? []), record]);
  }
  const found = new Set<CarrierCall>();
  const doubled: { ours: Ours; theirs: CarrierCall }[] = [];
  for (const [call, records] of claims) {
    const [first, ...others] = records.sort((a, b) => secondsApart(call, a) - secondsApart(call, b) || compareText(a.recordId, b.recordId));
    taken.set(call, first!);
    for (const record of records) found.add(record);
    for (const record of others) doubled.push({ ours: call, theirs: record });
  }
  return { found, doubled };
}

/** Takes pairs out of `free`; returns the records that found nobody. */
function matchByNearness<Ours extends OurCall>(free: Set<Ours>, records: readonly CarrierCall[], taken: Map<Ours, CarrierCall>): CarrierCall[] {
  const places = byPlace([...free]);
  const candidates = records.flatMap((record) => (places.get(placeOfRecord(record)) ?? []).filter((call) => isNear(call, record)).map((call) => ({ call, record })));
  candidates.sort((a, b) =>
    answersApart(a.call, a.record) - answersApart(b.call, b.record) || secondsApart(a.call, a.record) - secondsApart(b.call, b.record) ||
    compareText(a.record.recordId, b.record.recordId) || compareText(a.call.legId, b.call.legId));
  const left = new Set(records);
  for (const { call, record } of candidates) {
    if (!free.has(call) || !left.has(record)) continue;
    free.delete(call);
    left.delete(record);
    taken.set(call, record);
  }
  return [...left];
}

function splitRest<Ours extends OurCall>(records: readonly CarrierCall[], matched: readonly Ours[]) {
  const places = byPlace(matched);
  const doubled: { ours: Ours; theirs: CarrierCall }[] = [];
  const missing: CarrierCall[] = [];
  for (const record of records) {
    const twins = (places.get(placeOfRecord(record)) ?? []).filter((call) => isNear(call, record) && secondsApart(call, record) <= SECONDS_TOLERANCE);
    const [twin] = twins.sort((a, b) => answersApart(a, record) - answersApart(b, record) || compareText(a.legId, b.legId));
    if (twin) doubled.push({ ours: twin, theirs: record });
    else missing.push(record);
  }
  return { doubled, missing };
}

/** Our number called, or the number that we called: its last digits tell which calls can be meant at all. */
function byPlace<Ours extends OurCall>(calls: readonly Ours[]): Map<string, Ours[]> {
  const places = new Map<string, Ours[]>();
  for (const call of calls) {
    const place = `${call.direction} ${lastDigits(call.direction === 'outbound' ? call.otherNumber : call.ourNumber)}`;
    const there = places.get(place);
    if (there) there.push(call);
    else places.set(place, [call]);
  }
  return places;
}

const SHARED_DIGITS = 7;
const digitsOf = (number: string): string => number.replace(/\D/g, '');
const lastDigits = (number: string): string => digitsOf(number).slice(-SHARED_DIGITS);
const placeOfRecord = (record: CarrierCall): string => `${record.direction} ${lastDigits(record.to)}`;

function isNear(call: OurCall, record: CarrierCall): boolean {
  if (answersApart(call, record) > MATCH_TOLERANCE_MS) return false;
  if (call.direction === 'outbound') return sameNumber(call.otherNumber, record.to);
  return sameNumber(call.ourNumber, record.to) && (digitsOf(call.otherNumber) === '' || digitsOf(record.from) === '' || sameNumber(call.otherNumber, record.from));
}

/** Whether two ways of writing are one number: national without its zero, international with 00, plus or nothing. Short codes are the same only when equal. */
export function sameNumber(one: string, other: string): boolean {
  const [a, b] = [digitsOf(one).replace(/^0+/, ''), digitsOf(other).replace(/^0+/, '')];
  if (a === b) return true;
  return Math.min(a.length, b.length) >= SHARED_DIGITS && (a.endsWith(b) || b.endsWith(a));
}

function answersApart(call: OurCall, record: CarrierCall): number {
  return Math.abs(call.answeredAt - record.answeredAt);
}

/** How many seconds the two sides differ by about one call; ours are started seconds. */
export function secondsApart(call: Pick<OurCall, 'milliseconds'>, record: Pick<CarrierCall, 'seconds'>): number {
  return Math.abs(Math.ceil(call.milliseconds / 1000) - record.seconds);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
