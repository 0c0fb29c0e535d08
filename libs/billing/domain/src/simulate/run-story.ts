import { type CivilDate, civilDateAt, type Instant } from '@seatline/kernel';
import { EMPTY_LEDGER, type LedgerTotals, postTransaction } from '../ledger/ledger';
import { advance } from '../lease/advance';
import { apply } from '../lease/apply';
import type { LeaseBook } from '../lease/book';
import type { LeaseCommand } from '../lease/commands';
import type { LeaseEvent, LeaseRefusalCode } from '../lease/events';
import { openLease } from '../lease/open-lease';
import type { Talk } from '../invoice/lines';
import type { Contract } from '../plan/contract';
import type { CoveredCall } from '../plan/included-minutes';
import { type CompiledDeck, compileDeck } from '../rating/compile-deck';
import { rateCall, type RateableCall } from '../rating/rate-call';
import type { Story, StoryAct, StoryCall, StoryEvent } from './story';

/** What became of a call. `free`: not charged, as inbound calls here. `quarantined`: no price found, kept for the operator. */
export interface ToldCall {
  readonly id: string;
  readonly status: 'rated' | 'unanswered' | 'free' | 'quarantined';
  readonly prefix: string | null;
  readonly billedSeconds: number | null;
  readonly costMicros: bigint | null;
  readonly answeredOn: CivilDate | null;
  /** The telephone invoice that bills it; null while it waits, and for good where it costs nothing. */
  readonly invoice: number | null;
  /** What of its price is no invoice's affair: paid from a wallet, or what included minutes take off it more than at first since it was rated again. Left out: nothing. */
  readonly asideMicros?: bigint;
}

/** What happened outside the lease account: a refusal before there was one, a call without a price. */
export type StoryMoment = LeaseEvent | { readonly type: 'quarantined'; readonly call: string; readonly at: Instant };

export interface ToldStory {
  readonly contract: Contract;
  readonly book: LeaseBook | null;
  readonly moments: readonly StoryMoment[];
  readonly calls: readonly ToldCall[];
  readonly ledger: LedgerTotals;
}

/** A story on its way. Lives inside one telling only. */
interface Telling {
  readonly contract: Contract;
  readonly deck: CompiledDeck;
  readonly asked: NonNullable<StoryStart['asked']>;
  book: LeaseBook | null;
  ledger: LedgerTotals;
  readonly moments: StoryMoment[];
  readonly calls: ToldCall[];
  readonly knownCalls: Set<string>;
  /** By the place of the call. */
  readonly talks: Talk[];
  /** Places in `calls` of what costs something and is on no invoice yet. */
  waiting: number[];
}

/** What a story can begin from, where it is not told from the very beginning: a lease as it is booked, and its ledger's balances. */
export interface StoryStart {
  readonly book: LeaseBook;
  readonly ledger: LedgerTotals;
  /** What the deck is asked for a called number, where there is somebody who can read it. Left out: among the international ones, as it is written. */
  readonly asked?: (to: string) => Pick<RateableCall, 'to' | 'table'>;
}

/**
 * Tells a story from beginning to end: each event in its order, everything due before it first, and at last everything due up to and including `until`.
 * A call whose id was told before is the same call and counts once. What comes before a lease is open is refused with `no-lease`, but for calls: nothing
 * received is ever dropped (domain.md 4), so they are rated and wait for the first close after the opening.
 */
export function runStory(story: Story, start: StoryStart | null = null): ToldStory {
  const telling: Telling = {
    contract: story.contract, deck: compileDeck(story.deck), asked: start?.asked ?? ((to) => ({ to })), book: start?.book ?? null, ledger: start?.ledger ?? EMPTY_LEDGER,
    moments: [], calls: [], knownCalls: new Set(), talks: [], waiting: [],
  };
  for (const event of story.events) tell(telling, event);
  if (telling.book) take(telling, advance(telling.book, story.until));
  const { contract, book, moments, calls, ledger } = telling;
  return { contract, book, moments, calls, ledger };
}

function tell(telling: Telling, event: StoryEvent): void {
  if (event.do === 'open-lease') {
    open(telling, event.seats, event.at);
  } else if (event.do === 'call') {
    takeCall(telling, event, event.at);
  } else if (!telling.book) {
    refuseEvent(telling, 'no-lease', event.at);
  } else {
    take(telling, apply(telling.book, commandOf(event), event.at));
  }
}

function open(telling: Telling, seats: number, at: Instant): void {
  if (telling.book) {
    take(telling, advance(telling.book, at));
    refuseEvent(telling, 'lease-already-open', at);
    return;
  }
  const opened = openLease(telling.contract, seats, at);
  if (!opened.ok) {
    refuseEvent(telling, opened.refusal.code, at);
    return;
  }
  take(telling, opened.value);
  for (const place of telling.waiting) recordUsage(telling, place, at);
}

function refuseEvent(telling: Telling, code: LeaseRefusalCode, at: Instant): void {
  telling.moments.push({ type: 'refused', code, at });
}

function commandOf(act: Exclude<StoryAct, StoryCall | { do: 'open-lease' }>): LeaseCommand {
  return act;
}

/** Due work comes first, so that a call which arrives at the very close is too late for it. */
function takeCall(telling: Telling, call: StoryCall, at: Instant): void {
  if (telling.book) take(telling, advance(telling.book, at));
  if (telling.knownCalls.has(call.id)) return;
  telling.knownCalls.add(call.id);
  const told = toldCall(telling, call);
  const place = telling.calls.push(told) - 1;
  // Included minutes are of destinations, which short numbers and services are none of.
  if ((telling.asked(call.to).table ?? 'e164') === 'e164') telling.talks[place] = { key: call.id, answeredAt: call.answeredAt ?? at, billedSeconds: told.billedSeconds ?? 0, prefix: told.prefix ?? '' };
  if (told.status === 'quarantined') telling.moments.push({ type: 'quarantined', call: call.id, at });
  if (told.costMicros === null || told.costMicros === 0n) return;
  telling.waiting.push(place);
  recordUsage(telling, place, at);
}

function recordUsage(telling: Telling, place: number, at: Instant): void {
  const { answeredOn, costMicros } = telling.calls[place]!;
  if (!telling.book || answeredOn === null || costMicros === null) return;
  const talk = telling.talks[place];
  take(telling, apply(telling.book, { do: 'record-usage', answeredOn, costMicros, ...(talk && { talk }) }, at));
}

function toldCall(telling: Telling, call: StoryCall): ToldCall {
  const answeredOn = call.answeredAt === null ? null : civilDateAt(call.answeredAt, telling.contract.zone);
  const rated = rateCall(telling.deck, { ...call, ...telling.asked(call.to) });
  if (rated.status !== 'unanswered' && call.direction === 'inbound') {
    return { id: call.id, status: 'free', prefix: null, billedSeconds: 0, costMicros: 0n, answeredOn, invoice: null };
  }
  const { status, prefix, billedSeconds, costMicros } = rated;
  return { id: call.id, status, prefix, billedSeconds, costMicros, answeredOn, invoice: null };
}

/** Takes over a step's book, and puts what its events say into the ledger's balances and onto the calls. */
function take(telling: Telling, step: { readonly book: LeaseBook; readonly events: readonly LeaseEvent[] }): void {
  telling.book = step.book;
  for (const event of step.events) {
    telling.moments.push(event);
    if (event.type === 'ledger-posted') telling.ledger = postTransaction(telling.ledger, event.transaction);
    if (event.type === 'included-minutes-used') freeCovered(telling, event.covered);
    if (event.type === 'usage-closed' && event.invoice !== null) billCalls(telling, event.toOn, event.invoice);
  }
}

/** A call that included minutes cover whole is on no invoice. */
function freeCovered(telling: Telling, covered: readonly CoveredCall[]): void {
  const micros = new Map(covered.map((each) => [each.key, each.micros]));
  telling.waiting = telling.waiting.filter((place) => micros.get(telling.calls[place]!.id) !== telling.calls[place]!.costMicros);
}

function billCalls(telling: Telling, answeredBeforeOn: CivilDate, invoice: number): void {
  const stillWaiting: number[] = [];
  for (const place of telling.waiting) {
    const call = telling.calls[place]!;
    if (call.answeredOn !== null && call.answeredOn < answeredBeforeOn) telling.calls[place] = { ...call, invoice };
    else stillWaiting.push(place);
  }
  telling.waiting = stillWaiting;
}
