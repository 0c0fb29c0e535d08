import { Inject, Injectable } from '@nestjs/common';
import { compareCalls, compileDeck, type DeckDifference, mergeDifferences, rowsInForceAt } from '@seatline/billing-domain';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, notFound, PlatformUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { loadDeckRows } from '../persistence/decks';
import { standingCalls } from '../persistence/standing-calls';
import { findDeck, type UploadedDeck } from '../reads/decks';
import { tenantNames } from '../reads/tenants';

export interface ComparisonWish {
  /** Calls answered from here on; null: over the last 31 days. */
  readonly from: Instant | null;
  /** Calls answered before this; null: now. */
  readonly to: Instant | null;
  /** As what the deck says at this instant; null: now. For rows that begin later. */
  readonly asAt: Instant | null;
}

export interface DeckComparison {
  readonly deck: UploadedDeck;
  readonly from: Instant;
  readonly to: Instant;
  readonly asAt: Instant;
  readonly differences: readonly DeckDifference[];
  readonly tenantNames: ReadonlyMap<string, string>;
}

/** A long month. */
const LAST_MONTH_MILLISECONDS = 31 * 86_400_000;

/** Prices the calls of a month by a deck, beside what they were rated at. Nothing is written; the deck may be staged, in force or long gone. */
@Injectable()
export class CompareDeck {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(deckId: string, wish: ComparisonWish): Promise<DeckComparison> {
    const now = this.clock.now();
    const to = wish.to ?? now;
    const from = wish.from ?? ((to - LAST_MONTH_MILLISECONDS) as Instant);
    const asAt = wish.asAt ?? now;
    return this.platform.run(async (tx) => {
      await tx.db.execute(sql`set transaction isolation level repeatable read, read only`);
      const deck = await findDeck(tx.db, deckId);
      if (!deck) throw notFound('deck');
      const compiled = compileDeck(rowsInForceAt(await loadDeckRows(tx.db, deckId), asAt));
      let differences: DeckDifference[] = [];
      for await (const calls of standingCalls(tx.db, { direction: deck.direction, currency: deck.currency, from, to })) {
        differences = mergeDifferences([...differences, ...compareCalls(compiled, calls)]);
      }
      const names = await tenantNames(tx.db, [...new Set(differences.map(({ tenantId }) => tenantId))]);
      return { deck, from, to, asAt, differences, tenantNames: names };
    });
  }
}
