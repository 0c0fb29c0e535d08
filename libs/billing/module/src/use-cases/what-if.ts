import { Inject, Injectable } from '@nestjs/common';
import { type CallOutcome, type Contract, type LeaseBook, priceBeyond, type RentSpan } from '@seatline/billing-domain';
import { addMonths, type CivilDate, civilDate, civilDateAt, type Clock, type Instant, microsToMinor, startOfDay, type Zone } from '@seatline/kernel';
import { CLOCK, notFound, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import { readMoments } from '../persistence/lease-history';
import { type AskedSpan, readAnsweredCalls } from '../persistence/what-if-sources';
import { type DeckHeader, listDecks } from '../reads/decks';
import type { LeaseRow } from '../reads/leases';
import { replayLease } from './replay-lease';
import { type SupposedPlan, SupposePlan } from './suppose-plan';
import { UsageRater } from './usage-rater';

/** What is supposed to have been otherwise: exactly one of the three. */
export type Supposed =
  | { readonly what: 'deck'; readonly deckId: string }
  | { readonly what: 'plan'; readonly planCode: string }
  | { readonly what: 'grace'; readonly graceDays: number };

/** Days in each lease's own zone, half-open; null: the calendar month before this one. */
export type AskedDays = { readonly fromOn: CivilDate; readonly toOn: CivilDate } | null;

/** What the supposition would have made of one lease. Nothing is written. */
export interface LeaseWhatIf {
  readonly lease: LeaseRow;
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
  /** What was charged, and what would have been: rent billed in the days and calls answered in them, with tax, for a plan; calls answered in them, without tax, for a deck. */
  readonly oldMinor: bigint;
  readonly newMinor: bigint;
  /** Milliseconds of suspension within the days, with another grace. */
  readonly oldSuspended: number;
  readonly newSuspended: number;
  /** Calls that the other deck has no price for. */
  readonly unpriced: number;
  /** Of another plan: what of it is rent, and what are calls. */
  readonly parts: SupposedPlan | null;
}

type Outcome = Omit<LeaseWhatIf, 'lease' | 'fromOn' | 'toOn'>;

const UNCHANGED: Outcome = { oldMinor: 0n, newMinor: 0n, oldSuspended: 0, newSuspended: 0, unpriced: 0, parts: null };
const CALLS_AT_ONCE = 5_000;

/**
 * "What if" over days that have passed: another deck prices the same calls, another plan the same seat-days and calls, another grace the same history of payments. By
 * the functions that bill, so that the old side is what was billed.
 */
@Injectable()
export class WhatIf {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly books: LeaseBooks,
    private readonly rater: UsageRater,
    private readonly plans: SupposePlan,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(leases: readonly LeaseRow[], supposed: Supposed, days: AskedDays): Promise<LeaseWhatIf[]> {
    const found: LeaseWhatIf[] = [];
    for (const lease of leases) {
      const { fromOn, toOn } = days ?? monthBefore(civilDateAt(this.clock.now(), lease.zone as Zone));
      const span = { from: startOfDay(fromOn, lease.zone as Zone), to: startOfDay(toOn, lease.zone as Zone) };
      const outcome = await this.tenants.run(lease.tenant_id, (tx) => this.outcomeOf(tx, lease, supposed, { ...span, fromOn, toOn }));
      found.push({ lease, fromOn, toOn, ...outcome });
    }
    return found;
  }

  private outcomeOf(tx: TenantTransaction, lease: LeaseRow, supposed: Supposed, span: AskedSpan & RentSpan): Promise<Outcome> {
    if (supposed.what === 'deck') return this.otherDeck(tx, lease, supposed.deckId, span);
    return supposed.what === 'plan' ? this.otherPlan(tx, lease, supposed.planCode, span) : this.otherGrace(tx, lease, supposed.graceDays, span);
  }

  /** The deck's own direction; a lease in another currency is none of its business. */
  private async otherDeck(tx: TenantTransaction, lease: LeaseRow, deckId: string, span: AskedSpan): Promise<Outcome> {
    const deck: DeckHeader | undefined = (await listDecks(tx.ledger)).find((each) => each.id === deckId);
    if (!deck) throw notFound('deck');
    if (deck.currency !== lease.currency) return UNCHANGED;
    let [oldMicros, newMicros, unpriced] = [0n, 0n, 0];
    for (let after: string | null = null; ; ) {
      const calls = await readAnsweredCalls(tx.ledger, tx.tenantId, lease.id, { direction: deck.direction, ...span }, { after, most: CALLS_AT_ONCE });
      const again = await this.rater.rateAgain(tx.ledger, calls.map((call) => ({ ...call, deckId })), { currency: lease.currency as Contract['currency'] });
      for (const { stored, includedSeconds } of calls) oldMicros += beyond(stored, includedSeconds);
      again.forEach((rating, place) => (newMicros += beyond(rating, calls[place]!.includedSeconds)));
      unpriced += again.filter(({ costMicros }) => costMicros === null).length;
      if (calls.length < CALLS_AT_ONCE) break;
      after = calls.at(-1)!.id;
    }
    const minor = (micros: bigint): bigint => microsToMinor(micros, lease.currency as Contract['currency']);
    return { ...UNCHANGED, oldMinor: minor(oldMicros), newMinor: minor(newMicros), unpriced };
  }

  private async otherPlan(tx: TenantTransaction, lease: LeaseRow, planCode: string, days: RentSpan): Promise<Outcome> {
    const { calls, rent } = await this.plans.run(tx, lease, planCode, days);
    return { ...UNCHANGED, oldMinor: rent.oldMinor + calls.oldMinor, newMinor: rent.newMinor + calls.newMinor, parts: { rent, calls } };
  }

  /** The history told again with the other grace: the same orders and payments, other suspensions. */
  private async otherGrace(tx: TenantTransaction, { id }: LeaseRow, graceDays: number, span: AskedSpan): Promise<Outcome> {
    const [lease] = await this.books.load(tx.ledger, [{ tenantId: tx.tenantId, leaseId: id }], { until: span.from, lock: false });
    if (!lease) throw notFound('lease');
    const until = Math.min(span.to, lease.book.advancedTo) as Instant;
    if (until <= lease.book.openedAt) return UNCHANGED;
    const moments = await readMoments(tx.ledger, lease, lease.book);
    const usage = await this.books.usageSinceOpening(tx.ledger, lease, until);
    const contract = { ...lease.book.contract, rentGraceDays: graceDays };
    const supposed = replayLease({ ...lease, book: { ...lease.book, contract } }, moments, usage, until);
    return { ...UNCHANGED, oldSuspended: suspendedWithin(lease.book, span), newSuspended: suspendedWithin(supposed, { ...span, to: until }) };
  }
}

/** What a call is charged for beyond the included minutes that it was given. */
function beyond({ costMicros, billedSeconds }: Pick<CallOutcome, 'costMicros' | 'billedSeconds'>, includedSeconds: number): bigint {
  return priceBeyond(costMicros ?? 0n, billedSeconds ?? 0, includedSeconds);
}

function monthBefore(today: CivilDate): { fromOn: CivilDate; toOn: CivilDate } {
  const toOn = civilDate(`${today.slice(0, 8)}01`);
  return { fromOn: addMonths(toOn, -1), toOn };
}

function suspendedWithin(book: LeaseBook, { from, to }: AskedSpan): number {
  const end = Math.min(to, book.advancedTo);
  return book.suspensions.reduce((sum, { suspendedAt, restoredAt }) => sum + Math.max(0, Math.min(restoredAt ?? end, end) - Math.max(suspendedAt, from)), 0);
}
