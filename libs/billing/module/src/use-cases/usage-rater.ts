import { Injectable } from '@nestjs/common';
import { type DeckTable, rateCall } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { ALL_EMERGENCY_NUMBERS, isEmergencyNumber } from '@seatline/telephony-domain';
import type { DeckDirection } from '../reads/decks';
import type { StoredLeg, UsageLease, UsageRating } from '../persistence/usage';
import { DeckShelf, type ShelvedDeck } from './deck-shelf';

/** What rating looks at. */
export type RateableLeg = Pick<StoredLeg, 'id' | 'lease' | 'direction' | 'carrierLeg' | 'ourNumber' | 'otherNumber' | 'answeredAt' | 'milliseconds' | 'called'>;

type Finding = Omit<UsageRating, 'usageId' | 'version'>;

const NOTHING = { cause: null, deckId: null, prefix: null, table: null, band: null, billedSeconds: 0, costMicros: 0n } as const;
const UNANSWERED: Finding = { status: 'unanswered', ...NOTHING };
const FREE: Finding = { status: 'free', ...NOTHING };

/** Why a call has no price, by the table that has no row for it. Calls within the house without a row are free. */
const CAUSES: Readonly<Record<Exclude<DeckTable, 'internal'>, string>> = { e164: 'no-price', short: 'no-short-code-rate', service: 'no-service-rate' };

/**
 * Prices legs by the decks in force at their answers: a carrier's leg outbound by the called number, inbound by our own, each in the table of its kind; a call
 * within the house by its extension, where the outbound deck has a row for it. Agents' legs and calls to emergency numbers are free, whatever decks say. What
 * cannot be priced says why and has no price.
 */
@Injectable()
export class UsageRater {
  constructor(private readonly shelf: DeckShelf) {}

  async rate(db: LedgerDatabase, legs: readonly RateableLeg[], versionOf: (leg: RateableLeg) => number): Promise<UsageRating[]> {
    const priced = legs.filter((leg) => needsDeck(leg));
    const decks = new Map<string, (at: Instant) => ShelvedDeck | null>();
    for (const key of new Set(priced.map(keyOf))) {
      const group = priced.filter((leg) => keyOf(leg) === key);
      decks.set(key, await this.decksFor(db, group));
    }
    return legs.map((leg) => ({ usageId: leg.id, version: versionOf(leg), ...find(leg, decks.get(keyOf(leg))) }));
  }

  /** Billed calls priced once more, each by the very deck that priced it. In the order of the calls. */
  async rateAgain(
    db: LedgerDatabase, calls: readonly (Omit<RateableLeg, 'lease'> & { readonly deckId: string | null })[], lease: Pick<UsageLease, 'currency'>,
  ): Promise<Finding[]> {
    const decks = new Map<string, ShelvedDeck | null>();
    for (const id of new Set(calls.flatMap(({ deckId }) => deckId ?? []))) decks.set(id, await this.shelf.byId(db, id));
    return calls.map((call) => find({ ...call, lease }, () => (call.deckId === null ? null : (decks.get(call.deckId) ?? null))));
  }

  private decksFor(db: LedgerDatabase, group: readonly RateableLeg[]): Promise<(at: Instant) => ShelvedDeck | null> {
    const [first] = group;
    let from = Infinity;
    let to = -Infinity;
    for (const { answeredAt } of group) {
      from = Math.min(from, answeredAt ?? from);
      to = Math.max(to, answeredAt ?? to);
    }
    const of = { direction: deckDirection(first!), currency: first!.lease!.currency };
    return this.shelf.take(db, of, { from: from as Instant, to: to as Instant });
  }
}

type FindableLeg = Omit<RateableLeg, 'lease'> & { readonly lease: Pick<UsageLease, 'currency'> | null };

function isAnswered(leg: FindableLeg): boolean {
  return leg.answeredAt !== null && leg.milliseconds > 0;
}

function needsDeck(leg: RateableLeg): boolean {
  return isAnswered(leg) && leg.lease !== null && (isWithinHouse(leg) ? leg.called?.table === 'internal' : !isEmergencyCall(leg));
}

function isWithinHouse(leg: FindableLeg): boolean {
  return !leg.carrierLeg || leg.direction === 'internal';
}

function deckDirection({ direction }: RateableLeg): DeckDirection {
  return direction === 'internal' ? 'outbound' : direction;
}

/** Such a number has no country's digits before it: a deck would take 110 for one in North America. */
function isEmergencyCall(leg: FindableLeg): boolean {
  return leg.direction === 'outbound' && isEmergencyNumber(leg.otherNumber ?? '', ALL_EMERGENCY_NUMBERS);
}

function keyOf(leg: RateableLeg): string {
  return `${deckDirection(leg)} ${leg.lease?.currency}`;
}

function find(leg: FindableLeg, deckAt: ((at: Instant) => ShelvedDeck | null) | undefined): Finding {
  if (!isAnswered(leg)) return UNANSWERED;
  const withinHouse = isWithinHouse(leg);
  if (isEmergencyCall(leg) || (withinHouse && (leg.called?.table !== 'internal' || leg.lease === null))) return FREE;
  if (leg.lease === null) return quarantined('no-lease', null);
  const shelved = deckAt?.(leg.answeredAt!) ?? null;
  if (!shelved) return withinHouse ? FREE : quarantined('no-deck', null);
  const { table, number } = leg.called ?? asReported(leg);
  if (table === 'none') return quarantined('bad-number', null);
  const rated = rateCall(shelved.deck, { to: number, table, answeredAt: leg.answeredAt, milliseconds: leg.milliseconds });
  if (rated.status !== 'rated') return table === 'internal' ? FREE : quarantined(CAUSES[table], shelved.id);
  const { prefix, row, billedSeconds, costMicros } = rated;
  // An answered call is billed at least a second, but for the row's grace.
  const cause = billedSeconds === 0 ? 'grace' : null;
  return { status: 'rated', cause, deckId: shelved.id, prefix, table, band: row.band?.text ?? null, billedSeconds, costMicros };
}

/** A leg of before numbers were read: among the international ones, as it is. */
function asReported({ direction, otherNumber, ourNumber }: FindableLeg): { readonly table: 'e164'; readonly number: string } {
  return { table: 'e164', number: (direction === 'outbound' ? otherNumber : ourNumber) ?? '' };
}

function quarantined(cause: string, deckId: string | null): Finding {
  return { status: 'quarantined', cause, deckId, prefix: null, table: null, band: null, billedSeconds: null, costMicros: null };
}
